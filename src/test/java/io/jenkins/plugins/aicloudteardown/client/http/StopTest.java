package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopTest {
    private final Stop stop = new Stop();
    private final List<String> done = new ArrayList<>();

    @Test
    void nothingIsStoppedAtFirst() {
        stop.onStop(() -> done.add("action"));

        assertThat(stop.cause()).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void theFirstCauseWins() {
        stop.stop(Stop.Cause.DEADLINE);
        stop.stop(Stop.Cause.ABORTED);

        assertThat(stop.cause()).contains(Stop.Cause.DEADLINE);
    }

    @Test
    void runsEveryActionOnce() {
        Runnable same = () -> done.add("same");
        stop.onStop(same);
        stop.onStop(same);
        stop.stop(Stop.Cause.ABORTED);
        stop.stop(Stop.Cause.ABORTED);

        assertThat(done).containsExactly("same", "same");
    }

    @Test
    void runsAnActionAtOnceThatComesTooLate() {
        stop.stop(Stop.Cause.ABORTED);
        stop.onStop(() -> done.add("late"));

        assertThat(done).containsExactly("late");
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void everyActionRunsWhateverAnotherOneThrows(Throwable thrown) {
        for (int i = 0; i < 20; i++) {
            String name = "action " + i;
            stop.onStop(() -> {
                done.add(name);
                StopTest.<RuntimeException>raise(thrown);
            });
        }
        stop.stop(Stop.Cause.ABORTED);
        stop.onStop(() -> {
            done.add("late");
            StopTest.<RuntimeException>raise(thrown);
        });

        assertThat(done).hasSize(21).doesNotHaveDuplicates().endsWith("late");
    }

    static Stream<Throwable> throwables() {
        return Stream.of(new IllegalStateException(), new OutOfMemoryError(), new IOException());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void actionsRunOnceHoweverManyThreadsStopWhileTheyAreRegistered() throws Exception {
        int many = 2000;
        AtomicIntegerArray runs = new AtomicIntegerArray(many);
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int share = thread;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = share; i < many; i += 4) {
                    int number = i;
                    stop.onStop(() -> runs.incrementAndGet(number));
                    if (i > many / 2) {
                        stop.stop(Stop.Cause.values()[i % 3]);
                    }
                }
            }));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

        assertThat(IntStream.range(0, many).map(runs::get)).containsOnly(1);
    }

    @Test
    void anActionThatStopsAgainRunsOnce() {
        stop.onStop(() -> {
            done.add("again");
            stop.stop(Stop.Cause.SKIPPED);
        });
        stop.onStop(() -> done.add("other"));
        stop.stop(Stop.Cause.DEADLINE);

        assertThat(done).containsExactlyInAnyOrder("again", "other");
        assertThat(stop.cause()).contains(Stop.Cause.DEADLINE);
    }

    @Test
    void aPauseThatCannotBeScheduledEndsAtOnce() {
        OutOfMemoryError failure = new OutOfMemoryError("unable to create native thread");
        Timing failing = new Timing() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public Duration elapsed() {
                return Duration.ZERO;
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                throw failure;
            }
        };

        assertThat(catchThrowable(stop.pause(Duration.ofSeconds(1), failing)::join))
                .hasCause(failure);
    }

    @Test
    void anActionTakenBackDoesNotRun() {
        Runnable takeBack = stop.onStop(() -> done.add("taken back"));
        stop.onStop(() -> done.add("kept"));
        takeBack.run();
        stop.stop(Stop.Cause.ABORTED);

        assertThat(done).containsExactly("kept");
    }

    @Test
    void aGuardedFutureEndsWithTheValue() {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> guarded = stop.guard(future);
        future.complete("value");
        stop.stop(Stop.Cause.ABORTED);

        assertThat(guarded).isCompletedWithValue("value");
    }

    @Test
    void aGuardedFutureEndsWithTheFailure() {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> guarded = stop.guard(future);
        IllegalStateException failure = new IllegalStateException();
        future.completeExceptionally(failure);

        assertThat(catchThrowable(guarded::join))
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void aGuardedFutureEndsWhenAllIsStopped() {
        CompletableFuture<String> guarded = stop.guard(new CompletableFuture<>());
        stop.stop(Stop.Cause.DEADLINE);

        assertThat(why(guarded)).isEqualTo(Stop.Cause.DEADLINE);
    }

    @Test
    void whatIsGuardedAfterTheStopEndsAtOnceEvenWithAValue() {
        stop.stop(Stop.Cause.ABORTED);

        assertThat(why(stop.guard(new CompletableFuture<>()))).isEqualTo(Stop.Cause.ABORTED);
        assertThat(why(stop.guard(CompletableFuture.completedFuture("value")))).isEqualTo(Stop.Cause.ABORTED);
    }

    private static Stop.Cause why(CompletableFuture<String> guarded) {
        assertThat(guarded).isCompletedExceptionally();
        return ((StoppedException) catchThrowable(guarded::join).getCause()).why();
    }

    @Test
    void aPauseEndsWithItsTime() {
        FakeTime time = new FakeTime();
        CompletableFuture<Void> pause = stop.pause(Duration.ofSeconds(2), time);
        time.advance(Duration.ofMillis(1999));
        assertThat(pause).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(pause).isCompleted();

        assertThat(stop.pause(Duration.ZERO, time)).isCompleted();
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void aStopEndsAPauseAndNothingStaysScheduled() {
        FakeTime time = new FakeTime();
        CompletableFuture<Void> pause = stop.pause(Duration.ofSeconds(2), time);
        stop.stop(Stop.Cause.DEADLINE);

        assertThat(catchThrowable(pause::join)).hasRootCauseInstanceOf(StoppedException.class);
        assertThat(time.scheduledAtLast()).isZero();
        assertThat(stop.pause(Duration.ZERO, time)).isCompletedExceptionally();
        assertThat(stop.because(Stop.Cause.DEADLINE)).isTrue();
        assertThat(stop.because(Stop.Cause.ABORTED)).isFalse();
    }
}
