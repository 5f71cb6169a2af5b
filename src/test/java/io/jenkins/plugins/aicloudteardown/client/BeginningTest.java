package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import io.jenkins.plugins.aicloudteardown.client.operation.ReadCall;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A teardown begins before its key, and what was noted of it, are known. */
class BeginningTest {
    private static final String ALL = "io.jenkins.plugins.aicloudteardown.client.Operations#all";
    private static final Supplier<CompletableFuture<Access>> NEVER = CompletableFuture::new;
    private static final CompletableFuture<Past> NOTHING = CompletableFuture.completedFuture(Past.NONE);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    // While the key is looked up

    @ParameterizedTest
    @MethodSource(ALL)
    void anAbortWhileTheKeyIsLookedUpWasNotSent(Operations.Named named) {
        Bench.Running running = bench.start(named.operation(), NOTHING, NEVER, List.of("ok1", "ok2"));
        running.teardown.abort();

        assertThat(running.results()).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.reason()).isEqualTo(Reason.ABORTED);
        });
        assertThat(bench.diary.ended).hasSize(2);
        assertNothingHappened();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theDeadlineCountsTheTimeInWhichTheKeyIsLookedUp(Operations.Named named) {
        bench.timeout = Duration.ofSeconds(30);
        Bench.Running running = bench.start(named.operation(), NOTHING, NEVER, List.of("ok1"));
        bench.time.advance(Duration.ofSeconds(29));
        assertThat(running.done()).isFalse();
        bench.time.advance(Duration.ofSeconds(1));

        assertThat(running.result().reason()).isEqualTo(Reason.DEADLINE_BEFORE_SEND);
        assertThat(running.result().millis()).isEqualTo(30_000);
        assertNothingHappened();
    }

    @Test
    void aSkippedTeardownAsksForNoKey() {
        TeardownOptions options = new TeardownOptions(false, false, false, null);
        Teardown skipped = bench.newTeardown(Operations.KILL, options, List.of("ok1", "ok2"));
        skipped.skip();
        List<ResourceResult> results = skipped.run(NOTHING, () -> {
                    throw new AssertionError("a key was asked for");
                })
                .join();

        assertThat(results).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.reason()).isEqualTo(Reason.SKIPPED);
        });
        assertNothingHappened();
    }

    @Test
    void withoutAKeyNothingIsToldOfWhatWasNotBegun() {
        CompletableFuture<Access> none =
                CompletableFuture.failedFuture(new IllegalArgumentException("no such credential"));
        Bench.Running running = bench.start(Operations.KILL, NOTHING, () -> none, List.of("ok1"));

        assertThatThrownBy(running::results)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no such credential");
        assertThat(bench.diary.ended).isEmpty();
        assertNothingHappened();
    }

    @Test
    void aStoreThatDoesNotAnswerIsTheReasonOfEachResource() {
        CompletableFuture<Access> late = CompletableFuture.failedFuture(new NoAccessException(Reason.LOOKUP_TIMED_OUT));
        Bench.Running running = bench.start(Operations.KILL, NOTHING, () -> late, List.of("ok1", "ok2"));

        assertThat(running.results()).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.reason()).isEqualTo(Reason.LOOKUP_TIMED_OUT);
        });
        assertNothingHappened();
    }

    private void assertNothingHappened() {
        assertThat(bench.sandbox.received()).isEmpty();
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    // After a restart

    @ParameterizedTest
    @MethodSource(ALL)
    void whatHadEndedNeedsNoKey(Operations.Named named) {
        ResourceResult was =
                ResourceResult.of("ok1", Outcome.DONE, Reason.ACCEPTED).build();
        Past past = past(new Progress(Phase.ENDED, was, 0, true, null, false, null));
        Bench.Running running = bench.start(
                named.operation(),
                CompletableFuture.completedFuture(past),
                () -> {
                    throw new AssertionError("a key was asked for");
                },
                List.of("ok1"));

        assertThat(running.result()).isSameAs(was);
        assertThat(bench.diary.ended).isEmpty();
        assertNothingHappened();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anAbortBeforeTheJournalIsReadIsUnknown(Operations.Named named) {
        CompletableFuture<Past> unread = new CompletableFuture<>();
        Bench.Running running = bench.start(named.operation(), unread, NEVER, List.of("ok1"));
        running.teardown.abort();
        bench.time.advance(Duration.ofSeconds(1));

        assertThat(running.result().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(running.result().reason()).isEqualTo(Reason.ABORTED);
        unread.complete(Past.NONE);
        assertThat(bench.diary.ended).hasSize(1);
        assertNothingHappened();
    }

    @Test
    void anAbortThatComesBeforeTheJournalLeavesWhatHadEnded() {
        CompletableFuture<Past> unread = new CompletableFuture<>();
        Bench.Running running = bench.start(Operations.KILL, unread, NEVER, List.of("ok1", "ok2"));
        running.teardown.abort();
        ResourceResult was =
                ResourceResult.of("ok1", Outcome.DONE, Reason.ACCEPTED).build();
        unread.complete(past(new Progress(Phase.ENDED, was, 0, true, null, false, null)));

        assertThat(running.results())
                .extracting(ResourceResult::outcome)
                .containsExactly(Outcome.DONE, Outcome.NOT_SENT);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aJournalThatWasLostNeverMeansThatNothingWasSent(Operations.Named named) {
        bench.timeout = Duration.ofSeconds(50);
        Past lost = new Past(Map.of(), Duration.ZERO, false);
        ResourceResult result =
                bench.start(named.operation(), lost, List.of("ok1")).result();

        boolean once = !named.operation().repeatable();
        assertThat(bench.sandbox.count(named.name())).isEqualTo(once ? 0 : 1);
        assertThat(result.outcome()).isEqualTo(once ? Outcome.UNKNOWN : Outcome.DONE);
    }

    @Test
    void aLostJournalHasABackendApiLookedAtBeforeItIsUndeployed() {
        Past lost = new Past(Map.of(), Duration.ZERO, false);
        bench.start(Operations.UNDEPLOY, lost, List.of("ok1")).result();

        assertThat(bench.sandbox.received().get(0).operation()).isEqualTo("livedata-apis/get");
    }

    @Test
    void aLookupAfterARestartGetsOnlyWhatTheStepHadLeft() {
        bench.timeout = Duration.ofSeconds(100);
        ResourceResult sent = ResourceResult.of("ok1", Outcome.UNKNOWN, Reason.INTERRUPTED)
                .effort(1, 0)
                .build();
        Progress progress = new Progress(Phase.SENT, sent, 0, false, null, false, null);
        Past past = new Past(Map.of("ok1", progress), Duration.ofSeconds(60), true);
        Bench.Running running =
                bench.start(Operations.KILL, CompletableFuture.completedFuture(past), NEVER, List.of("ok1"));
        bench.time.advance(Duration.ofSeconds(39));
        assertThat(running.done()).isFalse();
        bench.time.advance(Duration.ofSeconds(1));

        assertThat(running.result().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(running.teardown.spent()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aCascadeThatIsStoppedInTheLookupIsPartial() {
        bench.timeout = Duration.ofSeconds(100);
        ResourceResult half = ResourceResult.of("m1", Outcome.PARTIAL, Reason.INTERRUPTED)
                .effort(1, 0)
                .removed(List.of("m1"))
                .build();
        Past past = past(new Progress(Phase.NOT_SENT, half, 0, true, null, false, List.of("m1", "m2")));
        Bench.Running running =
                bench.start(Operations.DELETE_VERSIONS, CompletableFuture.completedFuture(past), NEVER, List.of("m1"));
        bench.time.advance(Duration.ofSeconds(100));

        assertThat(running.result().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(running.result().reason()).isEqualTo(Reason.CASCADE_INCOMPLETE);
        assertThat(running.result().removed()).containsExactly("m1");
    }

    private static Past past(Progress progress) {
        return new Past(Map.of(progress.id(), progress), Duration.ZERO, true);
    }

    // Errors

    @Test
    void anErrorBeforeTheSendEndsTheResourceAndSaysSo() {
        ResourceResult result = bench.runOne(
                new Broken() {
                    @Override
                    public HttpCall write(Endpoint endpoint, String id) {
                        throw new LinkageError("no such method");
                    }
                },
                "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.INTERNAL_ERROR);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void anErrorAfterTheSendIsUnknown() {
        ResourceResult result = bench.runOne(
                new Broken() {
                    @Override
                    public Reading readWrite(HttpReply reply, String id) {
                        throw new StackOverflowError();
                    }
                },
                "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.reason()).isEqualTo(Reason.INTERNAL_ERROR);
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(1);
    }

    @Test
    void aJournalThatThrowsSendsNothing() {
        bench.diary.beforeSend = () -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isIn(Outcome.NOT_SENT, Outcome.UNKNOWN);
        assertThat(bench.sandbox.received()).isEmpty();
    }

    @Test
    void aJournalThatFailsSendsNothingAndIsNamed() {
        bench.diary.beforeSend = () -> CompletableFuture.failedFuture(new IOException("no space left"));
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.JOURNAL_FAILED);
        assertThat(bench.sandbox.received()).isEmpty();
    }

    // What an id holds

    @Test
    void anIdThatHoldsTheAccessKeyIsComparedAsItIs() {
        String id = "m" + SandboxKeys.HUAWEI_ACCESS_KEY;
        bench.sandbox.modelarts().addModel(id, "key", "1.0", "0");
        ResourceResult result = bench.runOne(Operations.DELETE_MODEL, id);

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1);
    }

    @Test
    void anIdOfSixtyFourHexDigitsIsSentOnce() {
        String id = "0123456789abcdef".repeat(4);
        bench.sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, id, 4);
        bench.sandbox.modelarts().addModel(id, "hex", "1.0", "0");
        for (Operations.Named named :
                List.of(new Operations.Named(Operations.UNDEPLOY), new Operations.Named(Operations.DELETE_MODEL))) {
            bench.sandbox.forget();
            assertThat(bench.runOne(named.operation(), id).outcome())
                    .as(named.name())
                    .isEqualTo(Outcome.DONE);
            assertThat(bench.sandbox.count(named.name())).as(named.name()).isEqualTo(1);
        }
    }

    /** As good as the real one until it is broken. */
    private static class Broken extends Operation {
        private static final long serialVersionUID = 1L;

        @Override
        public OperationType type() {
            return Operations.KILL.type();
        }

        @Override
        public HttpCall write(Endpoint endpoint, String id) {
            return Operations.KILL.write(endpoint, id);
        }

        @Override
        public Reading readWrite(HttpReply reply, String id) {
            return Operations.KILL.readWrite(reply, id);
        }

        @Override
        public CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now) {
            return Operations.KILL.look(reader, endpoint, id, now);
        }
    }
}
