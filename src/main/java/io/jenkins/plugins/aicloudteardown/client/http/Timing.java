package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The only source of time and of later work in the client, so that a test can own both. */
public interface Timing {
    Instant now();

    /**
     * Runs a task once, later. The task must be short and must not block: the scheduler may be shared by all of
     * Jenkins.
     *
     * @return cancels the task if it has not begun; may be called at any time and more than once
     */
    Runnable after(Duration delay, Runnable task);

    static Timing of(Clock clock, ScheduledExecutorService scheduler) {
        return new Timing() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                Future<?> scheduled = scheduler.schedule(task, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
                return () -> scheduled.cancel(false);
            }
        };
    }
}
