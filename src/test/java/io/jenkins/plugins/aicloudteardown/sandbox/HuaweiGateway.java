package io.jenkins.plugins.aicloudteardown.sandbox;

/** The words of the API gateway that stands before Huawei's services (FACTS, section 6, and section 9 on echoes). */
final class HuaweiGateway {

    private HuaweiGateway() {}

    /** Refuses a signature; what the gateway adds is what it computed and was given. */
    static Reply.Message signatureRefused(String details) {
        return error(401, "APIG.0301", "Incorrect IAM authentication information: " + details);
    }

    static Reply.Message noSuchApi() {
        return error(404, "APIG.0101", "The API does not exist or has not been published in the environment");
    }

    static Reply.Message throttled() {
        return error(429, "APIG.0308", "The throttling threshold has been reached: policy user over ratelimit");
    }

    /** Neither the documents nor the facts have a code for a used-up quota: this one is made up. */
    static Reply.Message quotaExceeded() {
        return error(403, "APIG.0309", "The quota of the account is used up");
    }

    static Reply.Message backendUnavailable() {
        return error(503, "APIG.0202", "Backend unavailable");
    }

    static Reply.Message backendTimeout() {
        return error(504, "APIG.0201", "Backend timeout");
    }

    static Reply.Message error(int status, String code, String message) {
        return Json.reply(status, Json.object().put("error_code", code).put("error_msg", message));
    }
}
