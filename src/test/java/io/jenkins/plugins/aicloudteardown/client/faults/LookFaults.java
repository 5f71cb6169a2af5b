package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;

import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Looking at a resource: until it is done, before a restart, after a lost answer, until it is idle. */
final class LookFaults {
    private LookFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        confirming(all);
        before(all);
        after(all);
        waiting(all);
        return all;
    }

    private static void confirming(Map<String, FaultScenario> all) {
        all.put("While confirming", confirm(play -> looks(play, () -> shown(play, unfinished(play)))));
        all.put("Confirmed", confirm(play -> {}));
        all.put(
                "A state that no document defines",
                confirm(play -> looks(play, () -> shown(play, play.of(Service.ROMA) ? "9" : "HIBERNATING"))));
        all.put("Gone to the look, but the list shows it", confirm(LookFaults::goneButListed));
        all.put("Looks fail for a while", confirm(play -> {
            Deque<Reply> first = new ArrayDeque<>(List.of(new Reply.Reset(), FaultReplies.html(502)));
            looks(play, first::poll);
        }));
        all.put("Looks fail to the end", confirm(play -> looks(play, () -> FaultReplies.failed(play))));
        all.put("Looks are forbidden", confirm(play -> looks(play, () -> FaultReplies.forbidden(play))));
        all.put("The key ends before the look", confirm(play -> looks(play, () -> FaultReplies.keyRefused(play))));
        all.put("The path of the read is retired", confirm(play -> looks(play, () -> FaultReplies.noSuchPath(play))));
    }

    private static FaultScenario confirm(Consumer<FaultPlay> more) {
        return of(play -> {
            play.bench.confirm = true;
            withAccount(play);
            more.accept(play);
        });
    }

    /** The read says that there is none, and the list has it. */
    private static void goneButListed(FaultPlay play) {
        looks(
                play,
                () -> play.of(Service.NCLUE)
                        ? FaultReplies.nclue(404, "10106")
                        : FaultReplies.dataforest(404, "no such element"));
        play.everyRead(play.of(Service.NCLUE) ? "tasks" : "getList", () -> MissingFaults.listWith(play, play.ids[0]));
    }

    private static void withAccount(FaultPlay play) {
        if (play.is(Operations.RESTART)) {
            play.operation = Operations.RESTART_AND_LOOK;
        }
    }

    /** Lays down the answers to reads once a write has been received; null for what the sandbox says. */
    private static void looks(FaultPlay play, Supplier<Reply> reply) {
        play.everyRead(
                play.is(Operations.RESTART) ? SandboxKeys.ACCOUNT_ID : play.ids[0],
                () -> play.bench.sandbox.count(play.operation.name()) > 0 ? reply.get() : null);
    }

    private static String unfinished(FaultPlay play) {
        return switch (play.operation.service()) {
            case DATAFOREST -> play.is(Operations.RESTART) ? "RESTARTING" : "RUNNING";
            case NCLUE -> "completed";
            case ROMA -> "4";
            case MODELARTS -> "published";
        };
    }

    private static Reply shown(FaultPlay play, String state) {
        String id = play.ids[0];
        return switch (play.operation.service()) {
            case DATAFOREST ->
                play.is(Operations.RESTART)
                        ? notebooks("{\"id\":\"" + id + "\",\"state\":\"" + state + "\"}", 1)
                        : Reply.json(200, "{\"success\":true,\"id\":\"" + id + "\",\"state\":\"" + state + "\"}");
            case NCLUE -> Reply.json(200, "{\"task_id\":\"" + id + "\",\"status\":\"" + state + "\"}");
            case ROMA -> Reply.json(200, "{\"id\":\"" + id + "\",\"status\":" + state + "}");
            case MODELARTS -> Reply.json(200, "{\"model_id\":\"" + id + "\",\"model_status\":\"" + state + "\"}");
        };
    }

    private static Reply notebooks(String contents, int total) {
        return Reply.json(200, "{\"success\":true,\"contents\":[" + contents + "],\"total\":" + total + "}");
    }

    private static void before(Map<String, FaultScenario> all) {
        all.put("Look before: lost", lookBefore(play -> new Reply.Reset()));
        all.put("Look before: proxy answers 502", lookBefore(play -> FaultReplies.html(502)));
        all.put("Look before: forbidden", lookBefore(FaultReplies::forbidden));
        all.put("Look before: key refused", lookBefore(FaultReplies::keyRefused));
        all.put("Look before: not there", lookBefore(play -> notebooks("", 0)));
        all.put("Look before: the list is not whole", lookBefore(play -> notebooks("", 2)));
    }

    private static FaultScenario lookBefore(Function<FaultPlay, Reply> reply) {
        return of(play -> {
            withAccount(play);
            play.everyRead(SandboxKeys.ACCOUNT_ID, () -> reply.apply(play));
        });
    }

    private static void after(Map<String, FaultScenario> all) {
        all.put("Notebook: restarted, answer lost", notebook("lostAnswer"));
        all.put("Notebook: restarted, no answer in time", notebook("hangActed"));
        all.put("Notebook: restarted, gateway timeout", notebook("gatewayTimeout"));
        all.put("Notebook: not restarted, answer lost", notebook("resetAfter"));
        all.put("Notebook: not restarted, no answer in time", notebook("hang"));
        all.put("Notebook: not restarted, proxy answers 502", notebook("html502"));
        all.put("Notebook: starting before, and runs after a lost answer", of(play -> {
            withAccount(play);
            play.nextWrite(new Reply.Closed());
            play.everyRead(SandboxKeys.ACCOUNT_ID, () -> shown(play, wasSent(play) ? "RUNNING" : "STARTING"));
        }));
        all.put("Notebook: no state after a lost answer", of(play -> {
            withAccount(play);
            play.nextWrite(new Reply.Closed());
            looks(play, () -> notebooks("{\"id\":\"" + play.ids[0] + "\"}", 1));
        }));
        all.put("Notebook: somebody else restarts it between two tries", of(play -> {
            withAccount(play);
            play.nextWrite(FaultReplies.throttled(play));
            play.nextWrite(new Reply.Closed());
            play.everyRead(SandboxKeys.ACCOUNT_ID, () -> startedAt(play, wasSent(play) ? "t2" : "t1"));
        }));
        all.put("Notebook: gone after a lost answer", of(play -> {
            withAccount(play);
            play.nextWrite(new Reply.Closed());
            looks(play, () -> notebooks("", 0));
        }));
        all.put("Notebook: looks forbidden after a lost answer", of(play -> {
            withAccount(play);
            play.nextWrite(new Reply.Closed());
            looks(play, () -> FaultReplies.forbidden(play));
        }));
    }

    private static boolean wasSent(FaultPlay play) {
        return play.bench.sandbox.count(play.operation.name()) > 0;
    }

    private static Reply startedAt(FaultPlay play, String time) {
        return notebooks("{\"id\":\"" + play.ids[0] + "\",\"state\":\"RUNNING\",\"startedAt\":\"" + time + "\"}", 1);
    }

    private static FaultScenario notebook(String trap) {
        return trap(trap, play -> {
            withAccount(play);
            play.hangs = request -> trap.startsWith("hang") && play.isWrite(request);
        });
    }

    private static void waiting(Map<String, FaultScenario> all) {
        all.put("Task: busy for a while", waitingFor(play -> {
            play.bench.sandbox.nclue().addTask("ok1", "in_progress");
            play.bench.sandbox.nclue().setTaskStatuses("ok1", "in_progress", "in_progress", "completed");
        }));
        all.put("Task: used for a while", waitingFor(play -> play.nextWrite(FaultReplies.nclue(409, "10409"))));
        all.put(
                "Task: busy too long",
                waitingFor(play -> play.bench.sandbox.nclue().addTask("ok1", "in_progress")));
        all.put("Task: busy beyond the end of the step", waitingFor(play -> {
            play.bench.sandbox.nclue().addTask("ok1", "in_progress");
            play.bench.timeout = Duration.ofSeconds(70);
        }));
    }

    private static FaultScenario waitingFor(Consumer<FaultPlay> more) {
        return of(play -> {
            play.operation = new NclueDeleteTask(300);
            more.accept(play);
        });
    }
}
