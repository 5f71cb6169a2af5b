package io.jenkins.plugins.aicloudteardown.client.demo;

import static io.jenkins.plugins.aicloudteardown.client.Operations.DELETE_MODEL;
import static io.jenkins.plugins.aicloudteardown.client.Operations.DELETE_TASK;
import static io.jenkins.plugins.aicloudteardown.client.Operations.KILL;
import static io.jenkins.plugins.aicloudteardown.client.Operations.RESTART;
import static io.jenkins.plugins.aicloudteardown.client.Operations.RESTART_AND_LOOK;
import static io.jenkins.plugins.aicloudteardown.client.Operations.UNDEPLOY;

import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import java.time.Duration;
import java.util.List;

/**
 * What is shown, in this order. IDs that begin with {@code ok} exist in the sandbox; the others are named after what it
 * does with them.
 */
final class Scenes {
    private static final String SLOW = "okSlow";

    private Scenes() {}

    /** An app that is still there when nobody waits any longer. */
    static void prepare(ProviderSandbox sandbox) {
        sandbox.dataforest().addApp(SLOW, "RUNNING");
        sandbox.dataforest().takes(SLOW, Integer.MAX_VALUE);
    }

    static List<Scene> all() {
        return List.of(accepted(), not200(), refused(), gone(), lost(), confirmed(), dryRun(), several());
    }

    private static Scene accepted() {
        return new Scene(
                "The provider accepts it",
                "Its own response says so, in the documented form, for the ID that was asked for.",
                Play.of(KILL, "okApp"),
                Play.of(RESTART, "okNotebook"),
                Play.of(DELETE_TASK, "ok-task"),
                Play.of(UNDEPLOY, "ok-api"),
                Play.of(DELETE_MODEL, "ok-model"));
    }

    private static Scene not200() {
        return new Scene(
                "HTTP 200 is not success",
                "DataForest says \"success\": false. ModelArts answers with two lists, of what is deleted and of what is not.\n"
                        + "Both may be empty, and a yes may have a no beside it: then nobody knows.",
                Play.of(KILL, "successFalse"),
                Play.of(DELETE_MODEL, "allFailed"),
                Play.of(DELETE_MODEL, "bothEmpty"),
                Play.of(DELETE_TASK, "yesAndNo"));
    }

    private static Scene refused() {
        return new Scene(
                "The provider refuses",
                "Each in a form of its own. DataForest says 403 also for an ID that does not exist.",
                Play.of(DELETE_TASK, "inUse"),
                Play.of(UNDEPLOY, "noPermission"),
                Play.of(RESTART, "nobodyKnowsIt"));
    }

    private static Scene gone() {
        return new Scene(
                "\"Not found\" is a success only if you say so (ignoreMissing), and only from the service itself",
                "NCLUE's complete list of tasks is asked too. A gateway's 404, as for an API that was retired, is a failure.",
                Play.of(DELETE_TASK, "never-was-1"),
                Play.ignoringMissing(DELETE_TASK, "never-was-2"),
                Play.ignoringMissing(DELETE_MODEL, "never-was-3"),
                Play.ignoringMissing(DELETE_MODEL, "retired"));
    }

    private static Scene lost() {
        return new Scene(
                "The response is lost",
                "The sandbox does it and cuts the connection. A deletion is sent again, ROMA Connect is asked for the status\n"
                        + "first, and a restart is never sent twice.",
                Play.of(KILL, "lostOnce"),
                Play.of(UNDEPLOY, "lostOnce"),
                Play.of(DELETE_MODEL, "lostOnce"),
                Play.of(RESTART, "lostAnswer"));
    }

    private static Scene confirmed() {
        return new Scene(
                "Accepted is not gone (confirm)",
                "The resource is read until its final state is seen, or the time limit ends.",
                Play.confirming(UNDEPLOY, Duration.ofSeconds(30), "ok-api-2"),
                Play.confirming(RESTART_AND_LOOK, Duration.ofSeconds(30), "ok1"),
                Play.confirming(KILL, Duration.ofSeconds(5), SLOW));
    }

    private static Scene dryRun() {
        return new Scene(
                "A dry run (dryRun)", "Checked and signed, and nothing is sent.", Play.dry(DELETE_MODEL, "ok-model-2"));
    }

    private static Scene several() {
        return new Scene(
                "Several IDs in one step",
                "Each has its own outcome, and all of them together decide over the build.",
                Play.ignoringMissing(
                        DELETE_MODEL, "ok-model-3", "ok-model-4", "allFailed-2", "ok-model-5", "never-was-4"));
    }
}
