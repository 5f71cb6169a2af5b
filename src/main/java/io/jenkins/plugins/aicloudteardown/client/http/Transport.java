package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends one request and ends in bounded time. Knows nothing of keys, providers or retries.
 *
 * <p>The JDK's own request timeout ends at the headers; the limit here spans the body too.
 */
public final class Transport {
    private final Supplier<Route> routes;
    private final Timing timing;
    private final Executor executor;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * The client to use now and what the proxy on the way wants to see.
     *
     * @param client  without an {@code Authenticator}: with one, the JDK drops our own Authorization header
     * @param proxyAuthorization for a URI, the value of Proxy-Authorization, or null where no proxy is on the way
     */
    public record Route(HttpClient client, java.util.function.Function<java.net.URI, String> proxyAuthorization) {
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
        this.executor = executor;
    }

    /**
     * Sends the call.
     *
     * @param headers all headers that the call needs besides Host; their values have been checked
     * @param limit   from now to the last byte of the answer
     * @param stop    cancels the very request
     * @return the answer, or a {@link TransportException}; ends on the executor, and never after {@link #close}
     */
    public CompletableFuture<HttpReply> send(HttpCall call, Map<String, String> headers, Duration limit, Stop stop) {
        CompletableFuture<HttpReply> result = new CompletableFuture<>();
        if (closed) {
            return result;
        }
        SentMark body = new SentMark(
                call.json().isPresent() || call.method().equals("POST")
                        ? HttpRequest.BodyPublishers.ofByteArray(call.body())
                        : HttpRequest.BodyPublishers.noBody());
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            Route route = routes.get();
            HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), body);
            headers.forEach(request::setHeader);
            String proxyAuthorization = route.proxyAuthorization().apply(call.uri());
            if (proxyAuthorization != null) {
                request.setHeader("Proxy-Authorization", proxyAuthorization);
            }
            exchange = route.client().sendAsync(request.build(), BoundedBody.handler());
        } catch (IllegalArgumentException e) {
            // The JDK's message holds the value of the header that it does not like: it ends here.
            result.completeExceptionally(new TransportException(Reason.BAD_REQUEST, false));
            return result;
        }
        underWay.add(exchange);
        if (closed) {
            exchange.cancel(true);
        }
        AtomicBoolean late = new AtomicBoolean();
        Runnable endTimer = timing.after(limit, () -> {
            late.set(true);
            exchange.cancel(true);
        });
        Runnable endStop = stop.onStop(() -> exchange.cancel(true));
        exchange.whenCompleteAsync(
                (response, error) -> {
                    endTimer.run();
                    endStop.run();
                    underWay.remove(exchange);
                    if (closed) {
                        return;
                    }
                    if (error == null) {
                        // The JDK has no body at all where a proxy refuses a tunnel.
                        byte[] bytes = response.body() == null ? new byte[0] : response.body();
                        result.complete(new HttpReply(response.statusCode(), response.headers(), bytes));
                    } else {
                        boolean sent = body.sent() && !unconnected(error);
                        result.completeExceptionally(
                                new TransportException(reason(error, sent, late.get(), stop), sent));
                    }
                },
                executor);
        return result;
    }

    /** Ends all requests, and sends none any more. Nobody who waits for one is told. */
    public void close() {
        closed = true;
        underWay.forEach(exchange -> exchange.cancel(true));
    }

    private static Reason reason(Throwable error, boolean sent, boolean late, Stop stop) {
        if (stop.because(Stop.Cause.ABORTED)) {
            return Reason.ABORTED;
        }
        if (stop.because(Stop.Cause.DEADLINE)) {
            return sent ? Reason.ANSWER_TIMED_OUT : Reason.DEADLINE_BEFORE_SEND;
        }
        if (late) {
            return sent ? Reason.ANSWER_TIMED_OUT : Reason.CONNECT_FAILED;
        }
        if (has(error, BodyTooLargeException.class)) {
            return Reason.ANSWER_TOO_LARGE;
        }
        if (sent) {
            return Reason.ANSWER_LOST;
        }
        if (has(error, UnresolvedAddressException.class) || has(error, UnknownHostException.class)) {
            return Reason.DNS_FAILED;
        }
        if (has(error, SSLException.class)) {
            return Reason.TLS_FAILED;
        }
        if (has(error, ConnectException.class) || has(error, HttpConnectTimeoutException.class)) {
            return Reason.CONNECT_FAILED;
        }
        String words = String.valueOf(error.getMessage());
        return words.contains("Tunnel failed") ? Reason.PROXY_REFUSED : Reason.CONNECT_FAILED;
    }

    /** The JDK may ask for the body before the connection or the handshake has come about: these say that it has not. */
    private static boolean unconnected(Throwable error) {
        return has(error, SSLHandshakeException.class) || has(error, ConnectException.class) || notTls(error);
    }

    /** The JDK says this of the first bytes of a server only: whoever has shaken hands has sent others. */
    private static boolean notTls(Throwable error) {
        return has(
                error,
                cause -> cause instanceof SSLException
                        && String.valueOf(cause.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains("unrecognized ssl message"));
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        return has(error, type::isInstance);
    }

    private static boolean has(Throwable error, Predicate<Throwable> sought) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (sought.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
