package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Clocks and a scheduler that stand still until a test moves them on. */
public final class FakeTime implements Timing {
    private final List<Task> tasks = new ArrayList<>();
    /** Those that their owner has not yet taken back, run or not. */
    private final Set<Task> kept = new HashSet<>();

    private Instant wall;
    private Duration elapsed = Duration.ZERO;
    private long scheduledEver;

    private record Task(Duration due, long number, Duration delay, Runnable run) {}

    public FakeTime() {
        this(Instant.parse("2026-03-04T05:06:07Z"));
    }

    public FakeTime(Instant start) {
        wall = start;
    }

    @Override
    public synchronized Instant now() {
        return wall;
    }

    @Override
    public synchronized Duration elapsed() {
        return elapsed;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable run) {
        Task task = new Task(elapsed.plus(delay), scheduledEver++, delay, run);
        tasks.add(task);
        kept.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
                kept.remove(task);
            }
        };
    }

    /** Moves on, running on this thread what becomes due, each at its own time. */
    public void advance(Duration by) {
        Duration end = elapsed().plus(by);
        for (Task task = takeDue(end); task != null; task = takeDue(end)) {
            task.run().run();
        }
        moveTo(end);
    }

    private synchronized Task takeDue(Duration end) {
        Optional<Task> first = first().filter(task -> task.due().compareTo(end) <= 0);
        first.ifPresent(task -> {
            tasks.remove(task);
            moveTo(task.due());
        });
        return first.orElse(null);
    }

    private synchronized void moveTo(Duration moment) {
        if (moment.compareTo(elapsed) > 0) {
            wall = wall.plus(moment.minus(elapsed));
            elapsed = moment;
        }
    }

    /** Sets the wall clock, forwards or backwards, while no time passes. */
    public synchronized void jump(Duration by) {
        wall = wall.plus(by);
    }

    private Optional<Task> first() {
        return tasks.stream().min(Comparator.comparing(Task::due).thenComparing(Task::number));
    }

    /** How many are scheduled when it has come to rest: whoever hears of a result may do so before its timers are ended. */
    public int scheduledAtLast() {
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (scheduled() > 0 && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        return scheduled();
    }

    /** How many tasks wait. */
    public synchronized int scheduled() {
        return tasks.size();
    }

    /** How many tasks wait that were scheduled with this delay. */
    public synchronized long scheduled(Duration delay) {
        return tasks.stream().filter(task -> task.delay().equals(delay)).count();
    }

    /** How many were scheduled with this delay whose owner has not yet taken them back, even if they have run. */
    public synchronized long kept(Duration delay) {
        return kept.stream().filter(task -> task.delay().equals(delay)).count();
    }

    /** How long until the first task is due. */
    public synchronized Optional<Duration> untilNext() {
        return first().map(task -> task.due().minus(elapsed));
    }

    /** The wall clock. */
    public Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("this clock tells UTC only");
            }
        };
    }
}
