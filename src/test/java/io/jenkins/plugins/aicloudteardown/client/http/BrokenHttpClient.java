package io.jenkins.plugins.aicloudteardown.client.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Asks for the body and then fails, as the JDK's client does at times even before a handshake is over: which of the two
 * comes first is a matter of its threads there. Or does whatever else a test wants.
 */
final class BrokenHttpClient extends UnconnectedHttpClient {
    private final Function<HttpRequest, CompletableFuture<HttpResponse<byte[]>>> exchange;

    BrokenHttpClient(Exception failure) {
        this(request -> {
            request.bodyPublisher().orElseThrow().contentLength();
            return CompletableFuture.failedFuture(failure);
        });
    }

    BrokenHttpClient(Function<HttpRequest, CompletableFuture<HttpResponse<byte[]>>> exchange) {
        this.exchange = exchange;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return (CompletableFuture<HttpResponse<T>>) (CompletableFuture<?>) exchange.apply(request);
    }
}
