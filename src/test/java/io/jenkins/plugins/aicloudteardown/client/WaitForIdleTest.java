package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that cannot be deleted yet (document 001, "Deletion availability"). */
class WaitForIdleTest {
    private static final Operation PATIENT = new NclueDeleteTask(90);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aBusyTaskIsWaitedForAndDeletedOnce() {
        bench.sandbox.nclue().setTaskStatuses("ok1", "pending", "in_progress", "in_progress", "completed");
        ResourceResult result = bench.runOne(PATIENT, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("tasks/get")).isEqualTo(4);
        assertThat(bench.sandbox.count("nclueDeleteTask")).isEqualTo(1);
    }

    @Test
    void aTaskThatStaysBusyIsInUseInTheEnd() {
        bench.sandbox.nclue().addTask("ok1", "in_progress");
        ResourceResult result = bench.runOne(PATIENT, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.IN_USE);
        assertThat(Duration.ofMillis(result.millis())).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
        assertThat(bench.sandbox.count("nclueDeleteTask")).isEqualTo(1);
    }

    @Test
    void aBusyTaskIsInUseAtOnceWhereNobodyWaits() {
        bench.sandbox.nclue().addTask("ok1", "in_progress");
        ResourceResult result = bench.runOne(Operations.DELETE_TASK, "ok1");

        assertThat(result.reason()).isEqualTo(Reason.IN_USE);
        assertThat(bench.sandbox.received()).hasSize(1);
    }

    @Test
    void anAbortWhileItWaitsWasNotSent() {
        bench.sandbox.nclue().addTask("ok1", "in_progress");
        Bench.Running running = bench.start(PATIENT, "ok1");
        bench.drive(() -> bench.sandbox.count("tasks/get") == 2);
        bench.settle();
        running.teardown.abort();

        assertThat(running.result().outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(running.result().reason()).isEqualTo(Reason.ABORTED);
        assertThat(bench.sandbox.count("nclueDeleteTask")).isZero();
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void aTaskThatWasSeenBeforeIsGoneAfterALostAnswer() {
        bench.sandbox.nclue().addTask("lostOnce", "completed");
        ResourceResult result = bench.runOne(PATIENT, "lostOnce");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.GONE);
    }
}
