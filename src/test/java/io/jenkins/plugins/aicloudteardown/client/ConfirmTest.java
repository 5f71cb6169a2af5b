package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking until it is done. */
class ConfirmTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void confirm() {
        bench.confirm = true;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anAppIsLookedAtUntilItHasEnded() {
        bench.sandbox.dataforest().killTakes(4);
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertConfirmed(result, "KILLED");
        assertThat(bench.sandbox.count("aiapps/getDetail")).isEqualTo(5);
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1);
    }

    @Test
    void aNotebookCountsAsRunningOnlyAfterAnotherStateWasSeen() {
        bench.sandbox.dataforest().restartTakes(3);
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "ok1");

        assertConfirmed(result, "RUNNING");
        assertThat(bench.sandbox.count("notebooks/getList")).isEqualTo(5);
    }

    @Test
    void aNotebookCountsAsRunningOnceItsStartTimeHasChanged() {
        bench.sandbox.dataforest().restartTakes(0);
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "ok1");

        assertConfirmed(result, "RUNNING");
        assertThat(bench.sandbox.count("notebooks/getList")).isEqualTo(2);
    }

    @Test
    void aNotebookWhoseStartTimeIsOnlyShownLaterHasNotChanged() {
        bench.timeout = Duration.ofMinutes(3);
        bench.sandbox.overrideOnce(
                SandboxKeys.ACCOUNT_ID, request -> notebooks("{\"id\":\"ok1\",\"state\":\"RUNNING\"}"));
        bench.sandbox.override(
                SandboxKeys.ACCOUNT_ID,
                request -> notebooks("{\"id\":\"ok1\",\"state\":\"RUNNING\",\"startedAt\":\"2026-01-01\"}"));
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
    }

    private static Reply notebooks(String notebook) {
        return Reply.json(200, "{\"success\":true,\"contents\":[" + notebook + "],\"total\":1}");
    }

    @Test
    void aNotebookThatWasStoppedCountsAsRunningAtOnce() {
        bench.sandbox.dataforest().setNotebookState("ok1", "STOPPED");
        bench.sandbox.dataforest().restartTakes(0);

        assertConfirmed(bench.runOne(Operations.RESTART_AND_LOOK, "ok1"), "RUNNING");
    }

    @Test
    void aNotebookThatVanishesIsAFailure() {
        bench.sandbox.intercept("ok1", (request, act) -> {
            Reply reply = act.get();
            bench.sandbox.dataforest().remove("ok1");
            return reply;
        });
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.GONE);
    }

    @Test
    void aRestartWithoutAnAccountIsDoneWhenAccepted() {
        ResourceResult result = bench.runOne(Operations.RESTART, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.ACCEPTED);
    }

    @Test
    void aTaskIsLookedAtUntilItIsNotThere() {
        bench.sandbox.nclue().addTask("ok1", "completed");
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("nclueDeleteTask")
                        ? Reply.json(200, "{\"task_id\":\"ok1\"}")
                        : bench.sandbox.count("tasks/get") < 3
                                ? Reply.json(200, "{\"task_id\":\"ok1\",\"status\":\"deleting\"}")
                                : Reply.json(404, "{\"error_code\":\"10404\",\"message\":\"task not found\"}"));
        bench.sandbox.override(
                "tasks",
                request -> request.operation().equals("tasks/list")
                        ? Reply.json(200, "{\"index\":0,\"limit\":100,\"total\":0,\"tasks\":[]}")
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_TASK, "ok1");

        assertConfirmed(result, "");
        assertThat(bench.sandbox.count("tasks/get")).isEqualTo(3);
        assertThat(bench.sandbox.count("tasks/list")).isEqualTo(1);
    }

    @Test
    void anApiIsLookedAtUntilItsStatusIsNotDeployed() {
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("romaUndeploy")
                        ? Reply.empty(204)
                        : Reply.json(
                                200,
                                "{\"id\":\"ok1\",\"status\":" + (bench.sandbox.count("livedata-apis/get") < 3 ? 4 : 1)
                                        + "}"));
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertConfirmed(result, "1");
        assertThat(bench.sandbox.count("livedata-apis/get")).isEqualTo(3);
    }

    @Test
    void aModelIsLookedAtUntilItIsNotThere() {
        bench.sandbox.overrideOnce(
                "ok1",
                request -> request.operation().equals("models/get")
                        ? Reply.json(200, "{\"model_id\":\"ok1\",\"model_status\":\"deleting\"}")
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_MODEL, "ok1");

        assertConfirmed(result, "");
        assertThat(bench.sandbox.count("models/get")).isEqualTo(2);
    }

    @Test
    void everyVersionOfACascadeIsLookedAt() {
        for (int i = 1; i <= 3; i++) {
            bench.sandbox.modelarts().addModel("m" + i, "named", "0.0." + i, "0");
        }
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(bench.sandbox.count("models/get")).isEqualTo(1 + 3);
    }

    @Test
    void anUndefinedStateIsShownAndNeverAnError() {
        bench.timeout = Duration.ofMinutes(3);
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("aiapps/getDetail")
                        ? Reply.json(200, "{\"success\":true,\"id\":\"ok1\",\"state\":\"HIBERNATING\"}")
                        : null);
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.reason()).isEqualTo(Reason.NOT_SEEN_DONE);
        assertThat(result.lastState()).isEqualTo("HIBERNATING");
        assertThat(Duration.ofMillis(result.millis())).isEqualTo(Duration.ofMinutes(3));
        assertThat(bench.sandbox.count("aiapps/getDetail")).isBetween(10L, 20L);
    }

    @Test
    void whatMayNotBeLookedAtIsUnconfirmedAtOnce() {
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("livedata-apis/get")
                        ? Reply.json(403, "{\"error_code\":\"APIG.1005\",\"error_msg\":\"No permissions\"}")
                        : null);
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(result.code()).isEqualTo("APIG.1005");
        assertThat(result.status()).isEqualTo(403);
        assertThat(bench.sandbox.count("livedata-apis/get")).isEqualTo(1);
    }

    @Test
    void aLookWhoseKeyIsRefusedShowsItsStatus() {
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("livedata-apis/get")
                        ? Reply.json(401, "{\"error_code\":\"APIG.0301\",\"error_msg\":\"Incorrect signature\"}")
                        : null);
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.reason()).isEqualTo(Reason.KEY_REFUSED);
        assertThat(result.status()).isEqualTo(401);
    }

    @Test
    void aLookThatFailsIsTakenAgain() {
        bench.sandbox.overrideOnce("ok1", request -> read(request.operation()) ? new Reply.Reset() : null);
        bench.sandbox.overrideOnce("ok1", request -> read(request.operation()) ? Reply.html(502, "bad") : null);
        bench.sandbox.overrideOnce(
                "ok1",
                request -> read(request.operation()) ? Reply.json(500, "{\"message\":\"m\",\"success\":false}") : null);

        assertConfirmed(bench.runOne(Operations.KILL, "ok1"), "KILLED");
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1);
    }

    private static boolean read(String operation) {
        return operation.equals("aiapps/getDetail");
    }

    private void assertConfirmed(ResourceResult result, String lastState) {
        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(result.lastState()).isEqualTo(lastState);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }
}
