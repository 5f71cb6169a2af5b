package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.auth.KeyBreaker;
import io.jenkins.plugins.aicloudteardown.client.auth.LoginException;
import io.jenkins.plugins.aicloudteardown.client.auth.Signer;
import io.jenkins.plugins.aicloudteardown.client.http.Backoff;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.KeyedLimiter;
import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Redaction;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.http.TransportException;
import io.jenkins.plugins.aicloudteardown.client.http.Turn;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call of a teardown: its turn, the breaker, the signature, the send, and the tries that are always allowed, which
 * are those that the provider refused to take on or that never left. What may follow a lost answer is not decided here.
 */
final class SignedCalls {
    /** A read or a write has no longer work behind it than this; the answer's body included. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    /** About ten seconds of pauses: long enough for a restart of a gateway, short enough for a wrong host. */
    private static final int CONNECT_TRIES = 5;
    /** The providers' gateways accept clocks that differ by five minutes (NCP) or fifteen (Huawei). */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Set<String> PUBLIC_HEADERS = Set.of("X-Sdk-Date", "X-Project-Id", "x-ncp-apigw-timestamp");

    private final Transport transport;
    private final KeyedLimiter limiter;
    private final Backoff backoff;
    private final Timing timing;
    private final Caller caller;
    private final Endpoint endpoint;
    private final Signer signer;
    private final KeyBreaker.State breaker;
    private final Collection<String> secrets;
    private final RecentSecrets recent = new RecentSecrets();
    private final Stop stop;

    SignedCalls(
            ProviderClient client, Caller caller, Access access, KeyBreaker.State breaker, Signer signer, Stop stop) {
        this.transport = client.transport();
        this.limiter = client.limiter();
        this.backoff = client.backoff();
        this.timing = client.timing();
        this.caller = caller;
        this.endpoint = access.endpoint();
        this.signer = signer;
        this.breaker = breaker;
        this.secrets = access.key().secrets();
        this.stop = stop;
    }

    /** What is asked, and who is told. */
    private record Ask(
            HttpCall call,
            boolean write,
            Supplier<CompletableFuture<Void>> beforeSend,
            Function<HttpReply, Reading> read,
            Retries retries) {}

    /** Another try: why, and after what time. */
    private record Retry(Reason reason, String code, Duration pause) {}

    /** Is told of every pause before another try. */
    @FunctionalInterface
    interface Retries {
        void next(Reason reason, String code, Duration pause);
    }

    /**
     * Sends a write.
     *
     * @param beforeSend ends before the first byte leaves, at every try
     */
    CompletableFuture<Attempt> write(
            HttpCall call,
            Supplier<CompletableFuture<Void>> beforeSend,
            Function<HttpReply, Reading> read,
            Retries retries) {
        return attempt(new Ask(call, true, beforeSend, read, retries), 0, false);
    }

    /**
     * Sends a read.
     *
     * @return the answer, whatever it says, or a {@link ReadFailedException}
     */
    CompletableFuture<HttpReply> read(HttpCall call, Retries retries) {
        Ask ask = new Ask(call, false, () -> CompletableFuture.completedFuture(null), caller::classify, retries);
        return attempt(ask, 0, false).thenApply(attempt -> {
            if (attempt instanceof Attempt.Answered answered) {
                Reading reading = answered.reading();
                if (reading.kind() == Reading.Kind.KEY_REFUSED) {
                    int status = answered.reply().status();
                    throw new ReadFailedException(
                            reading.reason(), status, clean(reading.code()), clean(reading.message()));
                }
                return answered.reply();
            }
            if (attempt instanceof Attempt.NotSent notSent) {
                throw new ReadFailedException(notSent.reason(), notSent.status(), notSent.code(), notSent.message());
            }
            throw new ReadFailedException(((Attempt.Lost) attempt).reason(), 0, "", "");
        });
    }

    /** Sends a read and tells how it ended, whatever the answer says. */
    CompletableFuture<Attempt> probe(HttpCall call, Function<HttpReply, Reading> read) {
        return attempt(
                new Ask(call, false, () -> CompletableFuture.completedFuture(null), read, (why, code, pause) -> {}),
                0,
                false);
    }

    /** Signs without sending, where that needs no request of its own. */
    CompletableFuture<Void> sign(HttpCall call) {
        return signer.local()
                ? signer.sign(call, stop).thenAccept(headers -> {})
                : CompletableFuture.completedFuture(null);
    }

    /** How long to wait after so many tries, of which the last had this answer, or none that could be read. */
    Duration pauseAfter(int tries, Optional<HttpReply> reply) {
        return reply.map(answer -> backoff.after(tries, answer.headers(), timing.now()))
                .orElseGet(() -> backoff.after(tries));
    }

    /** Fit to be shown: nothing of what was signed with. */
    String clean(String words) {
        if (words.isEmpty()) {
            return "";
        }
        List<String> hidden = new ArrayList<>(secrets);
        hidden.addAll(recent.all());
        return Redaction.of(hidden).clean(words);
    }

    private CompletableFuture<Attempt> attempt(Ask ask, int failed, boolean renewed) {
        return limiter.acquire(serial(ask.write()), stop, stop)
                .thenCompose(turn -> paced(ask, renewed).whenComplete((sent, error) -> turn.close()))
                .exceptionally(error -> new Attempt.NotSent(stopReason(error)))
                .thenCompose(attempt -> next(ask, attempt, failed, renewed));
    }

    /** Rates come last: their turn is the moment of the send, and a key that is refused meanwhile needs none. */
    private CompletableFuture<Attempt> paced(Ask ask, boolean renewed) {
        return breaker.open()
                ? done(new Attempt.NotSent(Reason.BREAKER_OPEN))
                : limiter.acquire(rates(ask.write()), stop, stop)
                        .thenCompose(turn -> underTurn(ask, turn, renewed).whenComplete((sent, error) -> turn.close()));
    }

    private List<Limit> serial(boolean write) {
        List<Limit> serial = new ArrayList<>(caller.limits(endpoint, breaker.name(), write));
        serial.removeIf(limit -> !limit.interval().isZero());
        serial.add(Limit.inFlight("host " + endpoint.host(), endpoint.maxInFlight()));
        serial.add(breaker.limit());
        return serial;
    }

    private List<Limit> rates(boolean write) {
        return caller.limits(endpoint, breaker.name(), write).stream()
                .filter(limit -> !limit.interval().isZero())
                .toList();
    }

    private CompletableFuture<Attempt> underTurn(Ask ask, Turn turn, boolean renewed) {
        if (breaker.open()) {
            return done(new Attempt.NotSent(Reason.BREAKER_OPEN));
        }
        return signer.sign(ask.call(), stop)
                .handle((headers, error) -> error == null ? send(ask, turn, headers, renewed) : done(notSigned(error)))
                .thenCompose(attempt -> attempt);
    }

    private CompletableFuture<Attempt> send(Ask ask, Turn turn, Map<String, String> signed, boolean renewed) {
        signed.forEach((name, value) -> {
            if (!PUBLIC_HEADERS.contains(name)) {
                recent.add(value);
            }
        });
        Map<String, String> headers = new HashMap<>(signed);
        headers.put("Accept", "application/json");
        if (ask.call().json().isPresent()) {
            headers.put("Content-Type", "application/json");
        }
        return stop.guard(ask.beforeSend().get())
                .thenCompose(saved -> {
                    turn.begins();
                    return transport.send(ask.call(), headers, REQUEST_LIMIT, stop);
                })
                .handle((reply, error) -> error == null ? answered(ask, reply, signed, renewed) : failed(error));
    }

    /** The breaker is told while the turn is still held, so that nobody who waits for it can be quicker. */
    private Attempt answered(Ask ask, HttpReply reply, Map<String, String> signed, boolean renewed) {
        Reading reading = read(ask, reply);
        if (reply.status() < 300) {
            breaker.accepted();
        }
        if (reading.kind() == Reading.Kind.TOKEN_STALE && (renewed || !signer.renew(signed))) {
            reading = Reading.of(Reading.Kind.KEY_REFUSED, reading.reason(), reading.code(), reading.message());
        }
        if (reading.kind() == Reading.Kind.KEY_REFUSED) {
            breaker.refused();
            return refused(reply, reading);
        }
        if (reading.kind() == Reading.Kind.NOT_DELIVERED) {
            return new Attempt.NotSent(reading.reason(), reply.status(), clean(reading.code()), "");
        }
        return new Attempt.Answered(reply, reading);
    }

    /** Whatever an answer holds, it is an answer: the request was sent. */
    private static Reading read(Ask ask, HttpReply reply) {
        try {
            return ask.read().apply(reply);
        } catch (RuntimeException e) {
            return Reading.of(Reading.Kind.UNREADABLE, Reason.UNREADABLE, "", "");
        }
    }

    private CompletableFuture<Attempt> next(Ask ask, Attempt attempt, int failed, boolean renewed) {
        boolean triesLeft = failed + 1 < CONNECT_TRIES;
        if (attempt instanceof Attempt.NotSent notSent) {
            // Too many logins are like too many writes: the time of the step is the only end.
            boolean throttled = notSent.reason() == Reason.THROTTLED;
            // It never left, or left for IAM only, which may be asked again whatever became of it.
            return throttled || notSent.reason().passing() && triesLeft
                    ? pause(
                            ask,
                            new Retry(notSent.reason(), notSent.code(), pauseAfter(failed + 1, notSent)),
                            notSent,
                            failed,
                            renewed)
                    : done(notSent);
        }
        // A read may be repeated, whatever became of it.
        boolean repeat = !ask.write() && triesLeft;
        if (attempt instanceof Attempt.Lost lost) {
            Retry retry = new Retry(lost.reason(), "", backoff.after(failed + 1));
            return repeat ? pause(ask, retry, attempt, failed, renewed) : done(attempt);
        }
        Attempt.Answered answered = (Attempt.Answered) attempt;
        Reading reading = answered.reading();
        String code = clean(reading.code());
        Duration pause = pauseAfter(failed + 1, Optional.of(answered.reply()));
        switch (reading.kind()) {
            case THROTTLED:
                int status = answered.reply().status();
                Attempt throttled = new Attempt.NotSent(Reason.THROTTLED, status, code, clean(reading.message()));
                return pause(ask, new Retry(Reason.THROTTLED, code, pause), throttled, failed, renewed);
            case LOST:
                Retry again = new Retry(reading.reason(), code, pause);
                return repeat ? pause(ask, again, answered, failed, renewed) : done(answered);
            case TOKEN_STALE:
                ask.retries().next(reading.reason(), code, Duration.ZERO);
                return attempt(ask, failed, true);
            default:
                return done(answered);
        }
    }

    private Duration pauseAfter(int tries, Attempt.NotSent notSent) {
        Duration own = backoff.after(tries);
        Duration asked = notSent.notBefore().minus(timing.elapsed());
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** Tells a wrong clock from a wrong key where the answer allows it. */
    private Attempt refused(HttpReply reply, Reading reading) {
        Instant now = timing.now();
        boolean skew = reply.headers()
                .firstValue("Date")
                .flatMap(Backoff::date)
                .filter(theirs -> Duration.between(theirs, now).abs().compareTo(SKEW) > 0)
                .isPresent();
        return new Attempt.Answered(
                reply,
                Reading.of(
                        Reading.Kind.KEY_REFUSED,
                        skew ? Reason.CLOCK_SKEW : Reason.KEY_REFUSED,
                        reading.code(),
                        reading.message()));
    }

    /** @param otherwise how the call ends if everything is stopped before the next try */
    private CompletableFuture<Attempt> pause(Ask ask, Retry retry, Attempt otherwise, int failed, boolean renewed) {
        if (stop.cause().isPresent()) {
            return done(stopped(otherwise));
        }
        ask.retries().next(retry.reason(), retry.code(), retry.pause());
        return stop.pause(retry.pause(), timing)
                .handle((over, stopped) ->
                        stopped == null ? attempt(ask, failed + 1, renewed) : done(stopped(otherwise)))
                .thenCompose(next -> next);
    }

    private Attempt stopped(Attempt otherwise) {
        return stop.because(Stop.Cause.ABORTED) ? new Attempt.NotSent(Reason.ABORTED) : otherwise;
    }

    private static CompletableFuture<Attempt> done(Attempt attempt) {
        return CompletableFuture.completedFuture(attempt);
    }

    private Attempt notSigned(Throwable error) {
        Throwable cause = unwrap(error);
        if (cause instanceof LoginException login) {
            if (login.reason() == Reason.KEY_REFUSED) {
                breaker.refused();
            }
            return new Attempt.NotSent(
                    login.reason(), login.status(), login.code(), login.getMessage(), login.notBefore());
        }
        if (cause instanceof TransportException transportError) {
            // What IAM did not answer, the provider has never seen.
            return new Attempt.NotSent(transportError.reason());
        }
        return new Attempt.NotSent(stopReason(cause));
    }

    private static Attempt failed(Throwable error) {
        Throwable cause = unwrap(error);
        if (cause instanceof TransportException transportError) {
            return transportError.sent()
                    ? new Attempt.Lost(transportError.reason())
                    : new Attempt.NotSent(transportError.reason());
        }
        return new Attempt.NotSent(stopReason(cause));
    }

    private static Reason stopReason(Throwable error) {
        if (unwrap(error) instanceof StoppedException stopped) {
            return switch (stopped.why()) {
                case ABORTED -> Reason.ABORTED;
                case SKIPPED -> Reason.SKIPPED;
                case DEADLINE -> Reason.DEADLINE_BEFORE_SEND;
            };
        }
        return Reason.INTERRUPTED;
    }

    static Throwable unwrap(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
