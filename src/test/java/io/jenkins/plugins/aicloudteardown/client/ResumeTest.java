package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.RomaRoutes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A controller that goes down and comes back, in every phase. */
class ResumeTest {
    private static final String ALL = "io.jenkins.plugins.aicloudteardown.client.Operations#all";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatWasNotSentIsSent(Operations.Named named) {
        // Until the key is proven, a second one waits for its turn.
        Bench.Running first = bench.start(named.operation(), "hang1");
        assertThat(bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        Bench.Running before = bench.start(named.operation(), "ok1");
        Bench.Saved saved = before.saved();
        before.teardown.abort();
        first.teardown.abort();
        first.results();
        bench.restart();
        bench.sandbox.forget();
        assertThat(saved.phase("ok1")).isEqualTo(Progress.Phase.NOT_SENT);

        assertThat(resume(named, saved).result().outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count(named.name())).isEqualTo(1);
    }

    @Test
    void whatWasSentAndMayBeRepeatedIsSentAgain() {
        Bench.Saved saved = crashWhenSent(Operations.KILL, "ok1");
        Bench.Running after = bench.start(Operations.KILL, saved);

        ResourceResult result = after.result();
        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.tries()).isEqualTo(2);
        assertThat(bench.diary.retries).extracting(Bench.Diary.Retry::reason).containsExactly(Reason.INTERRUPTED);
    }

    @Test
    void aTaskThatWasSentAndIsGoneNowIsUnconfirmed() {
        Bench.Saved saved = crashWhenSent(Operations.DELETE_TASK, "ok1");
        Bench.Running after = bench.start(Operations.DELETE_TASK, saved);

        ResourceResult result = after.result();
        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.reason()).isEqualTo(Reason.GONE_BUT_NEVER_SEEN);
    }

    @Test
    void anUndeployThatWasSentIsLookedAtFirst() {
        Bench.Saved saved = crashWhenSent(Operations.UNDEPLOY, "ok1");
        assertThat(bench.sandbox.roma().status("ok1")).isEqualTo(RomaRoutes.UNDEPLOYED);

        assertThat(bench.start(Operations.UNDEPLOY, saved).result().outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("romaUndeploy")).isEqualTo(1);
    }

    @Test
    void aRestartThatWasSentIsNeverSentAgainAndUnknownIfItCannotBeLookedAt() {
        Bench.Saved saved = crashWhenSent(Operations.RESTART, "ok1");

        ResourceResult result = bench.start(Operations.RESTART, saved).result();
        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
    }

    @Test
    void aRestartThatWasSentIsLookedAtWithTheStateBefore() {
        Bench.Saved saved = crashWhenSent(Operations.RESTART_AND_LOOK, "ok1");

        ResourceResult result = bench.start(Operations.RESTART_AND_LOOK, saved).result();
        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatWasAcceptedIsOnlyLookedAt(Operations.Named named) {
        bench.confirm = true;
        if (!named.operation().canLook()) {
            assertThat(named.name()).isEqualTo("notebookRestart");
            named = new Operations.Named(Operations.RESTART_AND_LOOK);
        }
        Bench.Running before = bench.start(named.operation(), "ok1");
        bench.drive(() -> bench.diary.events.contains("note ok1 CONFIRMING"));
        Bench.Saved saved = crash(before);
        assertThat(saved.phase("ok1")).isEqualTo(Progress.Phase.CONFIRMING);

        ResourceResult result = resume(named, saved).result();
        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(bench.sandbox.count(named.name())).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void whatHadEndedIsNotTouched(Operations.Named named) {
        Bench.Running before = bench.start(named.operation(), "ok1", "serverError");
        List<ResourceResult> results = before.results();
        Bench.Saved saved = before.saved();
        bench.restart();
        bench.sandbox.forget();

        List<ResourceResult> again = bench.start(named.operation(), saved).results();
        assertThat(again)
                .extracting(ResourceResult::toString)
                .isEqualTo(results.stream().map(ResourceResult::toString).toList());
        assertThat(bench.sandbox.received()).isEmpty();
        assertThat(bench.diary.ended).hasSize(2);
    }

    @Test
    void aCascadeGoesOnWithTheSetThatWasReadAtFirst() {
        for (int i = 1; i <= 45; i++) {
            bench.sandbox.modelarts().addModel("m" + i, "named", "0.0." + i, "0");
        }
        bench.diary.beforeSend = () -> bench.sandbox.count("modelartsDeleteModel") == 0
                ? CompletableFuture.completedFuture(null)
                : new CompletableFuture<>();
        Bench.Running before = bench.start(Operations.DELETE_VERSIONS, "m1", "m45");
        assertThat(bench.sandbox.awaitReceived("modelartsDeleteModel", 1, Bench.SOON))
                .isTrue();
        bench.settle();
        Bench.Saved saved = crash(before);
        bench.sandbox.modelarts().addModel("later", "named", "9", "0");

        List<ResourceResult> results =
                bench.start(Operations.DELETE_VERSIONS, saved).results();
        assertThat(results).extracting(ResourceResult::outcome).containsExactly(Outcome.DONE, Outcome.DONE);
        assertThat(results.get(0).removed()).contains("m1", "m45");
        assertThat(results.get(1).reason()).isEqualTo(Reason.REMOVED_BY_CASCADE);
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1 + 25);
        assertThat(bench.sandbox.count("models/list")).isEqualTo(1);
        assertThat(bench.sandbox.modelarts().exists("later")).isTrue();
    }

    @Test
    void theTimeBeforeTheRestartCountsAndTheTimeInBetweenDoesNot() {
        bench.confirm = true;
        bench.sandbox.dataforest().killTakes(1000);
        Bench.Running before = bench.start(Operations.KILL, "ok1");
        bench.drive(() -> bench.sandbox.count("aiapps/getDetail") >= 20);
        bench.settle();
        long spent = before.teardown.spent().toMillis();
        assertThat(spent).isBetween(120_000L, 590_000L);
        Bench.Saved saved = crash(before);
        bench.time.advance(Duration.ofDays(2));

        ResourceResult result = bench.start(Operations.KILL, saved).result();
        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.millis()).isEqualTo(Math.max(30_000, 600_000 - spent));
    }

    @Test
    void afterARestartThereIsTimeForALookHoweverLittleWasLeft() {
        bench.confirm = true;
        bench.timeout = Duration.ofSeconds(10);
        bench.sandbox.dataforest().killTakes(3);
        Bench.Running before = bench.start(Operations.KILL, "ok1");
        bench.drive(() -> bench.sandbox.count("aiapps/getDetail") == 2);
        bench.settle();
        Bench.Saved saved = crash(before);

        assertThat(bench.start(Operations.KILL, saved).result().outcome()).isEqualTo(Outcome.DONE);
    }

    /** The write is carried out, and its response does not come before the controller goes down. */
    private Bench.Saved crashWhenSent(Operation operation, String id) {
        CompletableFuture<Void> acted = new CompletableFuture<>();
        bench.sandbox.interceptOnce(id, (request, act) -> {
            if (!request.operation().equals(operation.name())) {
                return null;
            }
            act.get();
            acted.complete(null);
            return Reply.hang();
        });
        Bench.Running before = bench.start(operation, id);
        acted.orTimeout(10, TimeUnit.SECONDS).join();
        Bench.Saved saved = crash(before);
        assertThat(saved.phase(id)).isEqualTo(Progress.Phase.SENT);
        return saved;
    }

    /** Saves, and ends what is under way as the end of a process would: nobody hears of it. */
    private Bench.Saved crash(Bench.Running before) {
        Bench.Saved saved = before.saved();
        before.teardown.abort();
        before.results();
        bench.diary.beforeSend = () -> CompletableFuture.completedFuture(null);
        bench.diary.ended.clear();
        bench.diary.retries.clear();
        bench.restart();
        return saved;
    }

    private Bench.Running resume(Operations.Named named, Bench.Saved saved) {
        return bench.start(named.operation(), saved);
    }
}
