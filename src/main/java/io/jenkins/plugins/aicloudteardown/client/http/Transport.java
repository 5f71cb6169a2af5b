package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends one request and ends in bounded time. Knows nothing of keys, providers or retries.
 *
 * <p>The JDK's own request timeout ends at the headers; the limit here spans the body too.
 */
public final class Transport {
    private final Supplier<Route> routes;
    private final Timing timing;
    private final Executor executor;
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * The client to use now and what the proxy on the way wants to see.
     *
     * @param client  without an {@code Authenticator}: with one, the JDK drops our own Authorization header
     * @param proxyAuthorization for a URI, the value of Proxy-Authorization, or null where no proxy is on the way
     */
    public record Route(HttpClient client, Function<URI, String> proxyAuthorization) {
        public static Route direct(HttpClient client) {
            return new Route(client, uri -> null);
        }
    }

    /**
     * @param routes   asked for every request, since the proxy may change
     * @param executor runs what follows an answer
     */
    public Transport(Supplier<Route> routes, Timing timing, Executor executor) {
        this.routes = routes;
        this.timing = timing;
        this.executor = new FallbackExecutor(executor);
    }

    /**
     * Sends the call. Never throws.
     *
     * @param headers all headers that the call needs besides Host; their values have been checked
     * @param limit   from now to the last byte of the answer
     * @param stop    cancels the very request
     * @return the answer, or a {@link TransportException}, at the latest shortly after the limit or the stop; never
     *     after {@link #close}
     */
    public CompletableFuture<HttpReply> send(HttpCall call, Map<String, String> headers, Duration limit, Stop stop) {
        if (closed) {
            return new CompletableFuture<>();
        }
        SentMark body = new SentMark(body(call), call.method().equals("GET"));
        Exchange exchange = new Exchange(body, stop, timing, executor, () -> closed);
        underWay.add(exchange);
        exchange.result().whenComplete((reply, error) -> underWay.remove(exchange));
        exchange.start(() -> send(call, headers, body), limit);
        if (closed) {
            exchange.drop();
        }
        return exchange.result();
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpCall call, Map<String, String> headers, SentMark body) {
        try {
            Route route = routes.get();
            HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), body);
            headers.forEach(request::setHeader);
            String proxyAuthorization = route.proxyAuthorization().apply(call.uri());
            if (proxyAuthorization != null) {
                request.setHeader("Proxy-Authorization", proxyAuthorization);
            }
            return route.client().sendAsync(request.build(), BoundedBody.handler());
        } catch (IllegalArgumentException e) {
            // The JDK's message holds the value of the header that it does not like: it ends here.
            throw new TransportException(Reason.BAD_REQUEST, false);
        }
    }

    private static BodyPublisher body(HttpCall call) {
        return call.json().isPresent() || call.method().equals("POST")
                ? BodyPublishers.ofByteArray(call.body())
                : BodyPublishers.noBody();
    }

    /** Ends all requests, and sends none any more. Nobody who waits for one is told. */
    public void close() {
        closed = true;
        underWay.forEach(Exchange::drop);
    }
}
