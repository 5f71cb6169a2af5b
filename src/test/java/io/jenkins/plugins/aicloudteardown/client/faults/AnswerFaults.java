package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;

import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers that come, and are odd or say something else than success. */
final class AnswerFaults {
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

    private static String success(FaultPlay play) {
        return FaultReplies.success(play.operation, play.ids[0]);
    }

    private static void noSuccess(Map<String, FaultScenario> all) {
        all.put("Another resource", trap("foreignId"));
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
