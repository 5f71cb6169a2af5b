package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs every task once: on the given executor, or on the calling thread where that one throws, as a pool does that is
 * full or cannot make a thread.
 */
final class FallbackExecutor implements Executor {
    /** What this thread runs next, so that tasks which start others do not become one deep stack. */
    private static final ThreadLocal<Deque<Runnable>> NEXT = new ThreadLocal<>();

    private final Executor executor;

    FallbackExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        // A pool that cannot make a thread may throw and have queued the task all the same.
        AtomicBoolean begun = new AtomicBoolean();
        Runnable once = () -> {
            if (begun.compareAndSet(false, true)) {
                Shielded.run(task);
            }
        };
        try {
            executor.execute(once);
        } catch (Throwable e) {
            Shielded.log(e);
            runHere(once);
        }
    }

    private static void runHere(Runnable task) {
        Deque<Runnable> running = NEXT.get();
        if (running != null) {
            running.add(task);
            return;
        }
        Deque<Runnable> own = new ArrayDeque<>();
        NEXT.set(own);
        try {
            for (Runnable next = task; next != null; next = own.poll()) {
                next.run();
            }
        } finally {
            NEXT.remove();
        }
    }
}
