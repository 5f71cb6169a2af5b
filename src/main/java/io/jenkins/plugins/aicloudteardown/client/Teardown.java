package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One teardown: all resources of one step. It begins before its key is known, so that its time, an abort and everything
 * else that may end it count from its first moment on.
 */
public final class Teardown {
    /** After a restart there is always time for one look, however little the teardown had left. */
    private static final Duration AFTER_RESTART = Duration.ofSeconds(30);
    /** Whatever is stopped ends by itself; what does not within this is ended as it stands. */
    private static final Duration GRACE = Duration.ofMillis(650);

    private static final Set<Outcome> UNSURE = EnumSet.of(Outcome.UNKNOWN, Outcome.UNCONFIRMED, Outcome.PARTIAL);

    private final Work work;
    private final List<String> ids;
    private final Function<Access, SignedCalls> calls;
    private final Duration begun;
    private final CompletableFuture<List<ResourceResult>> results = new CompletableFuture<>();
    private volatile List<ResourceTeardown> resources;
    private volatile Duration spentBefore = Duration.ZERO;
    private volatile Instant ends = Instant.MAX;
    private volatile Runnable endTimer = () -> {};
    private volatile Runnable endGrace = () -> {};

    /** @param ids one that is named twice is worked on once */
    Teardown(Work work, List<String> ids, Function<Access, SignedCalls> calls) {
        this.work = work;
        this.ids = List.copyOf(new LinkedHashSet<>(ids));
        this.calls = calls;
        this.begun = work.timing().elapsed();
        this.resources = resources(ResourceState::fresh);
    }

    private List<ResourceTeardown> resources(Function<String, ResourceState> state) {
        return ids.stream()
                .map(id -> new ResourceTeardown(work, state.apply(id)))
                .toList();
    }

    /**
     * Runs to the end. Call it once.
     *
     * @param past   what was noted before; as long as it is not known, anything may have been sent
     * @param access is asked for once, and only if there is something left to do
     * @return the results in the order asked for; fails as the access does where nothing else is to be told, never for
     *     a provider's or the network's reason
     */
    public CompletableFuture<List<ResourceResult>> run(
            CompletableFuture<Past> past, Supplier<CompletableFuture<Access>> access) {
        boolean read = past.isDone();
        if (!read) {
            resources = resources(ResourceState::unread);
        }
        restartTimer(limit());
        Runnable forget = work.stop().onStop(() -> endGrace = work.timing().after(GRACE, this::endNow));
        results.whenComplete((list, error) -> {
            forget.run();
            endTimer.run();
            endGrace.run();
        });
        past.thenCompose(known -> begin(known, read, access)).whenComplete((begun, error) -> {
            if (error != null) {
                onError(Causes.unwrap(error));
            }
        });
        return results;
    }

    /** @param fresh whether the resources are still those of a teardown that begins now */
    private CompletableFuture<Void> begin(Past past, boolean fresh, Supplier<CompletableFuture<Access>> access) {
        if (results.isDone()) {
            // What was noted came too late to be told.
            return CompletableFuture.completedFuture(null);
        }
        spentBefore = past.spent();
        if (!fresh || !past.equals(Past.NONE)) {
            resources = resources(id -> restored(id, past));
        }
        if (!past.spent().isZero()) {
            restartTimer(timeLeft());
        }
        if (past.endedAll(ids)) {
            runAll(null);
            return CompletableFuture.completedFuture(null);
        }
        Optional<Stop.Cause> stopped = work.stop().cause();
        if (stopped.isPresent()) {
            return CompletableFuture.failedFuture(new StoppedException(stopped.get()));
        }
        return work.stop().guard(access.get()).thenAccept(found -> {
            endSentElsewhere(past, found.endpoint().host());
            runAll(calls.apply(found));
        });
    }

    /** What another host sees, or is sent once more, says nothing of what was sent before. */
    private void endSentElsewhere(Past past, String host) {
        resources.stream()
                .filter(one -> one.state().phase() != Phase.ENDED && one.state().mayHaveActed())
                .filter(one -> past.sentElsewhere(one.state().id(), host))
                .forEach(one -> one.course().endNow(true, Reason.HOST_CHANGED));
    }

    /** A journal that was lost never means that nothing was sent, where sending twice is not allowed. */
    private ResourceState restored(String id, Past past) {
        Operation operation = work.operation();
        if (past.known().containsKey(id)) {
            return ResourceState.of(past.known().get(id));
        }
        boolean maySend = operation.repeatable() && !operation.looksBeforeRepeating();
        return past.whole() || maySend ? ResourceState.fresh(id) : ResourceState.unread(id);
    }

    private void runAll(SignedCalls signed) {
        List<ResourceTeardown> all = resources;
        CompletableFuture.allOf(all.stream().map(one -> one.course().result()).toArray(CompletableFuture[]::new))
                .whenComplete((done, error) -> collect(all));
        if (work.operation().oneAtATime()) {
            oneByOne(all.iterator(), new HashSet<>(), signed);
        } else {
            all.forEach(one -> one.run(signed));
        }
    }

    private void oneByOne(Iterator<ResourceTeardown> rest, Set<String> removed, SignedCalls signed) {
        while (rest.hasNext()) {
            ResourceTeardown next = rest.next();
            boolean untouched = next.state().phase() == Phase.NOT_SENT
                    && next.state().removed().isEmpty();
            CompletableFuture<ResourceResult> result =
                    untouched && removed.contains(next.state().id()) ? next.removedBefore() : next.run(signed);
            if (!result.isDone()) {
                result.thenAccept(one -> {
                    removed.addAll(one.removed());
                    oneByOne(rest, removed, signed);
                });
                return;
            }
            removed.addAll(result.join().removed());
        }
    }

    private void collect(List<ResourceTeardown> all) {
        results.complete(all.stream().map(one -> one.course().result().join()).toList());
    }

    // What ends it before its time

    /** Ends everything at once: requests, waits and pauses. May be called from any thread, more than once. */
    public void abort() {
        work.stop().stop(Stop.Cause.ABORTED);
    }

    /** Has it end without sending anything, because an operation before it failed. Call it before {@link #run}. */
    public void skip() {
        work.stop().stop(Stop.Cause.SKIPPED);
    }

    /** Ends as it stands what has not ended by itself; for a process that goes down, or whose threads are all held up. */
    public void endNow() {
        Stop.Cause cause = work.stop().cause().orElse(Stop.Cause.ABORTED);
        List<ResourceTeardown> all = resources;
        all.forEach(one -> one.course().stopped(cause));
        collect(all);
    }

    private void onError(Throwable error) {
        List<ResourceTeardown> all = resources;
        if (error instanceof StoppedException) {
            endNow();
        } else if (error instanceof NoAccessException none) {
            all.forEach(one -> one.course().endNow(false, none.reason()));
            collect(all);
        } else {
            all.stream().filter(one -> one.state().mayHaveActed()).forEach(one -> one.course()
                    .endNow(false, Reason.INTERRUPTED));
            results.completeExceptionally(error);
        }
    }

    /** What ended so that nobody knows whether it is done. */
    public List<String> unknown() {
        return resources.stream()
                .map(one -> one.state().result())
                .filter(end -> end != null && UNSURE.contains(end.outcome()))
                .map(ResourceResult::id)
                .toList();
    }

    // Time

    /** How much of its time it has used by now, before a restart too. */
    public Duration spent() {
        return spentBefore.plus(work.timing().elapsed().minus(begun));
    }

    private Duration limit() {
        return work.options().limit(Pacing.of(work.operation(), work.options(), ids.size()));
    }

    private Duration timeLeft() {
        Duration left = limit().minus(spent());
        return left.compareTo(AFTER_RESTART) < 0 ? AFTER_RESTART : left;
    }

    private void restartTimer(Duration left) {
        endTimer.run();
        ends = work.timing().now().plus(left);
        endTimer = work.timing().after(left, () -> work.stop().stop(Stop.Cause.DEADLINE));
    }

    /** When its time is over; not known before it runs. */
    public Instant ends() {
        return ends;
    }

    /** Whether a write is under way. */
    public boolean writing() {
        return resources.stream().anyMatch(one -> one.state().writing());
    }
}
