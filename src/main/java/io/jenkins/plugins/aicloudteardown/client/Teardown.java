package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One teardown under way: all ids of one step. */
public final class Teardown {
    /** After a restart there is always time for one look, however little the step had left. */
    private static final Duration AFTER_RESTART = Duration.ofSeconds(30);

    private final Operation operation;
    private final TeardownOptions options;
    private final Endpoint endpoint;
    private final TeardownState state;
    private final Journal journal;
    private final SignedCalls calls;
    private final Timing timing;
    private final Stop stop;
    private final Instant begun;
    private final long spentBefore;

    Teardown(
            Operation operation,
            TeardownOptions options,
            Endpoint endpoint,
            TeardownState state,
            Journal journal,
            SignedCalls calls,
            Timing timing,
            Stop stop,
            Instant begun) {
        this.operation = operation;
        this.options = options;
        this.endpoint = endpoint;
        this.state = state;
        this.journal = journal;
        this.calls = calls;
        this.timing = timing;
        this.stop = stop;
        this.begun = begun;
        this.spentBefore = state.spentMillis();
        state.clock(() -> spentBefore + Duration.between(begun, timing.now()).toMillis());
    }

    /**
     * Runs to the end. Call it once.
     *
     * @return the results in the order asked for; never fails for a provider's or the network's reason
     */
    public CompletableFuture<List<ResourceResult>> run() {
        Runnable endTimer = timing.after(timeLeft(), () -> stop.stop(Stop.Cause.DEADLINE));
        CompletableFuture<List<ResourceResult>> results = operation.oneAtATime() ? oneByOne() : together();
        return results.whenComplete((list, error) -> endTimer.run());
    }

    /** Ends everything at once: requests, waits and pauses. May be called from any thread, more than once. */
    public void abort() {
        stop.stop(Stop.Cause.ABORTED);
    }

    private Duration timeLeft() {
        Duration turns = operation.interval().multipliedBy(state.items().size());
        Duration pacing = operation.waitForIdle().plus(turns);
        Duration left = options.limit(pacing).minusMillis(spentBefore).minus(Duration.between(begun, timing.now()));
        return spentBefore > 0 && left.compareTo(AFTER_RESTART) < 0 ? AFTER_RESTART : left;
    }

    private CompletableFuture<List<ResourceResult>> together() {
        List<CompletableFuture<ResourceResult>> running =
                state.items().stream().map(item -> item(item).run()).toList();
        return CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .thenApply(all -> running.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<List<ResourceResult>> oneByOne() {
        CompletableFuture<List<ResourceResult>> results = CompletableFuture.completedFuture(new ArrayList<>());
        Set<String> removed = new HashSet<>();
        for (ResourceState item : state.items()) {
            results = results.thenCompose(list -> {
                ResourceTeardown run = item(item);
                boolean untouched = item.phase() == ResourceState.Phase.NOT_SENT
                        && item.removed().isEmpty();
                CompletableFuture<ResourceResult> result = untouched && removed.contains(item.id())
                        ? CompletableFuture.completedFuture(run.removedBefore())
                        : run.run();
                return result.thenApply(one -> {
                    removed.addAll(one.removed());
                    list.add(one);
                    return list;
                });
            });
        }
        return results;
    }

    private ResourceTeardown item(ResourceState item) {
        return new ResourceTeardown(operation, options, endpoint, item, journal, calls, timing, stop);
    }
}
