package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Restarts.LONG;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ModelartsRoutes;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller whose process is killed: what was saved by then is all that the next one knows. */
class StepKilledTest {
    private static final int VERSIONS = 40;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();
    private final LinkedHashMap<String, String> scripts = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private long writes(String operation, String id) {
        return Restarts.writes(sandbox, operation, id);
    }

    private void startAll() throws Throwable {
        jenkins.startJenkins();
        String url = sandbox.url();
        LinkedHashMap<String, String> all = scripts;
        jenkins.runRemotely(rule -> {
            CloudJenkins.provide(url);
            // Until a key has had its first success, one request at a time is all that may be under way with it.
            rule.waitForCompletion(Restarts.begin(
                    rule, "proof", step("dataforestKill", "ok1") + "\n" + step("modelartsDeleteModel", "ok1")));
            for (Map.Entry<String, String> one : all.entrySet()) {
                begin(rule, one.getKey(), one.getValue());
            }
        });
    }

    private static void begin(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        if (name.equals("optimized")) {
            job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        }
        if (name.equals("not resumable")) {
            job.addProperty(new DisableResumeJobProperty());
        }
        job.scheduleBuild2(0).waitForStart();
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
                ends.put(name, run.getResult() + "\n" + JenkinsRule.getLog(run));
            }
            return ends;
        });
    }

    private void hang(String id, String operation) {
        sandbox.override(id, request -> request.operation().equals(operation) ? Reply.hang() : null);
    }

    /** The provider does what was asked for, and the news of it never comes. */
    private void actAndHang(String id, String operation) {
        sandbox.intercept(id, (request, act) -> {
            if (!request.operation().equals(operation)) {
                return null;
            }
            act.get();
            return Reply.hang();
        });
    }

    @Test
    @DisplayName("killed: what may be repeated is, a notebook never, and where Jenkins cannot resume nothing is resent")
    void killed() throws Throwable {
        sandbox.dataforest()
                .addNotebook(SandboxKeys.ACCOUNT_ID, "nbOne", "RUNNING", Instant.parse("2025-01-01T00:00:00Z"));
        sandbox.dataforest().addApp("appOne", "RUNNING");
        sandbox.dataforest().takes("appOne", Integer.MAX_VALUE);
        sandbox.nclue().addTask("busyTask", "in_progress");
        hang("okKill", "dataforestKill");
        hang("okTask", "nclueDeleteTask");
        hang("okModel", "modelartsDeleteModel");
        hang("okBlind", "notebookRestart");
        hang("okFast", "dataforestKill");
        hang("okOnce", "dataforestKill");
        actAndHang("okApi", "romaUndeploy");
        actAndHang("nbOne", "notebookRestart");
        scripts.put("kill", step("dataforestKill", "okKill"));
        scripts.put("task", step("nclueDeleteTask", "okTask"));
        scripts.put("model", step("modelartsDeleteModel", "okModel"));
        scripts.put("api", step("romaUndeploy", "okApi"));
        scripts.put("notebook", step("notebookRestart", "nbOne", "accountId: '" + SandboxKeys.ACCOUNT_ID + "'"));
        scripts.put("blind notebook", step("notebookRestart", "okBlind"));
        scripts.put("confirming", step("dataforestKill", "appOne", "confirm: true"));
        scripts.put("busy", step("nclueDeleteTask", "busyTask", "waitForIdle: 7200", "timeout: 7200"));
        scripts.put("optimized", step("dataforestKill", "okFast"));
        scripts.put("not resumable", step("dataforestKill", "okOnce"));
        startAll();
        Restarts.awaitWrites(
                sandbox,
                Map.of(
                        "dataforestKill", 5,
                        "nclueDeleteTask", 1,
                        "romaUndeploy", 1,
                        "modelartsDeleteModel", 2,
                        "notebookRestart", 2,
                        "aiapps/getDetail", 1,
                        "tasks/get", 1));
        kill();
        sandbox.dataforest().setAppState("appOne", "KILLED", "KILLED");
        sandbox.nclue().setTaskStatus("busyTask", "completed");

        Map<String, String> ends = endAll();

        for (String name : new String[] {"kill", "task", "model", "api", "notebook", "confirming", "busy"}) {
            assertThat(ends.get(name)).as(name).startsWith("SUCCESS");
        }
        assertThat(ends.get("notebook")).contains("seen to be done: nbOne");
        assertThat(ends.get("confirming")).contains("seen to be done: appOne");
        assertThat(ends.get("blind notebook")).startsWith("FAILURE").contains("outcome unknown");
        assertThat(ends.get("optimized")).doesNotStartWith("SUCCESS");
        assertThat(ends.get("not resumable")).doesNotStartWith("SUCCESS");
        assertThat(writes("dataforestKill", "okKill")).isEqualTo(2);
        assertThat(writes("nclueDeleteTask", "okTask")).isEqualTo(2);
        assertThat(writes("modelartsDeleteModel", "okModel")).isEqualTo(2);
        assertThat(writes("romaUndeploy", "okApi")).isEqualTo(1);
        assertThat(writes("notebookRestart", "nbOne")).isEqualTo(1);
        assertThat(writes("notebookRestart", "okBlind")).isEqualTo(1);
        assertThat(writes("dataforestKill", "appOne")).isEqualTo(1);
        assertThat(writes("nclueDeleteTask", "busyTask")).isEqualTo(1);
        assertThat(writes("dataforestKill", "okFast")).isEqualTo(1);
        assertThat(writes("dataforestKill", "okOnce")).isEqualTo(1);
    }

    @Test
    @DisplayName("killed in the middle of a cascade: the set of before the first DELETE holds, later versions stay")
    void killedInACascade() throws Throwable {
        for (int i = 1; i <= VERSIONS; i++) {
            sandbox.modelarts().addModel("many-" + i, "many", "1." + i, "0");
            if (i > 1) {
                hang("many-" + i, "modelartsDeleteModel");
            }
        }
        sandbox.modelarts().addModel("pair-1", "pair", "1.1", "0");
        sandbox.modelarts().addModel("pair-2", "pair", "1.2", "0");
        actAndHang("pair-1", "modelartsDeleteModel");
        scripts.put("middle", step("modelartsDeleteModel", "many-1", "cascade: true"));
        scripts.put("first", step("modelartsDeleteModel", "pair-1", "cascade: true"));
        startAll();
        Restarts.awaitWrites(sandbox, Map.of("modelartsDeleteModel", 4));
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
        // 20 of them at first, one that was lost, the other 20.
        assertThat(writes("modelartsDeleteModel", "many-")).isEqualTo(3);
        // Lost, then each of the set by itself: gone, and gone.
        assertThat(writes("modelartsDeleteModel", "pair-")).isEqualTo(3);
        assertThat(sandbox.count("models/list")).isEqualTo(2);
    }
}
