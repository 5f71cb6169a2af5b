package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimingTest {
    private final FakeTime wall = new FakeTime();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            delays.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    };
    private final Timing timing = Timing.of(wall.clock(), scheduler);

    @AfterEach
    void close() {
        scheduler.shutdownNow();
    }

    @Test
    void timeNeitherStandsNorGoesBackWhenTheClockJumps() {
        Duration last = timing.elapsed();
        assertThat(last).isGreaterThanOrEqualTo(Duration.ZERO);
        for (Duration jump : List.of(Duration.ofDays(-1), Duration.ofDays(2), Duration.ofDays(-400))) {
            wall.jump(jump);
            Duration next = timing.elapsed();
            assertThat(timing.now()).isEqualTo(wall.now());
            assertThat(next).isBetween(last, last.plusSeconds(60));
            last = next;
        }
    }

    @Test
    void aTaskThatThrowsDoesNotThrowIntoTheScheduler() {
        timing.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException();
        });
        timing.after(Duration.ofSeconds(1), () -> {
            throw new OutOfMemoryError();
        });

        assertThat(tasks).hasSize(2).allSatisfy(task -> assertThatCode(task::run)
                .doesNotThrowAnyException());
    }

    @Test
    void aDelayIsNeitherNegativeNorTooLongToCount() {
        timing.after(Duration.ofSeconds(-1), () -> {});
        timing.after(Duration.ofNanos(1_500_000), () -> {});
        timing.after(Duration.ofDays(1_000_000), () -> {});

        assertThat(delays)
                .containsExactly(Duration.ZERO, Duration.ofNanos(1_500_000), Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void aTaskIsTakenBackHoweverOften() {
        Runnable cancel = timing.after(Duration.ofSeconds(1), () -> {});
        cancel.run();
        cancel.run();

        assertThat(scheduler.getQueue()).allSatisfy(task -> assertThat(((ScheduledFuture<?>) task).isCancelled())
                .isTrue());
    }
}
