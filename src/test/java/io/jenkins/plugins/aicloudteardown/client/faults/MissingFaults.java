package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;

import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Resources that are not there, and answers that only look like it. */
final class MissingFaults {
    /** DataForest answers 404 for such an id, the others for any that nobody has added. */
    private static final String MISSING = "missing1";

    private MissingFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        all.put("Missing", of(play -> play.ids = new String[] {MISSING}));
        all.put("Missing, with `ignoreMissing`", ignored(MissingFaults::notListed));
        // The sandbox lists nobody's apps, as the service does.
        all.put("Missing, without its account", ignored(play -> {}));
        all.put("Missing, but the list shows it", ignored(MissingFaults::listed));
        all.put("Missing, and the list cannot be read", ignored(MissingFaults::listFails));
        all.put("Missing, and the list is not whole", ignored(MissingFaults::listIsCut));
        all.put("Missing, and the list has no total", ignored(MissingFaults::listHasNoTotal));
        all.put("Missing, and the list is missing too", ignored(MissingFaults::listIsMissing));
        all.put("Missing, and the key may not list", ignored(MissingFaults::listIsForbidden));
        all.put("Missing, but the list shows it with stars", ignored(MissingFaults::listedWithStars));
        all.put("Missing, by code 10106", ignored(play -> play.everyWrite(FaultReplies.nclue(404, "10106"))));
        all.put("Answer lost, then gone, but the list shows it", of(play -> {
            play.operation = new NclueDeleteTask(300);
            play.bench.sandbox.nclue().addTask(play.ids[0], "completed");
            play.nextWrite(new Reply.Closed());
            play.nextWrite(FaultReplies.nclue(404, "404"));
        }));
        all.put("Retired path, with `ignoreMissing`", trap("retired", play -> play.bench.ignoreMissing = true));
        all.put("404 with HTML, with `ignoreMissing`", answered(FaultReplies.html(404)));
        all.put("404 without a body, with `ignoreMissing`", answered(Reply.empty(404)));
        all.put("No permission, with `ignoreMissing`", trap("noPermission", play -> play.bench.ignoreMissing = true));
        all.put("Answer lost once, with `ignoreMissing`", trap("lostOnce", play -> play.bench.ignoreMissing = true));
        all.put(
                "Answer lost, and the resource was missing anyway",
                ignored(play -> play.nextWrite(new Reply.Closed())));
        all.put("Gone, inside a 200, with `ignoreMissing`", trap("gone200", play -> play.bench.ignoreMissing = true));
        return all;
    }

    private static FaultScenario ignored(Consumer<FaultPlay> more) {
        return of(play -> {
            play.bench.ignoreMissing = true;
            play.ids = new String[] {MISSING};
            more.accept(play);
        });
    }

    private static FaultScenario answered(Reply reply) {
        return of(play -> {
            play.bench.ignoreMissing = true;
            play.everyWrite(reply);
        });
    }

    private static void apps(FaultPlay play, int status, String contents, int total) {
        play.bench.sandbox.override(
                "getList",
                request -> Reply.json(
                        status, "{\"success\":true,\"contents\":[" + contents + "],\"total\":" + total + "}"));
    }

    private static void notListed(FaultPlay play) {
        if (play.is(Operations.KILL)) {
            play.operation = new DataforestKill(SandboxKeys.ACCOUNT_ID);
        }
    }

    private static void listHasNoTotal(FaultPlay play) {
        list(
                play,
                () -> Reply.json(
                        200, play.of(Service.NCLUE) ? "{\"tasks\":[]}" : "{\"success\":true,\"contents\":[]}"));
    }

    private static void listIsMissing(FaultPlay play) {
        list(
                play,
                () -> play.of(Service.NCLUE)
                        ? FaultReplies.nclue(404, "10106")
                        : FaultReplies.dataforest(404, "no such element"));
    }

    private static void listIsForbidden(FaultPlay play) {
        list(play, () -> FaultReplies.forbidden(play));
    }

    private static void listedWithStars(FaultPlay play) {
        list(play, () -> listWith(play, "miss****"));
    }

    private static void list(FaultPlay play, Supplier<Reply> reply) {
        play.everyRead(play.of(Service.NCLUE) ? "tasks" : "getList", reply);
    }

    /** A whole list that holds this alone. */
    static Reply listWith(FaultPlay play, String id) {
        return Reply.json(
                200,
                play.of(Service.NCLUE)
                        ? "{\"index\":0,\"limit\":100,\"total\":1,\"tasks\":[{\"task_id\":\"" + id
                                + "\",\"status\":\"completed\"}]}"
                        : "{\"success\":true,\"contents\":[{\"id\":\"" + id
                                + "\",\"state\":\"RUNNING\"}],\"total\":1}");
    }

    private static void listed(FaultPlay play) {
        if (play.of(Service.NCLUE)) {
            play.bench.sandbox.nclue().addTask(MISSING, "completed");
            play.everyWrite(FaultReplies.nclue(404, "10404"));
        } else {
            apps(play, 200, "{\"id\":\"" + MISSING + "\",\"state\":\"RUNNING\"}", 1);
        }
    }

    private static void listFails(FaultPlay play) {
        play.everyRead(play.of(Service.NCLUE) ? "tasks" : "getList", () -> FaultReplies.failed(play));
    }

    private static void listIsCut(FaultPlay play) {
        if (play.of(Service.NCLUE)) {
            play.everyRead("tasks", () -> Reply.json(200, "{\"index\":0,\"limit\":100,\"total\":2,\"tasks\":[]}"));
        } else {
            apps(play, 200, "", 2);
        }
    }
}
