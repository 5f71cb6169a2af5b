package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Restarts.LONG;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.NOT_RESUMABLE;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.OPTIMIZED;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.actAndHang;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.awaitWrites;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.begin;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.blocksRestart;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.build;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.end;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.hang;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.writes;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.log;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.several;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * An orderly restart at each phase of a step. The sandbox lives through it, and so do the threads of the first session:
 * what they would still send is received too, and counted.
 */
class StepRestartTest {
    private static final Instant STARTED = Instant.parse("2025-01-01T00:00:00Z");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();

    @AfterEach
    void stop() {
        SlowCredentials.open();
        sandbox.close();
    }

    /** Until a key has had its first success, one request at a time is all that may be under way with it. */
    private void proveKeys(JenkinsRule jenkins) throws Exception {
        CloudJenkins cloud = new CloudJenkins(jenkins, sandbox);
        cloud.build(step("dataforestKill", "ok1") + "\n" + step("modelartsDeleteModel", "ok1"), Result.SUCCESS);
    }

    private void notebook(String id) {
        sandbox.dataforest().addNotebook(SandboxKeys.ACCOUNT_ID, id, "RUNNING", STARTED);
    }

    private static String withAccount(String id, String... more) {
        String account = "accountId: '" + SandboxKeys.ACCOUNT_ID + "'";
        return step("notebookRestart", id, more.length == 0 ? account : account + ", " + String.join(", ", more));
    }

    /** Nothing of the first session is under way any more, and what it left cannot begin again. */
    private void firstSessionIsOver() {
        assertThat(sandbox.awaitInFlight(0, LONG))
                .as("the first session ends its requests")
                .isTrue();
        sandbox.clearOverrides();
    }

    private static final String ELSEWHERE = "otherInstance";

    private static String inOtherInstance(String call) {
        return call.replace(SandboxKeys.INSTANCE_ID, ELSEWHERE);
    }

    @Test
    @DisplayName("sent, answer unknown: what may be repeated is, what may not is looked at, and a notebook never twice")
    void sent() throws Throwable {
        notebook("nbDone");
        sandbox.dataforest().addNotebook("closedAccount", "nbHidden", "RUNNING", STARTED);
        sandbox.roma().addApi(ELSEWHERE, "apiElse", 4);
        hang(sandbox, "okKill", "dataforestKill");
        hang(sandbox, "okTask", "nclueDeleteTask");
        hang(sandbox, "okApi", "romaUndeploy");
        hang(sandbox, "okModel", "modelartsDeleteModel");
        hang(sandbox, "okBlind", "notebookRestart");
        hang(sandbox, "nbHidden", "notebookRestart");
        hang(sandbox, "okFast", "dataforestKill");
        hang(sandbox, "okOnce", "dataforestKill");
        actAndHang(sandbox, "okLost", "nclueDeleteTask");
        actAndHang(sandbox, "apiElse", "romaUndeploy");
        actAndHang(sandbox, "nbDone", "notebookRestart");
        sessions.then(jenkins -> {
            proveKeys(jenkins);
            begin(jenkins, "kill", step("dataforestKill", "okKill"));
            begin(jenkins, "task", several("nclueDeleteTask", "['okFirstTask', 'okTask', 'okLost']"));
            begin(jenkins, "api", step("romaUndeploy", "okApi"));
            begin(jenkins, "api done", inOtherInstance(step("romaUndeploy", "apiElse")));
            begin(jenkins, "model", step("modelartsDeleteModel", "okModel"));
            begin(jenkins, "blind notebook", step("notebookRestart", "okBlind"));
            begin(jenkins, "notebook", withAccount("nbDone"));
            begin(jenkins, "hidden notebook", step("notebookRestart", "nbHidden", "accountId: 'closedAccount'"));
            begin(jenkins, OPTIMIZED, step("dataforestKill", "okFast"));
            begin(jenkins, NOT_RESUMABLE, step("dataforestKill", "okOnce"));
            awaitWrites(
                    sandbox,
                    Map.of(
                            "dataforestKill", 4,
                            "nclueDeleteTask", 3,
                            "romaUndeploy", 2,
                            "modelartsDeleteModel", 2,
                            "notebookRestart", 3));
            for (String name : List.of("kill", "task", "api", "api done", "model", "blind notebook", "notebook")) {
                assertThat(blocksRestart(build(jenkins, name))).as(name).isTrue();
            }
        });
        firstSessionIsOver();
        sandbox.override(
                "closedAccount", request -> Reply.json(403, "{\"success\":false,\"message\":\"not allowed\"}"));
        sessions.then(jenkins -> {
            end(jenkins, "kill", Result.SUCCESS);
            assertThat(log(end(jenkins, "task", Result.UNSTABLE)))
                    .contains("okLost: a response was lost, and now the provider says");
            end(jenkins, "api", Result.SUCCESS);
            end(jenkins, "api done", Result.SUCCESS);
            end(jenkins, "model", Result.SUCCESS);
            assertThat(log(end(jenkins, "blind notebook", Result.FAILURE)))
                    .contains("outcome unknown")
                    .contains("okBlind: Jenkins stopped while it was under way");
            assertThat(log(end(jenkins, "notebook", Result.SUCCESS))).contains("confirmed by the provider: nbDone");
            assertThat(log(end(jenkins, "hidden notebook", Result.FAILURE))).contains("outcome unknown");
            end(jenkins, OPTIMIZED, Result.SUCCESS);
            WorkflowRun once = jenkins.waitForCompletion(build(jenkins, NOT_RESUMABLE));
            assertThat(once.getResult()).isNotEqualTo(Result.SUCCESS);
            assertThat(once.getAction(TeardownAction.class).getUnknown()).isEqualTo(1);
        });
        assertThat(writes(sandbox, "dataforestKill", "okFast")).isEqualTo(2);
        assertThat(writes(sandbox, "dataforestKill", "okOnce")).isEqualTo(1);
        assertThat(writes(sandbox, "dataforestKill", "okKill")).isEqualTo(2);
        assertThat(writes(sandbox, "nclueDeleteTask", "okTask")).isEqualTo(2);
        assertThat(writes(sandbox, "nclueDeleteTask", "okLost")).isEqualTo(2);
        assertThat(writes(sandbox, "romaUndeploy", "okApi")).isEqualTo(2);
        assertThat(writes(sandbox, "romaUndeploy", "apiElse")).isEqualTo(1);
        assertThat(writes(sandbox, "modelartsDeleteModel", "okModel")).isEqualTo(2);
        assertThat(sandbox.count("notebookRestart")).isEqualTo(3);
    }

    private static final List<String> WAITING =
            List.of("kill", "task", "api", "model", "blind notebook", "notebook", "cascade");

    /** One of each, not sent yet when the session ends. */
    private void beginAll(JenkinsRule jenkins) throws Exception {
        notebook("nbOne");
        sandbox.modelarts().addModel("modelOne", "one", "1", "0");
        begin(jenkins, "kill", step("dataforestKill", "okKill"));
        begin(jenkins, "task", step("nclueDeleteTask", "okTask"));
        begin(jenkins, "api", step("romaUndeploy", "okApi"));
        begin(jenkins, "model", step("modelartsDeleteModel", "okModel"));
        begin(jenkins, "blind notebook", step("notebookRestart", "okBlind"));
        begin(jenkins, "notebook", withAccount("nbOne"));
        begin(jenkins, "cascade", step("modelartsDeleteModel", "modelOne", "cascade: true"));
    }

    private void endAll(JenkinsRule jenkins) throws Exception {
        for (String name : WAITING) {
            end(jenkins, name, Result.SUCCESS);
        }
        assertThat(writes(sandbox, "dataforestKill", "okKill")).isEqualTo(1);
        assertThat(writes(sandbox, "nclueDeleteTask", "okTask")).isEqualTo(1);
        assertThat(writes(sandbox, "romaUndeploy", "okApi")).isEqualTo(1);
        assertThat(writes(sandbox, "modelartsDeleteModel", "okModel")).isEqualTo(1);
        assertThat(writes(sandbox, "modelartsDeleteModel", "modelOne")).isEqualTo(1);
        assertThat(writes(sandbox, "notebookRestart", "okBlind")).isEqualTo(1);
        assertThat(writes(sandbox, "notebookRestart", "nbOne")).isEqualTo(1);
    }

    @Test
    @DisplayName("waiting for a turn: sent once, by the second session")
    void waitingForATurn() throws Throwable {
        // Neither key is proven, so the first request holds back all others.
        hang(sandbox, "okFirst", "dataforestKill");
        hang(sandbox, "apiFirst", "romaUndeploy");
        sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, "apiFirst", 4);
        sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, "apiNext", 4);
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            begin(jenkins, "first", step("dataforestKill", "okFirst"));
            begin(jenkins, "first api", several("romaUndeploy", "'apiFirst apiNext'"));
            assertThat(sandbox.awaitInFlight(2, LONG)).isTrue();
            beginAll(jenkins);
            for (String name : WAITING) {
                jenkins.waitForMessage("] Asking ", build(jenkins, name));
                assertThat(blocksRestart(build(jenkins, name))).as(name).isFalse();
            }
            assertThat(sandbox.received()).hasSize(2);
        });
        firstSessionIsOver();
        assertThat(sandbox.received()).hasSize(2);
        sessions.then(jenkins -> {
            end(jenkins, "first", Result.SUCCESS);
            end(jenkins, "first api", Result.SUCCESS);
            endAll(jenkins);
        });
        assertThat(writes(sandbox, "romaUndeploy", "apiNext")).isEqualTo(1);
    }

    @Test
    @DisplayName("looking up the credential: sent once, by the second session")
    void lookingUp() throws Throwable {
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            SlowCredentials.close();
            beginAll(jenkins);
            SlowCredentials.awaitSomebody();
            for (String name : WAITING) {
                assertThat(blocksRestart(build(jenkins, name))).as(name).isFalse();
                assertThat(Restarts.step(build(jenkins, name)).getStatus()).contains("looking up");
            }
        });
        SlowCredentials.open();
        sessions.then(this::endAll);
    }

    @Test
    @DisplayName("in a pause between tries, or waiting for a busy task: sent once more, by the second session")
    void pausing() throws Throwable {
        sandbox.retryAfter("3600");
        sandbox.nclue().addTask("busyTask", "in_progress");
        List<String> throttled = List.of("kill", "task", "api", "model", "notebook");
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            String id = "throttledOnce1";
            begin(jenkins, "kill", step("dataforestKill", id, "timeout: 7200"));
            begin(jenkins, "task", step("nclueDeleteTask", id, "timeout: 7200"));
            begin(jenkins, "api", step("romaUndeploy", id, "timeout: 7200"));
            begin(jenkins, "model", step("modelartsDeleteModel", id, "timeout: 7200"));
            begin(jenkins, "notebook", step("notebookRestart", id, "timeout: 7200"));
            begin(jenkins, "busy", step("nclueDeleteTask", "busyTask", "waitForIdle: 7200", "timeout: 7200"));
            for (String name : throttled) {
                jenkins.waitForMessage("trying again in 3600 s", build(jenkins, name));
                assertThat(blocksRestart(build(jenkins, name))).as(name).isFalse();
            }
            jenkins.waitForMessage("busyTask: it is in use", build(jenkins, "busy"));
            assertThat(blocksRestart(build(jenkins, "busy"))).isFalse();
        });
        firstSessionIsOver();
        sandbox.nclue().setTaskStatus("busyTask", "completed");
        sessions.then(jenkins -> {
            for (String name : throttled) {
                end(jenkins, name, Result.SUCCESS);
            }
            end(jenkins, "busy", Result.SUCCESS);
        });
        assertThat(sandbox.count("dataforestKill")).isEqualTo(2);
        assertThat(writes(sandbox, "nclueDeleteTask", "throttledOnce1")).isEqualTo(2);
        assertThat(sandbox.count("romaUndeploy")).isEqualTo(2);
        assertThat(sandbox.count("modelartsDeleteModel")).isEqualTo(2);
        assertThat(sandbox.count("notebookRestart")).isEqualTo(2);
        assertThat(sandbox.dataforest().restarts("throttledOnce1")).isEqualTo(1);
        assertThat(writes(sandbox, "nclueDeleteTask", "busyTask")).isEqualTo(1);
    }

    @Test
    @DisplayName("confirming: looked at until it is done, never sent again")
    void confirming() throws Throwable {
        List<String> names = EveryStep.functions();
        for (String operation : names) {
            String id = EveryStep.id("one", operation);
            sandbox.override(id, Unconfirmed.add(sandbox, operation, id));
        }
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            for (String operation : names) {
                begin(jenkins, operation, Scripts.confirming(operation, EveryStep.id("one", operation)));
            }
            for (String operation : names) {
                // The first of a notebook is for the state before.
                awaitWrites(sandbox, Map.of(Unconfirmed.read(operation), operation.equals("notebookRestart") ? 2 : 1));
            }
            for (String name : names) {
                assertThat(blocksRestart(build(jenkins, name))).as(name).isFalse();
            }
        });
        firstSessionIsOver();
        names.forEach(operation -> Unconfirmed.confirm(sandbox, operation, EveryStep.id("one", operation)));
        sessions.then(jenkins -> {
            for (String name : names) {
                assertThat(log(end(jenkins, name, Result.SUCCESS))).contains("confirmed by the provider");
            }
        });
        for (String operation : names) {
            assertThat(sandbox.count(operation)).as(operation).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("the credential or the connection is gone: one sentence, and what had been sent is named as unknown")
    void nothingToGoOnWith() throws Throwable {
        notebook("nbOne");
        sandbox.dataforest().addApp("appOne", "RUNNING");
        sandbox.dataforest().takes("appOne", Integer.MAX_VALUE);
        sandbox.nclue().addTask("busyTask", "in_progress");
        sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, "apiFirst", 4);
        sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, "apiNext", 4);
        hang(sandbox, "okKill", "dataforestKill");
        hang(sandbox, "nbOne", "notebookRestart");
        hang(sandbox, "apiFirst", "romaUndeploy");
        sessions.then(jenkins -> {
            proveKeys(jenkins);
            begin(jenkins, "kill", step("dataforestKill", "okKill"));
            begin(jenkins, "confirming", step("dataforestKill", "appOne", "confirm: true"));
            begin(jenkins, "notebook", withAccount("nbOne"));
            begin(jenkins, "api", several("romaUndeploy", "'apiFirst apiNext'"));
            begin(jenkins, "not sent", step("nclueDeleteTask", "busyTask", "waitForIdle: 7200", "timeout: 7200"));
            awaitWrites(
                    sandbox,
                    Map.of("dataforestKill", 3, "notebookRestart", 1, "romaUndeploy", 1, "aiapps/getDetail", 1));
            jenkins.waitForMessage("busyTask: it is in use", build(jenkins, "not sent"));
            SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
            credentials
                    .getCredentials()
                    .removeIf(one -> one instanceof StandardCredentials named
                            && named.getId().equals("huawei-key"));
            credentials.save();
            Connections.get()
                    .setConnections(List.of(
                            new NcpConnection("renamed"),
                            Connections.get().named("huawei").orElseThrow()));
        });
        firstSessionIsOver();
        int received = sandbox.received().size();
        sessions.then(jenkins -> {
            String noConnection = "\"connection\" (Connection) is \"ncp\", which does not exist: expected the name";
            String noCredential = "\"credentialsId\" (Credential) is \"huawei-key\", which this job cannot use";
            assertThat(error(jenkins, "kill"))
                    .startsWith("[dataforestKill] " + noConnection)
                    .endsWith(unknown("okKill"));
            assertThat(error(jenkins, "confirming"))
                    .startsWith("[dataforestKill] " + noConnection)
                    .endsWith(unknown("appOne"));
            assertThat(error(jenkins, "notebook"))
                    .startsWith("[notebookRestart] " + noConnection)
                    .endsWith(unknown("nbOne"));
            assertThat(error(jenkins, "api"))
                    .startsWith("[romaUndeploy] " + noCredential)
                    .endsWith(unknown("apiFirst"));
            assertThat(error(jenkins, "not sent"))
                    .startsWith("[nclueDeleteTask] " + noConnection)
                    .doesNotContain("unknown");
        });
        assertThat(sandbox.received()).hasSize(received);
    }

    private static String error(JenkinsRule jenkins, String name) throws Exception {
        return Scripts.error(end(jenkins, name, Result.FAILURE));
    }

    private static String unknown(String id) {
        return "What was sent before Jenkins was restarted may have been carried out, so the outcome is unknown for: "
                + id + ". Look at it in the provider's console.";
    }

    @Test
    @DisplayName("an abort right after the restart: what had been sent is named, and nothing is sent any more")
    void abortedAfterTheRestart() throws Throwable {
        hang(sandbox, "okKill", "dataforestKill");
        hang(sandbox, "okTask", "nclueDeleteTask");
        for (int i = 1; i <= 45; i++) {
            sandbox.modelarts().addModel("many-" + i, "many", "1." + i, "0");
        }
        Reply throttled = Reply.json(429, "{\"error_code\":\"ModelArts.4206\",\"error_msg\":\"Too many requests.\"}")
                .with("Retry-After", "3600");
        sandbox.override(
                "models",
                request -> request.operation().equals("modelartsDeleteModel")
                                && writes(sandbox, "modelartsDeleteModel", "many-") > 1
                        ? throttled
                        : null);
        sessions.then(jenkins -> {
            proveKeys(jenkins);
            begin(jenkins, "kill", step("dataforestKill", "okKill"));
            begin(jenkins, "task", step("nclueDeleteTask", "okTask"));
            begin(jenkins, "cascade", step("modelartsDeleteModel", "many-1", "cascade: true", "timeout: 7200"));
            awaitWrites(sandbox, Map.of("dataforestKill", 2, "nclueDeleteTask", 1));
            jenkins.waitForMessage("trying again in 3600 s", build(jenkins, "cascade"));
            // One for each build: Jenkins is still loading a build whose step has not asked yet.
            SlowCredentials.close(3);
        });
        firstSessionIsOver();
        int received = sandbox.received().size();
        sessions.then(jenkins -> {
            SlowCredentials.awaitSomebody();
            for (String name : List.of("kill", "task", "cascade")) {
                // As an abort would, which a build only has an executor for a little later.
                build(jenkins, name).getExecution().interrupt(Result.ABORTED);
            }
            assertThat(log(end(jenkins, "kill", Result.ABORTED))).contains("okKill: the build was aborted");
            assertThat(log(end(jenkins, "task", Result.ABORTED))).contains("okTask: the build was aborted");
            // A part of it is gone, though nothing was under way when Jenkins stopped.
            WorkflowRun cascade = end(jenkins, "cascade", Result.ABORTED);
            assertThat(log(cascade)).contains("outcome unknown").contains("many-1: the build was aborted");
            assertThat(cascade.getAction(TeardownAction.class).getRows())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getOutcome()).isEqualTo(Outcome.UNKNOWN);
                        assertThat(row.getRemoved()).hasSize(20);
                        assertThat(row.getHost()).isEqualTo("127.0.0.1:" + sandbox.port());
                    });
            SlowCredentials.open();
        });
        assertThat(sandbox.received()).hasSize(received);
    }

    @TestExtension
    public static final class Store extends SlowCredentials {}
}
