package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a try that is to come: which one it is, and how many there are or until when. */
class NextTryTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private List<NextTry> told() {
        return bench.diary.retries.stream().map(Bench.Diary.Retry::next).toList();
    }

    @Test
    void aConnectionIsTriedFiveTimes() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            bench.url = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        bench.runOne(Operations.KILL, "ok1");

        assertThat(told()).extracting(NextTry::number).containsExactly(2, 3, 4, 5);
        assertThat(told()).extracting(NextTry::most).containsOnly(5);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsSentThreeTimes() {
        bench.runOne(Operations.KILL, "resetAfter");

        assertThat(told()).extracting(NextTry::number).containsExactly(2, 3);
        assertThat(told()).extracting(NextTry::most).containsOnly(3);
    }

    @Test
    void onlyTheTimeEndsWhatIsThrottled() {
        bench.timeout = Duration.ofMinutes(2);
        Bench.Running running = bench.start(Operations.KILL, "throttledAlways");
        Instant end = bench.time.now().plus(bench.timeout);

        assertThat(running.teardown.ends()).isEqualTo(end);
        assertThat(running.result().reason()).isEqualTo(Reason.THROTTLED);
        assertThat(told()).hasSizeGreaterThan(4).allSatisfy(next -> {
            assertThat(next.most()).isZero();
            assertThat(next.until()).isEmpty();
        });
        assertThat(told()).extracting(NextTry::number).startsWith(2, 3, 4, 5, 6);
    }

    @Test
    void aBusyTaskIsWaitedForAsLongAsItMayBe() {
        bench.sandbox.nclue().addTask("ok1", "in_progress");
        Instant begun = bench.time.now();
        bench.runOne(new NclueDeleteTask(90), "ok1");

        assertThat(told()).isNotEmpty().allSatisfy(next -> {
            assertThat(next.number()).isZero();
            assertThat(next.until().orElseThrow()).isBetween(begun.plusSeconds(90), begun.plusSeconds(95));
        });
    }

    /** NCLUE takes one request a second, so that a throttled one may still wait for its turn at the end. */
    @Test
    void whatATeardownSpentItsTimeOnIsToldAlsoWhereItEndsInAQueue() {
        bench.timeout = Duration.ofSeconds(20);
        Operation operation = Operations.DELETE_TASK;
        String[] ids = new String[30];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "throttledAlways" + i;
        }
        List<ResourceResult> results = bench.run(operation, ids);

        assertThat(results).extracting(ResourceResult::outcome).containsOnly(Outcome.NOT_SENT);
        List<ResourceResult> queued = results.stream()
                .filter(one -> one.reason() == Reason.DEADLINE_BEFORE_SEND && one.tries() > 0)
                .toList();
        assertThat(queued).isNotEmpty().allSatisfy(one -> {
            assertThat(one.status()).isEqualTo(429);
            assertThat(one.code()).isNotEmpty();
        });
    }
}
