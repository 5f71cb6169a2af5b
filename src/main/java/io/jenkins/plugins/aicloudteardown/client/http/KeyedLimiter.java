package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives turns, first come first served for each key. Whoever waits holds no thread.
 *
 * <p>Several limits are taken in the order given, always the same for all callers, so that no two can wait for each
 * other.
 */
public final class KeyedLimiter {
    private final Timing timing;
    private final Executor executor;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** @param executor runs what follows a turn, so that a thousand waiting turns do not become one deep stack */
    public KeyedLimiter(Timing timing, Executor executor) {
        this.timing = timing;
        this.executor = executor;
    }

    /**
     * Waits for a turn under all the limits.
     *
     * @return gives the turn back when it is run, once; or a {@link StoppedException}
     */
    public CompletableFuture<Runnable> acquire(List<Limit> limits, Stop stop) {
        return acquire(limits, 0, () -> {}, stop);
    }

    private CompletableFuture<Runnable> acquire(List<Limit> limits, int index, Runnable held, Stop stop) {
        if (index == limits.size()) {
            return CompletableFuture.completedFuture(held);
        }
        return acquire(limits.get(index), stop)
                .handle((turn, error) -> {
                    if (error != null) {
                        held.run();
                        return CompletableFuture.<Runnable>failedFuture(error);
                    }
                    return acquire(
                            limits,
                            index + 1,
                            () -> {
                                turn.run();
                                held.run();
                            },
                            stop);
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<Runnable> acquire(Limit limit, Stop stop) {
        Waiter waiter = new Waiter(limit);
        Runnable forget = stop.onStop(() -> {
            Stop.Cause cause = stop.cause().orElse(Stop.Cause.ABORTED);
            if (waiter.decided.compareAndSet(false, true)) {
                executor.execute(() -> waiter.turn.completeExceptionally(new StoppedException(cause)));
                pump(limit.key());
            }
        });
        waiter.turn.whenComplete((turn, error) -> forget.run());
        synchronized (lanes) {
            lanes.values().removeIf(this::idle);
            lanes.computeIfAbsent(limit.key(), key -> new Lane()).waiters.add(waiter);
        }
        pump(limit.key());
        return waiter.turn;
    }

    /** How many keys are held to something at the moment. */
    int lanes() {
        synchronized (lanes) {
            return lanes.size();
        }
    }

    private void pump(String key) {
        synchronized (lanes) {
            Lane lane = lanes.get(key);
            if (lane == null) {
                return;
            }
            while (!lane.waiters.isEmpty()) {
                Waiter first = lane.waiters.peek();
                if (first.decided.get()) {
                    lane.waiters.remove();
                    continue;
                }
                if (lane.inFlight >= first.limit.inFlight().getAsInt()) {
                    return;
                }
                Duration pause = Duration.between(timing.now(), lane.nextTurn);
                if (pause.compareTo(Duration.ZERO) > 0) {
                    if (lane.alarm == null) {
                        lane.alarm = timing.after(pause, () -> {
                            synchronized (lanes) {
                                lane.alarm = null;
                            }
                            pump(key);
                        });
                    }
                    return;
                }
                lane.waiters.remove();
                if (first.decided.compareAndSet(false, true)) {
                    lane.inFlight++;
                    lane.nextTurn = timing.now().plus(first.limit.interval());
                    executor.execute(() -> first.turn.complete(release(key)));
                }
            }
            if (lane.alarm != null) {
                lane.alarm.run();
                lane.alarm = null;
            }
            if (idle(lane)) {
                lanes.remove(key);
            }
        }
    }

    private boolean idle(Lane lane) {
        return lane.inFlight == 0 && lane.waiters.isEmpty() && !timing.now().isBefore(lane.nextTurn);
    }

    private Runnable release(String key) {
        AtomicBoolean once = new AtomicBoolean();
        return () -> {
            if (once.compareAndSet(false, true)) {
                synchronized (lanes) {
                    lanes.get(key).inFlight--;
                }
                pump(key);
            }
        };
    }

    private static final class Lane {
        private final Deque<Waiter> waiters = new ArrayDeque<>();
        private int inFlight;
        private Instant nextTurn = Instant.EPOCH;
        /** Cancels what will give the next turn; null if nothing will. */
        private Runnable alarm;
    }

    private static final class Waiter {
        private final Limit limit;
        private final CompletableFuture<Runnable> turn = new CompletableFuture<>();
        private final AtomicBoolean decided = new AtomicBoolean();

        private Waiter(Limit limit) {
            this.limit = limit;
        }
    }
}
