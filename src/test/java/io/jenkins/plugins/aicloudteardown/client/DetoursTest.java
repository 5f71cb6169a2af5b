package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.LoopbackServer;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxTls;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers and proxies that would have a request go elsewhere: nothing ever arrives there. */
class DetoursTest {
    private final Bench bench = new Bench();
    private final AtomicInteger arrived = new AtomicInteger();
    /** Where they would have it go. */
    private final LoopbackServer elsewhere = new LoopbackServer(0, null, Clock.systemUTC(), request -> {
        arrived.incrementAndGet();
        return new LoopbackServer.Exchange(Reply.json(200, "{}"), ending -> {});
    });

    @AfterEach
    void close() {
        assertThat(arrived).hasValue(0);
        assertThat(elsewhere.acceptedConnections()).isZero();
        elsewhere.close();
        bench.close();
    }

    private Stream<String> locations() {
        String there = "127.0.0.1:" + elsewhere.port();
        return Stream.of(
                "http://" + there + "/",
                "//" + there + "/x",
                "http://" + bench.url.getAuthority() + "@" + there + "/",
                "http:\\\\" + there + "\\",
                "http://" + there + "/?" + bench.url,
                "http://localhost:" + elsewhere.port() + "/api/v2/aiapps/kill");
    }

    /** Every way in which HTTP knows to say "there". */
    private static Reply.Message pointing(int status, String there) {
        return Reply.json(status, "{}")
                .with("Location", there)
                .with("Content-Location", there)
                .with("Refresh", "0; url=" + there)
                .with("Link", "<" + there + ">; rel=canonical")
                .with("Alt-Svc", "h2=\"" + there + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 300, 301, 302, 303, 305, 307, 308, 401, 407})
    void noAnswerOfAProviderSendsARequestElsewhere(int status) {
        for (String there : locations().toList()) {
            bench.sandbox.override("ok1", request -> pointing(status, there));
            for (Operations.Named named : Operations.all().toList()) {
                bench.restart();
                ResourceResult result = bench.run(named.operation(), "ok1").get(0);
                assertThat(result.outcome())
                        .as("%s %s", named, there)
                        .isNotIn(Outcome.DONE, Outcome.ALREADY_GONE, Outcome.UNCONFIRMED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void noAnswerOfIamSendsThePasswordElsewhere(int status) {
        bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
        for (String there : locations().toList()) {
            bench.restart();
            bench.sandbox.override(SandboxKeys.IAM_USER, request -> pointing(status, there));
            assertThat(bench.run(Operations.UNDEPLOY, "ok1").get(0).outcome()).isEqualTo(Outcome.NOT_SENT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 305, 307, 401, 407})
    void noAnswerOfAProxySendsARequestElsewhere(int status) {
        for (String there : locations().toList()) {
            try (LoopbackServer proxy = new LoopbackServer(
                    0,
                    null,
                    Clock.systemUTC(),
                    request -> new LoopbackServer.Exchange(
                            pointing(status, there).with("Proxy-Authenticate", "Basic realm=\"x\""), ending -> {}))) {
                bench.route = new Transport.Route(
                        Bench.http()
                                .proxy(java.net.ProxySelector.of(
                                        new java.net.InetSocketAddress("127.0.0.1", proxy.port())))
                                .build(),
                        uri -> "Basic cHJveHk6cGFzcw==");
                for (Operations.Named named : Operations.all().toList()) {
                    bench.restart();
                    assertThat(bench.run(named.operation(), "ok1").get(0).outcome())
                            .isNotIn(Outcome.DONE, Outcome.ALREADY_GONE, Outcome.UNCONFIRMED);
                }
            }
        }
        assertThat(bench.sandbox.received()).isEmpty();
    }

    /** The tunnel is the proxy's, the certificate is the provider's: who cannot show it gets no byte of a request. */
    @Test
    void aTunnelToAnotherServerCarriesNoRequest() throws Exception {
        SandboxTls known = SandboxTls.create();
        SandboxTls unknown = SandboxTls.create();
        try (ProviderSandbox stranger = ProviderSandbox.startTls(bench.time.clock(), unknown.server());
                ProviderSandbox ofAnotherName = ProviderSandbox.startTls(bench.time.clock(), known.server());
                ForwardProxy proxy = new ForwardProxy(null, null)) {
            bench.route = Transport.Route.direct(Bench.http()
                    .sslContext(known.client())
                    .proxy(proxy.selector())
                    .build());
            for (ProviderSandbox other : List.of(stranger, ofAnotherName)) {
                proxy.tunnelTo(other.port());
                for (Operations.Named named : Operations.all().toList()) {
                    bench.restart();
                    bench.url = URI.create("https://elsewhere.example");
                    ResourceResult result = bench.run(named.operation(), "ok1").get(0);
                    assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(result.reason()).isEqualTo(Reason.TLS_FAILED);
                }
                assertThat(other.received()).isEmpty();
            }
            reachesTheRightOne(proxy, ofAnotherName, Operations.KILL);
        }
    }

    /** Otherwise the proof above would prove that nothing works. */
    private void reachesTheRightOne(ForwardProxy proxy, ProviderSandbox provider, Operation operation) {
        proxy.tunnelTo(provider.port());
        bench.restart();
        bench.url = URI.create("https://localhost:" + provider.port());
        assertThat(bench.run(operation, "ok1").get(0).outcome()).isEqualTo(Outcome.DONE);
        assertThat(provider.received()).hasSize(1);
    }
}
