package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;

/** The only source of time and of later work in the client, so that a test can own both. */
public interface Timing {
    /** The wall clock, for signatures, dates and the expiry of tokens. It may jump: no pause is measured by it. */
    Instant now();

    /**
     * The time since some fixed moment of this process; never negative, never less than before. A clock that is set
     * forwards or backwards stretches no pause that is measured by it.
     */
    Duration elapsed();

    /**
     * Runs a task once, later. The task must be short and must not block: the scheduler may be shared by all of
     * Jenkins. What it throws reaches nobody.
     *
     * @return cancels the task if it has not begun; may be called at any time and more than once
     */
    Runnable after(Duration delay, Runnable task);

    static Timing of(Clock clock, ScheduledExecutorService scheduler) {
        return new SystemTiming(clock, scheduler);
    }
}
