package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time of this machine. */
final class SystemTiming implements Timing {
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final long begun = System.nanoTime();

    SystemTiming(Clock clock, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
        Future<?> scheduled = scheduler.schedule(() -> Shielded.run(task), nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
