package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.auth.NcpSigner;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.LoopbackServer;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.Request;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final HttpClient HTTP = http().build();

    private final FakeTime time = new FakeTime();
    private final Stop stop = new Stop();
    private final ProviderSandbox sandbox = ProviderSandbox.start(time.clock());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(sandbox));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    // What never left

    @Test
    void aRefusedConnectionWasNotSent() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertFailed(post("http://127.0.0.1:" + port + "/"), Reason.CONNECT_FAILED, false);
    }

    @Test
    void anUnknownHostWasNotSent() {
        assertFailed(post("http://no-such-host.invalid/"), Reason.DNS_FAILED, false);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aConnectionThatTakesTooLongWasNotSent() throws Exception {
        URI full = hostThatAcceptsNobody();
        Transport hasty = transport(http().connectTimeout(Duration.ofMillis(80)).build());

        assertFailed(hasty.send(HttpCall.post(full, "{}"), Map.of(), LIMIT, stop), Reason.CONNECT_FAILED, false);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLimitCountsWhileConnectingToo() throws Exception {
        CompletableFuture<HttpReply> reply = post(hostThatAcceptsNobody().toString());
        time.advance(LIMIT);

        assertFailed(reply, Reason.CONNECT_FAILED, false);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsStoppedWhileConnectingWasNotSent() throws Exception {
        CompletableFuture<HttpReply> reply = post(hostThatAcceptsNobody().toString());
        stop.stop(Stop.Cause.DEADLINE);

        assertFailed(reply, Reason.DEADLINE_BEFORE_SEND, false);
    }

    private URI hostThatAcceptsNobody() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(server);
        for (int i = 0; i < 8; i++) {
            SocketChannel waiting = SocketChannel.open();
            open.add(waiting);
            waiting.configureBlocking(false);
            waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        }
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    @Test
    void anUntrustedServerWasNotSentTo() throws Exception {
        SandboxTls tls = SandboxTls.create();
        ProviderSandbox secure = ProviderSandbox.startTls(tls.server());
        open.add(secure);

        assertFailed(post(secure.url() + "/api/v2/aiapps/kill"), Reason.TLS_FAILED, false);
        assertThat(secure.received()).isEmpty();

        Transport trusting = transport(http().sslContext(tls.client()).build());
        HttpCall call = HttpCall.post(URI.create(secure.url() + "/api/v2/aiapps/kill"), "{}");
        assertThat(reply(trusting.send(call, Map.of(), LIMIT, stop)).status()).isEqualTo(401);
    }

    @Test
    void aServerWithoutTlsWasNotSentTo() {
        assertFailed(post(sandbox.url().replace("http:", "https:") + "/"), Reason.TLS_FAILED, false);
        assertThat(sandbox.received()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failuresAfterTheBodyWasAskedFor")
    void theExceptionTellsWhetherTheHandshakeWasOver(Exception failure, Reason reason, boolean sent) {
        Transport transport = transport(new BrokenHttpClient(failure));
        assertFailed(
                transport.send(HttpCall.post(URI.create("https://127.0.0.1/"), "{}"), Map.of(), LIMIT, stop),
                reason,
                sent);
    }

    static Stream<Arguments> failuresAfterTheBodyWasAskedFor() {
        return Stream.of(
                Arguments.of(
                        new SSLHandshakeException("Remote host terminated the handshake"), Reason.TLS_FAILED, false),
                Arguments.of(
                        new SSLException("Unrecognized SSL message, plaintext connection?"), Reason.TLS_FAILED, false),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), Reason.TLS_FAILED, false),
                // Such a connection is another one than that which the body was asked for.
                Arguments.of(new ConnectException("Connection refused"), Reason.ANSWER_LOST, true),
                Arguments.of(new SSLException("Received fatal alert: bad_record_mac"), Reason.ANSWER_LOST, true),
                Arguments.of(new IOException("HTTP/1.1 header parser received no bytes"), Reason.ANSWER_LOST, true));
    }

    @Test
    void anIllegalHeaderIsABadRequestWithoutItsValueAnywhere() {
        CompletableFuture<HttpReply> reply = transport(HTTP)
                .send(get("/x"), Map.of("X-Auth-Token", "hidden-value\nX-More: hidden-value"), LIMIT, stop);

        TransportException error = assertFailed(reply, Reason.BAD_REQUEST, false);
        StringWriter everything = new StringWriter();
        error.printStackTrace(new PrintWriter(everything, true));
        assertThat(everything.toString()).doesNotContain("hidden-value");
        assertThat(error.getCause()).isNull();
        assertThat(error.getSuppressed()).isEmpty();
        assertThat(time.scheduledAtLast()).isZero();
    }

    // What left and was not answered

    @Test
    void theLimitEndsARequestThatHangs() {
        CompletableFuture<HttpReply> reply = kill("hang");
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        time.advance(LIMIT.minusMillis(1));
        assertThat(reply).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertFailed(reply, Reason.ANSWER_TIMED_OUT, true);
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
    }

    @Test
    void theLimitSpansTheBodyToo() {
        sandbox.trickleEvery(Duration.ofHours(1));
        CompletableFuture<HttpReply> reply = kill("trickle");
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        time.advance(LIMIT);

        assertFailed(reply, Reason.ANSWER_TIMED_OUT, true);
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
    }

    @Test
    void anAnswerWithoutEndIsTooLarge() {
        assertFailed(kill("endless"), Reason.ANSWER_TOO_LARGE, true);
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
    }

    @Test
    void anAnswerIsReadUpToOneMebibyte() {
        assertThat(reply(post(serving(request -> text(1 << 20)))).body()).hasSize(1 << 20);
        assertFailed(post(serving(request -> text((1 << 20) + 1))), Reason.ANSWER_TOO_LARGE, true);
        assertFailed(kill("tooLarge"), Reason.ANSWER_TOO_LARGE, true);
    }

    private static Reply text(int length) {
        return Reply.of(200, "text/plain", new byte[length]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lostAnswer", "truncated", "resetAfter", "resetBefore", "notHttp"})
    void anAnswerThatIsCutOffIsLost(String trap) {
        assertFailed(kill(trap), Reason.ANSWER_LOST, true);
        assertThat(sandbox.count("dataforestKill")).isEqualTo(1);
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void aWriteOverAStaleConnectionIsNotRepeatedByTheJdk() {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        String url = serving(request -> {
            received.add(request.method());
            return received.size() % 2 == 1 ? Reply.empty(204) : new Reply.Closed();
        });

        assertThat(reply(post(url)).status()).isEqualTo(204);
        assertFailed(post(url), Reason.ANSWER_LOST, true);
        assertThat(reply(send(HttpCall.delete(URI.create(url)))).status()).isEqualTo(204);
        assertFailed(send(HttpCall.delete(URI.create(url))), Reason.ANSWER_LOST, true);
        assertThat(received).containsExactly("POST", "POST", "DELETE", "DELETE");
    }

    // Stops

    @Test
    void anAbortCancelsTheVeryRequestWithinASecond() {
        CompletableFuture<HttpReply> reply = kill("hang");
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        stop.stop(Stop.Cause.ABORTED);

        assertFailed(reply, Reason.ABORTED, true);
        assertThat(sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void anAbortCancelsARequestWhoseBodyIsUnderWay() {
        sandbox.trickleEvery(Duration.ofHours(1));
        CompletableFuture<HttpReply> reply = kill("trickle");
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        stop.stop(Stop.Cause.ABORTED);

        assertFailed(reply, Reason.ABORTED, true);
        assertThat(sandbox.awaitHungUp(1, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void theStepsDeadlineEndsARequestToo() {
        CompletableFuture<HttpReply> reply = kill("hang");
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        stop.stop(Stop.Cause.DEADLINE);

        assertFailed(reply, Reason.ANSWER_TIMED_OUT, true);
    }

    // Answers

    @Test
    void aRedirectIsNotFollowed() {
        HttpReply reply = reply(kill("redirect"));

        assertThat(reply.status()).isEqualTo(302);
        assertThat(sandbox.count("elsewhere")).isZero();
    }

    @Test
    void earlyHintsAreNoAnswer() {
        assertThat(reply(kill("earlyHints")).status()).isEqualTo(200);
    }

    @Test
    void aRefusalWithoutAChallengeIsReadAsAnAnswer() {
        String url = serving(request -> Reply.json(401, "{\"error_code\":\"APIG.0301\"}"));

        HttpReply reply = reply(post(url));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text()).isEqualTo("{\"error_code\":\"APIG.0301\"}");
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void sendsWhatItIsGivenAndNothingElse() {
        List<Request> received = Collections.synchronizedList(new ArrayList<>());
        String url = serving(request -> {
            received.add(request);
            return Reply.empty(204);
        });
        Map<String, String> headers = Map.of("X-Auth-Token", "abc", "Accept", "application/json");

        reply(transport(HTTP).send(HttpCall.post(URI.create(url + "a%2Fb?c=%20"), "{\"é\":1}"), headers, LIMIT, stop));
        reply(send(HttpCall.post(URI.create(url))));
        reply(send(HttpCall.delete(URI.create(url))));

        Request post = received.get(0);
        assertThat(post.target()).isEqualTo("/a%2Fb?c=%20");
        assertThat(post.text()).isEqualTo("{\"é\":1}");
        assertThat(post.headers())
                .containsEntry("x-auth-token", "abc")
                .containsEntry("accept", "application/json")
                .containsEntry("host", URI.create(url).getAuthority())
                .doesNotContainKeys("authorization", "proxy-authorization", "cookie", "upgrade", "http2-settings");
        assertThat(received.get(1).headers()).containsEntry("content-length", "0");
        assertThat(received.get(2).headers()).doesNotContainKey("transfer-encoding");
        assertThat(received.get(2).body()).isEmpty();
    }

    // Proxies

    @Test
    void aRefusalBehindAProxyIsTheProvidersAnswerAndEachGetsItsOwnAuthorization() throws Exception {
        List<Request> received = Collections.synchronizedList(new ArrayList<>());
        ForwardProxy proxy = proxy(request -> {
            received.add(request);
            return Reply.json(401, "{\"error_code\":\"APIG.0301\"}");
        });
        Transport transport = through(proxy, "Basic cHJveHk6cGFzcw==");

        HttpReply reply = reply(transport.send(
                HttpCall.post(URI.create("http://provider.example/v1/x?y=1"), "{}"),
                Map.of("Authorization", "SDK-HMAC-SHA256 Access=AK"),
                LIMIT,
                stop));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text()).contains("APIG.0301");
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/v1/x?y=1");
            assertThat(request.text()).isEqualTo("{}");
            assertThat(request.headers())
                    .containsEntry("authorization", "SDK-HMAC-SHA256 Access=AK")
                    .doesNotContainKey("proxy-authorization");
        });
        assertThat(proxy.seen()).hasSize(1);
    }

    @Test
    void aProxyThatLetsNobodyThroughAnswersInItsOwnName() throws Exception {
        List<Request> received = Collections.synchronizedList(new ArrayList<>());
        ForwardProxy proxy = proxy(request -> {
            received.add(request);
            return Reply.empty(204);
        });

        HttpCall call = HttpCall.post(URI.create("http://provider.example/v1/x"), "{}");
        assertThat(reply(through(proxy, "Basic d3Jvbmc=").send(call, Map.of(), LIMIT, stop))
                        .status())
                .isEqualTo(407);
        assertThat(received).isEmpty();
    }

    @Test
    void aProxyThatRefusesATunnelLetsNothingOut() throws Exception {
        ForwardProxy proxy = proxy(request -> Reply.empty(204));
        HttpCall call = HttpCall.post(URI.create("https://provider.example/v1/x"), "{}");
        CompletableFuture<HttpReply> sent = through(proxy, null).send(call, Map.of("X-Auth-Token", "abc"), LIMIT, stop);

        assertThat(reply(sent).status()).isEqualTo(407);
        assertThat(reply(sent).text()).isEmpty();
        assertThat(proxy.seen()).isNotEmpty().allSatisfy(head -> assertThat(head.toString())
                .startsWith("[CONNECT provider.example:443 ")
                .doesNotContain("abc"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://provider.example/x,         provider.example",
        "http://provider.example:80/x,      provider.example",
        "http://provider.example:443/x,     provider.example:443",
        "http://provider.example:8080/x,    provider.example:8080",
        "http://Provider.Example/x,         Provider.Example",
    })
    void theSignedHostIsTheOneThatIsSent(String uri, String host) throws Exception {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        ForwardProxy proxy = proxy(request -> {
            received.add(request.header("host"));
            return Reply.empty(204);
        });
        HttpCall call = HttpCall.post(URI.create(uri), "{}");
        reply(through(proxy, "Basic cHJveHk6cGFzcw==").send(call, Map.of(), LIMIT, stop));

        assertThat(received).containsExactly(host);
        assertThat(call.host()).isEqualTo(host);
    }

    private ForwardProxy proxy(Function<Request, Reply> provider) throws Exception {
        int port = URI.create(serving(provider)).getPort();
        ForwardProxy proxy = new ForwardProxy("proxy", "pass", port);
        open.add(proxy);
        return proxy;
    }

    private Transport through(ForwardProxy proxy, String authorization) {
        HttpClient client = http().proxy(proxy.selector()).build();
        return new Transport(() -> new Transport.Route(client, uri -> authorization), time, ForkJoinPool.commonPool());
    }

    // Tools

    private String serving(Function<Request, Reply> answers) {
        LoopbackServer server = new LoopbackServer(
                0, null, time.clock(), request -> new LoopbackServer.Exchange(answers.apply(request), ending -> {}));
        open.add(server);
        return "http://127.0.0.1:" + server.port() + "/";
    }

    private CompletableFuture<HttpReply> kill(String id) {
        return transport(HTTP)
                .send(
                        HttpCall.post(URI.create(sandbox.url() + "/api/v2/aiapps/kill"), JsonText.of("id", id)),
                        signed("/api/v2/aiapps/kill"),
                        LIMIT,
                        stop);
    }

    private Map<String, String> signed(String path) {
        ProviderKey.AccessKey key = new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY);
        Map<String, String> headers = new HashMap<>(new NcpSigner(key, time)
                .sign(HttpCall.post(URI.create(sandbox.url() + path)), stop)
                .join());
        headers.put("Content-Type", "application/json");
        return headers;
    }

    private CompletableFuture<HttpReply> post(String uri) {
        return send(HttpCall.post(URI.create(uri), "{}"));
    }

    private CompletableFuture<HttpReply> send(HttpCall call) {
        return transport(HTTP).send(call, Map.of(), LIMIT, stop);
    }

    private HttpCall get(String path) {
        return HttpCall.get(URI.create(sandbox.url() + path));
    }

    private Transport transport(HttpClient client) {
        return new Transport(() -> Transport.Route.direct(client), time, ForkJoinPool.commonPool());
    }

    private static HttpClient.Builder http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
    }

    private static HttpReply reply(CompletableFuture<HttpReply> sent) {
        try {
            return sent.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static TransportException assertFailed(CompletableFuture<HttpReply> sent, Reason reason, boolean left) {
        Throwable error = catchThrowable(() -> sent.get(10, TimeUnit.SECONDS));
        assertThat(error).hasCauseInstanceOf(TransportException.class);
        TransportException failure = (TransportException) error.getCause();
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.sent()).as("sent").isEqualTo(left);
        return failure;
    }
}
