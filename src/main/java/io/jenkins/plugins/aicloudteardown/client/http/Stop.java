package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends everything that is under way for one teardown: requests, waits for a turn, pauses between tries. Safe for use by
 * many threads; the first cause wins.
 */
public final class Stop {
    /** Why everything ends. */
    public enum Cause {
        /** The build was aborted. */
        ABORTED,
        /** The step's time is over. */
        DEADLINE,
        /** An operation before failed, and the job stops at that. */
        SKIPPED
    }

    /** A teardown of one resource has its own and that of what it waits for. */
    private static final int FEW = 2;

    private final AtomicReference<Cause> cause = new AtomicReference<>();
    private final Set<Runnable> actions = ConcurrentHashMap.newKeySet(FEW);

    /** Stops all. Every action runs once, whatever another one throws and however often this is called. */
    public void stop(Cause why) {
        cause.compareAndSet(null, why);
        actions.forEach(this::runOnce);
    }

    private void runOnce(Runnable action) {
        if (actions.remove(action)) {
            Shielded.run(action);
        }
    }

    public Optional<Cause> cause() {
        return Optional.ofNullable(cause.get());
    }

    /** Whether all is stopped, and for this cause. */
    public boolean because(Cause why) {
        return cause.get() == why;
    }

    /**
     * Has the action run when all is stopped, at once if it already is.
     *
     * @return takes the action back
     */
    public Runnable onStop(Runnable action) {
        Runnable own = action::run;
        actions.add(own);
        if (cause.get() != null) {
            runOnce(own);
        }
        return () -> actions.remove(own);
    }

    /**
     * A future that ends with the given one, or with a {@link StoppedException} when all is stopped, whichever comes
     * first.
     */
    public <T> CompletableFuture<T> guard(CompletableFuture<T> future) {
        CompletableFuture<T> guarded = new CompletableFuture<>();
        Runnable forget = onStop(() -> guarded.completeExceptionally(new StoppedException(cause.get())));
        future.whenComplete((value, error) -> {
            forget.run();
            if (error == null) {
                guarded.complete(value);
            } else {
                guarded.completeExceptionally(error);
            }
        });
        return guarded;
    }

    /**
     * Ends when the time is over, at once if there is none, or with a {@link StoppedException} when all is stopped,
     * whichever comes first.
     */
    public CompletableFuture<Void> pause(Duration pause, Timing timing) {
        if (pause.isZero()) {
            return guard(CompletableFuture.completedFuture(null));
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        Runnable cancel;
        try {
            cancel = timing.after(pause, () -> over.complete(null));
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
        return guard(over).whenComplete((nothing, stopped) -> cancel.run());
    }
}
