package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.auth.KeyBreaker;
import io.jenkins.plugins.aicloudteardown.client.auth.Refusal;
import io.jenkins.plugins.aicloudteardown.client.auth.Signer;
import io.jenkins.plugins.aicloudteardown.client.http.Backoff;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.KeyedLimiter;
import io.jenkins.plugins.aicloudteardown.client.http.KnownSecrets;
import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Redaction;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Caller;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What all calls of one teardown share: with one key, to one service, stopped together. */
final class CallContext {
    /** What all teardowns of a client share. */
    record Shared(Transport transport, KeyedLimiter limiter, Backoff backoff, Timing timing) {}

    /** Whose calls these are. */
    record Key(Access access, Signer signer, KeyBreaker.State breaker) {
        /** Why nothing may be sent with it now; empty if it may. */
        Optional<Refusal> refusal() {
            return breaker.refusal().or(signer::refusal);
        }
    }

    private static final AtomicLong BATCHES = new AtomicLong();

    final Shared shared;
    final Key key;
    final Stop stop;
    private final Caller caller;
    private final KnownSecrets secrets;
    private final Redaction redaction;
    private final Optional<Limit> untilFirstSuccess;
    private volatile boolean succeeded;

    /** @param several whether these calls are of several resources, so that many may be in flight at the same time */
    CallContext(Shared shared, Key key, Stop stop, Caller caller, boolean several) {
        this.shared = shared;
        this.key = key;
        this.stop = stop;
        this.caller = caller;
        this.secrets = new KnownSecrets(key.access().key().secrets());
        this.redaction = Redaction.of(secrets);
        this.untilFirstSuccess = several
                ? Optional.of(new Limit(
                        "batch " + BATCHES.incrementAndGet(), () -> succeeded ? Integer.MAX_VALUE : 1, Duration.ZERO))
                : Optional.empty();
    }

    Endpoint endpoint() {
        return key.access().endpoint();
    }

    /** What any answer of the service says. */
    Reading classify(HttpReply reply) {
        return caller.classify(reply);
    }

    /** How long to wait after so many tries, of which the last had this answer, or none that could be read. */
    Duration pauseAfter(int tries, Optional<HttpReply> reply) {
        return reply.map(answer -> shared.backoff()
                        .after(tries, answer.headers(), shared.timing().now()))
                .orElseGet(() -> shared.backoff().after(tries));
    }

    /**
     * The turns that only this batch and this key wait for, which come first: whoever waits for a turn of his own, or for
     * a login under it, holds up nobody else. The rates are the last of them, since a key that is refused meanwhile needs
     * none.
     */
    List<Limit> own(boolean write) {
        List<Limit> own = new ArrayList<>();
        untilFirstSuccess.ifPresent(own::add);
        own.add(key.breaker().limit());
        limits(write).filter(CallContext::isRate).forEach(own::add);
        return own;
    }

    /** The turns that others wait for too: the instance's, if there is one, and the host's last. */
    List<Limit> sharedTurns(boolean write) {
        return Stream.concat(
                        limits(write).filter(limit -> !isRate(limit)),
                        Stream.of(Limit.inFlight(
                                "host " + endpoint().host(), endpoint().maxInFlight())))
                .toList();
    }

    private Stream<Limit> limits(boolean write) {
        return caller.limits(endpoint(), key.breaker().name(), write).stream();
    }

    private static boolean isRate(Limit limit) {
        return !limit.interval().isZero();
    }

    /**
     * The provider took the key. That it was good for somebody else a moment ago does not say that it still is: of a
     * batch, one request succeeds before a second is in flight.
     */
    void accepted() {
        succeeded = true;
        key.breaker().accepted();
    }

    /** What was signed with may be echoed by an answer. */
    void hide(Collection<String> headers) {
        headers.forEach(secrets::add);
    }

    /** Fit to be shown: nothing of what was signed with. */
    String clean(String words) {
        return words.isEmpty() ? "" : redaction.clean(words);
    }

    Reading clean(Reading reading) {
        return reading.saying(clean(reading.code()), clean(reading.message()));
    }
}
