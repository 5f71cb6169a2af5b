package io.jenkins.plugins.aicloudteardown.client.faults;

import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;

/** Answers in the forms that the providers document, written down once more so that the matrix rests on nothing else. */
final class FaultReplies {
    private static final String PAGE = "<!DOCTYPE html><html><body><h1>Sorry</h1></body></html>";

    private FaultReplies() {}

    /** DataForest: {@code {message, success}}. */
    static Reply.Message dataforest(int status, String message) {
        return Reply.json(status, "{\"message\":\"" + message + "\",\"success\":false}");
    }

    /** NAVER's gateway. */
    static Reply.Message naver(int status, String code) {
        return Reply.json(
                status,
                "{\"error\":{\"errorCode\":\"" + code + "\",\"message\":\"as documented\",\"details\":\"none\"}}");
    }

    /** NCLUE itself. */
    static Reply.Message nclue(int status, String code) {
        return Reply.json(status, "{\"error_code\":\"" + code + "\",\"message\":\"as documented\"}");
    }

    /** Huawei's services and their gateway. */
    static Reply.Message huawei(int status, String code) {
        return huawei(status, code, "as documented");
    }

    static Reply.Message huawei(int status, String code, String message) {
        return Reply.json(status, "{\"error_code\":\"" + code + "\",\"error_msg\":\"" + message + "\"}");
    }

    /** A page that no provider documents. */
    static Reply.Message html(int status) {
        return Reply.html(status, PAGE);
    }

    /** Too many requests, from whoever stands before the service. */
    static Reply.Message throttled(FaultPlay play) {
        return play.ncp() ? naver(429, "410") : huawei(429, "APIG.0308");
    }

    static Reply.Message unavailable(FaultPlay play) {
        return play.ncp() ? naver(503, "500") : huawei(503, "APIG.0202");
    }

    static Reply.Message gatewayTimeout(FaultPlay play) {
        return play.ncp() ? naver(504, "510") : huawei(504, "APIG.0201");
    }

    static Reply.Message noSuchPath(FaultPlay play) {
        return play.ncp() ? naver(404, "300") : huawei(404, "APIG.0101");
    }

    static Reply.Message forbidden(FaultPlay play) {
        return play.of(Service.DATAFOREST)
                ? dataforest(403, "not allowed to access")
                : play.ncp() ? naver(401, "210") : huawei(403, "APIG.1005");
    }

    static Reply.Message keyRefused(FaultPlay play) {
        return play.ncp() ? naver(401, "200") : huawei(401, "APIG.0301");
    }

    static Reply.Message badRequest(FaultPlay play) {
        return play.of(Service.DATAFOREST)
                ? dataforest(400, "invalid request parameters")
                : play.ncp() ? nclue(400, "10400") : huawei(400, "APIG.2011");
    }

    static Reply.Message failed(FaultPlay play) {
        return play.of(Service.DATAFOREST)
                ? dataforest(500, "unexpected error")
                : play.ncp() ? nclue(500, "10500") : huawei(500, "APIG.9999");
    }

    static Reply.Message tokenInvalid(FaultPlay play) {
        return huawei(401, play.of(Service.ROMA) ? "APIG.1002" : "ModelArts.0203");
    }

    /** The documented body of a success; ROMA Connect has none. */
    static String success(Operation operation, String id) {
        return switch (operation.service()) {
            case DATAFOREST -> "{\"success\":true,\"message\":\"success\",\"id\":\"" + id + "\"}";
            case NCLUE -> "{\"task_id\":\"" + id + "\"}";
            case ROMA -> "";
            case MODELARTS -> "{\"delete_success_list\":[\"" + id + "\"],\"delete_failed_list\":[]}";
        };
    }

    /** A success with a member of it twice. */
    static String ambiguous(Operation operation, String id) {
        return switch (operation.service()) {
            case DATAFOREST -> "{\"success\":false,\"success\":true,\"id\":\"" + id + "\"}";
            case NCLUE -> "{\"task_id\":\"other\",\"task_id\":\"" + id + "\"}";
            case ROMA -> "{\"status\":4,\"status\":1}";
            case MODELARTS ->
                "{\"delete_success_list\":[],\"delete_success_list\":[\"" + id + "\"],\"delete_failed_list\":[]}";
        };
    }
}
