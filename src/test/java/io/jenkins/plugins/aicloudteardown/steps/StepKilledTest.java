package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Restarts.LONG;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.NOT_RESUMABLE;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.OPTIMIZED;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.actAndHang;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.awaitWrites;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.hang;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.writes;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ModelartsRoutes;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller whose process is killed: what was saved by then is all that the next one knows. */
class StepKilledTest {
    private static final int VERSIONS = 40;
    private static final String ELSEWHERE = "otherInstance";

    private static String confirmingId(String operation) {
        return EveryStep.id("seen", operation);
    }

    private static String waitingId(String operation) {
        return EveryStep.id("okNext", operation);
    }

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();
    private final LinkedHashMap<String, String> scripts = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void startAll() throws Throwable {
        jenkins.startJenkins();
        String url = sandbox.url();
        LinkedHashMap<String, String> all = scripts;
        jenkins.runRemotely(rule -> {
            CloudJenkins.provide(url);
            addNarrowConnections(url);
            // Until a key has had its first success, one request at a time is all that may be under way with it.
            rule.waitForCompletion(Restarts.begin(
                    rule, "proof", step("dataforestKill", "ok1") + "\n" + step("modelartsDeleteModel", "ok1")));
            beginAll(rule, all);
        });
    }

    /** More builds, in the same life of the controller, which have looked everything up before this returns. */
    private void startMore(LinkedHashMap<String, String> more) throws Throwable {
        scripts.putAll(more);
        ArrayList<String> names = new ArrayList<>(more.keySet());
        jenkins.runRemotely(rule -> {
            beginAll(rule, more);
            for (String name : names) {
                rule.waitForMessage("] Asking ", Restarts.build(rule, name));
            }
        });
    }

    private static void beginAll(JenkinsRule rule, Map<String, String> all) throws Exception {
        for (Map.Entry<String, String> one : all.entrySet()) {
            Restarts.begin(rule, one.getKey(), one.getValue());
        }
    }

    /** What goes through these waits for its turn as long as anything else is under way at the same host. */
    private static void addNarrowConnections(String url) {
        List<Connection> all = new ArrayList<>(Connections.get().getConnections());
        all.addAll(CloudJenkins.connections("narrow-", url, 1));
        Connections.get().setConnections(all);
    }

    private void kill() {
        jenkins.stopJenkinsForcibly();
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
        sandbox.clearOverrides();
    }

    /** Starts the controller again and waits until all builds have ended: their results and logs by name. */
    private Map<String, String> endAll() throws Throwable {
        jenkins.startJenkins();
        ArrayList<String> names = new ArrayList<>(scripts.keySet());
        return jenkins.runRemotely(rule -> {
            LinkedHashMap<String, String> ends = new LinkedHashMap<>();
            for (String name : names) {
                WorkflowRun run = rule.waitForCompletion(Restarts.build(rule, name));
                TeardownAction report = run.getAction(TeardownAction.class);
                ends.put(
                        name,
                        run.getResult() + "\n" + JenkinsRule.getLog(run) + "\nunknown in the report: "
                                + report.getUnknown());
            }
            return ends;
        });
    }

    @Test
    @DisplayName("killed: what may be repeated is, a notebook never, and where Jenkins cannot resume nothing is resent")
    void killed() throws Throwable {
        sandbox.dataforest()
                .addNotebook(SandboxKeys.ACCOUNT_ID, "nbOne", "RUNNING", Instant.parse("2025-01-01T00:00:00Z"));
        sandbox.nclue().addTask("busyTask", "in_progress");
        hang(sandbox, "okKill", "dataforestKill");
        hang(sandbox, "okTask", "nclueDeleteTask");
        hang(sandbox, "okModel", "modelartsDeleteModel");
        hang(sandbox, "okBlind", "notebookRestart");
        hang(sandbox, "okFast", "dataforestKill");
        hang(sandbox, "okOnce", "dataforestKill");
        actAndHang(sandbox, "okApi", "romaUndeploy");
        actAndHang(sandbox, "nbOne", "notebookRestart");
        confirming();
        startAll();
        for (String operation : EveryStep.functions()) {
            // The first of a notebook is for the state before.
            awaitWrites(sandbox, Map.of(Unconfirmed.read(operation), operation.equals("notebookRestart") ? 2 : 1));
        }
        startMore(hanging());
        awaitWrites(
                sandbox,
                Map.of(
                        "dataforestKill", 5,
                        "nclueDeleteTask", 2,
                        "romaUndeploy", 2,
                        "modelartsDeleteModel", 3,
                        "notebookRestart", 3));
        startMore(waiting());
        kill();
        for (String operation : EveryStep.functions()) {
            assertThat(writes(sandbox, operation, waitingId(operation)))
                    .as(operation)
                    .isZero();
            Unconfirmed.confirm(sandbox, operation, confirmingId(operation));
        }
        sandbox.nclue().setTaskStatus("busyTask", "completed");

        Map<String, String> ends = endAll();

        for (String name : new String[] {"kill", "task", "model", "api", "notebook", "busy"}) {
            assertThat(ends.get(name)).as(name).startsWith("SUCCESS");
        }
        assertThat(ends.get("notebook")).contains("confirmed by the provider: nbOne");
        for (String operation : EveryStep.functions()) {
            assertThat(ends.get("confirming " + operation))
                    .as(operation)
                    .startsWith("SUCCESS")
                    .contains("confirmed by the provider: " + confirmingId(operation));
            assertThat(writes(sandbox, operation, confirmingId(operation)))
                    .as(operation)
                    .isEqualTo(1);
            assertThat(ends.get("waiting " + operation)).as(operation).startsWith("SUCCESS");
            assertThat(writes(sandbox, operation, waitingId(operation)))
                    .as(operation)
                    .isEqualTo(1);
        }
        assertThat(ends.get("blind notebook")).startsWith("FAILURE").contains("outcome unknown");
        for (String name : List.of(OPTIMIZED, NOT_RESUMABLE)) {
            assertThat(ends.get(name)).as(name).doesNotStartWith("SUCCESS").contains("unknown in the report: 1");
        }
        assertThat(writes(sandbox, "dataforestKill", "okKill")).isEqualTo(2);
        assertThat(writes(sandbox, "nclueDeleteTask", "okTask")).isEqualTo(2);
        assertThat(writes(sandbox, "modelartsDeleteModel", "okModel")).isEqualTo(2);
        assertThat(writes(sandbox, "romaUndeploy", "okApi")).isEqualTo(1);
        assertThat(writes(sandbox, "notebookRestart", "nbOne")).isEqualTo(1);
        assertThat(writes(sandbox, "notebookRestart", "okBlind")).isEqualTo(1);
        assertThat(writes(sandbox, "nclueDeleteTask", "busyTask")).isEqualTo(1);
        assertThat(writes(sandbox, "dataforestKill", "okFast")).isEqualTo(1);
        assertThat(writes(sandbox, "dataforestKill", "okOnce")).isEqualTo(1);
    }

    private void confirming() {
        for (String operation : EveryStep.functions()) {
            String id = confirmingId(operation);
            sandbox.override(id, Unconfirmed.add(sandbox, operation, id));
            // ROMA Connect takes one write at a time of an instance.
            sandbox.roma().addApi(ELSEWHERE, id, 4);
            scripts.put(
                    "confirming " + operation,
                    Scripts.confirming(operation, id).replace(SandboxKeys.INSTANCE_ID, ELSEWHERE));
        }
    }

    private static LinkedHashMap<String, String> hanging() {
        LinkedHashMap<String, String> hanging = new LinkedHashMap<>();
        hanging.put("busy", step("nclueDeleteTask", "busyTask", "waitForIdle: 7200", "timeout: 7200"));
        hanging.put("kill", step("dataforestKill", "okKill"));
        hanging.put("task", step("nclueDeleteTask", "okTask"));
        hanging.put("model", step("modelartsDeleteModel", "okModel"));
        hanging.put("api", step("romaUndeploy", "okApi"));
        hanging.put("notebook", step("notebookRestart", "nbOne", "accountId: '" + SandboxKeys.ACCOUNT_ID + "'"));
        hanging.put("blind notebook", step("notebookRestart", "okBlind"));
        hanging.put(OPTIMIZED, step("dataforestKill", "okFast"));
        hanging.put(NOT_RESUMABLE, step("dataforestKill", "okOnce"));
        return hanging;
    }

    private static LinkedHashMap<String, String> waiting() {
        LinkedHashMap<String, String> waiting = new LinkedHashMap<>();
        for (String operation : EveryStep.functions()) {
            String connection = "connection: 'narrow-" + EveryStep.connection(operation) + "'";
            waiting.put("waiting " + operation, step(operation, waitingId(operation), connection));
        }
        return waiting;
    }

    @Test
    @DisplayName("killed in the middle of a cascade: the set of before the first DELETE holds, later versions stay")
    void killedInACascade() throws Throwable {
        for (int i = 1; i <= VERSIONS; i++) {
            sandbox.modelarts().addModel("many-" + i, "many", "1." + i, "0");
            if (i > 1) {
                hang(sandbox, "many-" + i, "modelartsDeleteModel");
            }
        }
        sandbox.modelarts().addModel("pair-1", "pair", "1.1", "0");
        sandbox.modelarts().addModel("pair-2", "pair", "1.2", "0");
        actAndHang(sandbox, "pair-1", "modelartsDeleteModel");
        scripts.put("middle", step("modelartsDeleteModel", "many-1", "cascade: true"));
        scripts.put("first", step("modelartsDeleteModel", "pair-1", "cascade: true"));
        startAll();
        awaitWrites(sandbox, Map.of("modelartsDeleteModel", 4));
        kill();
        assertThat(sandbox.modelarts().countByName("many")).isEqualTo(VERSIONS - ModelartsRoutes.CASCADE_LIMIT);
        sandbox.modelarts().addModel("many-later", "many", "9.9", "0");
        sandbox.modelarts().addModel("pair-later", "pair", "9.9", "0");

        Map<String, String> ends = endAll();

        assertThat(ends.get("middle")).startsWith("SUCCESS").contains("accepted by the provider: many-1, ");
        assertThat(ends.get("first")).startsWith("SUCCESS").contains("pair-1, pair-2");
        assertThat(sandbox.modelarts().countByName("many")).isEqualTo(1);
        assertThat(sandbox.modelarts().exists("many-later")).isTrue();
        assertThat(sandbox.modelarts().exists("pair-later")).isTrue();
        // 20 of them by the cascade, one whose response was lost, then each of the others by itself.
        assertThat(writes(sandbox, "modelartsDeleteModel", "many-"))
                .isEqualTo(1 + 1 + VERSIONS - ModelartsRoutes.CASCADE_LIMIT);
        // Lost, then each of the set by itself: gone, and gone.
        assertThat(writes(sandbox, "modelartsDeleteModel", "pair-")).isEqualTo(3);
        assertThat(sandbox.count("models/list")).isEqualTo(2);
    }
}
