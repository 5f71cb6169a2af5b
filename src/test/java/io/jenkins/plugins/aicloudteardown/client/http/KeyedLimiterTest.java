package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedLimiterTest {
    private static final Limit TWO = Limit.inFlight("two", 2);
    private static final Limit EVERY_SECOND = Limit.every("rate", Duration.ofSeconds(1));

    private final FakeTime time = new FakeTime();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final KeyedLimiter limiter = new KeyedLimiter(time, work::add);
    private final Stop stop = new Stop();

    @Test
    void givesAsManyTurnsAsMayBeInFlight() {
        List<CompletableFuture<Runnable>> turns = acquire(3, TWO);

        assertThat(turns.get(0)).isCompleted();
        assertThat(turns.get(1)).isCompleted();
        assertThat(turns.get(2)).isNotDone();

        release(turns.get(0));
        assertThat(turns.get(2)).isCompleted();
    }

    @Test
    void servesInTheOrderOfArrival() {
        Limit one = Limit.inFlight("one", 1);
        List<Integer> served = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            acquire(one).thenAccept(turn -> {
                served.add(number);
                turn.run();
            });
        }
        work();

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aTurnGivenBackTwiceCountsOnce() {
        CompletableFuture<Runnable> first = acquire(TWO);
        acquire(TWO);
        List<CompletableFuture<Runnable>> waiting = acquire(2, TWO);
        release(first);
        release(first);

        assertThat(waiting.get(0)).isCompleted();
        assertThat(waiting.get(1)).isNotDone();
    }

    @Test
    void keysDoNotWaitForEachOther() {
        acquire(2, TWO);

        assertThat(acquire(Limit.inFlight("other", 1))).isCompleted();
    }

    @Test
    void keepsTheIntervalEvenIfTurnsAreGivenBackAtOnce() {
        List<Instant> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            acquire(EVERY_SECOND).thenAccept(turn -> {
                given.add(time.now());
                turn.run();
            });
        }
        work();
        Instant start = time.now();
        advance(Duration.ofMillis(999));
        assertThat(given).containsExactly(start);
        advance(Duration.ofMillis(1));
        advance(Duration.ofSeconds(5));

        assertThat(given).containsExactly(start, start.plusSeconds(1), start.plusSeconds(2));
    }

    @Test
    void anIntervalAlsoCountsFromATurnLongOver() {
        release(acquire(EVERY_SECOND));
        advance(Duration.ofMillis(400));
        CompletableFuture<Runnable> second = acquire(EVERY_SECOND);
        assertThat(second).isNotDone();
        assertThat(time.untilNext()).contains(Duration.ofMillis(600));
        advance(Duration.ofMillis(600));
        assertThat(second).isCompleted();

        release(second);
        advance(Duration.ofMinutes(1));
        assertThat(acquire(EVERY_SECOND)).isCompleted();
    }

    @Test
    void asksAnewHowManyMayBeInFlight() {
        AtomicInteger max = new AtomicInteger(1);
        Limit growing = new Limit("growing", max::get, Duration.ZERO);
        CompletableFuture<Runnable> first = acquire(growing);
        List<CompletableFuture<Runnable>> waiting = acquire(3, growing);
        max.set(Integer.MAX_VALUE);
        assertThat(waiting.get(0)).isNotDone();
        release(first);

        assertThat(waiting).allSatisfy(turn -> assertThat(turn).isCompleted());
    }

    @Test
    void holdsToSeveralLimitsAtOnce() {
        Limit one = Limit.inFlight("one", 1);
        CompletableFuture<Runnable> first = acquire(TWO, one);
        CompletableFuture<Runnable> second = acquire(TWO, one);
        CompletableFuture<Runnable> third = acquire(TWO);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(third).as("the second one holds its turn while it waits").isNotDone();

        release(first);
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void whoeverStopsWhileWaitingEndsAtOnceAndTakesNoTurn() {
        CompletableFuture<Runnable> first = acquire(Limit.inFlight("one", 1));
        CompletableFuture<Runnable> stopped = acquire(Limit.inFlight("one", 1));
        CompletableFuture<Runnable> other = limiter.acquire(List.of(Limit.inFlight("one", 1)), new Stop());
        stop.stop(Stop.Cause.DEADLINE);
        work();
        assertThat(why(stopped)).isEqualTo(Stop.Cause.DEADLINE);
        assertThat(other).isNotDone();

        release(first);
        assertThat(other).isCompleted();
    }

    @Test
    void whoeverStopsGivesBackWhatItHeldMeanwhile() {
        Limit one = Limit.inFlight("one", 1);
        CompletableFuture<Runnable> holder = limiter.acquire(List.of(one), new Stop());
        CompletableFuture<Runnable> stopped = acquire(Limit.inFlight("outer", 1), one);
        stop.stop(Stop.Cause.ABORTED);
        work();

        assertThat(why(stopped)).isEqualTo(Stop.Cause.ABORTED);
        CompletableFuture<Runnable> next = limiter.acquire(List.of(Limit.inFlight("outer", 1)), new Stop());
        work();
        assertThat(next).isCompleted();
        release(next);
        release(holder);
        assertThat(limiter.lanes()).isZero();
    }

    @Test
    void afterTheStopNoTurnIsGiven() {
        stop.stop(Stop.Cause.ABORTED);

        assertThat(why(acquire(TWO))).isEqualTo(Stop.Cause.ABORTED);
        assertThat(limiter.lanes()).isZero();
    }

    @Test
    void leavesNothingBehind() {
        acquire(5, TWO).forEach(this::release);
        acquire(2, EVERY_SECOND).forEach(turn -> turn.thenAccept(Runnable::run));
        work();
        advance(Duration.ofSeconds(2));
        assertThat(time.scheduled()).isZero();

        release(acquire(Limit.inFlight("another", 1)));
        assertThat(limiter.lanes()).isZero();
    }

    @Test
    void whenAllWhoWaitForAnIntervalHaveStoppedNothingStaysScheduled() {
        acquire(1, EVERY_SECOND);
        acquire(100, EVERY_SECOND);
        assertThat(time.scheduled()).isEqualTo(1);
        stop.stop(Stop.Cause.ABORTED);
        work();

        assertThat(time.scheduled()).isZero();
    }

    @Test
    void anotherTeardownKeepsItsIntervalWhenOneStops() {
        acquire(2, EVERY_SECOND);
        CompletableFuture<Runnable> other = limiter.acquire(List.of(EVERY_SECOND), new Stop());
        stop.stop(Stop.Cause.ABORTED);
        work();
        assertThat(other).isNotDone();
        advance(Duration.ofSeconds(1));

        assertThat(other).isCompleted();
    }

    @Test
    void aThousandWaitersDoNotBecomeOneDeepStack() {
        Limit one = Limit.inFlight("one", 1);
        AtomicInteger depth = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        IntStream.range(0, 1000).forEach(i -> acquireLater(one).thenAccept(turn -> {
            deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
            served.incrementAndGet();
            turn.run();
            depth.decrementAndGet();
        }));
        work();

        assertThat(served).hasValue(1000);
        assertThat(deepest).hasValue(1);
        assertThat(limiter.lanes()).isZero();
    }

    private List<CompletableFuture<Runnable>> acquire(int times, Limit limit) {
        return IntStream.range(0, times).mapToObj(i -> acquire(limit)).toList();
    }

    private CompletableFuture<Runnable> acquire(Limit... limits) {
        CompletableFuture<Runnable> turn = acquireLater(limits);
        work();
        return turn;
    }

    private CompletableFuture<Runnable> acquireLater(Limit... limits) {
        return limiter.acquire(List.of(limits), stop);
    }

    private void release(CompletableFuture<Runnable> turn) {
        turn.join().run();
        work();
    }

    private void advance(Duration by) {
        Instant end = time.now().plus(by);
        while (time.untilNext()
                .filter(next -> !time.now().plus(next).isAfter(end))
                .isPresent()) {
            time.advance(time.untilNext().orElseThrow());
            work();
        }
        time.advance(Duration.between(time.now(), end));
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private static Stop.Cause why(CompletableFuture<Runnable> turn) {
        assertThat(turn).isCompletedExceptionally();
        Throwable error = catchThrowable(turn::join);
        return ((StoppedException) error.getCause()).why();
    }
}
