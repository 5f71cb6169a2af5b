package io.jenkins.plugins.aicloudteardown.sandbox;

/** The words of NAVER Cloud's API gateway, which stands before every NCP service (FACTS, section 4). */
final class NcpGateway {

    private NcpGateway() {}

    static Reply.Message authenticationFailed(String details) {
        return error(401, "200", "Authentication Failed", details);
    }

    static Reply.Message permissionDenied() {
        return error(401, "210", "Permission Denied", "The caller may not use this API.");
    }

    static Reply.Message notFound() {
        return error(404, "300", "Not Found", "URL not found.");
    }

    static Reply.Message quotaExceeded() {
        return error(429, "400", "Quota Exceeded", "The quota of the API is used up.");
    }

    static Reply.Message throttled() {
        return error(429, "410", "Throttle Limited", "Too many requests in a second.");
    }

    static Reply.Message endpointError() {
        return error(503, "500", "Endpoint Error", "The endpoint cannot be reached.");
    }

    static Reply.Message endpointTimeout() {
        return error(504, "510", "Endpoint Timeout", "The endpoint did not answer in time.");
    }

    private static Reply.Message error(int status, String code, String message, String details) {
        return Json.reply(
                status,
                Json.object()
                        .set(
                                "error",
                                Json.object()
                                        .put("errorCode", code)
                                        .put("message", message)
                                        .put("details", details)));
    }
}
