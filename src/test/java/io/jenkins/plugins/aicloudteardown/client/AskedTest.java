package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a reason speaks of the request itself, or of a read beside it. */
class AskedTest {
    private static final Reply DENIED =
            Reply.json(401, "{\"error\":{\"errorCode\":\"210\",\"message\":\"Permission Denied\"}}");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static void assertAsked(ResourceResult result, Outcome outcome, Reason reason, Asked asked) {
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.asked()).isEqualTo(asked);
    }

    private void deny(String operation) {
        bench.sandbox.override("ok1", request -> request.operation().equals(operation) ? DENIED : null);
    }

    @Test
    void theWriteIsDenied() {
        deny("nclueDeleteTask");
        assertAsked(bench.runOne(Operations.DELETE_TASK, "ok1"), Outcome.FAILED, Reason.NO_PERMISSION, Asked.WRITE);
    }

    @Test
    void theWriteIsAcceptedAndTheLookDenied() {
        bench.confirm = true;
        deny("tasks/get");
        assertAsked(bench.runOne(Operations.DELETE_TASK, "ok1"), Outcome.UNCONFIRMED, Reason.NO_PERMISSION, Asked.LOOK);
    }

    @Test
    void theLookBeforeTheWriteIsDenied() {
        deny("tasks/get");
        assertAsked(bench.runOne(new NclueDeleteTask(60), "ok1"), Outcome.NOT_SENT, Reason.NO_PERMISSION, Asked.BEFORE);
    }

    @Test
    void anAnswerWasLostAndTheLookIsDenied() {
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("livedata-apis/get")
                        ? Reply.json(403, "{\"error_code\":\"APIG.1005\",\"error_msg\":\"No permissions\"}")
                        : new Reply.Closed());
        assertAsked(bench.runOne(Operations.UNDEPLOY, "ok1"), Outcome.UNKNOWN, Reason.ANSWER_LOST, Asked.LOOK);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "LISTED"})
    void theWriteSaysThatItIsGoneAndTheListDoesNot(Asked asked) {
        bench.ignoreMissing = true;
        bench.sandbox.nclue().addTask("ok1", "completed");
        bench.sandbox.override(
                "ok1", request -> Reply.json(404, "{\"code\":\"10106\",\"message\":\"path not found\"}"));
        if (asked == Asked.LIST) {
            bench.sandbox.override("tasks", request -> request.operation().equals("tasks/list") ? DENIED : null);
        }
        Reason reason = asked == Asked.LIST ? Reason.NO_PERMISSION : Reason.CONTRADICTION;
        assertAsked(bench.runOne(Operations.DELETE_TASK, "ok1"), Outcome.FAILED, reason, asked);
    }
}
