package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An abort or the deadline, in every phase. */
class StoppedTeardownTest {
    private static final String ALL = "io.jenkins.plugins.aicloudteardown.client.Operations#all";
    private static final Duration STEP = Duration.ofMinutes(10);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    // Abort

    @ParameterizedTest
    @MethodSource(ALL)
    void anAbortWhileTheAnswerIsAwaitedIsUnknownAndHangsUpWithinASecond(Operations.Named named) {
        Bench.Running running = bench.start(named.operation(), "hang");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        running.teardown.abort();

        assertEnded(running, Outcome.UNKNOWN, Reason.ABORTED);
        assertThat(bench.sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
        assertThat(bench.sandbox.count(named.name())).isEqualTo(1);
    }

    @Test
    void anAbortWhileTheStateIsSavedWasNotSent() {
        bench.diary.beforeSend = CompletableFuture::new;
        Bench.Running running = bench.start(Operations.KILL, "ok1");
        bench.rest();
        running.teardown.abort();

        assertEnded(running, Outcome.NOT_SENT, Reason.ABORTED);
        assertThat(bench.sandbox.received()).isEmpty();
    }

    @Test
    void anAbortWhileTheFirstStateOfACascadeIsSavedWasNotSent() {
        bench.diary.beforeSend = CompletableFuture::new;
        Bench.Running cascade = bench.start(Operations.DELETE_VERSIONS, "ok1");
        assertThat(bench.sandbox.awaitReceived("models/list", 1, Bench.SOON)).isTrue();
        bench.settle();
        cascade.teardown.abort();

        assertEnded(cascade, Outcome.NOT_SENT, Reason.ABORTED);
    }

    @Test
    void anAbortWhileAThrottledWriteWaitsWasNotSent() {
        bench.sandbox.retryAfter("100");
        Bench.Running running = bench.start(Operations.KILL, "throttledAlways");
        bench.drive(() -> bench.diary.retries.size() == 1);
        running.teardown.abort();

        assertEnded(running, Outcome.NOT_SENT, Reason.ABORTED);
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1);
    }

    @Test
    void anAbortWhileALostWriteWaitsIsUnknown() {
        Bench.Running running = bench.start(Operations.KILL, "resetAfter");
        assertThat(bench.sandbox.awaitReceived("dataforestKill", 1, Bench.SOON)).isTrue();
        bench.settle();
        assertThat(running.done()).isFalse();
        running.teardown.abort();

        assertEnded(running, Outcome.UNKNOWN, Reason.ANSWER_LOST);
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1);
    }

    @Test
    void anAbortWhileConnectionsAreRefusedWasNotSent() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            bench.url = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        Bench.Running running = bench.start(Operations.RESTART, "ok1");
        bench.drive(() -> bench.diary.retries.size() == 2);
        running.teardown.abort();

        assertEnded(running, Outcome.NOT_SENT, Reason.ABORTED);
    }

    @Test
    void anAbortWhileItIsConfirmedIsUnknown() {
        bench.confirm = true;
        bench.sandbox.dataforest().killTakes(1000);
        Bench.Running running = bench.start(Operations.KILL, "ok1");
        bench.drive(() -> bench.sandbox.count("aiapps/getDetail") == 3);
        bench.settle();
        running.teardown.abort();

        assertEnded(running, Outcome.UNKNOWN, Reason.ABORTED);
        assertThat(running.result().lastState()).isEqualTo("RUNNING");
    }

    @Test
    void anAbortDuringALookIsUnknown() {
        bench.confirm = true;
        bench.sandbox.override("ok1", request -> request.operation().equals("aiapps/getDetail") ? Reply.hang() : null);
        Bench.Running running = bench.start(Operations.KILL, "ok1");
        bench.drive(() -> bench.sandbox.count("aiapps/getDetail") == 1);
        running.teardown.abort();

        assertEnded(running, Outcome.UNKNOWN, Reason.ABORTED);
        assertThat(bench.sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void anAbortDuringTheReadBeforeARestartWasNotSent() {
        bench.sandbox.override(SandboxKeys.ACCOUNT_ID, request -> Reply.hang());
        Bench.Running running = bench.start(Operations.RESTART_AND_LOOK, "ok1");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        running.teardown.abort();

        assertEnded(running, Outcome.NOT_SENT, Reason.ABORTED);
        assertThat(bench.sandbox.count("notebookRestart")).isZero();
    }

    @Test
    void anAbortDuringALoginWasNotSent() {
        bench.key = Bench.iamUser("hang");
        Bench.Running running = bench.start(Operations.UNDEPLOY, "ok1", "ok2");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        running.teardown.abort();

        assertThat(running.results())
                .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT));
        assertThat(bench.sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void anAbortOfABatchEndsWhatIsUnderWayAndWhatWaits() {
        Bench.Running running = bench.start(
                Operations.DELETE_MODEL,
                IntStream.range(0, 101)
                        .mapToObj(i -> i == 0 ? "ok1" : "hang" + i)
                        .toArray(String[]::new));
        assertThat(bench.sandbox.awaitInFlight(8, Bench.SOON)).isTrue();
        bench.rest();
        running.teardown.abort();
        running.teardown.abort();

        List<ResourceResult> all = running.results();
        List<ResourceResult> results = all.subList(1, all.size());
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.UNKNOWN)
                .hasSize(8);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.NOT_SENT)
                .hasSize(92);
        assertThat(results).allSatisfy(result -> assertThat(result.reason()).isEqualTo(Reason.ABORTED));
        assertThat(bench.sandbox.awaitHungUp(8, Duration.ofSeconds(1))).isTrue();
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1 + 8);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void anAbortWhileTasksWaitForTheirSecondLeavesNothingScheduled() {
        Bench.Running running = bench.start(Operations.DELETE_TASK, "ok1", "ok2", "ok3");
        assertThat(bench.sandbox.awaitReceived("nclueDeleteTask", 1, Bench.SOON))
                .isTrue();
        bench.settle();
        running.teardown.abort();

        List<ResourceResult> results = running.results();
        assertThat(results)
                .extracting(ResourceResult::outcome)
                .containsOnlyOnce(Outcome.DONE)
                .contains(Outcome.NOT_SENT);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void nothingIsSaidAfterTheEnd() {
        Bench.Running running = bench.start(Operations.KILL, "hang1", "hang2");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        running.teardown.abort();
        running.results();
        int events = bench.diary.events.size();
        bench.sandbox.releaseHanging();
        bench.time.advance(Duration.ofHours(1));
        bench.settle();

        assertThat(bench.diary.ended).hasSize(2);
        assertThat(bench.diary.events).hasSize(events);
        assertThat(bench.diary.retries).isEmpty();
    }

    // Deadline

    @ParameterizedTest
    @MethodSource(ALL)
    void theDeadlineWhileTheAnswerIsAwaitedIsUnknown(Operations.Named named) {
        bench.timeout = Duration.ofSeconds(30);
        Bench.Running running = bench.start(named.operation(), "hang");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.time.advance(Duration.ofSeconds(30));

        assertEnded(running, Outcome.UNKNOWN, Reason.ANSWER_TIMED_OUT);
        assertThat(bench.sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void anAnswerIsAwaitedForAMinuteAndAWriteThatMayBeIsSentAgain() {
        Bench.Running running = bench.start(Operations.KILL, "hang");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.time.advance(Duration.ofSeconds(60));
        bench.rest();
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.sandbox.awaitReceived("dataforestKill", 2, Bench.SOON)).isTrue();
        bench.sandbox.releaseHanging();

        assertThat(running.result().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void theDeadlineWhileItWaitsForItsTurnWasNotSent() {
        bench.timeout = Duration.ofMillis(4500);
        List<ResourceResult> results = bench.run(
                Operations.DELETE_TASK,
                IntStream.range(0, 10).mapToObj(i -> "ok" + i).toArray(String[]::new));

        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.DONE)
                .hasSize(5);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.NOT_SENT)
                .hasSize(5)
                .allSatisfy(result -> assertThat(result.reason()).isEqualTo(Reason.DEADLINE_BEFORE_SEND));
        assertThat(bench.sandbox.received()).hasSize(5);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void theDeadlineWhileItIsConfirmedIsUnconfirmed() {
        bench.confirm = true;
        bench.sandbox.dataforest().killTakes(1000);
        Bench.Running running = bench.start(Operations.KILL, "ok1");

        assertEnded(running, Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE);
        assertThat(Duration.ofMillis(running.result().millis())).isEqualTo(STEP);
        assertThat(running.result().lastState()).isEqualTo("RUNNING");
    }

    @Test
    void theDeadlineDuringTheReadBeforeARestartWasNotSent() {
        bench.timeout = Duration.ofSeconds(30);
        bench.sandbox.override(SandboxKeys.ACCOUNT_ID, request -> Reply.hang());
        Bench.Running running = bench.start(Operations.RESTART_AND_LOOK, "ok1");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.time.advance(Duration.ofSeconds(30));

        assertThat(running.result().outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(bench.sandbox.count("notebookRestart")).isZero();
    }

    @Test
    void theDeadlineInTheMiddleOfACascadeIsPartial() {
        for (int i = 1; i <= 45; i++) {
            bench.sandbox.modelarts().addModel("m" + i, "named", "0.0." + i, "0");
        }
        bench.diary.beforeSend = () -> bench.sandbox.count("modelartsDeleteModel") == 0
                ? CompletableFuture.completedFuture(null)
                : new CompletableFuture<>();
        Bench.Running running = bench.start(Operations.DELETE_VERSIONS, "m1");

        assertEnded(running, Outcome.PARTIAL, Reason.CASCADE_INCOMPLETE);
        assertThat(running.result().removed()).hasSize(20);
    }

    @Test
    void anAbortInTheMiddleOfACascadeIsUnknownAndNamesWhatIsGone() {
        for (int i = 1; i <= 45; i++) {
            bench.sandbox.modelarts().addModel("m" + i, "named", "0.0." + i, "0");
        }
        bench.sandbox.override(
                "models",
                request -> request.operation().equals("modelartsDeleteModel")
                                && bench.sandbox.count("modelartsDeleteModel") > 1
                        ? Reply.json(429, "{\"error_code\":\"ModelArts.4206\",\"error_msg\":\"Too many requests.\"}")
                        : null);
        Bench.Running running = bench.start(Operations.DELETE_VERSIONS, "m1");
        bench.drive(() -> bench.diary.retries.size() == 1);
        running.teardown.abort();

        assertEnded(running, Outcome.UNKNOWN, Reason.ABORTED);
        assertThat(running.result().removed()).hasSize(20);
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(2);
    }

    private void assertEnded(Bench.Running running, Outcome outcome, Reason reason) {
        ResourceResult result = running.result();
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }
}
