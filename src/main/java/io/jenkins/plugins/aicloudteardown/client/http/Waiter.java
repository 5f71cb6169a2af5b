package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who wants a turn under several limits, and how far that has come. Guarded by the limiter's lock. */
final class Waiter {
    final Object owner;
    final CompletableFuture<Turn> turn = new CompletableFuture<>();
    /** Where it has its turn, in the order of its limits. */
    final List<Lane> held;
    /** Where it waits; null if it does not. */
    Lane waitsIn;
    /** Whether it is settled how the wait ends. */
    boolean decided;

    private final List<Limit> limits;

    Waiter(List<Limit> limits, Object owner) {
        this.limits = List.copyOf(limits);
        this.held = new ArrayList<>(limits.size());
        this.owner = owner;
    }

    boolean hasAll() {
        return held.size() == limits.size();
    }

    /** The limit that it has no turn under yet. */
    Limit next() {
        return limits.get(held.size());
    }
}
