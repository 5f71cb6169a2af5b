package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.RomaRoutes;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one id comes to. */
class TeardownTest {
    private static final String ALL = "io.jenkins.plugins.aicloudteardown.client.Operations#all";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    // Accepted

    @ParameterizedTest
    @MethodSource(ALL)
    void whatTheProviderAcceptsIsDone(Operations.Named named) {
        ResourceResult result = bench.runOne(named.operation(), "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.ACCEPTED);
        assertThat(result.tries()).isEqualTo(1);
        assertThat(result.status()).isBetween(200, 204);
        assertThat(result.removed()).containsExactly("ok1");
        assertThat(result.failures()).isEmpty();
        assertThat(bench.sandbox.count(named.name())).isEqualTo(1);
        assertThat(bench.sandbox.received()).hasSize(1);
        assertThat(bench.diary.ended).containsExactly(result);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void whatIsAcceptedHasHappened() {
        bench.runOne(Operations.KILL, "ok1");
        bench.runOne(Operations.RESTART, "ok2");
        bench.runOne(Operations.DELETE_TASK, "ok3");
        bench.runOne(Operations.UNDEPLOY, "ok4");
        bench.romaV2 = true;
        bench.runOne(Operations.UNDEPLOY, "ok5");
        bench.runOne(Operations.DELETE_MODEL, "ok6");

        assertThat(bench.sandbox.dataforest().kills("ok1")).isEqualTo(1);
        assertThat(bench.sandbox.dataforest().restarts("ok2")).isEqualTo(1);
        assertThat(bench.sandbox.nclue().exists("ok3")).isFalse();
        assertThat(bench.sandbox.roma().status("ok4")).isEqualTo(RomaRoutes.UNDEPLOYED);
        assertThat(bench.sandbox.roma().status("ok5")).isEqualTo(RomaRoutes.UNDEPLOYED);
        assertThat(bench.sandbox.modelarts().exists("ok6")).isFalse();
    }

    @Test
    void asksForJson() {
        bench.runOne(Operations.KILL, "ok1");
        bench.runOne(Operations.DELETE_TASK, "ok2");

        assertThat(bench.sandbox.received("dataforestKill").get(0).headers())
                .containsEntry("accept", "application/json")
                .containsEntry("content-type", "application/json");
        assertThat(bench.sandbox.received("nclueDeleteTask").get(0).headers())
                .containsEntry("accept", "application/json")
                .doesNotContainKey("content-type");
    }

    // Refused

    @ParameterizedTest
    @MethodSource(ALL)
    void whatTheProviderRefusesIsFailedAndSentOnce(Operations.Named named) {
        for (Map.Entry<String, Reason> trap : Map.of(
                        "badRequest", Reason.PROVIDER_ERROR,
                        "serverError", Reason.PROVIDER_ERROR,
                        "noPermission", Reason.NO_PERMISSION,
                        "retired", Reason.ENDPOINT_NOT_FOUND,
                        "redirect", Reason.REDIRECTED)
                .entrySet()) {
            ResourceResult result = bench.runOne(named.operation(), trap.getKey());
            assertThat(result.outcome()).as(trap.getKey()).isEqualTo(Outcome.FAILED);
            assertThat(result.reason()).as(trap.getKey()).isEqualTo(trap.getValue());
            assertThat(result.tries()).isEqualTo(1);
        }
        assertThat(bench.sandbox.count(named.name())).isEqualTo(5);
        assertThat(bench.sandbox.count("elsewhere")).isZero();
        assertThat(bench.diary.retries).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aQuotaIsNeverAskedAgain(Operations.Named named) {
        ResourceResult result = bench.runOne(named.operation(), "quota");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.sandbox.count(named.name())).isEqualTo(1);
    }

    @Test
    void tellsTheProvidersCodeAndWords() {
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "serverError");

        assertThat(result.status()).isEqualTo(500);
        assertThat(result.code()).isEqualTo("APIG.9999");
        assertThat(result.message()).isEqualTo("System error");
    }

    @Test
    void okWithAFalseFlagIsFailed() {
        for (var operation : List.of(Operations.KILL, Operations.RESTART)) {
            ResourceResult result = bench.runOne(operation, "successFalse");
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.reason()).isEqualTo(Reason.SUCCESS_FALSE);
            assertThat(result.message()).isEqualTo("quota exceeded for resource");
        }
    }

    @Test
    void aTaskOrModelInUseIsFailedAndNotAskedAgain() {
        assertThat(bench.runOne(Operations.DELETE_TASK, "inUse").reason()).isEqualTo(Reason.IN_USE);
        assertThat(bench.runOne(Operations.DELETE_MODEL, "inUse500").reason()).isEqualTo(Reason.IN_USE);
        ResourceResult listed = bench.runOne(Operations.DELETE_MODEL, "allFailed");
        assertThat(listed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(listed.reason()).isEqualTo(Reason.IN_FAILURE_LIST);
        assertThat(listed.code()).isEqualTo("ModelArts.3009");
        assertThat(listed.failures()).extracting(Failure::id).containsExactly("allFailed");
        assertThat(bench.sandbox.received()).hasSize(3);
    }

    @Test
    void aFailureListBesideASuccessListIsPartial() {
        ResourceResult result = bench.runOne(Operations.DELETE_MODEL, "mixed");

        assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.reason()).isEqualTo(Reason.IN_FAILURE_LIST);
        assertThat(result.removed()).containsExactly("mixed");
        assertThat(result.failures()).extracting(Failure::id).containsExactly("e527d311-a947-46da-a6e0-66c49945dfaa");
    }

    // Unreadable

    @ParameterizedTest
    @CsvSource({
        "dataforestKill, noFlag",
        "dataforestKill, flagText",
        "dataforestKill, foreignId",
        "notebookRestart, noFlag",
        "notebookRestart, foreignId",
        "nclueDeleteTask, noEcho",
        "nclueDeleteTask, foreignId",
        "modelartsDeleteModel, bothEmpty",
        "modelartsDeleteModel, foreignId",
        "modelartsDeleteModel, extraId",
    })
    void anAnswerThatContradictsItselfIsUnknownAndNotRepeated(String name, String trap) {
        ResourceResult result = bench.runOne(named(name).operation(), trap);

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.reason()).isEqualTo(Reason.CONTRADICTION);
        assertThat(bench.sandbox.count(name)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anAnswerThatCannotBeReadIsUnknownAndNotRepeated(Operations.Named named) {
        List<String> traps =
                List.of("brokenJson", "emptyBody", "htmlPage", "gzipped", "wrongType", "wrongEncoding", "tooLarge");
        for (String trap : traps) {
            ResourceResult result = bench.runOne(named.operation(), trap);
            assertThat(result.outcome()).as(trap).isEqualTo(Outcome.UNKNOWN);
        }
        assertThat(bench.sandbox.count(named.name())).isEqualTo(traps.size());
    }

    private static Operations.Named named(String name) {
        return Operations.all()
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUndeployAnsweredWithOkAndABodyIsUnknown() {
        assertThat(bench.runOne(Operations.UNDEPLOY, "okBody").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    // Gone

    @Test
    void whatIsGoneIsFailedUnlessThatIsAllowed() {
        remove("ok1");
        for (var operation : List.of(Operations.DELETE_TASK, Operations.UNDEPLOY, Operations.DELETE_MODEL)) {
            ResourceResult result = bench.runOne(operation, "ok1");
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.reason()).isEqualTo(Reason.GONE);
        }
        assertThat(bench.runOne(Operations.KILL, "missing1").reason()).isEqualTo(Reason.GONE);

        bench.ignoreMissing = true;
        for (var operation : List.of(Operations.DELETE_TASK, Operations.UNDEPLOY, Operations.DELETE_MODEL)) {
            ResourceResult result = bench.runOne(operation, "ok1");
            assertThat(result.outcome()).as(operation.name()).isEqualTo(Outcome.ALREADY_GONE);
            assertThat(result.reason()).isEqualTo(Reason.GONE);
            assertThat(result.status()).isEqualTo(404);
            assertThat(result.removed()).isEmpty();
        }
        assertThat(bench.sandbox.count("tasks/list")).isEqualTo(1);
    }

    private void remove(String id) {
        bench.sandbox.nclue().addTask(id, "completed");
        bench.runOne(Operations.DELETE_TASK, id);
        bench.sandbox.roma().remove(id);
        bench.sandbox.modelarts().remove(id);
        bench.sandbox.dataforest().remove(id);
        bench.sandbox.forget();
    }

    @Test
    void aMissingAppIsNotGoneUnlessASuccessfulListLacksIt() {
        bench.ignoreMissing = true;
        bench.sandbox.override(
                "missing1",
                request -> request.operation().equals("dataforestKill")
                        ? Reply.json(404, "{\"message\":\"no such element\",\"success\":false}")
                        : null);

        ResourceResult result = bench.runOne(Operations.KILL, "missing1");
        assertThat(bench.sandbox.count("aiapps/getList")).isEqualTo(1);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aMissingNotebookIsAFailureHoweverMuchIsAllowed() {
        bench.ignoreMissing = true;

        ResourceResult result = bench.runOne(Operations.RESTART, "missing1");
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.GONE);
        ResourceResult looked = bench.runOne(Operations.RESTART_AND_LOOK, "missing1");
        assertThat(looked.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(looked.reason()).isEqualTo(Reason.GONE);
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void onlyTheServicesOwnCodeIsGone(Operations.Named named) {
        bench.ignoreMissing = true;
        bench.sandbox.override("ok1", request -> Reply.html(404, "<html>not found</html>"));
        bench.sandbox.override("ok2", request -> Reply.empty(404));

        for (String id : List.of("ok1", "ok2", "retired", "noPermission")) {
            ResourceResult result = bench.runOne(named.operation(), id);
            assertThat(result.outcome()).as(id).isEqualTo(Outcome.FAILED);
            assertThat(result.reason())
                    .isEqualTo(id.equals("noPermission") ? Reason.NO_PERMISSION : Reason.ENDPOINT_NOT_FOUND);
        }
    }

    @Test
    void aTaskThatTheListStillShowsIsNotGone() {
        bench.ignoreMissing = true;
        bench.sandbox.nclue().addTask("ok1", "completed");
        bench.sandbox.override("ok1", request -> Reply.json(404, "{\"code\":\"10404\",\"msg\":\"not found\"}"));

        ResourceResult result = bench.runOne(Operations.DELETE_TASK, "ok1");
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.CONTRADICTION);
    }

    @Test
    void goneMayStandInAFailureList() {
        bench.ignoreMissing = true;

        assertThat(bench.runOne(Operations.DELETE_MODEL, "gone200").outcome()).isEqualTo(Outcome.ALREADY_GONE);
    }

    // Tries that are always allowed

    @ParameterizedTest
    @MethodSource(ALL)
    void aThrottledWriteIsSentAgainAfterWhatTheProviderAsks(Operations.Named named) {
        bench.sandbox.retryAfter("7");
        ResourceResult result = bench.runOne(named.operation(), "throttledOnce");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.tries()).isEqualTo(2);
        assertThat(bench.sandbox.count(named.name())).isEqualTo(2);
        assertThat(bench.diary.retries).singleElement().satisfies(retry -> {
            assertThat(retry.id()).isEqualTo("throttledOnce");
            assertThat(retry.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(retry.next()).isEqualTo(new NextTry(Duration.ofSeconds(7), 2, 0, Optional.empty()));
        });
        var sent = bench.sandbox.received(named.name());
        assertThat(Duration.between(sent.get(0).at(), sent.get(1).at())).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aWriteThrottledToTheEndWasNotSent(Operations.Named named) {
        bench.timeout = Duration.ofMinutes(2);
        ResourceResult result = bench.runOne(named.operation(), "throttledAlways");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(result.status()).isEqualTo(429);
        assertThat(result.code()).isNotEmpty();
        assertThat(bench.sandbox.count(named.name())).isBetween(8L, 30L);
        assertThat(Duration.ofMillis(result.millis())).isEqualTo(Duration.ofMinutes(2));
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aRefusedConnectionIsTriedFiveTimesAndWasNotSent(Operations.Named named) throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            bench.url = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        ResourceResult result = bench.runOne(named.operation(), "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.CONNECT_FAILED);
        assertThat(bench.diary.retries).hasSize(4).allSatisfy(retry -> assertThat(retry.reason())
                .isEqualTo(Reason.CONNECT_FAILED));
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void anUntrustedServerIsTriedOnce() {
        bench.url = URI.create(bench.sandbox.url().replace("http:", "https:"));
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.TLS_FAILED);
        assertThat(bench.diary.retries).isEmpty();
    }

    @Test
    void aProxyThatLetsNobodyThroughMeansNotSent() {
        ResourceResult result = bench.runOne(Operations.RESTART, "html407");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.PROXY_REFUSED);
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
    }

    @Test
    void everyTryIsSignedAfresh() {
        bench.sandbox.retryAfter("600");
        bench.timeout = Duration.ofHours(1);

        assertThat(bench.runOne(Operations.KILL, "throttledOnce").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.received("dataforestKill"))
                .extracting(request -> request.headers().get("x-ncp-apigw-signature-v2"))
                .doesNotHaveDuplicates();
    }

    // Lost answers

    @ParameterizedTest
    @ValueSource(strings = {"lostAnswer", "resetAfter", "html502", "unavailable", "gatewayTimeout", "truncated"})
    void aRestartIsNeverSentTwice(String trap) {
        ResourceResult result = bench.runOne(Operations.RESTART, trap);

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.tries()).isEqualTo(1);
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
    }

    @Test
    void aRestartWhoseAnswerWasLostIsDoneOnceTheNotebookIsSeenToRunAnew() {
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "lostAnswer");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(result.lastState()).isEqualTo("RUNNING");
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
        assertThat(bench.sandbox.dataforest().restarts("lostAnswer")).isEqualTo(1);
    }

    @Test
    void aRestartThatNeverArrivedIsNotTakenForDoneBecauseTheNotebookRuns() {
        bench.timeout = Duration.ofMinutes(3);
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "resetAfter");

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.lastState()).isEqualTo("RUNNING");
        assertThat(bench.sandbox.count("notebookRestart")).isEqualTo(1);
        assertThat(bench.sandbox.dataforest().restarts("resetAfter")).isZero();
    }

    @Test
    void aKillWhoseAnswerWasLostIsSentAgain() {
        ResourceResult result = bench.runOne(Operations.KILL, "lostOnce");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.tries()).isEqualTo(2);
        assertThat(bench.sandbox.count("dataforestKill")).isEqualTo(2);
        assertThat(bench.diary.retries).extracting(Bench.Diary.Retry::reason).containsExactly(Reason.ANSWER_LOST);
    }

    @ParameterizedTest
    @CsvSource({"dataforestKill, 3", "nclueDeleteTask, 3", "modelartsDeleteModel, 3", "romaUndeploy, 1"})
    void aRepeatableWriteWhoseAnswerIsAlwaysLostIsSentThreeTimesAndUnknown(String name, int sends) {
        ResourceResult result = bench.runOne(named(name).operation(), "resetAfter");

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.reason()).isEqualTo(Reason.ANSWER_LOST);
        assertThat(bench.sandbox.count(name)).isEqualTo(sends);
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void whatIsGoneAfterALostAnswerIsUnconfirmedIfItWasNeverSeen() {
        for (var operation : List.of(Operations.DELETE_TASK, Operations.DELETE_MODEL)) {
            ResourceResult result = bench.runOne(operation, "lostOnce");
            assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
            assertThat(result.reason()).isEqualTo(Reason.GONE_BUT_NEVER_SEEN);
            assertThat(bench.sandbox.count(operation.name())).isEqualTo(2);
        }
    }

    @Test
    void anUndeployWhoseAnswerWasLostIsLookedAtAndNotSentAgainIfItWorked() {
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "lostAnswer");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(bench.sandbox.count("romaUndeploy")).isEqualTo(1);
        assertThat(bench.sandbox.count("livedata-apis/get")).isEqualTo(1);
    }

    @Test
    void anUndeployThatDidNotArriveIsSentAgainAfterALook() {
        bench.sandbox.overrideOnce(
                "ok1", request -> request.operation().equals("romaUndeploy") ? new Reply.Reset() : null);
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.tries()).isEqualTo(2);
        assertThat(bench.sandbox.received())
                .extracting(request -> request.operation())
                .containsExactly("romaUndeploy", "livedata-apis/get", "romaUndeploy");
    }

    @Test
    void anUndeployWhoseApiIsNotThereAnyMoreAfterALostAnswerIsUnconfirmed() {
        bench.sandbox.intercept("ok1", (request, act) -> {
            if (request.operation().equals("romaUndeploy")) {
                bench.sandbox.roma().remove("ok1");
                return new Reply.Closed();
            }
            return act.get();
        });
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.reason()).isEqualTo(Reason.GONE_BUT_NEVER_SEEN);
    }

    @Test
    void aWriteThatCannotBeRepeatedAfterALostAnswerIsUnknown() {
        bench.sandbox.overrideOnce("ok1", request -> new Reply.Reset());
        bench.sandbox.override("ok1", request -> throttled());
        bench.timeout = Duration.ofSeconds(59);
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.reason()).isEqualTo(Reason.THROTTLED);
    }

    private static Reply throttled() {
        return Reply.json(429, "{\"error\":{\"errorCode\":\"410\",\"message\":\"Throttle Limited\"}}");
    }

    // Before the send

    @ParameterizedTest
    @MethodSource(ALL)
    void notAByteIsSentBeforeTheStateIsSaved(Operations.Named named) {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        bench.diary.beforeSend = () -> saved;
        Bench.Running running = bench.start(named.operation(), "ok1");
        bench.rest();
        assertThat(bench.diary.events).last().isEqualTo("send ok1 SENT");
        assertThat(bench.sandbox.received()).isEmpty();
        assertThat(bench.sandbox.acceptedConnections()).isZero();

        saved.complete(null);
        assertThat(running.result().outcome()).isEqualTo(Outcome.DONE);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void nothingIsSentIfTheStateCannotBeSaved(Operations.Named named) {
        bench.diary.beforeSend = () -> CompletableFuture.failedFuture(new IllegalStateException("no disk"));
        ResourceResult result = bench.runOne(named.operation(), "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.JOURNAL_FAILED);
        assertThat(bench.sandbox.received()).isEmpty();
    }

    @Test
    void aSaveThatNeverEndsSendsNothingUntilTheDeadline() {
        bench.diary.beforeSend = CompletableFuture::new;
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.DEADLINE_BEFORE_SEND);
        assertThat(bench.sandbox.received()).isEmpty();
    }

    @Test
    void aCascadeWhoseSetCannotBeSavedDeletesNothing() {
        bench.diary.beforeSend = CompletableFuture::new;
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.DEADLINE_BEFORE_SEND);
        assertThat(bench.sandbox.count(Operations.DELETE_VERSIONS.name())).isZero();
    }

    @Test
    void aLostWriteThatIsRefusedTheSecondTimeMayHaveBeenDone() {
        bench.sandbox.overrideOnce("ok1", request -> new Reply.Closed());
        bench.sandbox.overrideOnce("ok1", request -> Reply.json(400, "{\"message\":\"no\",\"success\":false}"));
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.message()).isEqualTo("no");
        assertThat(bench.sandbox.count(Operations.KILL.name())).isEqualTo(2);
    }

    @Test
    void aReadThatTheGatewayCouldNotDeliverIsAskedAgain() {
        AtomicBoolean undelivered = new AtomicBoolean(true);
        bench.confirm = true;
        bench.sandbox.intercept(
                "ok1",
                (request, act) -> request.operation().equals("aiapps/getDetail") && undelivered.getAndSet(false)
                        ? Reply.json(503, "{\"error\":{\"errorCode\":\"500\"}}")
                        : act.get());
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.reason()).isEqualTo(Reason.CONFIRMED);
        assertThat(bench.sandbox.count("aiapps/getDetail")).isEqualTo(2);
        assertThat(bench.diary.retries).hasSize(1);
    }

    @Test
    void theStateBeforeARestartIsReadFirst() {
        bench.runOne(Operations.RESTART_AND_LOOK, "ok1");

        assertThat(bench.sandbox.received())
                .extracting(request -> request.operation())
                .containsExactly("notebooks/getList", "notebookRestart");
    }

    @Test
    void aRestartIsNotSentIfTheStateBeforeCannotBeRead() {
        bench.sandbox.override(
                SandboxKeys.ACCOUNT_ID, request -> Reply.json(403, "{\"message\":\"no\",\"success\":false}"));
        ResourceResult result = bench.runOne(Operations.RESTART_AND_LOOK, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(result.status()).isEqualTo(403);
        assertThat(bench.sandbox.count("notebookRestart")).isZero();
    }

    // Dry runs

    @ParameterizedTest
    @MethodSource(ALL)
    void aDryRunSendsNothing(Operations.Named named) {
        bench.dryRun = true;
        bench.confirm = true;
        ResourceResult result = bench.runOne(named.operation(), "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.DRY_RUN);
        assertThat(result.tries()).isZero();
        assertThat(bench.sandbox.acceptedConnections()).isZero();
        assertThat(bench.diary.events).isEmpty();
        assertThat(bench.time.scheduledAtLast()).isZero();
    }

    @Test
    void aDryRunDoesNotAskForATokenEither() {
        bench.dryRun = true;
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);

        assertThat(bench.runOne(Operations.DELETE_VERSIONS, "ok1").outcome()).isEqualTo(Outcome.DRY_RUN);
        assertThat(bench.sandbox.acceptedConnections()).isZero();
    }

    // Keys

    @Test
    void aKeyOfTheOtherProviderIsRefusedBeforeAnything() {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        assertThatThrownBy(() -> bench.run(Operations.KILL, "ok1"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        bench.key = new ProviderKey.GivenToken(SandboxKeys.FIXED_TOKEN);
        assertThatThrownBy(() -> bench.run(Operations.DELETE_TASK, "ok1"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(bench.sandbox.received()).isEmpty();

        assertThat(ProviderClient.fits(bench.key, Provider.HUAWEI)).isTrue();
        assertThat(ProviderClient.fits(bench.key, Provider.NCP)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"romaUndeploy", "modelartsDeleteModel"})
    void huaweiTakesTokensToo(String name) {
        bench.key = new ProviderKey.GivenToken(SandboxKeys.FIXED_TOKEN);
        assertThat(bench.runOne(named(name).operation(), "ok1").outcome()).isEqualTo(Outcome.DONE);

        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        assertThat(bench.runOne(named(name).operation(), "ok2").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.runOne(named(name).operation(), "ok3").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"romaUndeploy", "modelartsDeleteModel"})
    void aTokenThatHasBecomeInvalidIsRenewedOnce(String name) {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        bench.runOne(named(name).operation(), "ok1");
        bench.sandbox.revokeTokens();
        ResourceResult result = bench.runOne(named(name).operation(), "ok2");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.tries()).isEqualTo(2);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void aRefusedLoginMeansNotSent() {
        bench.key = new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, SandboxKeys.IAM_USER, "wrong-password");
        List<ResourceResult> results = bench.run(Operations.DELETE_MODEL, ids(100));

        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT));
        assertThat(results)
                .filteredOn(result -> result.reason() == Reason.KEY_REFUSED)
                .singleElement()
                .satisfies(result -> assertThat(result.message()).isEqualTo("The username or password is wrong."));
        assertThat(bench.sandbox.received()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aBadKeyIsTriedOnceHoweverManyIdsThereAre(Operations.Named named) {
        bench.key = new ProviderKey.AccessKey(
                named.operation().service().provider() == Provider.NCP
                        ? SandboxKeys.NCP_ACCESS_KEY
                        : SandboxKeys.HUAWEI_ACCESS_KEY,
                "wrong-secret");
        List<ResourceResult> results = bench.run(named.operation(), ids(1000));

        assertThat(bench.sandbox.received()).hasSize(1);
        assertThat(bench.sandbox.refusedSignatures()).isEqualTo(1);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(result -> assertThat(result.reason()).isEqualTo(Reason.KEY_REFUSED));
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.NOT_SENT)
                .hasSize(999)
                .allSatisfy(result -> assertThat(result.reason()).isEqualTo(Reason.BREAKER_OPEN));
    }

    @Test
    void aKeyThatIsPutRightIsTriedAtOnceAndABadOneAfterFiveMinutes() {
        ProviderKey wrong = new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, "wrong-secret");
        bench.key = wrong;
        bench.runOne(Operations.KILL, "ok1");
        bench.key = null;
        assertThat(bench.runOne(Operations.KILL, "ok1").outcome()).isEqualTo(Outcome.DONE);

        bench.key = wrong;
        assertThat(bench.runOne(Operations.KILL, "ok1").reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(bench.sandbox.received()).hasSize(2);
        bench.time.advance(Duration.ofMinutes(5));
        assertThat(bench.runOne(Operations.KILL, "ok1").reason()).isEqualTo(Reason.KEY_REFUSED);
        assertThat(bench.sandbox.received()).hasSize(3);
    }

    @Test
    void aGivenTokenThatIsRefusedIsTriedOnce() {
        bench.key = new ProviderKey.GivenToken("not-a-token");
        bench.run(Operations.UNDEPLOY, ids(100));

        assertThat(bench.sandbox.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"dataforestKill, 400", "romaUndeploy, 1000"})
    void aWrongClockIsToldFromAWrongKey(String name, long seconds) {
        bench.sandbox.clockSkew(Duration.ofSeconds(seconds));
        ResourceResult result = bench.runOne(named(name).operation(), "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.CLOCK_SKEW);
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ok" + i).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "503 | {\"error\":{\"errorCode\":\"500\",\"message\":\"Endpoint Error\",\"details\":\"maintenance\"}} | 500 | Endpoint Error maintenance",
                "504 | {\"error\":{\"errorCode\":510,\"message\":\"Endpoint Timeout\"}} | 510 | Endpoint Timeout",
                "500 | {\"error\":{\"errorCode\":\"900\",\"message\":\"Unexpected\"}} | 900 | Unexpected",
                "500 | {\"responseError\":{\"returnCode\":\"900\",\"returnMessage\":\"Unexpected\"}} | 900 | Unexpected",
            })
    void whatAGatewaySaidInsteadOfAnAnswerIsKept(int status, String body, String code, String words) {
        bench.sandbox.override("ok1", request -> Reply.json(status, body));
        for (Operation operation : List.of(Operations.KILL, Operations.DELETE_TASK, Operations.RESTART)) {
            ResourceResult result = bench.runOne(operation, "ok1");

            assertThat(result.outcome()).as(operation.name()).isEqualTo(Outcome.UNKNOWN);
            assertThat(result.status()).isEqualTo(status);
            assertThat(result.code()).isEqualTo(code);
            assertThat(result.message()).isEqualTo(words);
        }
        assertThat(bench.diary.retries).isNotEmpty().allSatisfy(retry -> assertThat(retry.code())
                .isEqualTo(code));
    }

    @Test
    void whatAGatewaySaidIsKeptWhereTheTimeOfTheStepEndsFirst() {
        bench.timeout = Duration.ofSeconds(5);
        bench.sandbox.retryAfter("40");
        ResourceResult result = bench.runOne(Operations.KILL, "unavailable");

        assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(result.status()).isEqualTo(503);
        assertThat(result.code()).isEqualTo("500");
    }

    @Test
    void whatAGatewaySaidIsForgottenOnceTheProviderHasAnswered() {
        bench.sandbox.overrideOnce("ok1", request -> Reply.json(503, "{\"error\":{\"errorCode\":\"500\"}}"));
        ResourceResult result = bench.runOne(Operations.KILL, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.code()).isEmpty();
    }
}
