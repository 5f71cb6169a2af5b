package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Echo;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a provider writes what it repeats of a request, nothing of a key, a token, a signature or a password is shown. */
class EchoTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSignedRequest(Echo echo) {
        bench.sandbox.override("ok1", echo::to);
        for (Operations.Named named : Operations.all().toList()) {
            nothingOf(bench.run(named.operation(), "ok1").get(0), echo);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWithAToken(Echo echo) {
        bench.sandbox.override("ok1", echo::to);
        for (ProviderKey key : Stream.of(
                        new ProviderKey.GivenToken(SandboxKeys.FIXED_TOKEN), Bench.iamUser(SandboxKeys.IAM_USER))
                .toList()) {
            bench.key = key;
            nothingOf(bench.run(Operations.UNDEPLOY, "ok1").get(0), echo);
            nothingOf(bench.run(Operations.DELETE_MODEL, "ok1").get(0), echo);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLogin(Echo echo) {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        bench.sandbox.override(SandboxKeys.IAM_USER, received -> echo.to(received, 401));
        nothingOf(bench.run(Operations.UNDEPLOY, "ok1").get(0), echo);
    }

    private void nothingOf(ResourceResult result, Echo echo) {
        assertThat(result.message())
                .as("the provider's message is shown, but for what it repeats")
                .contains("you sent: ");
        assertThat(secrets().in(result.toString()))
                .as("%s: %s", echo, result.message())
                .isEmpty();
    }

    private Canaries secrets() {
        Canaries secrets = new Canaries();
        secrets.add("secret key", SandboxKeys.HUAWEI_SECRET_KEY);
        secrets.add("secret key", SandboxKeys.NCP_SECRET_KEY);
        secrets.add("password", SandboxKeys.IAM_PASSWORD);
        secrets.add("access key ID", SandboxKeys.HUAWEI_ACCESS_KEY);
        secrets.add("access key ID", SandboxKeys.NCP_ACCESS_KEY);
        for (Received received : bench.sandbox.received()) {
            secrets.addSent(received);
        }
        return secrets;
    }
}
