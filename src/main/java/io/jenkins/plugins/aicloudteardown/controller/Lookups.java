package io.jenkins.plugins.aicloudteardown.controller;

import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Looks things up that may live in a remote store, each in bounded time. A store that hangs keeps its threads, since it
 * may ignore an interrupt. So it gets only few of them, and lookups at other stores have threads of their own.
 */
@Restricted(NoExternalUse.class)
public final class Lookups {
    public static final Duration LIMIT = Duration.ofSeconds(30);

    /** How many of one lane are at work at the same time. */
    static final int AT_ONCE = 4;

    private final Executor threads;
    private final Timing timing;
    private final Executor answers;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** The lookups at one store, as far as can be told. */
    private static final class Lane {
        private int atWork;
        /** When one of them last gave up its place, as {@code Timing.elapsed()} counts. */
        private Duration movedOn = Duration.ZERO;

        private final Deque<Lookup<?, ?>> waiting = new ArrayDeque<>();
    }

    /**
     * @param threads has a thread for every task
     * @param answers runs what follows a lookup; such work is short
     */
    Lookups(Executor threads, Timing timing, Executor answers) {
        this.threads = threads;
        this.timing = timing;
        this.answers = answers;
    }

    /**
     * Looks up one thing. Never blocks.
     *
     * @param lane    only those of the same lane wait for each other
     * @param finish  makes the result of what was found; never interrupted, so that it may write files
     * @param tooLong why the future fails if the lookup takes longer than the limit, or if nothing moves on in its lane
     *                for as long while it waits there
     * @return the result, or whatever was thrown on the way; cancelling it interrupts the lookup
     */
    public <F, T> CompletableFuture<T> submit(
            String lane, Callable<F> lookup, Function<F, T> finish, Supplier<? extends Exception> tooLong) {
        Lookup<F, T> one = new Lookup<>(lane, lookup, finish);
        try {
            watch(one, LIMIT, tooLong);
            one.result.whenComplete((found, error) -> {
                one.endTimer.run();
                one.cancel(true);
                forget(one);
            });
            if (admitted(one) && !started(one)) {
                startNext(lane);
            }
        } catch (Throwable e) {
            one.result.completeExceptionally(e);
        }
        return one.result;
    }

    private void watch(Lookup<?, ?> one, Duration pause, Supplier<? extends Exception> tooLong) {
        one.endTimer = timing.after(pause, () -> {
            Duration left = left(one);
            if (left.isNegative() || left.isZero()) {
                one.fail(tooLong.get());
            } else {
                watch(one, left, tooLong);
            }
        });
    }

    /** A slow store that many ask is not one that does not respond. */
    private Duration left(Lookup<?, ?> one) {
        synchronized (lanes) {
            Lane lane = lanes.get(one.lane);
            boolean waits = lane != null && lane.waiting.contains(one);
            Duration since = waits && lane.movedOn.compareTo(one.since) > 0 ? lane.movedOn : one.since;
            return since.plus(LIMIT).minus(timing.elapsed());
        }
    }

    private boolean admitted(Lookup<?, ?> one) {
        synchronized (lanes) {
            Lane lane = lanes.computeIfAbsent(one.lane, name -> new Lane());
            if (lane.atWork == AT_ONCE) {
                lane.waiting.add(one);
                return false;
            }
            lane.atWork++;
            return true;
        }
    }

    private boolean started(Lookup<?, ?> one) {
        try {
            one.since = timing.elapsed();
            threads.execute(() -> {
                try {
                    one.run();
                } finally {
                    startNext(one.lane);
                }
            });
            return true;
        } catch (Throwable e) {
            one.fail(e);
            return false;
        }
    }

    /** Hands on the place of one that has ended. */
    private void startNext(String lane) {
        Lookup<?, ?> next = next(lane);
        while (next != null && !started(next)) {
            next = next(lane);
        }
    }

    /** The one whose turn it is, or null if the place is given up. */
    private Lookup<?, ?> next(String name) {
        synchronized (lanes) {
            Lane lane = lanes.get(name);
            lane.movedOn = timing.elapsed();
            Lookup<?, ?> next = lane.waiting.poll();
            if (next == null) {
                lane.atWork--;
                if (lane.atWork == 0) {
                    lanes.remove(name);
                }
            }
            return next;
        }
    }

    /** While a store hangs, nothing else removes what has given up waiting from its lane. */
    private void forget(Lookup<?, ?> ended) {
        synchronized (lanes) {
            Lane lane = lanes.get(ended.lane);
            if (lane != null) {
                lane.waiting.remove(ended);
            }
        }
    }

    private void onAnswers(Runnable end) {
        try {
            answers.execute(end);
        } catch (OutOfMemoryError e) {
            // There is no thread for it: ending it on this one is better than never ending it.
            end.run();
        }
    }

    /** Is interrupted while it looks up, and only then. */
    private final class Lookup<F, T> extends FutureTask<F> {
        private final String lane;
        private final Function<F, T> finish;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        /** When it was asked for, and later when it began, as {@code Timing.elapsed()} counts. */
        private volatile Duration since = timing.elapsed();

        private volatile Runnable endTimer = () -> {};

        Lookup(String lane, Callable<F> lookup, Function<F, T> finish) {
            super(lookup);
            this.lane = lane;
            this.finish = finish;
        }

        @Override
        protected void set(F found) {
            super.set(found);
            if (!isCancelled()) {
                finish(found);
            }
        }

        private void finish(F found) {
            // The store may have left one that was not meant for what follows.
            Thread.interrupted();
            try {
                T made = finish.apply(found);
                onAnswers(() -> result.complete(made));
            } catch (Throwable e) {
                fail(e);
            }
        }

        @Override
        protected void setException(Throwable error) {
            super.setException(error);
            fail(error);
        }

        private void fail(Throwable why) {
            onAnswers(() -> result.completeExceptionally(why));
        }
    }
}
