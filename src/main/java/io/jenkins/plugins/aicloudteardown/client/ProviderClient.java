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
import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.operation.ServiceProbe;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final CallContext.Shared shared;
    private final CallContext.Shared once;
    private final KeyBreaker breakers;
    private final IamTokens tokens;
    private final Timing timing;

    /**
     * @param routes   the HTTP client to use, asked for every request
     * @param once     the same for what must not be repeated: not over a connection that was idle for long
     * @param executor runs what follows an answer or a turn; such work is short
     * @param random   values of [0, 1), for the pauses between tries
     */
    public ProviderClient(
            Supplier<Transport.Route> routes,
            Supplier<Transport.Route> once,
            Timing timing,
            Executor executor,
            DoubleSupplier random) {
        this.timing = timing;
        KeyedLimiter limiter = new KeyedLimiter(timing, executor);
        Backoff backoff = new Backoff(random);
        this.shared = new CallContext.Shared(new Transport(routes, timing, executor), limiter, backoff, timing);
        this.once = new CallContext.Shared(new Transport(once, timing, executor), limiter, backoff, timing);
        this.breakers = new KeyBreaker(timing);
        this.tokens = new IamTokens(shared.transport(), timing);
    }

    /**
     * A teardown whose time begins now; nothing else happens before {@link Teardown#run}.
     *
     * @param ids     of the resources, in the order in which their results are wanted
     * @param journal is told what happens
     */
    public Teardown teardown(Operation operation, TeardownOptions options, List<String> ids, Journal journal) {
        return teardown(new Work(operation, options, journal, timing, null), ids);
    }

    /**
     * A later try of what a step has handed over: each resource is looked at before anything is sent for it, and it is
     * over when the resource is gone. Nothing is tried twice in it, since others wait for its end and there is another
     * one after it. Otherwise as {@link #teardown}.
     */
    public Teardown laterTry(Operation operation, List<String> ids, Journal journal, LaterTry later) {
        return teardown(new Work(operation, TeardownOptions.later(), journal, timing, later), ids);
    }

    private Teardown teardown(Work work, List<String> ids) {
        Operation operation = work.operation();
        return new Teardown(work, ids, access -> {
            SignedCalls calls = calls(operation, access, work.stop(), ids.size() > 1);
            return work.later() == null ? calls : calls.impatient();
        });
    }

    /** What must not be repeated has connections of its own: one that was idle for long may be dead. */
    private SignedCalls calls(Operation operation, Access access, Stop stop, boolean several) {
        return calls(operation.repeatable() ? shared : once, operation, access, stop, several);
    }

    private SignedCalls calls(CallContext.Shared parts, Caller caller, Access access, Stop stop, boolean several) {
        KeyBreaker.State breaker = breakers.of(access.key(), access.endpoint().host());
        Signer signer = signer(caller.service().provider(), access);
        return new SignedCalls(
                new CallContext(parts, new CallContext.Key(access, signer, breaker), stop, caller, several));
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
        SignedCalls calls = calls(shared, probe, access, stop, false).impatient();
        Runnable endTimer = timing.after(limit, () -> stop.stop(Stop.Cause.DEADLINE));
        return calls.probe(probe.call(access.endpoint()), probe::read)
                .thenApply(attempt -> result(attempt, calls))
                .whenComplete((result, error) -> endTimer.run());
    }

    /**
     * Reads when resources were deployed, under the same turns and breaker as every other call.
     *
     * @param operation one that {@link Operation#hasDeployments() has deployments}
     * @param limit     for all of it
     * @return by id; never fails for a provider's or the network's reason
     */
    public CompletableFuture<Map<String, Deployments>> deployments(
            Operation operation, Access access, Collection<String> ids, Duration limit) {
        Stop stop = new Stop();
        SignedCalls calls = calls(shared, operation, access, stop, ids.size() > 1);
        Runnable endTimer = timing.after(limit, () -> stop.stop(Stop.Cause.DEADLINE));
        Map<String, CompletableFuture<Deployments>> reads = new LinkedHashMap<>();
        for (String id : ids) {
            reads.put(
                    id,
                    operation
                            .deployments(call -> calls.read(call, (why, pause) -> {}), access.endpoint(), id)
                            .exceptionally(error -> Deployments.unknown(ReadFailedException.reading(error))));
        }
        return CompletableFuture.allOf(reads.values().toArray(CompletableFuture[]::new))
                .whenComplete((done, error) -> endTimer.run())
                .thenApply(done -> {
                    Map<String, Deployments> all = new LinkedHashMap<>();
                    reads.forEach((id, read) -> all.put(id, read.join()));
                    return all;
                });
    }

    /** When something is sent again with this key to this service; empty if that is now. */
    public Optional<Instant> blockedUntil(Service service, Access access) {
        KeyBreaker.State breaker = breakers.of(access.key(), access.endpoint().host());
        return new CallContext.Key(access, signer(service.provider(), access), breaker)
                .refusal()
                .map(refusal -> timing.now().plus(refusal.until().minus(timing.elapsed())));
    }

    /** Has every key and every login that was refused there tried again at once. */
    public void forgetRefusals(Collection<String> hosts, Optional<URI> iam) {
        breakers.close(hosts);
        iam.map(ProviderClient::withoutSlash).ifPresent(tokens::forgetRefusals);
    }

    private static URI withoutSlash(URI base) {
        return URI.create(base.toString().replaceAll("/+$", ""));
    }

    /** How much is remembered of keys, logins and turns. */
    int remembered() {
        return breakers.size() + tokens.size() + shared.limiter().lanes();
    }

    private ProbeResult result(Attempt attempt, SignedCalls calls) {
        if (attempt instanceof Attempt.Answered answered) {
            Optional<Duration> ahead = answered.reply()
                    .headers()
                    .firstValue("Date")
                    .flatMap(Backoff::date)
                    .map(theirs -> Duration.between(timing.now().truncatedTo(ChronoUnit.SECONDS), theirs));
            return new ProbeResult(calls.clean(answered.reading()), ahead);
        }
        Reading said = attempt instanceof Attempt.NotSent notSent
                ? notSent.said()
                : Reading.of(Reading.Kind.LOST, ((Attempt.Lost) attempt).reason(), "", "");
        return new ProbeResult(said, Optional.empty());
    }

    /**
     * Ends every request and sends no other one; teardowns that are under way stay where they are and never end. For a
     * process that goes down.
     */
    public void close() {
        shared.transport().close();
        once.transport().close();
    }

    /** Whether a key of this kind can sign for a provider. */
    public static boolean fits(ProviderKey key, Provider provider) {
        return key instanceof ProviderKey.AccessKey || provider == Provider.HUAWEI;
    }

    private Signer signer(Provider provider, Access access) {
        if (!fits(access.key(), provider)) {
            throw new IllegalArgumentException("a key of this kind cannot sign for " + provider);
        }
        String projectId = access.endpoint().projectId();
        if (access.key() instanceof ProviderKey.AccessKey key) {
            return provider == Provider.NCP ? new NcpSigner(key, timing) : new HuaweiSigner(key, projectId, timing);
        }
        if (access.key() instanceof ProviderKey.IamUser user) {
            return tokens.signer(user, withoutSlash(access.iam()), projectId);
        }
        return new GivenTokenSigner((ProviderKey.GivenToken) access.key());
    }
}
