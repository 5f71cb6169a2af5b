package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a key counts as good, so that more than one request may be under way with it. */
class KeyProofTest {
    private static final String[] THREE = {"first", "hang1", "hang2"};

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ok" + i).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.aicloudteardown.client.Operations#all")
    void aKeyThatWasGoodInTheLastTeardownIsTriedOnceInTheNext(Operations.Named named) {
        assertThat(bench.runOne(named.operation(), "ok1").outcome()).isEqualTo(Outcome.DONE);
        bench.sandbox.forget();
        // As a secret that was changed at the provider, or a clock that drifts.
        bench.sandbox.clockSkew(Duration.ofMinutes(20));
        List<ResourceResult> results = bench.run(named.operation(), ids(100));

        assertThat(bench.sandbox.received()).hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.reason() == Reason.BREAKER_OPEN)
                .hasSize(99)
                .allSatisfy(result -> assertThat(result.status()).isEqualTo(401));
    }

    /** Only one is under way after the first unless that has proved the key. */
    private void first(Reply reply, int underWay) {
        bench.sandbox.override("first", request -> reply);
        Bench.Running running = bench.start(Operations.DELETE_MODEL, THREE);
        bench.drive(() -> bench.sandbox.received().size() == 1 + underWay);
        bench.rest();
        assertThat(bench.sandbox.received()).hasSize(1 + underWay);
        running.teardown.abort();
        running.results();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 {\"error_code\":\"ModelArts.3001\",\"error_msg\":\"not found\"}",
                "400 {\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}",
                "200 {\"delete_success_list\":[],\"delete_failed_list\":[{\"model_id\":\"first\",\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}]}",
            })
    void anAnswerThatOnlyAnAcceptedKeyCanGetProvesIt(String answer) {
        first(Reply.json(Integer.parseInt(answer.substring(0, 3)), answer.substring(4)), 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 {\"error_code\":\"APIG.0101\",\"error_msg\":\"The API does not exist\"}",
                "403 {\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}",
                "500 {\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}",
                "400 {\"error_code\":\"APIG.2000\",\"error_msg\":\"bad\"}",
            })
    void anyOtherAnswerDoesNot(String answer) {
        first(Reply.json(Integer.parseInt(answer.substring(0, 3)), answer.substring(4)), 1);
    }

    @Test
    void whatWasRefusedIsTriedAgainAtOnceIfAnAdministratorSaysSo() {
        bench.sandbox.clockSkew(Duration.ofMinutes(20));
        bench.runOne(Operations.DELETE_MODEL, "ok1");
        bench.sandbox.clockSkew(Duration.ZERO);
        assertThat(bench.runOne(Operations.DELETE_MODEL, "ok1").reason()).isEqualTo(Reason.BREAKER_OPEN);
        bench.forgetRefusals();

        assertThat(bench.runOne(Operations.DELETE_MODEL, "ok1").outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aLoginToo() {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        bench.project = "typo";
        bench.runOne(Operations.DELETE_MODEL, "ok1");
        assertThat(bench.runOne(Operations.DELETE_MODEL, "ok1").reason()).isEqualTo(Reason.BREAKER_OPEN);
        bench.forgetRefusals();

        assertThat(bench.runOne(Operations.DELETE_MODEL, "ok1").reason()).isEqualTo(Reason.PROJECT_REFUSED);
        assertThat(bench.sandbox.count("iam/token")).isEqualTo(2);
    }

    @Test
    void aYearWithNewKeysEachDayLeavesNothingBehind() {
        for (int day = 0; day < 365; day++) {
            bench.key = new ProviderKey.AccessKey("KEYOFDAY" + day, "secret-of-day-" + day);
            bench.runOne(Operations.DELETE_TASK, "ok1");
            bench.key = new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, SandboxKeys.IAM_USER, "password-of-day-" + day);
            bench.runOne(Operations.UNDEPLOY, "ok1");
            bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
            bench.runOne(Operations.DELETE_MODEL, "ok1");
            assertThat(bench.remembered()).as("day %s", day).isLessThan(10);
            bench.time.advance(Duration.ofDays(1));
        }
    }
}
