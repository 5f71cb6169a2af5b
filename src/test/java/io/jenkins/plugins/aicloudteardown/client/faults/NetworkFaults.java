package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Bench;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** No connection, no time, and connections that break. */
final class NetworkFaults {
    private static SandboxTls tls;

    private NetworkFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        connecting(all);
        proxies(all);
        time(all);
        breaking(all);
        return all;
    }

    private static void connecting(Map<String, FaultScenario> all) {
        all.put("Connection refused", of(play -> nobodyListens(play)));
        all.put("Connection refused, until the provider is back", of(NetworkFaults::comesBack));
        all.put("Host name does not resolve", of(play -> play.bench.url = URI.create("http://no-such-host.invalid")));
        all.put(
                "Certificate not trusted",
                of(play ->
                        play.provider(play.keep(ProviderSandbox.startTls(play.bench.time.clock(), tls().server())))));
        all.put(
                "No TLS behind an https address",
                of(play -> play.bench.url = URI.create(play.bench.sandbox.url().replace("http:", "https:"))));
        all.put("Closed in the TLS handshake", of(NetworkFaults::closesInTheHandshake));
    }

    private static void closesInTheHandshake(FaultPlay play) {
        ServerSocket server = play.keep(listener(50));
        play.bench.url = URI.create("https://127.0.0.1:" + server.getLocalPort());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[16 * 1024]);
                } catch (IOException e) {
                    // The play is over, or the client has left first.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void proxies(Map<String, FaultScenario> all) {
        all.put("Proxy refuses the tunnel", of(play -> tunnel(play, "403 Forbidden")));
        all.put(
                "Proxy wants a password before the tunnel",
                of(play -> tunnel(play, "407 Proxy Authentication Required")));
        all.put("Proxy does not listen", of(play -> {
            int port = nobodyListens(play).getLocalPort();
            play.bench.url = URI.create("http://provider.example");
            through(play, ProxySelector.of(new InetSocketAddress("127.0.0.1", port)));
        }));
    }

    /** An https address behind a proxy: what is asked of the proxy is a tunnel. */
    private static void tunnel(FaultPlay play, String refusal) {
        try {
            ForwardProxy proxy = play.keep(new ForwardProxy(null, null));
            proxy.refuseTunnelsWith(refusal);
            play.bench.url = URI.create("https://provider.example");
            play.sends = () -> proxy.seen().stream()
                    .filter(head -> !head.get(0).startsWith("CONNECT "))
                    .count();
            through(play, proxy.selector());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void through(FaultPlay play, ProxySelector proxy) {
        play.bench.route = Transport.Route.direct(Bench.http().proxy(proxy).build());
    }

    private static void time(Map<String, FaultScenario> all) {
        all.put("Waiting for a turn", of(NetworkFaults::waitForATurn));
        all.put("Waiting for the state to be saved", of(play -> {
            play.bench.timeout = Duration.ofSeconds(30);
            play.bench.diary.beforeSend = CompletableFuture::new;
        }));
        all.put("Connecting", of(NetworkFaults::neverAccepts));
        all.put("In the TLS handshake", of(play -> {
            ServerSocket silent = play.keep(listener(50));
            play.bench.url = URI.create("https://127.0.0.1:" + silent.getLocalPort());
            play.neverConnects = true;
        }));
        all.put("Awaiting the headers", trap("hang", play -> play.hangs = request -> true));
        all.put(
                "Awaiting the headers, though the provider acted",
                trap("hangActed", play -> play.hangs = play::isWrite));
        all.put("In the body", trap("trickle", play -> {
            play.bench.sandbox.trickleEvery(Duration.ofMinutes(1));
            play.hangs = request -> true;
        }));
        all.put("The time of the step is over while the answer is awaited", trap("hang", play -> {
            play.bench.timeout = Duration.ofSeconds(30);
            play.hangs = request -> true;
        }));
        all.put("In the pause after a refused connection", of(play -> {
            nobodyListens(play);
            play.bench.timeout = Duration.ofMillis(1200);
        }));
        all.put("In the pause after a throttled try", trap("throttledAlways", play -> {
            play.bench.sandbox.retryAfter("40");
            play.bench.timeout = Duration.ofSeconds(30);
        }));
        all.put("In the pause after a lost answer", of(play -> {
            play.nextWrite(new Reply.Reset());
            play.bench.timeout = Duration.ofMillis(400);
        }));
    }

    private static void breaking(Map<String, FaultScenario> all) {
        all.put("Reset before the request is read", trap("resetBefore"));
        all.put("Reset after the request is read", trap("resetAfter"));
        all.put("A pooled connection is stale", of(NetworkFaults::stale));
        all.put("Answer lost once, though the provider acted", trap("lostOnce"));
        all.put("Answer lost always, though the provider acted", trap("lostAnswer"));
        all.put("Truncated", trap("truncated"));
        all.put("Not HTTP", trap("notHttp"));
        all.put("Throttled once, then the answer is lost", of(play -> {
            play.nextWrite(FaultReplies.throttled(play));
            play.nextWrite(new Reply.Closed());
        }));
        all.put("Answer lost, then refused", of(play -> {
            play.nextWrite(new Reply.Closed());
            play.everyWrite(FaultReplies.badRequest(play));
        }));
        all.put("Answer lost, then throttled to the end", of(play -> {
            play.nextWrite(new Reply.Closed());
            play.everyWrite(FaultReplies.throttled(play).with("Retry-After", "40"));
            play.bench.timeout = Duration.ofSeconds(30);
        }));
    }

    /** Bound and not listening: the port is refused, and nobody else gets it meanwhile. */
    static Socket nobodyListens(FaultPlay play) {
        Socket bound = play.keep(new Socket());
        try {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        play.bench.url = URI.create("http://127.0.0.1:" + bound.getLocalPort());
        return bound;
    }

    private static void comesBack(FaultPlay play) {
        Socket bound = nobodyListens(play);
        int port = bound.getLocalPort();
        ProviderSandbox[] back = new ProviderSandbox[1];
        play.sends = () -> back[0].count(play.operation.name());
        play.meanwhile(() -> play.bench.diary.retries.size() == 2, () -> {
            try {
                bound.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            back[0] = play.keep(ProviderSandbox.start(play.bench.time.clock(), port));
        });
    }

    static synchronized SandboxTls tls() {
        try {
            if (tls == null) {
                tls = SandboxTls.create();
            }
            return tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSocket listener(int backlog) {
        try {
            return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A full queue of connections that nobody accepts: the system leaves further ones without an answer. */
    private static void neverAccepts(FaultPlay play) {
        ServerSocket full = play.keep(listener(1));
        for (int i = 0; i < 8; i++) {
            Socket waiting = play.keep(new Socket());
            try {
                waiting.connect(full.getLocalSocketAddress(), 50);
            } catch (IOException e) {
                break;
            }
        }
        play.bench.url = URI.create("http://127.0.0.1:" + full.getLocalPort());
        play.neverConnects = true;
    }

    private static void waitForATurn(FaultPlay play) {
        play.bench.maxInFlight = 1;
        Bench.Running other = play.bench.start(play.operation, "hang");
        play.atEnd = other.teardown::abort;
        assertThat(play.bench.sandbox.awaitInFlight(1, Bench.SOON)).isTrue();
        play.bench.rest();
        play.bench.timeout = Duration.ofSeconds(30);
        play.hangs = request -> true;
        play.sends = () -> play.bench.sandbox.received(play.operation.name()).stream()
                .filter(request -> names(request, play.ids[0]))
                .count();
    }

    private static boolean names(Received request, String id) {
        return request.path().contains(id) || request.body().contains(id);
    }

    private static void stale(FaultPlay play) {
        play.bench.run(play.operation, "ok2");
        long connections = play.bench.sandbox.acceptedConnections();
        play.bench.sandbox.forget();
        play.nextWrite(request -> {
            assertThat(play.bench.sandbox.acceptedConnections()).isEqualTo(connections);
            return new Reply.Closed();
        });
    }
}
