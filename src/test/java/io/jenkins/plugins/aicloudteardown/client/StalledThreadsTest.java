package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that take a task and never run it: only the scheduler still works. */
class StalledThreadsTest {
    private static final String ALL = "io.jenkins.plugins.aicloudteardown.client.Operations#all";
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final Bench bench = new Bench();
    private final Executor stalled = task -> {};

    @AfterEach
    void close() {
        bench.close();
    }

    private Teardown begin(Operations.Named named, CompletableFuture<List<ResourceResult>> results) {
        ProviderClient client =
                new ProviderClient(() -> bench.route, () -> bench.route, bench.time, stalled, () -> 0.5);
        Access access = bench.access(named.operation());
        Teardown teardown = client.teardown(
                named.operation(), new TeardownOptions(false, false, false, LIMIT), List.of("ok1", "ok2"), bench.diary);
        teardown.run(CompletableFuture.completedFuture(Past.NONE), () -> CompletableFuture.completedFuture(access))
                .thenAccept(results::complete);
        return teardown;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anAbortIsKeptWithinASecond(Operations.Named named) {
        CompletableFuture<List<ResourceResult>> results = new CompletableFuture<>();
        begin(named, results).abort();
        bench.time.advance(Duration.ofSeconds(1));

        assertThat(results).isDone();
        assertThat(results.join()).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.reason()).isEqualTo(Reason.ABORTED);
        });
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theDeadlineIsKept(Operations.Named named) {
        CompletableFuture<List<ResourceResult>> results = new CompletableFuture<>();
        begin(named, results);
        bench.time.advance(LIMIT.plusSeconds(1));

        assertThat(results).isDone();
        assertThat(results.join())
                .allSatisfy(result -> assertThat(result.reason()).isEqualTo(Reason.DEADLINE_BEFORE_SEND));
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void whatWasSentByThenIsUnknown() {
        bench.timeout = LIMIT;
        Bench.Running running = bench.start(Operations.KILL, "hang1");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.stall();
        bench.time.advance(LIMIT.plusSeconds(1));

        assertThat(running.done()).isTrue();
        assertThat(running.result().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(running.result().reason()).isIn(Reason.ANSWER_TIMED_OUT, Reason.INTERRUPTED);
        assertThat(bench.diary.ended).hasSize(1);
    }
}
