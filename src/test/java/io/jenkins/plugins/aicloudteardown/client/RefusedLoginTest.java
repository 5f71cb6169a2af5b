package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login that is refused, a token that ends early, and what cannot be told for either. */
class RefusedLoginTest {
    private static final String HTML = "<html>Access denied</html>";

    private final Bench bench = new Bench();

    @BeforeEach
    void user() {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void refuseLoginsFor(String project, Reply reply) {
        bench.sandbox.override(SandboxKeys.IAM_USER, request -> request.body().contains(project) ? reply : null);
    }

    private static Reply keystone(int status, String message) {
        return Reply.json(status, "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}");
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ok" + i).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "400, PROJECT_REFUSED",
        "401, KEY_REFUSED",
        "403, KEY_REFUSED",
        "404, PROJECT_REFUSED",
    })
    void aLoginThatIsRefusedForOneProjectBlocksThatProjectOnly(int status, Reason reason) {
        bench.runOne(Operations.UNDEPLOY, "ok1");
        refuseLoginsFor("typo", keystone(status, "Could not find project: typo"));
        bench.project = "typo";
        ResourceResult refused = bench.runOne(Operations.UNDEPLOY, "ok2");
        ResourceResult again = bench.runOne(Operations.UNDEPLOY, "ok2");
        bench.project = SandboxKeys.PROJECT_ID;

        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(again.reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(again.status()).isEqualTo(status);
        assertThat(again.message()).isEqualTo("Could not find project: typo");
        assertThat(bench.runOne(Operations.UNDEPLOY, "ok3").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(2);

        bench.time.advance(Duration.ofMinutes(5));
        bench.project = "typo";
        assertThat(bench.runOne(Operations.UNDEPLOY, "ok2").reason()).isEqualTo(reason);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(3);
    }

    @Test
    void aProjectThatIsNotThereIsAskedForOnceHoweverManyIdsThereAre() {
        bench.project = "typo";
        List<ResourceResult> results = bench.run(Operations.DELETE_MODEL, ids(100));

        assertThat(results).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.message()).isEqualTo("The project of the scope does not exist.");
        });
        assertThat(bench.sandbox.received()).hasSize(1);
    }

    @Test
    void aNotFoundOfTheGatewayIsAboutTheAddress() {
        refuseLoginsFor(
                SandboxKeys.PROJECT_ID,
                Reply.json(404, "{\"error_code\":\"APIG.0101\",\"error_msg\":\"The API does not exist\"}"));

        assertThat(bench.runOne(Operations.UNDEPLOY, "ok1").reason()).isEqualTo(Reason.ENDPOINT_NOT_FOUND);
    }

    // A token that ends early

    private void staleTimes(int times) {
        AtomicInteger stale = new AtomicInteger();
        bench.sandbox.override(
                "ok1",
                request -> stale.getAndIncrement() < times
                        ? Reply.json(401, "{\"error_code\":\"APIG.0307\",\"error_msg\":\"The token must be updated.\"}")
                        : null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aTokenThatIsStaleAgainAndAgainIsRenewedThreeTimes(int times) {
        staleTimes(times);

        assertThat(bench.runOne(Operations.UNDEPLOY, "ok1").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("romaUndeploy")).isEqualTo(times + 1L);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(times + 1L);
    }

    @Test
    void aTokenThatIsStaleForTheFourthTimeFailsAndOpensNoBreaker() {
        staleTimes(Integer.MAX_VALUE);
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.TOKEN_STALE);
        assertThat(result.code()).isEqualTo("APIG.0307");
        assertThat(bench.sandbox.count("romaUndeploy")).isEqualTo(4);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(4);
        assertThat(bench.runOne(Operations.UNDEPLOY, "ok2").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(4);
    }

    @Test
    void aHundredIdsWhoseTokensAreAllStaleCostNoMoreLogins() {
        bench.sandbox.override(
                "models",
                request -> Reply.json(401, "{\"error_code\":\"ModelArts.0203\",\"error_msg\":\"Bad token\"}"));
        List<ResourceResult> results = bench.run(Operations.DELETE_MODEL, ids(100));

        assertThat(results).allSatisfy(result -> assertThat(result.reason()).isEqualTo(Reason.TOKEN_STALE));
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(4);

        bench.time.advance(Duration.ofMinutes(5));
        bench.runOne(Operations.DELETE_MODEL, "ok1");
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(7);
    }

    @Test
    void aLookWhoseTokenIsStaleAgainAndAgainSaysSo() {
        bench.confirm = true;
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("romaUndeploy")
                        ? null
                        : Reply.json(
                                401, "{\"error_code\":\"APIG.0307\",\"error_msg\":\"The token must be updated.\"}"));
        ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(result.reason()).isEqualTo(Reason.TOKEN_STALE);
    }

    // A refusal that nobody can read

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.aicloudteardown.client.Operations#all")
    void onePageInPlaceOfARefusalBlocksNobodyAndTheSecondInARowStopsTheKey(Operations.Named named) {
        bench.key = null;
        bench.sandbox.override("page1", request -> Reply.html(401, HTML));
        bench.sandbox.override("page2", request -> Reply.html(403, HTML));

        ResourceResult first = bench.runOne(named.operation(), "page1");
        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.reason()).isEqualTo(Reason.UNREADABLE_REFUSAL);
        assertThat(bench.runOne(named.operation(), "ok1").outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.runOne(named.operation(), "page1").reason()).isEqualTo(Reason.UNREADABLE_REFUSAL);
        assertThat(bench.runOne(named.operation(), "page2").reason()).isEqualTo(Reason.UNREADABLE_REFUSAL);

        ResourceResult stopped = bench.runOne(named.operation(), "ok2");
        assertThat(stopped.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(stopped.reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(stopped.status()).isEqualTo(403);
        assertThat(stopped.message()).isEqualTo(HTML);
    }

    @Test
    void theSameAtIam() {
        refuseLoginsFor("project", Reply.html(403, HTML));

        for (int i = 0; i < 2; i++) {
            ResourceResult result = bench.runOne(Operations.UNDEPLOY, "ok1");
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.reason()).isEqualTo(Reason.UNREADABLE_REFUSAL);
            assertThat(result.status()).isEqualTo(403);
        }
        assertThat(bench.runOne(Operations.UNDEPLOY, "ok1").reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void aHundredIdsWhoseRefusalsNobodyCanReadAreTwoRequests() {
        bench.key = null;
        bench.sandbox.override("models", request -> Reply.html(401, HTML));
        bench.run(Operations.DELETE_MODEL, ids(100));

        assertThat(bench.sandbox.received()).hasSize(2);
    }
}
