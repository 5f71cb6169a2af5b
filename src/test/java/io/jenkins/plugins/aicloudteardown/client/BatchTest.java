package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.BatchOutcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several ids. */
class BatchTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aThousandIdsKeepTheirOrderAndNoMoreThanAllowedAreInFlight(int max) {
        bench.maxInFlight = max;
        String[] ids = ids(1000);
        List<ResourceResult> results = bench.run(Operations.KILL, ids);

        assertThat(results).extracting(ResourceResult::id).containsExactly(ids);
        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.DONE));
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1000);
        assertThat(bench.sandbox.peakInFlight()).isLessThanOrEqualTo(max);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void asManyAsAllowedAreInFlightOnceOneOfThemHasSucceeded() {
        String[] ids = IntStream.range(0, 20)
                .mapToObj(i -> i == 0 ? "ok1" : "hang" + i)
                .toArray(String[]::new);
        Bench.Running running = bench.start(Operations.KILL, ids);
        assertThat(bench.sandbox.awaitInFlight(8, Bench.SOON)).isTrue();
        bench.rest();
        assertThat(bench.sandbox.inFlight()).isEqualTo(8);

        running.teardown.abort();
        running.results();
    }

    @Test
    void ofEachBatchOneSucceedsFirstHoweverGoodTheKeyWasBefore() {
        bench.runOne(Operations.KILL, "ok1");
        Bench.Running running = bench.start(Operations.KILL, "hang1", "hang2", "hang3");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.rest();
        assertThat(bench.sandbox.inFlight()).isEqualTo(1);
        Bench.Running other = bench.start(Operations.KILL, "ok2");
        bench.drive(other::done);

        running.teardown.abort();
        running.results();
        assertThat(other.result().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void oneIsInFlightUntilTheKeyIsProven() {
        Bench.Running running = bench.start(Operations.KILL, "hang1", "hang2", "hang3");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        bench.rest();
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1);

        running.teardown.abort();
        running.results();
    }

    @Test
    void anIdThatIsNamedTwiceIsWorkedOnOnce() {
        List<ResourceResult> results = bench.run(Operations.KILL, "ok2", "ok1", "ok2", "ok2");

        assertThat(results).extracting(ResourceResult::id).containsExactly("ok2", "ok1");
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(2);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        List<ResourceResult> results = bench.run(Operations.UNDEPLOY, "ok1", "serverError", "ok2");

        assertThat(results)
                .extracting(ResourceResult::outcome)
                .containsExactly(Outcome.DONE, Outcome.FAILED, Outcome.DONE);
        assertThat(BatchOutcome.of(results)).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void romaWritesToAnInstanceOneAtATime() {
        bench.runOne(Operations.UNDEPLOY, "ok1");
        bench.sandbox.forget();
        bench.sandbox.enforceSerial(true);
        List<ResourceResult> results = bench.run(Operations.UNDEPLOY, "ok2", "ok3", "ok4");

        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.DONE));
        assertThat(bench.sandbox.peakInFlight()).isEqualTo(1);
    }

    @Test
    void romaWritesOfTwoTeardownsToAnInstanceOneAtATime() {
        bench.runOne(Operations.UNDEPLOY, "ok1");
        Bench.Running one = bench.start(Operations.UNDEPLOY, "hang1");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        Bench.Running two = bench.start(Operations.UNDEPLOY, "ok2");
        bench.rest();
        assertThat(bench.sandbox.count("romaUndeploy")).isEqualTo(2);

        one.teardown.abort();
        one.results();
        assertThat(two.result().outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void nclueIsAskedOnceASecondReadsIncluded() {
        bench.confirm = true;
        List<ResourceResult> results = bench.run(Operations.DELETE_TASK, ids(10));

        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.DONE));
        List<Instant> times =
                bench.sandbox.received().stream().map(Received::at).toList();
        // Each is deleted and looked at, and one list proves for all that they are gone.
        assertThat(times).hasSize(21);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void nclueIsAskedOnceASecondByAllTeardownsOfAKeyTogether() {
        Bench.Running one = bench.start(Operations.DELETE_TASK, "ok1", "ok2", "ok3");
        Bench.Running two = bench.start(Operations.DELETE_TASK, "ok4", "ok5", "ok6");
        one.results();
        two.results();

        assertThat(bench.sandbox.received())
                .extracting(Received::at)
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void theDefaultTimeLeavesRoomForThePace() {
        List<ResourceResult> results = bench.run(Operations.DELETE_TASK, ids(700));

        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.DONE));
    }

    @Test
    void manyIdsOfAnIamUserAskForOneToken() {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        List<ResourceResult> results = bench.run(Operations.DELETE_MODEL, ids(100));

        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.DONE));
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(1);
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ok" + i).toArray(String[]::new);
    }
}
