package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, tokens and signatures are in no result, no event and no saved state. */
class SecretsTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.aicloudteardown.client.Operations#all")
    void whatTheProviderEchoesOfTheRequestIsMasked(Operations.Named named) {
        Bench.Running running = bench.start(named.operation(), "secretEcho");
        ResourceResult result = running.result();

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.message()).startsWith("cannot handle request with ").contains("****");
        assertNothingShown(running);
    }

    @Test
    void tokensAreMasked() {
        for (ProviderKey key :
                List.of(new ProviderKey.GivenToken(SandboxKeys.FIXED_TOKEN), Bench.iamUser(SandboxKeys.IAM_USER))) {
            bench.key = key;
            Bench.Running running = bench.start(Operations.UNDEPLOY, "secretEcho");
            assertThat(running.result().message()).contains("****");
            assertNothingShown(running);
        }
    }

    @Test
    void theCanonicalRequestThatABadSignatureIsAnsweredWithIsMasked() {
        for (ProviderKey key : List.of(
                new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, "bad-secret-key"),
                new ProviderKey.AccessKey("UNKNOWNACCESSKEY", "bad-secret-key"))) {
            bench.key = key;
            Bench.Running running = bench.start(Operations.DELETE_MODEL, "ok1");
            assertThat(running.result().message()).contains("Incorrect IAM authentication information", "****");
            assertNothingShown(running, "bad-secret-key", "UNKNOWNACCESSKEY");
        }
    }

    @Test
    void everyFieldThatAProviderFillsIsMasked() {
        String key = SandboxKeys.HUAWEI_ACCESS_KEY;
        String list = "{\"delete_success_list\":[\"ok1\",\"" + key + "\"],\"delete_failed_list\":[{\"model_id\":\""
                + key + "x\",\"error_code\":\"" + key + "\",\"error_msg\":\"" + key + "\"}]}";
        bench.sandbox.override("ok1", request -> Reply.json(200, list));
        Bench.Running running = bench.start(Operations.DELETE_MODEL, "ok1");

        assertThat(running.result().failures()).containsExactly(new Failure("****x", "****", "****"));
        assertNothingShown(running);
    }

    @Test
    void aStateThatEchoesAKeyIsMasked() {
        bench.confirm = true;
        bench.timeout = java.time.Duration.ofSeconds(30);
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals("aiapps/getDetail")
                        ? Reply.json(
                                200,
                                "{\"success\":true,\"id\":\"ok1\",\"state\":\""
                                        + request.headers().get("x-ncp-apigw-signature-v2") + "\"}")
                        : null);
        Bench.Running running = bench.start(Operations.KILL, "ok1");

        assertThat(running.result().lastState()).isEqualTo("****");
        assertNothingShown(running);
    }

    @Test
    void whatIamEchoesIsMasked() {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        bench.sandbox.override(
                SandboxKeys.IAM_USER,
                request -> Reply.json(
                        401,
                        "{\"error\":{\"code\":401,\"message\":\"bad password " + SandboxKeys.IAM_PASSWORD + "\"}}"));
        Bench.Running running = bench.start(Operations.UNDEPLOY, "ok1");

        assertThat(running.result().message()).isEqualTo("bad password ****");
        assertNothingShown(running);
    }

    private void assertNothingShown(Bench.Running running, String... more) {
        List<String> secrets = new ArrayList<>(List.of(
                SandboxKeys.NCP_SECRET_KEY,
                SandboxKeys.NCP_ACCESS_KEY,
                SandboxKeys.HUAWEI_SECRET_KEY,
                SandboxKeys.HUAWEI_ACCESS_KEY,
                SandboxKeys.FIXED_TOKEN,
                SandboxKeys.IAM_PASSWORD));
        secrets.addAll(List.of(more));
        for (Received request : bench.sandbox.received()) {
            Stream.of("x-auth-token", "x-ncp-apigw-signature-v2", "authorization")
                    .map(request.headers()::get)
                    .filter(value -> value != null)
                    .forEach(value -> {
                        secrets.add(value);
                        secrets.add(value.replaceFirst(".*Signature=", ""));
                    });
        }
        String shown = running.results() + "\n" + running.results().get(0).failures() + "\n"
                + running.results().get(0).removed() + "\n" + bench.diary.events + bench.diary.retries + "\n"
                + bench.diary.known;
        assertThat(shown).doesNotContain(secrets);
    }
}
