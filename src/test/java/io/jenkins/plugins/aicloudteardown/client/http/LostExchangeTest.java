package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a request when the JDK, the pool or the scheduler fails. */
class LostExchangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpCall CALL = HttpCall.post(URI.create("http://127.0.0.1/"), "{}");

    private final FakeTime time = new FakeTime();
    private final Stop stop = new Stop();
    private final List<HttpRequest> requests = new ArrayList<>();
    /** The JDK's client: it has asked for the body, and nothing comes of it by itself. */
    private final CompletableFuture<HttpResponse<byte[]>> exchange = new CompletableFuture<>();

    private Function<HttpRequest, CompletableFuture<HttpResponse<byte[]>>> client = request -> {
        requests.add(request);
        request.bodyPublisher().orElseThrow().contentLength();
        return exchange;
    };
    private Executor executor = Runnable::run;
    private Throwable unscheduled;

    static Stream<Throwable> throwables() {
        return Stream.of(
                new UncheckedIOException(new IOException("Too many open files")),
                new OutOfMemoryError("unable to create native thread"),
                new RejectedExecutionException(),
                new IllegalStateException(),
                new NoClassDefFoundError());
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aClientThatCannotBeMadeSentNothing(Throwable thrown) {
        Transport transport = new Transport(
                () -> {
                    throw LostExchangeTest.<RuntimeException>raised(thrown);
                },
                time,
                executor);

        assertFailed(transport.send(CALL, Map.of(), LIMIT, stop), Reason.CONNECT_FAILED, false);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aClientThatThrowsBeforeItAsksForTheBodySentNothing(Throwable thrown) {
        client = request -> {
            throw LostExchangeTest.<RuntimeException>raised(thrown);
        };

        assertFailed(send(), Reason.CONNECT_FAILED, false);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aClientThatThrowsAfterItAskedForTheBodyMayHaveSentIt(Throwable thrown) {
        client = request -> {
            request.bodyPublisher().orElseThrow().contentLength();
            throw LostExchangeTest.<RuntimeException>raised(thrown);
        };

        assertFailed(send(), Reason.ANSWER_LOST, true);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void withoutATimerNothingIsSent(Throwable thrown) {
        unscheduled = thrown;

        assertFailed(send(), Reason.CONNECT_FAILED, false);
        assertThat(requests).isEmpty();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void anAnswerThatThePoolCannotTakeIsDeliveredAnyway(Throwable thrown) {
        executor = task -> {
            throw LostExchangeTest.<RuntimeException>raised(thrown);
        };
        CompletableFuture<HttpReply> result = send();
        exchange.complete(new Answer(204));

        assertThat(result.join().status()).isEqualTo(204);
        assertNothingIsLeft();
    }

    @Test
    void aRequestThatTheJdkHasLostEndsAtItsLimit() {
        client = request -> {
            request.bodyPublisher().orElseThrow().contentLength();
            return new Uncancellable();
        };
        CompletableFuture<HttpReply> result = send();
        time.advance(LIMIT.minusMillis(1));
        assertThat(result).isNotDone();
        time.advance(Exchange.GRACE.plusMillis(1));

        assertFailed(result, Reason.ANSWER_TIMED_OUT, true);
        assertNothingIsLeft();
    }

    @Test
    void aRequestWhoseEndThePoolHasLostEndsAtItsLimit() {
        executor = task -> {};
        CompletableFuture<HttpReply> result = send();
        time.advance(LIMIT.plus(Exchange.GRACE));

        assertFailed(result, Reason.ANSWER_TIMED_OUT, true);
        assertNothingIsLeft();
    }

    @Test
    void anAnswerThatThePoolHasLostIsFoundAtTheLimit() {
        executor = task -> {};
        CompletableFuture<HttpReply> result = send();
        exchange.complete(new Answer(200));
        assertThat(result).isNotDone();
        time.advance(LIMIT.plus(Exchange.GRACE));

        assertThat(result.join().status()).isEqualTo(200);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("stops")
    void aStopEndsWhatIsLostWithinASecond(Stop.Cause cause, Reason reason) {
        executor = task -> {};
        client = request -> {
            request.bodyPublisher().orElseThrow().contentLength();
            return new Uncancellable();
        };
        CompletableFuture<HttpReply> result = send();
        stop.stop(cause);
        time.advance(Duration.ofSeconds(1));

        assertFailed(result, reason, true);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("stops")
    void aStopEndsWhatIsLostAtOnceWhenNothingCanBeScheduled(Stop.Cause cause, Reason reason) {
        executor = task -> {};
        CompletableFuture<HttpReply> result = send();
        unscheduled = new OutOfMemoryError("unable to create native thread");
        stop.stop(cause);

        assertFailed(result, reason, true);
        assertNothingIsLeft();
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                Arguments.of(Stop.Cause.ABORTED, Reason.ABORTED),
                Arguments.of(Stop.Cause.SKIPPED, Reason.SKIPPED),
                Arguments.of(Stop.Cause.DEADLINE, Reason.ANSWER_TIMED_OUT));
    }

    @Test
    void afterTheStopNothingIsSent() {
        stop.stop(Stop.Cause.DEADLINE);

        assertFailed(send(), Reason.DEADLINE_BEFORE_SEND, false);
        assertThat(requests).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void theFirstEndIsTheOnlyOne() {
        CompletableFuture<HttpReply> result = send();
        exchange.complete(new Answer(200));
        stop.stop(Stop.Cause.ABORTED);
        time.advance(LIMIT.multipliedBy(2));

        assertThat(result.join().status()).isEqualTo(200);
        assertNothingIsLeft();
    }

    @Test
    void whatWasToldAsNotSentDoesNotLeaveAfterwards() {
        client = request -> {
            requests.add(request);
            return new Uncancellable();
        };
        CompletableFuture<HttpReply> result = send();
        stop.stop(Stop.Cause.DEADLINE);
        time.advance(Exchange.GRACE);
        assertFailed(result, Reason.DEADLINE_BEFORE_SEND, false);

        HttpRequest.BodyPublisher body = requests.get(0).bodyPublisher().orElseThrow();
        assertThatThrownBy(body::contentLength).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingEndsAfterTheClose() {
        Transport transport = transport();
        CompletableFuture<HttpReply> result = transport.send(CALL, Map.of(), LIMIT, stop);
        transport.close();
        stop.stop(Stop.Cause.ABORTED);
        time.advance(LIMIT.multipliedBy(2));
        client = request -> {
            throw new IllegalStateException();
        };

        assertThat(exchange).isCancelled();
        assertThat(result).isNotDone();
        assertThat(transport.send(CALL, Map.of(), LIMIT, stop)).isNotDone();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(time.scheduledAtLast()).isZero();
    }

    private CompletableFuture<HttpReply> send() {
        return transport().send(CALL, Map.of(), LIMIT, stop);
    }

    private Transport transport() {
        HttpClient http = new BrokenHttpClient((HttpRequest request) -> client.apply(request));
        return new Transport(() -> Transport.Route.direct(http), new Scheduler(), task -> executor.execute(task));
    }

    private static void assertFailed(CompletableFuture<HttpReply> result, Reason reason, boolean sent) {
        assertThat(result).isCompletedExceptionally();
        TransportException failure =
                (TransportException) catchThrowable(result::join).getCause();
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.sent()).as("sent").isEqualTo(sent);
        assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T raised(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** The JDK's future where its tasks are lost. */
    private static final class Uncancellable extends CompletableFuture<HttpResponse<byte[]>> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            throw new RejectedExecutionException();
        }
    }

    private final class Scheduler implements Timing {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public Duration elapsed() {
            return time.elapsed();
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            if (unscheduled != null) {
                throw LostExchangeTest.<RuntimeException>raised(unscheduled);
            }
            return time.after(delay, task);
        }
    }

    private record Answer(int statusCode) implements HttpResponse<byte[]> {
        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri()).build();
        }

        @Override
        public Optional<HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return Replies.headers(Map.of());
        }

        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return CALL.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
