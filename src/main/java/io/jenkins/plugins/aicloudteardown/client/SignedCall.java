package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.auth.KeyBreaker;
import io.jenkins.plugins.aicloudteardown.client.auth.LoginException;
import io.jenkins.plugins.aicloudteardown.client.auth.Refusal;
import io.jenkins.plugins.aicloudteardown.client.auth.Signer;
import io.jenkins.plugins.aicloudteardown.client.http.Backoff;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.http.TransportException;
import io.jenkins.plugins.aicloudteardown.client.http.Turn;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
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
 * One call: its turns, the breaker, the signature, the send, and the tries that are always allowed, which are those that
 * the provider refused to take on or that never left. What may follow a lost answer is not decided here.
 */
final class SignedCall {
    /** A read or a write has no longer work behind it than this; the answer's body included. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    /** About ten seconds of pauses: long enough for a restart of a gateway, short enough for a wrong host. */
    private static final int CONNECT_TRIES = 5;
    /** The providers' gateways accept clocks that differ by five minutes (NCP) or fifteen (Huawei). */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Set<String> PUBLIC_HEADERS = Set.of("X-Sdk-Date", "X-Project-Id", "x-ncp-apigw-timestamp");

    /** What the service says only of a resource, or a quota, that it has looked up for the key. */
    private static final Set<Reason> OF_THE_SERVICE =
            EnumSet.of(Reason.GONE, Reason.IN_USE, Reason.IN_FAILURE_LIST, Reason.QUOTA);

    private final CallContext calls;
    private final Ask ask;
    private final boolean patient;
    private final Signer signer;
    private final KeyBreaker.State breaker;
    private final Stop stop;
    /** How many tries have failed. */
    private int failed;
    /** How often a token was renewed for this call. */
    private int renewed;
    /** Why it was tried again the last time; null if it was not. */
    private Reading lastSaid;

    /** @param patient whether what failed is tried again after a pause */
    SignedCall(CallContext calls, Ask ask, boolean patient) {
        this.calls = calls;
        this.ask = ask;
        this.patient = patient;
        this.signer = calls.key.signer();
        this.breaker = calls.key.breaker();
        this.stop = calls.stop;
    }

    /** Runs to the end; never fails for a provider's or the network's reason. */
    CompletableFuture<Attempt> run() {
        return underTurn(calls.own(ask.write()), this::underOwnTurns)
                .exceptionally(this::stopped)
                .thenCompose(this::next);
    }

    private CompletableFuture<Attempt> underTurn(List<Limit> limits, Function<Turn, CompletableFuture<Attempt>> then) {
        return calls.shared.limiter().acquire(limits, stop, stop).thenCompose(turn -> guarded(
                        () -> calls.key.refusal().map(SignedCall::blocked).orElseGet(() -> then.apply(turn)))
                .whenComplete((end, error) -> turn.close()));
    }

    /** Says what was refused before. */
    private static CompletableFuture<Attempt> blocked(Refusal refusal) {
        Reading said = Reading.of(Reading.Kind.REFUSED, Reason.BREAKER_OPEN, refusal.code(), refusal.words());
        return done(new Attempt.NotSent(said.at(refusal.status()), Duration.ZERO));
    }

    private static CompletableFuture<Attempt> guarded(Supplier<CompletableFuture<Attempt>> step) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A login is waited for before any turn is asked for that others wait for too. */
    private CompletableFuture<Attempt> underOwnTurns(Turn own) {
        if (signer.local()) {
            return underSharedTurns(own);
        }
        return signer.sign(ask.call(), stop)
                .handle((headers, error) -> error == null ? underSharedTurns(own) : done(notSigned(error)))
                .thenCompose(attempt -> attempt);
    }

    private CompletableFuture<Attempt> underSharedTurns(Turn own) {
        return underTurn(calls.sharedTurns(ask.write()), turn -> sign(own));
    }

    private CompletableFuture<Attempt> sign(Turn own) {
        return signer.sign(ask.call(), stop)
                .handle((headers, error) -> error == null ? send(headers, own) : done(notSigned(error)))
                .thenCompose(attempt -> attempt);
    }

    private CompletableFuture<Attempt> send(Map<String, String> signed, Turn own) {
        calls.hide(signed.entrySet().stream()
                .filter(header -> !PUBLIC_HEADERS.contains(header.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        Map<String, String> headers = new HashMap<>(signed);
        headers.put("Accept", "application/json");
        if (ask.call().json().isPresent()) {
            headers.put("Content-Type", "application/json");
        }
        return stop.guard(ask.beforeSend().get())
                .handle((noted, error) -> error == null ? transmit(headers, signed, own) : done(notNoted(error)))
                .thenCompose(attempt -> attempt);
    }

    private CompletableFuture<Attempt> transmit(Map<String, String> headers, Map<String, String> signed, Turn own) {
        own.begins();
        return calls.shared
                .transport()
                .send(ask.call(), headers, REQUEST_LIMIT, stop)
                .handle((reply, error) -> error == null ? answered(reply, signed) : failed(error));
    }

    /** The breaker is told while the turn is still held, so that nobody who waits for it can be quicker. */
    private Attempt answered(HttpReply reply, Map<String, String> signed) {
        Reading reading = read(reply);
        if (proves(reading)) {
            calls.accepted();
        }
        if (reading.kind() == Reading.Kind.TOKEN_STALE && !signer.renewable()) {
            reading = reading.as(Reading.Kind.KEY_REFUSED, Reason.KEY_REFUSED);
        } else if (reading.kind() == Reading.Kind.TOKEN_STALE && !signer.renew(signed)) {
            // The login was right: that its tokens are not taken is not for a breaker to stop.
            reading = stale(reading);
        }
        if (reading.kind() == Reading.Kind.KEY_REFUSED) {
            reading = reading.as(reading.kind(), skewed(reply) ? Reason.CLOCK_SKEW : Reason.KEY_REFUSED);
            breaker.refused(refusal(reading));
        } else if (reading.reason() == Reason.UNREADABLE_REFUSAL) {
            breaker.refusedUnreadably(refusal(reading));
        }
        if (reading.kind() == Reading.Kind.NOT_DELIVERED) {
            return new Attempt.NotSent(calls.clean(reading).saying(calls.clean(reading.code()), ""), Duration.ZERO);
        }
        return new Attempt.Answered(reply, reading);
    }

    /** Whether only a key that the provider takes can get this answer. */
    private static boolean proves(Reading reading) {
        int status = reading.status();
        boolean mayBeTheKeys = status == 401 || status == 403 || status >= 500;
        return status < 300
                || !mayBeTheKeys && (reading.kind() == Reading.Kind.GONE || OF_THE_SERVICE.contains(reading.reason()));
    }

    private static Reading stale(Reading reading) {
        return reading.as(Reading.Kind.REFUSED, Reason.TOKEN_STALE);
    }

    private Refusal refusal(Reading reading) {
        Reading said = calls.clean(reading);
        return new Refusal(said.reason(), said.status(), said.code(), said.message());
    }

    /** Whatever an answer holds, it is an answer: the request was sent. */
    private Reading read(HttpReply reply) {
        try {
            return ask.read().apply(reply).at(reply.status());
        } catch (RuntimeException e) {
            return Reading.of(Reading.Kind.UNREADABLE, Reason.UNREADABLE, "", "")
                    .at(reply.status());
        }
    }

    /** Tells a wrong clock from a wrong key where the answer allows it. */
    private boolean skewed(HttpReply reply) {
        Instant now = calls.shared.timing().now();
        return reply.headers()
                .firstValue("Date")
                .flatMap(Backoff::date)
                .filter(theirs -> Duration.between(theirs, now).abs().compareTo(SKEW) > 0)
                .isPresent();
    }

    private CompletableFuture<Attempt> next(Attempt attempt) {
        boolean triesLeft = patient && failed + 1 < CONNECT_TRIES;
        if (attempt instanceof Attempt.NotSent notSent) {
            // Too many logins are like too many writes: the time of the step is the only end.
            boolean again = notSent.reason() == Reason.THROTTLED
                    ? patient
                    : notSent.reason().passing() && triesLeft;
            return again ? pause(notSent.said(), pauseAfter(notSent), notSent) : done(notSent);
        }
        // A read may be repeated, whatever became of it.
        boolean repeat = !ask.write() && triesLeft;
        if (attempt instanceof Attempt.Lost lost) {
            Reading said = Reading.of(Reading.Kind.LOST, lost.reason(), "", "");
            return repeat ? pause(said, calls.pauseAfter(failed + 1, Optional.empty()), lost) : done(lost);
        }
        Attempt.Answered answered = (Attempt.Answered) attempt;
        Reading said = calls.clean(answered.reading());
        Duration pause = calls.pauseAfter(failed + 1, Optional.of(answered.reply()));
        return switch (said.kind()) {
            case THROTTLED -> throttled(said, pause);
            case LOST -> repeat ? pause(said, pause, answered) : done(answered);
            case TOKEN_STALE -> {
                Duration settle = renewed == 0 ? Duration.ZERO : calls.pauseAfter(renewed, Optional.empty());
                renewed++;
                yield tryAgain(
                        said,
                        NextTry.untilTheEnd(settle, failed + renewed + 1),
                        new Attempt.Answered(answered.reply(), stale(said)));
            }
            default -> done(answered);
        };
    }

    private CompletableFuture<Attempt> throttled(Reading said, Duration pause) {
        Attempt notSent = new Attempt.NotSent(said, Duration.ZERO);
        return patient ? pause(said, pause, notSent) : done(notSent);
    }

    private Duration pauseAfter(Attempt.NotSent notSent) {
        Duration own = calls.pauseAfter(failed + 1, Optional.empty());
        Duration asked = notSent.notBefore().minus(calls.shared.timing().elapsed());
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** The same after a try that failed. */
    private CompletableFuture<Attempt> pause(Reading why, Duration pause, Attempt otherwise) {
        failed++;
        int number = failed + 1;
        boolean rated = why.reason() == Reason.THROTTLED;
        return tryAgain(
                why, rated ? NextTry.untilTheEnd(pause, number) : NextTry.of(pause, number, CONNECT_TRIES), otherwise);
    }

    /** @param otherwise how the call ends if everything is stopped before the next try */
    private CompletableFuture<Attempt> tryAgain(Reading why, NextTry next, Attempt otherwise) {
        if (stop.cause().isPresent()) {
            return done(stopped(otherwise));
        }
        lastSaid = why;
        ask.retries().next(why, next);
        return stop.pause(next.pause(), calls.shared.timing())
                .handle((over, stopped) -> {
                    if (stopped != null) {
                        return done(stopped(otherwise));
                    }
                    return again();
                })
                .thenCompose(end -> end);
    }

    private CompletableFuture<Attempt> again() {
        return ask.beforeAnotherTry()
                .get()
                .thenCompose(no -> no.isPresent() ? done(new Attempt.NotSent(no.get(), Duration.ZERO)) : run());
    }

    private Attempt stopped(Attempt otherwise) {
        return stop.because(Stop.Cause.ABORTED) ? new Attempt.NotSent(Reason.ABORTED) : otherwise;
    }

    private static CompletableFuture<Attempt> done(Attempt attempt) {
        return CompletableFuture.completedFuture(attempt);
    }

    private Attempt notSigned(Throwable error) {
        Throwable cause = Causes.unwrap(error);
        if (cause instanceof LoginException login) {
            Reading said = Reading.of(Reading.Kind.REFUSED, login.reason(), login.code(), login.getMessage())
                    .at(login.status());
            if (login.reason() == Reason.UNREADABLE_REFUSAL) {
                breaker.refusedUnreadably(refusal(said));
            }
            return new Attempt.NotSent(said, login.notBefore());
        }
        if (cause instanceof TransportException transportError) {
            // What IAM did not answer, the provider has never seen.
            return new Attempt.NotSent(transportError.reason());
        }
        return stopped(cause);
    }

    private Attempt notNoted(Throwable error) {
        return Causes.unwrap(error) instanceof StoppedException
                ? stopped(error)
                : new Attempt.NotSent(Reason.JOURNAL_FAILED);
    }

    private Attempt failed(Throwable error) {
        if (Causes.unwrap(error) instanceof TransportException transportError) {
            return transportError.sent()
                    ? new Attempt.Lost(transportError.reason())
                    : new Attempt.NotSent(transportError.reason());
        }
        return stopped(error);
    }

    /** Any other error is not a response: the caller knows whether something may have left. */
    private Attempt stopped(Throwable error) {
        Throwable cause = Causes.unwrap(error);
        if (cause instanceof StoppedException stopped) {
            return stopped.why() == Stop.Cause.ABORTED ? new Attempt.NotSent(Reason.ABORTED) : late();
        }
        throw new CompletionException(cause);
    }

    /** The time is over; what was said to the last try tells what it was spent on. */
    private Attempt late() {
        Reason reason = Reason.DEADLINE_BEFORE_SEND;
        return lastSaid == null
                ? new Attempt.NotSent(reason)
                : new Attempt.NotSent(lastSaid.as(Reading.Kind.REFUSED, reason), Duration.ZERO);
    }
}
