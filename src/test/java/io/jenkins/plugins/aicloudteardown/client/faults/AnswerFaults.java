package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;

import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers that come, and are odd or say something else than success. */
final class AnswerFaults {
    /** Members of the shapes in which any of the providers, or a gateway of theirs, tells an error. */
    private static final List<String> NOES = List.of(
            "\"success\":\"no\"",
            "\"error\":{\"errorCode\":\"900\",\"message\":\"Unexpected Error\"}",
            "\"error\":{\"code\":401,\"title\":\"Unauthorized\"}",
            "\"error_code\":\"APIG.9999\"",
            "\"code\":\"10110\"",
            "\"responseError\":{\"returnCode\":\"300\"}",
            "\"error\":\"Internal Server Error\"");

    private static final List<String> HARMLESS = List.of(
            "\"error\":null",
            "\"error\":{}",
            "\"error_code\":\"\"",
            "\"code\":0",
            "\"code\":\"200\"",
            "\"code\":\"success\"");

    private AnswerFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        unusual(all);
        unreadable(all);
        noSuccess(all);
        return all;
    }

    private static void unusual(Map<String, FaultScenario> all) {
        all.put("Slow", trap("slow", play -> play.bench.sandbox.slowBy(Duration.ofMillis(50))));
        all.put(
                "Trickling, but in time",
                trap("trickle", play -> play.bench.sandbox.trickleEvery(Duration.ofMillis(1))));
        all.put("Early hints", trap("earlyHints"));
    }

    private static void unreadable(Map<String, FaultScenario> all) {
        all.put("Endless", trap("endless"));
        all.put("Too large", trap("tooLarge"));
        all.put("Empty", trap("emptyBody"));
        all.put("Cut JSON", trap("brokenJson"));
        all.put("HTML", trap("htmlPage"));
        all.put("Compressed", trap("gzipped"));
        all.put("Wrong type", trap("wrongType"));
        all.put("Wrong encoding", trap("wrongEncoding"));
        all.put(
                "The same key twice",
                of(play -> play.everyWrite(Reply.json(200, FaultReplies.ambiguous(play.operation, play.ids[0])))));
        all.put("More after the answer", of(play -> play.everyWrite(Reply.json(200, success(play) + " {}"))));
        all.put("202", of(play -> play.everyWrite(Reply.json(202, success(play)))));
        all.put("204", of(play -> play.everyWrite(Reply.empty(204))));
    }

    /** A success with one member more, in place of the member of the same name. */
    private static String beside(FaultPlay play, String member) {
        String body = success(play);
        String name = member.substring(0, member.indexOf(':') + 1);
        return body.contains(name)
                ? body.replaceFirst(name + "true", member)
                : body.substring(0, body.length() - 1) + "," + member + "}";
    }

    private static String success(FaultPlay play) {
        return FaultReplies.success(play.operation, play.ids[0]);
    }

    private static void noSuccess(Map<String, FaultScenario> all) {
        all.put("Another resource", trap("foreignId"));
        all.put("Yes and no at once", trap("yesAndNo"));
        for (String no : NOES) {
            all.put("Done, and `" + no + "`", of(play -> play.everyWrite(Reply.json(200, beside(play, no)))));
        }
        for (String harmless : HARMLESS) {
            all.put(
                    "Done, and `" + harmless + "`",
                    of(play -> play.everyWrite(Reply.json(200, beside(play, harmless)))));
        }
        all.put("Success is false", trap("successFalse"));
        all.put("No flag", trap("noFlag"));
        all.put("The flag is a text", trap("flagText"));
        all.put("No id", of(play -> play.everyWrite(Reply.json(200, "{\"success\":true}"))));
        all.put("The id in other letters", of(play -> {
            play.ids = new String[] {"okA"};
            play.everyWrite(Reply.json(200, FaultReplies.success(play.operation, "oka")));
        }));
        all.put("No echo", trap("noEcho"));
        all.put("Echo with stars", trap("echoStars"));
        all.put("200 with a body", trap("okBody"));
        all.put("A failure beside a success", trap("mixed"));
        all.put("All failed", trap("allFailed"));
        all.put("All failed, in the older form", trap("oldField"));
        all.put("In use, as an error", trap("inUse500"));
        all.put("Both lists empty", trap("bothEmpty"));
        all.put("One model too many", trap("extraId"));
        all.put(
                "In both lists",
                of(play -> play.everyWrite(Reply.json(
                        200,
                        "{\"delete_success_list\":[\"ok1\"],\"delete_failed_list\":[{\"model_id\":\"ok1\","
                                + "\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}]}"))));
        all.put("Gone, inside a 200", trap("gone200"));
        all.put("A subscribed model", trap("subscribed"));
    }
}
