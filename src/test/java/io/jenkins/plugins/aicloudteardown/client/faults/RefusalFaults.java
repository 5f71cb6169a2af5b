package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;

import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Proxies and gateways on the way, throttles, and the errors that the documents name. */
final class RefusalFaults {
    private RefusalFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        onTheWay(all);
        throttles(all);
        naver(all);
        huawei(all);
        return all;
    }

    private static void onTheWay(Map<String, FaultScenario> all) {
        all.put("Redirect", trap("redirect"));
        all.put(
                "Redirect that keeps the method",
                of(play ->
                        play.everyWrite(Reply.empty(307).with("Location", play.bench.sandbox.url() + "/elsewhere"))));
        all.put("Proxy answers 407", trap("html407"));
        all.put("Proxy answers 502", trap("html502"));
        all.put("Proxy answers 502 once", of(play -> play.nextWrite(FaultReplies.html(502))));
        all.put("Service unavailable", trap("unavailable"));
        all.put(
                "Service unavailable beyond the end of the step",
                trap("unavailable", play -> play.bench.sandbox.retryAfter("86400")));
        all.put("Service unavailable once", of(play -> play.nextWrite(FaultReplies.unavailable(play))));
        all.put("Gateway timeout", trap("gatewayTimeout"));
        all.put(
                "Gateway timeout once",
                of(play -> play.bench.sandbox.interceptOnce(play.ids[0], (request, act) -> {
                    act.get();
                    return FaultReplies.gatewayTimeout(play);
                })));
        all.put("500 with HTML", of(play -> play.everyWrite(FaultReplies.html(500))));
        all.put("Retired path", trap("retired"));
        all.put("404 with HTML", of(play -> play.everyWrite(FaultReplies.html(404))));
        for (int status : new int[] {404, 405, 410}) {
            all.put(status + " without a body", of(play -> play.everyWrite(Reply.empty(status))));
        }
        all.put("401 with HTML", of(play -> play.everyWrite(FaultReplies.html(401))));
        all.put("403 with HTML", of(play -> play.everyWrite(FaultReplies.html(403))));
        all.put("Bad request", trap("badRequest"));
        all.put("Bad request that shows the key", trap("secretEcho"));
        all.put("Server error", trap("serverError"));
        all.put("No permission", trap("noPermission"));
    }

    private static void throttles(Map<String, FaultScenario> all) {
        all.put("Throttled once", trap("throttledOnce"));
        all.put("Throttled once, until a date", trap("throttledOnce", play -> {
            String until = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    play.bench.time.now().plusSeconds(90).atOffset(ZoneOffset.UTC));
            play.bench.sandbox.retryAfter(until);
        }));
        all.put("Throttled once, with HTML", of(play -> play.nextWrite(FaultReplies.html(429))));
        all.put(
                "Throttled always, again and again",
                trap("throttledAlways", play -> play.bench.sandbox.retryAfter("40")));
        all.put(
                "Throttled always, without `Retry-After`",
                trap("throttledAlways", play -> play.bench.timeout = Duration.ofSeconds(20)));
        all.put(
                "Throttled beyond the end of the step",
                trap("throttledAlways", play -> play.bench.sandbox.retryAfter("86400")));
        all.put("Quota used up", trap("quota"));
    }

    private static void naver(Map<String, FaultScenario> all) {
        all.put("DataForest 400, invalid request parameters", dataforest(400, "invalid request parameters"));
        all.put(
                "DataForest 400, exceeded limit on resource quota",
                dataforest(400, "exceeded limit on resource quota"));
        all.put("DataForest 403, not allowed to access", dataforest(403, "not allowed to access"));
        // The sandbox's own answer to an id that nobody has added.
        all.put("DataForest 403, not allowed or not exists", of(play -> play.ids = new String[] {"nobodyKnowsIt"}));
        all.put("DataForest 404, no such element", dataforest(404, "no such element"));
        all.put("DataForest 500, unexpected error", dataforest(500, "unexpected error"));

        all.put("NAVER 400/100, bad request", gateway(400, "100"));
        all.put("NAVER 401/200, authentication failed", gateway(401, "200"));
        all.put(
                "NAVER 401/200 as a number",
                answered(Reply.json(401, "{\"error\":{\"errorCode\":200,\"message\":\"Authentication Failed\"}}")));
        all.put("NAVER 401/210, permission denied", gateway(401, "210"));
        all.put("NAVER 403/230, forbidden", gateway(403, "230"));
        all.put("NAVER 404/300, not found", gateway(404, "300"));
        all.put(
                "NAVER 404/300 in another form",
                answered(Reply.json(
                        404, "{\"responseError\":{\"returnCode\":\"300\",\"returnMessage\":\"Not Found\"}}")));
        all.put("NAVER 413/430, entity too large", gateway(413, "430"));
        all.put("NAVER 429/400, quota exceeded", gateway(429, "400"));
        all.put("NAVER 429/410, throttle limited, once", once(FaultReplies.naver(429, "410")));
        all.put("NAVER 429/420, rate limited, once", once(FaultReplies.naver(429, "420")));
        all.put("NAVER 503/500, endpoint error", gateway(503, "500"));
        all.put("NAVER 504/510, endpoint timeout", gateway(504, "510"));
        all.put("NAVER 500/900, unexpected error", gateway(500, "900"));

        all.put("NCLUE 401, code 10100", answered(FaultReplies.nclue(401, "10100")));
        all.put("NCLUE 422, code 10103", answered(FaultReplies.nclue(422, "10103")));
        all.put("NCLUE 404, code 10106", answered(FaultReplies.nclue(404, "10106")));
        all.put("NCLUE cannot delete the task", trap("inUse"));
        all.put("NCLUE task in progress", of(play -> play.bench.sandbox.nclue().addTask("ok1", "in_progress")));
        all.put(
                "NCLUE 404 in its own form",
                answered(Reply.json(404, "{\"code\":\"10404\",\"msg\":\"no such task\"}")));
    }

    private static void huawei(Map<String, FaultScenario> all) {
        code(all, 404, "APIG.0101");
        code(all, 504, "APIG.0201");
        code(all, 413, "APIG.0201");
        code(all, 494, "APIG.0201");
        code(all, 500, "APIG.0203");
        code(all, 401, "APIC.0303");
        code(all, 401, "APIG.0301");
        code(all, 401, "APIGW.0301");
        code(all, 401, "APIG.0303");
        code(all, 401, "APIG.0307");
        all.put("`APIG.0308`, 429, once", once(FaultReplies.huawei(429, "APIG.0308")));

        code(all, 400, "APIG.2011");
        code(all, 401, "APIG.1002");
        code(all, 403, "APIG.1005");
        code(all, 404, "APIG.3084");
        code(all, 500, "APIG.9999");

        code(all, 404, "ModelArts.3001");
        code(all, 500, "ModelArts.3009");
        code(all, 400, "ModelArts.3074");
        code(all, 400, "ModelArts.0204");
        code(all, 400, "ModelArts.0210");
        code(all, 401, "ModelArts.0201");
        code(all, 401, "ModelArts.0202");
        code(all, 401, "ModelArts.0203");
        code(all, 401, "ModelArts.0207");
        code(all, 401, "ModelArts.0212");
        code(all, 403, "ModelArts.0108");
        code(all, 403, "ModelArts.0112");
        code(all, 403, "ModelArts.0206");
        code(all, 403, "ModelArts.0210");
        all.put("`ModelArts.4206`, 429, once", once(FaultReplies.huawei(429, "ModelArts.4206")));
    }

    private static void code(Map<String, FaultScenario> all, int status, String code) {
        all.put("`" + code + "`, " + status, answered(FaultReplies.huawei(status, code)));
    }

    private static FaultScenario dataforest(int status, String message) {
        return answered(FaultReplies.dataforest(status, message));
    }

    private static FaultScenario gateway(int status, String code) {
        return answered(FaultReplies.naver(status, code));
    }

    private static FaultScenario answered(Reply reply) {
        return of(play -> play.everyWrite(reply));
    }

    private static FaultScenario once(Reply reply) {
        return of(play -> play.nextWrite(reply));
    }
}
