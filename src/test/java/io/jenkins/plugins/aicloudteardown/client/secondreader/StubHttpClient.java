package io.jenkins.plugins.aicloudteardown.client.secondreader;

import io.jenkins.plugins.aicloudteardown.client.http.UnconnectedHttpClient;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import javax.net.ssl.SSLSession;

/** Hands prepared answers to the body handler of whoever asks, without any connection. */
final class StubHttpClient extends UnconnectedHttpClient {
    private static final Flow.Subscription WHOLE = new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    };

    private final Function<HttpRequest, Answer> answers;

    StubHttpClient(Function<HttpRequest, Answer> answers) {
        this.answers = answers;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Answer answer = answers.apply(request);
        HttpHeaders headers = FirstReader.reply(answer).headers();
        HttpResponse.BodySubscriber<T> body = handler.apply(new Info(answer.status(), headers));
        body.onSubscribe(WHOLE);
        body.onNext(List.of(ByteBuffer.wrap(answer.body())));
        body.onComplete();
        return body.getBody()
                .toCompletableFuture()
                .thenApply(whole -> new Response<>(answer.status(), headers, request, whole));
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    private record Response<T>(int statusCode, HttpHeaders headers, HttpRequest request, T body)
            implements HttpResponse<T> {
        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }
}
