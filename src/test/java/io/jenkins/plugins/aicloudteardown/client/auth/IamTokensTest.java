package io.jenkins.plugins.aicloudteardown.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.http.TransportException;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamTokensTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final HttpCall CALL = HttpCall.get(URI.create("https://modelarts.example.com/v1/models"));

    private final FakeTime time = new FakeTime();
    private final ProviderSandbox sandbox = ProviderSandbox.start(time.clock());
    private final IamTokens tokens = tokens(time);
    private volatile Throwable routeFailure;

    private IamTokens tokens(Timing timing) {
        return new IamTokens(new Transport(this::route, time, ForkJoinPool.commonPool()), timing);
    }

    private Transport.Route route() {
        Throwable failure = routeFailure;
        if (failure != null) {
            throw IamTokensTest.<RuntimeException>raised(failure);
        }
        return Transport.Route.direct(HTTP);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T raised(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void asksAsHuaweiDocumentsIt() throws Exception {
        Map<String, String> headers = signed(signer(SandboxKeys.IAM_USER));

        Received login = sandbox.received("iam/token").get(0);
        assertThat(headers).containsOnlyKeys("X-Auth-Token");
        assertThat(login.method()).isEqualTo("POST");
        assertThat(login.path()).isEqualTo("/v3/auth/tokens");
        assertThat(login.query()).isEqualTo("nocatalog=true");
        assertThat(login.headers()).containsEntry("content-type", "application/json;charset=utf8");
        assertThat(json(login.body()))
                .isEqualTo(json("{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':'deployer',"
                        + "'password':'Sandbox-Passw0rd','domain':{'name':'sandbox-domain'}}}},"
                        + "'scope':{'project':{'id':'77b6a44cba5143ab91d13ab9a8ff44fd'}}}}"));
    }

    @Test
    void escapesAPasswordInJson() throws Exception {
        String password = "quo\"te\\ 一";
        sandbox.iam().changePassword(password);
        ProviderKey.IamUser user = new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, SandboxKeys.IAM_USER, password);

        assertThat(signed(signer(user, SandboxKeys.PROJECT_ID))).containsKey("X-Auth-Token");
    }

    @Test
    void asksOnceHoweverManyWait() throws Exception {
        Signer signer = signer("hang");
        List<CompletableFuture<Map<String, String>>> waiting = IntStream.range(0, 500)
                .mapToObj(i -> signer.sign(CALL, new Stop()))
                .toList();
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();

        sandbox.releaseHanging();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

        Set<String> seen =
                waiting.stream().map(one -> one.join().get("X-Auth-Token")).collect(Collectors.toSet());
        assertThat(seen).hasSize(1);
        assertThat(sandbox.count("iam/token")).isEqualTo(1);
    }

    @Test
    void keepsATokenAndRenewsItHalfAnHourBeforeItEnds() throws Exception {
        Signer signer = signer(SandboxKeys.IAM_USER);
        Map<String, String> first = signed(signer);

        time.advance(Duration.ofHours(23).plusMinutes(30).minusSeconds(1));
        assertThat(signed(signer)).isEqualTo(first);
        assertThat(sandbox.count("iam/token")).isEqualTo(1);

        time.advance(Duration.ofSeconds(1));
        assertThat(signed(signer)).isNotEqualTo(first);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "P1D,   PT23H30M",
        "PT61M, PT31M",
        "PT60M, PT30M",
        "PT40M, PT20M",
        "PT10M, PT5M",
        "PT2M,  PT1M",
        "PT30S, PT1M",
        "PT0S,  PT1M",
        "PT-1H, PT1M",
    })
    void aTokenOfAnyLifeCostsOneLoginForAsLongAsItIsUsed(Duration life, Duration used) throws Exception {
        for (Duration ahead : List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(-1))) {
            Signer signer = signer(user("deployer", SandboxKeys.IAM_PASSWORD), SandboxKeys.PROJECT_ID, ahead);
            sandbox.iam().tokenLifetime(life);
            long before = sandbox.count("iam/token");
            Map<String, String> first = signed(signer);
            time.advance(used.minusMillis(1));
            assertThat(signed(signer)).as("clock ahead by %s", ahead).isEqualTo(first);
            assertThat(sandbox.count("iam/token")).isEqualTo(before + 1);

            time.advance(Duration.ofMillis(1));
            signed(signer);
            assertThat(sandbox.count("iam/token")).isEqualTo(before + 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-PT24H, PT47H30M",
        "PT23H,  PT30M",
        "PT24H,  PT1M",
        "P400D,  PT1M",
    })
    void withoutATimeInTheAnswerTheClockHereCountsButForAMinuteAtLeast(Duration ahead, Duration used) {
        HttpReply reply = Replies.json(201, "{'token':{'expires_at':'2026-03-05T05:06:07.000000Z'}}");

        assertThat(TokenLife.of(reply, Instant.parse("2026-03-04T05:06:07Z").plus(ahead)))
                .isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"P1D, PT23H30M", "PT10M, PT5M"})
    void whenTheTokenWasGivenIsWhatItSaysItself(Duration life, Duration used) {
        Instant given = Instant.parse("2026-03-04T05:06:07Z");
        HttpReply reply =
                Replies.json(201, "{'token':{'issued_at':'" + given + "','expires_at':'" + given.plus(life) + "'}}");

        for (Duration ahead : List.of(Duration.ZERO, Duration.ofDays(400), Duration.ofDays(-400))) {
            assertThat(TokenLife.of(reply, given.plus(ahead))).isEqualTo(used);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'token':{}}", "{'token':{'expires_at':'soon'}}", "{'token':{'expires_at':1}}", "["})
    void aTokenWithoutAnEndIsUsedForHalfAnHour(String body) {
        assertThat(TokenLife.of(Replies.json(201, body), time.now())).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aClockThatJumpsNeitherEndsNorKeepsAToken() throws Exception {
        Signer signer = signer(SandboxKeys.IAM_USER);
        Map<String, String> first = signed(signer);
        time.jump(Duration.ofDays(3));
        assertThat(signed(signer)).isEqualTo(first);
        time.jump(Duration.ofDays(-30));
        time.advance(Duration.ofHours(23).plusMinutes(30));

        assertThat(signed(signer)).isNotEqualTo(first);
    }

    @Test
    void aClockThatJumpsStretchesNoPauseAfterARefusal() throws Exception {
        Signer wrong = signer(user(SandboxKeys.IAM_USER, "wrong-password"), SandboxKeys.PROJECT_ID);
        Throwable refused = failure(wrong);
        time.jump(Duration.ofHours(1));
        assertThat(failure(wrong)).isSameAs(refused);
        time.jump(Duration.ofHours(-5));
        time.advance(KeyBreaker.PAUSE);

        assertThat(failure(wrong)).isNotSameAs(refused);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void aLoginThatCannotBeSentLeavesNothingBehind() throws Exception {
        List<Throwable> thrown = List.of(
                new UncheckedIOException(new IOException("Too many open files")),
                new OutOfMemoryError("unable to create native thread"),
                new IllegalStateException());
        for (Throwable failure : thrown) {
            routeFailure = failure;
            CompletableFuture<Map<String, String>> one =
                    signer(SandboxKeys.IAM_USER).sign(CALL, new Stop());
            assertThat(unwrap(catchThrowable(() -> one.get(10, TimeUnit.SECONDS))))
                    .isInstanceOfSatisfying(TransportException.class, told -> assertThat(told.sent())
                            .isFalse());
        }
        routeFailure = null;

        assertThat(signed(signer(SandboxKeys.IAM_USER))).containsKey("X-Auth-Token");
        assertThat(sandbox.count("iam/token")).isEqualTo(1);
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void aLoginThatCannotBeBuiltLeavesNothingBehind() {
        Signer signer = tokens.signer(
                user(SandboxKeys.IAM_USER, SandboxKeys.IAM_PASSWORD), URI.create("iam"), SandboxKeys.PROJECT_ID);

        for (int i = 0; i < 2; i++) {
            assertThat(failure(signer))
                    .isInstanceOfSatisfying(TransportException.class, told -> assertThat(told.reason())
                            .isEqualTo(Reason.BAD_REQUEST));
        }
    }

    @Test
    void aRefusedPoolLeavesNoWaiterBehind() throws Exception {
        IamTokens broken = new IamTokens(
                new Transport(() -> Transport.Route.direct(HTTP), time, task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                }),
                time);
        Signer signer = broken.signer(
                user(SandboxKeys.IAM_USER, SandboxKeys.IAM_PASSWORD),
                URI.create(sandbox.url()),
                SandboxKeys.PROJECT_ID);

        assertThat(signed(signer)).containsKey("X-Auth-Token");
    }

    @Test
    void dropsOnlyTheVeryTokenThatWasRefused() throws Exception {
        Signer signer = signer(SandboxKeys.IAM_USER);
        Map<String, String> first = signed(signer);

        assertThat(signer.renew(first)).isTrue();
        Map<String, String> second = signed(signer);
        assertThat(second).isNotEqualTo(first);

        assertThat(signer.renew(first)).isTrue();
        assertThat(signed(signer)).isEqualTo(second);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void anotherProjectHasATokenOfItsOwn() throws Exception {
        ProviderKey.IamUser user = user(SandboxKeys.IAM_USER, SandboxKeys.IAM_PASSWORD);

        assertThat(signed(signer(user, SandboxKeys.PROJECT_ID)))
                .isNotEqualTo(signed(signer(user, SandboxKeys.OTHER_PROJECT_ID)));
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void remembersARefusedLoginForFiveMinutesAndForThatPasswordOnly() throws Exception {
        Signer wrong = signer(user(SandboxKeys.IAM_USER, "wrong-password"), SandboxKeys.PROJECT_ID);

        LoginException refused = (LoginException) failure(wrong);
        assertThat(refused.reason()).isEqualTo(Reason.KEY_REFUSED);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("401");
        assertThat(refused).hasMessage("The username or password is wrong.");
        time.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(failure(wrong)).isSameAs(refused);
        assertThat(sandbox.count("iam/token")).isEqualTo(1);

        assertThat(signed(signer(SandboxKeys.IAM_USER))).containsKey("X-Auth-Token");
        assertThat(sandbox.count("iam/token")).isEqualTo(2);

        time.advance(Duration.ofSeconds(1));
        assertThat(failure(wrong)).isInstanceOf(LoginException.class);
        assertThat(sandbox.count("iam/token")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "throttledAlways, THROTTLED,    429",
        "unavailable,     GATEWAY_TIMEOUT, 503",
        "htmlPage,        UNREADABLE,   200",
        "html407,         PROXY_REFUSED, 407",
        "redirect,        REDIRECTED,   302",
    })
    void whatIsNoRefusalOfTheUserIsNotRemembered(String trap, Reason reason, int status) {
        Signer signer = signer(trap);

        LoginException first = (LoginException) failure(signer);
        assertThat(first.reason()).isEqualTo(reason);
        assertThat(first.status()).isEqualTo(status);
        failure(signer);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
        assertThat(sandbox.count("elsewhere")).isZero();
    }

    @Test
    void aDayThatAGatewayAsksForIsNotWaitedForByThoseWhoComeLater() {
        sandbox.retryAfter("86400");
        Signer signer = signer("unavailable");

        LoginException first = (LoginException) failure(signer);
        assertThat(first.notBefore()).isEqualTo(time.elapsed().plus(Duration.ofDays(1)));
        time.jump(Duration.ofDays(-3));
        time.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(failure(signer)).isSameAs(first);
        time.advance(Duration.ofSeconds(1));
        failure(signer);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void aLostAnswerIsNotRemembered() {
        Signer signer = signer("resetAfter");

        assertThat(((TransportException) failure(signer)).reason()).isEqualTo(Reason.ANSWER_LOST);
        failure(signer);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void theLastWaiterThatStopsTakesTheRequestAlong() throws Exception {
        Signer signer = signer("hang");
        Stop first = new Stop();
        Stop second = new Stop();
        CompletableFuture<Map<String, String>> one = signer.sign(CALL, first);
        CompletableFuture<Map<String, String>> two = signer.sign(CALL, second);
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();

        first.stop(Stop.Cause.ABORTED);
        assertThat(one).isCompletedExceptionally();
        assertThat(sandbox.awaitHungUp(1, Duration.ofMillis(50))).isFalse();

        second.stop(Stop.Cause.DEADLINE);
        assertThat(sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
        assertThat(((StoppedException) unwrap(catchThrowable(two::join))).why()).isEqualTo(Stop.Cause.DEADLINE);

        CompletableFuture<Map<String, String>> again = signer.sign(CALL, new Stop());
        assertThat(sandbox.awaitReceived("iam/token", 2, SOON)).isTrue();
        assertThat(again).isNotDone();
        sandbox.releaseHanging();
        assertThat(again.get(10, TimeUnit.SECONDS)).containsKey("X-Auth-Token");
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void aLoginThatHangsEndsAfterAMinute() {
        CompletableFuture<Map<String, String>> hanging = signer("hang").sign(CALL, new Stop());
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();

        time.advance(Duration.ofSeconds(60));

        Throwable error = unwrap(catchThrowable(() -> hanging.get(10, TimeUnit.SECONDS)));
        assertThat(((TransportException) error).reason()).isEqualTo(Reason.ANSWER_TIMED_OUT);
    }

    @Test
    void thePasswordIsInNoTextOfAFailure() {
        sandbox.override(
                SandboxKeys.IAM_USER,
                request -> Reply.json(
                        401, "{\"error\":{\"code\":\"IAM.0001\",\"message\":" + quoted(request.body()) + "}}"));

        Throwable error = failure(signer(SandboxKeys.IAM_USER));

        assertThat(((LoginException) error).code()).isEqualTo("IAM.0001");
        assertThat(error.getMessage()).contains("deployer");
        assertThat(everythingOf(error)).doesNotContain(SandboxKeys.IAM_PASSWORD);
        assertThat(signer(SandboxKeys.IAM_USER).toString()).doesNotContain(SandboxKeys.IAM_PASSWORD);
    }

    @Test
    void anIamUsersTokenNeedsARequestAndAGivenOneDoesNot() {
        Signer given = new GivenTokenSigner(new ProviderKey.GivenToken("token"));

        assertThat(signer(SandboxKeys.IAM_USER).local()).isFalse();
        assertThat(given.local()).isTrue();
        assertThat(given.renew(Map.of("X-Auth-Token", "token"))).isFalse();
        assertThat(given.sign(CALL, new Stop()).join()).isEqualTo(Map.of("X-Auth-Token", "token"));
    }

    private static String quoted(String text) {
        return new ObjectMapper().valueToTree(text).toString();
    }

    private static String everythingOf(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private Signer signer(String name) {
        return signer(user(name, SandboxKeys.IAM_PASSWORD), SandboxKeys.PROJECT_ID);
    }

    private Signer signer(ProviderKey.IamUser user, String project) {
        return tokens.signer(user, URI.create(sandbox.url()), project);
    }

    /** @param ahead how much later it is by the clock here than by IAM's */
    private Signer signer(ProviderKey.IamUser user, String project, Duration ahead) {
        Timing wrong = new Timing() {
            @Override
            public Instant now() {
                return time.now().plus(ahead);
            }

            @Override
            public Duration elapsed() {
                return time.elapsed();
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                return time.after(delay, task);
            }
        };
        return tokens(wrong).signer(user, URI.create(sandbox.url()), project);
    }

    private static ProviderKey.IamUser user(String name, String password) {
        return new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, name, password);
    }

    private static Map<String, String> signed(Signer signer) throws Exception {
        return signer.sign(CALL, new Stop()).get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(Signer signer) {
        return unwrap(catchThrowable(() -> signed(signer)));
    }

    private static Throwable unwrap(Throwable error) {
        return error instanceof java.util.concurrent.ExecutionException || error instanceof CompletionException
                ? unwrap(error.getCause())
                : error;
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
