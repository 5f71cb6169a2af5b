package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Gives turns. Under one key they go round between owners, and are first come first served for each of them, so that a
 * thousand ids of one teardown do not keep another's one waiting. Whoever waits holds no thread.
 *
 * <p>Several limits are taken in the order given, always the same for all callers, so that no two can wait for each
 * other.
 */
public final class KeyedLimiter {
    private final Timing timing;
    private final Executor executor;
    /** Also the lock of all that is in them. */
    private final Map<String, Lane> lanes = new HashMap<>();

    /** @param executor runs what follows a turn, so that a thousand waiting turns do not become one deep stack */
    public KeyedLimiter(Timing timing, Executor executor) {
        this.timing = timing;
        this.executor = new FallbackExecutor(executor);
    }

    /**
     * Waits for a turn under all the limits.
     *
     * @param owner whose turn it is: they go round between these, who are compared by identity
     * @return the turn, or a {@link StoppedException}
     */
    public CompletableFuture<Turn> acquire(List<Limit> limits, Object owner, Stop stop) {
        if (limits.isEmpty()) {
            return CompletableFuture.completedFuture(new Given(new Waiter(limits, owner)));
        }
        Waiter waiter = new Waiter(limits, owner);
        Runnable forget = stop.onStop(() -> change(changes -> {
            if (!waiter.decided) {
                Stop.Cause cause = stop.cause().orElse(Stop.Cause.ABORTED);
                changes.refuse(waiter, new StoppedException(cause));
            }
        }));
        waiter.turn.whenComplete((turn, error) -> forget.run());
        change(changes -> {
            if (!waiter.decided) {
                changes.enter(waiter);
            }
        });
        return waiter.turn;
    }

    private void deliver(Waiter waiter) {
        Turn turn = new Given(waiter);
        if (!waiter.turn.complete(turn)) {
            turn.close();
        }
    }

    /** The turn of somebody who waits no more. */
    private final class Given implements Turn {
        private final Waiter waiter;

        private Given(Waiter waiter) {
            this.waiter = waiter;
        }

        @Override
        public void begins() {
            change(changes -> {
                Duration now = timing.elapsed();
                waiter.held.forEach(lane -> lane.begin(waiter, now));
                changes.touched.addAll(waiter.held);
            });
        }

        @Override
        public void close() {
            change(changes -> changes.giveBack(waiter));
        }
    }

    /** How many keys are held to something at the moment. */
    public int lanes() {
        synchronized (lanes) {
            return lanes.size();
        }
    }

    /** Makes a change and gives all the turns that follow from it; whoever is told is told outside of the lock. */
    private void change(Consumer<Changes> change) {
        Changes changes = new Changes();
        try {
            synchronized (lanes) {
                change.accept(changes);
                changes.follow();
            }
        } finally {
            changes.told.forEach(executor::execute);
        }
    }

    /** What one change leads to. Used under the lock. */
    private final class Changes {
        private final Deque<Lane> touched = new ArrayDeque<>();
        private final List<Runnable> told = new ArrayList<>();

        private void enter(Waiter waiter) {
            Lane lane = lane(waiter.next().key());
            lane.enter(waiter);
            touched.add(lane);
        }

        private Lane lane(String key) {
            Lane known = lanes.get(key);
            if (known != null) {
                return known;
            }
            Duration now = timing.elapsed();
            lanes.values().removeIf(lane -> lane.idle(now));
            Lane made = new Lane(key);
            lanes.put(key, made);
            return made;
        }

        private void refuse(Waiter waiter, Throwable why) {
            waiter.decided = true;
            if (waiter.waitsIn != null) {
                touched.add(waiter.waitsIn);
                waiter.waitsIn.leave(waiter);
            }
            giveBack(waiter);
            told.add(() -> waiter.turn.completeExceptionally(why));
        }

        private void giveBack(Waiter waiter) {
            waiter.held.forEach(lane -> lane.end(waiter));
            touched.addAll(waiter.held);
            waiter.held.clear();
        }

        private void follow() {
            for (Lane lane = touched.poll(); lane != null; lane = touched.poll()) {
                Duration now = timing.elapsed();
                for (Waiter next = lane.grant(now); next != null; next = lane.grant(now)) {
                    granted(next);
                }
                setAlarm(lane, lane.pause(now));
                if (lane.idle(now)) {
                    lanes.remove(lane.key, lane);
                }
            }
        }

        private void granted(Waiter waiter) {
            if (waiter.hasAll()) {
                waiter.decided = true;
                told.add(() -> deliver(waiter));
            } else {
                enter(waiter);
            }
        }

        private void setAlarm(Lane lane, Duration pause) {
            if (pause.isZero()) {
                if (lane.alarm != null) {
                    lane.alarm.run();
                    lane.alarm = null;
                }
            } else if (lane.alarm == null) {
                try {
                    lane.alarm = timing.after(
                            pause,
                            () -> change(changes -> {
                                lane.alarm = null;
                                changes.touched.add(lane);
                            }));
                } catch (Throwable e) {
                    // Whoever cannot be woken must not sleep.
                    for (Waiter next = lane.turnAway(); next != null; next = lane.turnAway()) {
                        refuse(next, e);
                    }
                }
            }
        }
    }
}
