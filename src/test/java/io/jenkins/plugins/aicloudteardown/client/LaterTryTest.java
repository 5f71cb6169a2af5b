package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.RomaRoutes;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A try that is made when its step has ended looks first. */
class LaterTryTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Operations.Named> deferrable() {
        return Operations.repeatable();
    }

    private LaterTry anyTime(String... unsure) {
        return new LaterTry(Map.of(), bench.time.now().plus(Duration.ofDays(1)), Set.of(unsure), System::nanoTime);
    }

    private static Progress was(String id, Phase phase) {
        ResourceResult soFar =
                ResourceResult.of(id, Outcome.NOT_SENT, Reason.INTERRUPTED).build();
        return new Progress(phase, soFar, 0, false, null, false, null);
    }

    private ResourceResult later(Operation operation, String id, LaterTry later) {
        return bench.later(operation, was(id, Phase.NOT_SENT), later);
    }

    private List<String> received() {
        return bench.sandbox.received().stream().map(Received::operation).toList();
    }

    @ParameterizedTest
    @MethodSource("deferrable")
    void whatIsStillThereIsTornDownAndConfirmed(Operations.Named named) {
        ResourceResult result = later(named.operation(), "ok1", anyTime());

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(received().indexOf(named.name()))
                .as("it was looked at first")
                .isPositive();
        assertThat(received().stream().filter(named.name()::equals)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("deferrable")
    void whatIsGoneOrDoneByNowIsNotSentAgain(Operations.Named named) {
        assertThat(later(named.operation(), "ok1", anyTime()).outcome()).isEqualTo(Outcome.DONE);
        bench.sandbox.forget();

        ResourceResult result = later(named.operation(), "ok1", anyTime("ok1"));

        assertThat(result.outcome()).isIn(Outcome.DONE, Outcome.ALREADY_GONE);
        assertThat(received()).doesNotContain(named.name());
    }

    @ParameterizedTest
    @MethodSource("deferrable")
    void whatMayHaveBeenDoneIsNotSentAgainUnseen(Operations.Named named) {
        bench.sandbox.override(
                "ok1", request -> request.operation().equals(named.name()) ? null : Reply.json(403, "{}"));

        ResourceResult result = later(named.operation(), "ok1", anyTime("ok1"));

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(received()).doesNotContain(named.name());
    }

    @ParameterizedTest
    @MethodSource("deferrable")
    void whatWasAcceptedIsOnlyLookedAt(Operations.Named named) {
        bench.later(named.operation(), was("ok1", Phase.CONFIRMING), anyTime());

        assertThat(received()).doesNotContain(named.name());
    }

    static Stream<Arguments> troubles() {
        return deferrable().flatMap(named -> Stream.of(
                        Reply.json(503, "{}"),
                        Reply.json(429, "{}"),
                        Reply.json(500, "{}"),
                        new Reply.Truncated(Reply.json(200, "{\"result\": true}"), 3))
                .map(trouble -> Arguments.of(named, trouble)));
    }

    /** Others with the same key wait for its end, and there is another try after it. */
    @ParameterizedTest
    @MethodSource("troubles")
    void whatFailedIsNotTriedAgainInTheSameTry(Operations.Named named, Reply trouble) {
        Instant begun = bench.time.now();
        for (boolean ofTheWrite : List.of(true, false)) {
            bench.sandbox.forget();
            bench.sandbox.override(
                    "okDown", request -> request.operation().equals(named.name()) == ofTheWrite ? trouble : null);

            ResourceResult result = later(named.operation(), "okDown", anyTime());

            assertThat(result.outcome()).isNotEqualTo(Outcome.DONE);
            assertThat(received()).doesNotHaveDuplicates();
        }
        assertThat(Duration.between(begun, bench.time.now()))
                .as("no pause but what the service's own rate asks for")
                .isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void itsTimeIsShort() {
        Instant begun = bench.time.now();
        bench.sandbox.dataforest().takes("okNeverEnds", 1_000_000);

        ResourceResult result = later(Operations.KILL, "okNeverEnds", anyTime());

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);

        assertThat(Duration.between(begun, bench.time.now())).isLessThanOrEqualTo(Duration.ofSeconds(91));
    }

    @Test
    void theOtherVersionsOfACascadeAreTornDownOneByOneAndNoneThatCameLater() {
        bench.sandbox.modelarts().addModel("v1", "cascaded", "1", "0");
        bench.sandbox.modelarts().addModel("v3", "cascaded", "3", "0");
        bench.sandbox.modelarts().remove("v1");
        bench.sandbox.modelarts().addModel("v2", "cascaded", "2", "0");
        ResourceResult soFar = ResourceResult.of("v1", Outcome.NOT_SENT, Reason.INTERRUPTED)
                .removed(List.of("v1"))
                .build();

        ResourceResult result = bench.later(
                Operations.DELETE_VERSIONS,
                new Progress(Phase.NOT_SENT, soFar, 0, true, null, false, List.of("v1", "v2")),
                anyTime());

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.modelarts().exists("v2")).isFalse();
        assertThat(bench.sandbox.modelarts().exists("v3")).as("deployed later").isTrue();
    }

    // Deployed again

    private LaterTry until(Instant end) {
        return new LaterTry(Map.of(), end, Set.of(), System::nanoTime);
    }

    private int status(String id) {
        return bench.sandbox.roma().status(SandboxKeys.INSTANCE_ID, id);
    }

    @Test
    void whatWasReadOfItHoldsForFiveSeconds() {
        AtomicLong nanos = new AtomicLong();
        LaterTry later = new LaterTry(Map.of(), bench.time.now(), Set.of(), nanos::get);
        nanos.set(Duration.ofDays(1).toNanos());
        assertThat(later.fresh("api1")).as("never read").isTrue();

        later.deployedSince("api1", new Deployments(null, 0, null));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(later.fresh("api1")).isTrue();
        nanos.incrementAndGet();
        assertThat(later.fresh("api1")).isFalse();
    }

    @Test
    void whatWasDeployedUntilTheEndIsTornDown() {
        Instant end = bench.time.now();
        bench.sandbox.roma().deployedAt("api1", end.minusSeconds(5));

        assertThat(later(Operations.UNDEPLOY, "api1", until(end)).outcome()).isEqualTo(Outcome.DONE);
        assertThat(status("api1")).isEqualTo(RomaRoutes.UNDEPLOYED);
    }

    @Test
    void whatWasDeployedAfterTheEndIsLeftAlone() {
        Instant end = bench.time.now();
        bench.sandbox.roma().deployedAt("api1", end.minusSeconds(5));
        bench.sandbox.roma().deployedAt("api1", end.plusSeconds(120));

        ResourceResult result = later(Operations.UNDEPLOY, "api1", until(end));

        assertThat(result.reason()).isEqualTo(Reason.DEPLOYED_AGAIN);
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(status("api1")).isEqualTo(RomaRoutes.DEPLOYED);
    }

    @Test
    void whatIsDeployedBetweenTwoTriesIsLeftAloneWhateverTheClocksSay() {
        Instant end = bench.time.now();
        bench.sandbox.roma().deployedAt("api1", end.minusSeconds(5));
        bench.sandbox.override(
                "api1",
                request -> request.operation().equals("romaUndeploy")
                        ? Reply.json(500, "{\"error_code\":\"APIG.9999\",\"error_msg\":\"System error\"}")
                        : null);
        LaterTry first = until(end);
        assertThat(later(Operations.UNDEPLOY, "api1", first).outcome()).isEqualTo(Outcome.FAILED);
        bench.sandbox.clearOverrides();

        // In the same second, by the clock of the provider.
        bench.sandbox.roma().deployedAt("api1", end.minusSeconds(5));
        ResourceResult result =
                later(Operations.UNDEPLOY, "api1", new LaterTry(first.known(), end, Set.of(), System::nanoTime));

        assertThat(result.reason()).isEqualTo(Reason.DEPLOYED_AGAIN);
        assertThat(status("api1")).isEqualTo(RomaRoutes.DEPLOYED);
    }

    @Test
    void aHistoryThatCannotBeReadStopsATry() {
        for (Reply reply : List.of(
                Reply.json(403, "{\"error_code\":\"APIG.1005\",\"error_msg\":\"No permissions\"}"),
                Reply.json(200, "{}"),
                Reply.json(
                        200,
                        "{\"total\":2,\"size\":1,\"histories\":[{\"id\":\"a\",\"deploy_time\":\"2026-01-01T00:00:00Z\"}]}"),
                Reply.json(200, "{\"total\":1,\"size\":1,\"histories\":[{\"id\":\"a\"}]}"),
                Reply.json(200, "{\"total\":1,\"size\":1,\"histories\":[{\"id\":\"a\",\"deploy_time\":\"soon\"}]}"))) {
            bench.sandbox.override(
                    "ok1", request -> request.operation().equals("livedata-apis/deployments") ? reply : null);

            ResourceResult result = later(Operations.UNDEPLOY, "ok1", anyTime());

            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        }
        assertThat(received()).doesNotContain("romaUndeploy");
    }
}
