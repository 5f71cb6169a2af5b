package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.auth.GivenTokenSigner;
import io.jenkins.plugins.aicloudteardown.client.auth.HuaweiSigner;
import io.jenkins.plugins.aicloudteardown.client.auth.IamTokens;
import io.jenkins.plugins.aicloudteardown.client.auth.KeyBreaker;
import io.jenkins.plugins.aicloudteardown.client.auth.NcpSigner;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.auth.Signer;
import io.jenkins.plugins.aicloudteardown.client.http.Backoff;
import io.jenkins.plugins.aicloudteardown.client.http.KeyedLimiter;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Caller;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.operation.ServiceProbe;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The client of both providers: what all teardowns of a controller share (turns, breakers, tokens). One for a process;
 * safe for use by many threads; owns no thread.
 */
public final class ProviderClient {
    private final Transport transport;
    private final KeyedLimiter limiter;
    private final KeyBreaker breakers;
    private final IamTokens tokens;
    private final Backoff backoff;
    private final Timing timing;

    /**
     * @param routes   the HTTP client to use, asked for every request
     * @param executor runs what follows an answer or a turn; such work is short
     * @param random   values of [0, 1), for the pauses between tries
     */
    public ProviderClient(Supplier<Transport.Route> routes, Timing timing, Executor executor, DoubleSupplier random) {
        this.timing = timing;
        this.transport = new Transport(routes, timing, executor);
        this.limiter = new KeyedLimiter(timing, executor);
        this.breakers = new KeyBreaker(timing);
        this.tokens = new IamTokens(transport, timing);
        this.backoff = new Backoff(random);
    }

    /** A teardown whose time begins now. */
    public Teardown teardown(
            Operation operation, TeardownOptions options, Access access, TeardownState state, Journal journal) {
        return teardown(operation, options, access, state, journal, now());
    }

    /** The client's clock. */
    public Instant now() {
        return timing.now();
    }

    /**
     * Prepares a teardown; nothing happens before {@link Teardown#run}.
     *
     * @param state   new, or as it was saved before a restart
     * @param journal is told what happens
     * @param begun   when its time began: what was looked up before counts too
     * @throws IllegalArgumentException if the key's kind does not fit the operation's provider
     */
    public Teardown teardown(
            Operation operation,
            TeardownOptions options,
            Access access,
            TeardownState state,
            Journal journal,
            Instant begun) {
        Stop stop = new Stop();
        SignedCalls calls = calls(operation, access, stop);
        return new Teardown(operation, options, access.endpoint(), state, journal, calls, timing, stop, begun);
    }

    private SignedCalls calls(Caller caller, Access access, Stop stop) {
        KeyBreaker.State breaker = breakers.of(access.key(), access.endpoint().host());
        return new SignedCalls(this, caller, access, breaker, signer(caller, access), stop);
    }

    /**
     * Makes one signed read, under the same turns and breaker as every other call. Changes nothing at the provider.
     *
     * @param limit for all of it
     * @return never fails for a provider's or the network's reason
     * @throws IllegalArgumentException if the key's kind does not fit the provider
     */
    public CompletableFuture<ProbeResult> probe(ServiceProbe probe, Access access, Duration limit) {
        Stop stop = new Stop();
        SignedCalls calls = calls(probe, access, stop);
        Runnable endTimer = timing.after(limit, () -> stop.stop(Stop.Cause.DEADLINE));
        return calls.probe(probe.call(access.endpoint()), probe::read)
                .thenApply(attempt -> result(attempt, calls))
                .whenComplete((result, error) -> endTimer.run());
    }

    private ProbeResult result(Attempt attempt, SignedCalls calls) {
        if (attempt instanceof Attempt.Answered answered) {
            Reading reading = answered.reading();
            Optional<Duration> ahead = answered.reply()
                    .headers()
                    .firstValue("Date")
                    .flatMap(Backoff::date)
                    .map(theirs -> Duration.between(timing.now().truncatedTo(ChronoUnit.SECONDS), theirs));
            return new ProbeResult(
                    reading.reason(),
                    answered.reply().status(),
                    calls.clean(reading.code()),
                    calls.clean(reading.message()),
                    ahead);
        }
        if (attempt instanceof Attempt.NotSent notSent) {
            return new ProbeResult(
                    notSent.reason(), notSent.status(), notSent.code(), notSent.message(), Optional.empty());
        }
        return new ProbeResult(((Attempt.Lost) attempt).reason(), 0, "", "", Optional.empty());
    }

    /**
     * Ends every request and sends no other one; teardowns that are under way stay where they are and never end. For a
     * process that goes down.
     */
    public void close() {
        transport.close();
    }

    /** Whether a key of this kind can sign for a provider. */
    public static boolean fits(ProviderKey key, Provider provider) {
        return key instanceof ProviderKey.AccessKey || provider == Provider.HUAWEI;
    }

    private Signer signer(Caller caller, Access access) {
        Provider provider = caller.service().provider();
        if (!fits(access.key(), provider)) {
            throw new IllegalArgumentException("a key of this kind cannot sign for " + provider);
        }
        String projectId = access.endpoint().projectId();
        if (access.key() instanceof ProviderKey.AccessKey key) {
            return provider == Provider.NCP ? new NcpSigner(key, timing) : new HuaweiSigner(key, projectId, timing);
        }
        if (access.key() instanceof ProviderKey.IamUser user) {
            URI iam = URI.create(access.iam().toString().replaceAll("/+$", ""));
            return tokens.signer(user, iam, projectId);
        }
        return new GivenTokenSigner((ProviderKey.GivenToken) access.key());
    }

    Transport transport() {
        return transport;
    }

    KeyedLimiter limiter() {
        return limiter;
    }

    Backoff backoff() {
        return backoff;
    }

    Timing timing() {
        return timing;
    }
}
