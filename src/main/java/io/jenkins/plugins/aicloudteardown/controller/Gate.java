package io.jenkins.plugins.aicloudteardown.controller;

import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Open while Jenkins runs. Builds are saved when Jenkins stops, and the next start goes on from there. Work after that
 * could only change a state that is not saved any more, or send what will be sent again, so it is dropped silently.
 */
final class Gate {
    private volatile boolean closed;

    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }

    /** Runs tasks as the given one does, until the gate closes. */
    Executor over(Executor executor) {
        return task -> {
            if (!closed) {
                executor.execute(whileOpen(task));
            }
        };
    }

    /** Tells the time as the given one does; starts no delayed task once the gate is closed. */
    Timing over(Timing timing) {
        return new Timing() {
            @Override
            public Instant now() {
                return timing.now();
            }

            @Override
            public Duration elapsed() {
                return timing.elapsed();
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                return closed ? () -> {} : timing.after(delay, whileOpen(task));
            }
        };
    }

    private Runnable whileOpen(Runnable task) {
        return () -> {
            if (!closed) {
                task.run();
            }
        };
    }
}
