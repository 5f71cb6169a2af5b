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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyedLimiterTest {
    private static final Limit TWO = Limit.inFlight("two", 2);
    private static final Limit EVERY_SECOND = Limit.every("rate", Duration.ofSeconds(1));

    private final FakeTime time = new FakeTime();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final KeyedLimiter limiter = new KeyedLimiter(time, work::add);
    private final Stop stop = new Stop();
    private final Object other = new Object();

    @Test
    void givesAsManyTurnsAsMayBeInFlight() {
        List<CompletableFuture<Turn>> turns = acquire(3, TWO);

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
                turn.close();
            });
        }
        work();

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aTurnGivenBackTwiceCountsOnce() {
        CompletableFuture<Turn> first = acquire(TWO);
        acquire(TWO);
        List<CompletableFuture<Turn>> waiting = acquire(2, TWO);
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
                turn.begins();
                turn.close();
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
        release(begun(acquire(EVERY_SECOND)));
        advance(Duration.ofMillis(400));
        CompletableFuture<Turn> second = acquire(EVERY_SECOND);
        assertThat(second).isNotDone();
        assertThat(time.untilNext()).contains(Duration.ofMillis(600));
        advance(Duration.ofMillis(600));
        assertThat(second).isCompleted();

        release(begun(second));
        advance(Duration.ofMinutes(1));
        assertThat(acquire(EVERY_SECOND)).isCompleted();
    }

    @Test
    void asksAnewHowManyMayBeInFlight() {
        AtomicInteger max = new AtomicInteger(1);
        Limit growing = new Limit("growing", max::get, Duration.ZERO);
        CompletableFuture<Turn> first = acquire(growing);
        List<CompletableFuture<Turn>> waiting = acquire(3, growing);
        max.set(Integer.MAX_VALUE);
        assertThat(waiting.get(0)).isNotDone();
        release(first);

        assertThat(waiting).allSatisfy(turn -> assertThat(turn).isCompleted());
    }

    @Test
    void holdsToSeveralLimitsAtOnce() {
        Limit one = Limit.inFlight("one", 1);
        CompletableFuture<Turn> first = acquire(TWO, one);
        CompletableFuture<Turn> second = acquire(TWO, one);
        CompletableFuture<Turn> third = acquire(TWO);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(third).as("the second one holds its turn while it waits").isNotDone();

        release(first);
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
    }

    @Test
    void whoeverStopsWhileWaitingEndsAtOnceAndTakesNoTurn() {
        CompletableFuture<Turn> first = acquire(Limit.inFlight("one", 1));
        CompletableFuture<Turn> stopped = acquire(Limit.inFlight("one", 1));
        CompletableFuture<Turn> waiting = limiter.acquire(List.of(Limit.inFlight("one", 1)), other, new Stop());
        stop.stop(Stop.Cause.DEADLINE);
        work();
        assertThat(why(stopped)).isEqualTo(Stop.Cause.DEADLINE);
        assertThat(waiting).isNotDone();

        release(first);
        assertThat(waiting).isCompleted();
    }

    @Test
    void whoeverStopsGivesBackWhatItHeldMeanwhile() {
        Limit one = Limit.inFlight("one", 1);
        CompletableFuture<Turn> holder = limiter.acquire(List.of(one), other, new Stop());
        CompletableFuture<Turn> stopped = acquire(Limit.inFlight("outer", 1), one);
        stop.stop(Stop.Cause.ABORTED);
        work();

        assertThat(why(stopped)).isEqualTo(Stop.Cause.ABORTED);
        CompletableFuture<Turn> next = limiter.acquire(List.of(Limit.inFlight("outer", 1)), other, new Stop());
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
        acquire(2, EVERY_SECOND)
                .forEach(turn -> turn.thenAccept(given -> {
                    given.begins();
                    given.close();
                }));
        work();
        advance(Duration.ofSeconds(2));
        assertThat(time.scheduledAtLast()).isZero();

        release(acquire(Limit.inFlight("another", 1)));
        assertThat(limiter.lanes()).isZero();
    }

    @Test
    void whenAllWhoWaitForAnIntervalHaveStoppedNothingStaysScheduled() {
        begun(acquire(EVERY_SECOND));
        acquire(100, EVERY_SECOND);
        assertThat(time.scheduled()).isEqualTo(1);
        stop.stop(Stop.Cause.ABORTED);
        work();

        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void anotherTeardownKeepsItsIntervalWhenOneStops() {
        begun(acquire(EVERY_SECOND));
        acquire(EVERY_SECOND);
        CompletableFuture<Turn> waiting = limiter.acquire(List.of(EVERY_SECOND), other, new Stop());
        stop.stop(Stop.Cause.ABORTED);
        work();
        assertThat(waiting).isNotDone();
        advance(Duration.ofSeconds(1));

        assertThat(waiting).isCompleted();
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
            turn.close();
            depth.decrementAndGet();
        }));
        work();

        assertThat(served).hasValue(1000);
        assertThat(deepest).hasValue(1);
        assertThat(limiter.lanes()).isZero();
    }

    // Owners

    @Test
    void turnsGoRoundBetweenOwnersAndAreFirstComeFirstServedForEach() {
        Limit one = Limit.inFlight("one", 1);
        List<String> served = new ArrayList<>();
        List<Object> owners = List.of("a", "b", "c");
        for (int i = 0; i < 3; i++) {
            for (Object owner : owners.subList(i, 3)) {
                String name = owner + "" + i;
                serve(one, owner, () -> served.add(name));
            }
        }
        serve(one, "a", () -> served.add("a3"));
        serve(one, "a", () -> served.add("a4"));
        work();

        assertThat(served).containsExactly("a0", "b0", "c0", "a3", "b1", "c1", "a4", "c2");
    }

    @Test
    void aThousandIdsOfOneDoNotKeepAnothersOneWaiting() {
        for (Limit limit : List.of(Limit.inFlight("one", 1), EVERY_SECOND)) {
            AtomicInteger served = new AtomicInteger();
            AtomicInteger before = new AtomicInteger(-1);
            for (int i = 0; i < 1000; i++) {
                serve(limit, this, served::incrementAndGet);
            }
            serve(limit, other, () -> before.set(served.get()));
            work();
            advance(Duration.ofSeconds(3));

            assertThat(before).as(limit.key()).hasValueBetween(0, 2);
        }
    }

    @Test
    void anOwnerIsTheVeryObjectWhateverItEquals() {
        Limit one = Limit.inFlight("one", 1);
        List<String> served = new ArrayList<>();
        Object first = List.of();
        Object equal = new ArrayList<>();
        CompletableFuture<Turn> holder = acquire(one);
        serve(one, first, () -> served.add("first"));
        serve(one, first, () -> served.add("first again"));
        serve(one, equal, () -> served.add("equal"));
        release(holder);

        assertThat(served).containsExactly("first", "equal", "first again");
    }

    @Test
    void anOwnerWhoWaitedAlreadyComesBeforeOneWhoComesAgain() {
        Limit one = Limit.inFlight("one", 1);
        CompletableFuture<Turn> first = acquire(one);
        CompletableFuture<Turn> again = acquire(one);
        CompletableFuture<Turn> waiting = limiter.acquire(List.of(one), other, stop);
        release(first);
        CompletableFuture<Turn> third = acquire(one);

        assertThat(again).as("has waited longest").isCompleted();
        release(again);
        assertThat(waiting).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void theOtherIdsOfAStoppedOwnerGoOnInTheirOrder() {
        Limit one = Limit.inFlight("one", 1);
        Stop own = new Stop();
        CompletableFuture<Turn> holder = acquire(one);
        CompletableFuture<Turn> first = acquire(one);
        CompletableFuture<Turn> stopped = limiter.acquire(List.of(one), this, own);
        CompletableFuture<Turn> last = acquire(one);
        own.stop(Stop.Cause.DEADLINE);
        work();
        assertThat(why(stopped)).isEqualTo(Stop.Cause.DEADLINE);

        release(holder);
        assertThat(first).isCompleted();
        release(first);
        assertThat(last).isCompleted();
    }

    @Test
    @Timeout(20)
    void tensOfThousandsOfWaitersCostNoMoreThanTheirNumber() {
        Limit one = Limit.inFlight("one", 1);
        int many = 30_000;
        AtomicInteger served = new AtomicInteger();
        CompletableFuture<Turn> holder = limiter.acquire(List.of(one), other, new Stop());
        work();
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            serve(one, this, served::incrementAndGet);
            Stop own = new Stop();
            stops.add(own);
            limiter.acquire(List.of(one), other, own);
        }
        for (int i = many - 1; i >= 0; i--) {
            stops.get(i).stop(Stop.Cause.ABORTED);
        }
        work();
        release(holder);

        assertThat(served).hasValue(many);
        assertThat(limiter.lanes()).isZero();
    }

    // Rates

    @Test
    void theIntervalRunsFromTheSendAndNotFromTheTurn() {
        CompletableFuture<Turn> first = acquire(EVERY_SECOND);
        CompletableFuture<Turn> second = acquire(EVERY_SECOND);
        advance(Duration.ofSeconds(5));
        assertThat(second).as("the first has not begun").isNotDone();

        begun(first);
        advance(Duration.ofMillis(999));
        assertThat(second).isNotDone();
        advance(Duration.ofMillis(1));
        assertThat(second).isCompleted();
    }

    @Test
    void sendsThatWaitForTheHostDoNotCatchUpInABunch() {
        Limit host = Limit.inFlight("host", 1);
        CompletableFuture<Turn> busy = limiter.acquire(List.of(host), other, new Stop());
        List<Instant> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            acquireLater(EVERY_SECOND, host).thenAccept(turn -> {
                turn.begins();
                sent.add(time.now());
                turn.close();
            });
        }
        work();
        advance(Duration.ofSeconds(10));
        assertThat(sent).isEmpty();
        Instant start = time.now();
        release(busy);
        advance(Duration.ofSeconds(10));

        assertThat(sent).containsExactly(start, start.plusSeconds(1), start.plusSeconds(2), start.plusSeconds(3));
    }

    @Test
    void whoeverWaitsForItsRateHoldsNothingOfTheHost() {
        Limit host = Limit.inFlight("host", 1);
        release(begun(acquire(EVERY_SECOND, host)));
        acquire(10, EVERY_SECOND, host);

        assertThat(acquire(Limit.every("other rate", Duration.ofSeconds(1)), host))
                .isCompleted();
    }

    @Test
    void aTurnGivenBackUnbegunFreesTheRateAtOnce() {
        CompletableFuture<Turn> first = acquire(EVERY_SECOND);
        CompletableFuture<Turn> second = acquire(EVERY_SECOND);
        release(first);
        assertThat(second).isCompleted();

        release(second);
        assertThat(acquire(EVERY_SECOND)).isCompleted();
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void aTurnGivenBackUnbegunLeavesTheIntervalOfTheSendBeforeIt() {
        release(begun(acquire(EVERY_SECOND)));
        advance(Duration.ofSeconds(1));
        CompletableFuture<Turn> sent = acquire(EVERY_SECOND);
        CompletableFuture<Turn> stopped = limiter.acquire(List.of(EVERY_SECOND), other, new Stop());
        release(begun(sent));
        advance(Duration.ofSeconds(1));
        release(stopped);
        CompletableFuture<Turn> next = begun(acquire(EVERY_SECOND));

        assertThat(next).isCompleted();
        assertThat(acquire(EVERY_SECOND)).isNotDone();
    }

    @Test
    void onlyTheFirstBeginningCountsAndNoneAfterTheEnd() {
        CompletableFuture<Turn> first = acquire(EVERY_SECOND);
        begun(first);
        CompletableFuture<Turn> second = acquire(EVERY_SECOND);
        advance(Duration.ofMillis(600));
        begun(first);
        advance(Duration.ofMillis(400));
        assertThat(second).isCompleted();

        release(first);
        release(second);
        begun(second);
        begun(first);
        assertThat(acquire(EVERY_SECOND)).isCompleted();
    }

    @Test
    void whoeverStopsWithTheTurnOfARateInHandFreesIt() {
        Limit host = Limit.inFlight("host", 1);
        CompletableFuture<Turn> busy = limiter.acquire(List.of(host), other, new Stop());
        acquire(EVERY_SECOND, host);
        CompletableFuture<Turn> waiting = limiter.acquire(List.of(EVERY_SECOND), other, new Stop());
        assertThat(waiting).isNotDone();
        stop.stop(Stop.Cause.ABORTED);
        work();

        assertThat(waiting).isCompleted();
        release(busy);
    }

    @Test
    void aClockThatJumpsStretchesAndShortensNoInterval() {
        for (Duration jump : List.of(Duration.ofHours(-1), Duration.ofHours(1), Duration.ofDays(-400))) {
            Limit rate = Limit.every("rate " + jump, Duration.ofSeconds(1));
            begun(acquire(rate));
            CompletableFuture<Turn> second = acquire(rate);
            time.jump(jump);
            CompletableFuture<Turn> third = acquire(rate);
            advance(Duration.ofMillis(999));
            assertThat(second).isNotDone();
            advance(Duration.ofMillis(1));
            begun(second);
            assertThat(second).isCompleted();
            assertThat(third).isNotDone();
            advance(Duration.ofSeconds(1));
            assertThat(third).isCompleted();
        }
    }

    // Nothing is lost

    @Test
    void limitsAreTakenInTheOrderGiven() {
        Limit one = Limit.inFlight("one", 1);
        Limit two = Limit.inFlight("second", 1);
        CompletableFuture<Turn> holder = acquire(one);
        CompletableFuture<Turn> both = acquire(one, two);

        CompletableFuture<Turn> free = acquire(two);
        assertThat(free)
                .as("whoever waits for the first has not taken the second")
                .isCompleted();
        release(holder);
        assertThat(both).isNotDone();
        release(free);
        assertThat(both).isCompleted();
    }

    @ParameterizedTest
    @MethodSource("whatAPoolThrows")
    void aTurnThatThePoolCannotDeliverIsDeliveredAnyway(Throwable thrown, boolean queued) {
        Queue<Runnable> kept = new ArrayDeque<>();
        KeyedLimiter broken = new KeyedLimiter(time, task -> {
            if (queued) {
                kept.add(task);
            }
            KeyedLimiterTest.<RuntimeException>raise(thrown);
        });
        List<CompletableFuture<Turn>> turns = IntStream.range(0, 3)
                .mapToObj(i -> broken.acquire(List.of(Limit.inFlight("one", 1)), this, stop))
                .toList();

        assertThat(turns.get(0)).isCompleted();
        turns.get(0).join().close();
        assertThat(turns.get(1)).isCompleted();
        stop.stop(Stop.Cause.ABORTED);
        assertThat(why(turns.get(2))).isEqualTo(Stop.Cause.ABORTED);
        kept.forEach(Runnable::run);
        turns.get(1).join().close();
        assertThat(broken.lanes()).isZero();
    }

    static Stream<Arguments> whatAPoolThrows() {
        return Stream.of(
                        new RejectedExecutionException(),
                        new OutOfMemoryError("unable to create native thread"),
                        new IllegalStateException(),
                        new StackOverflowError())
                .flatMap(thrown -> Stream.of(Arguments.of(thrown, true), Arguments.of(thrown, false)));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void tenThousandTurnsWithoutAPoolDoNotBecomeOneDeepStack() {
        KeyedLimiter broken = new KeyedLimiter(time, task -> {
            throw new RejectedExecutionException();
        });
        AtomicInteger served = new AtomicInteger();
        CompletableFuture<Turn> holder = broken.acquire(List.of(Limit.inFlight("one", 1)), this, stop);
        for (int i = 0; i < 10_000; i++) {
            broken.acquire(List.of(Limit.inFlight("one", 1)), this, stop).thenAccept(turn -> {
                served.incrementAndGet();
                turn.close();
            });
        }
        holder.join().close();

        assertThat(served).hasValue(10_000);
        assertThat(broken.lanes()).isZero();
    }

    @Test
    void aTurnThatNobodyWantsAnyMoreIsGivenBack() {
        Limit one = Limit.inFlight("one", 1);
        CompletableFuture<Turn> holder = acquire(one);
        CompletableFuture<Turn> unwanted = acquire(one);
        CompletableFuture<Turn> next = acquire(one);
        unwanted.cancel(true);
        release(holder);

        assertThat(next).isCompleted();
    }

    @Test
    void whoeverCannotBeWokenDoesNotSleep() {
        AtomicReference<OutOfMemoryError> failure = new AtomicReference<>();
        Timing failing = new Timing() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public Duration elapsed() {
                return time.elapsed();
            }

            @Override
            public Runnable after(Duration delay, Runnable task) {
                if (failure.get() != null) {
                    throw failure.get();
                }
                return time.after(delay, task);
            }
        };
        KeyedLimiter broken = new KeyedLimiter(failing, Runnable::run);
        Limit host = Limit.inFlight("host", 1);
        broken.acquire(List.of(EVERY_SECOND), this, stop).join().begins();
        failure.set(new OutOfMemoryError("unable to create native thread"));
        CompletableFuture<Turn> asleep = broken.acquire(List.of(host, EVERY_SECOND), this, stop);

        assertThat(catchThrowable(asleep::join)).hasCause(failure.get());
        assertThat(broken.acquire(List.of(host), this, stop)).isCompleted();
        failure.set(null);
        CompletableFuture<Turn> later = broken.acquire(List.of(EVERY_SECOND), this, stop);
        time.advance(Duration.ofSeconds(1));
        assertThat(later).isCompleted();
    }

    // Tools

    private void serve(Limit limit, Object owner, Runnable served) {
        limiter.acquire(List.of(limit), owner, new Stop()).thenAccept(turn -> {
            turn.begins();
            served.run();
            turn.close();
        });
    }

    private static CompletableFuture<Turn> begun(CompletableFuture<Turn> turn) {
        turn.join().begins();
        return turn;
    }

    private List<CompletableFuture<Turn>> acquire(int times, Limit... limits) {
        return IntStream.range(0, times).mapToObj(i -> acquire(limits)).toList();
    }

    private CompletableFuture<Turn> acquire(Limit... limits) {
        CompletableFuture<Turn> turn = acquireLater(limits);
        work();
        return turn;
    }

    private CompletableFuture<Turn> acquireLater(Limit... limits) {
        return limiter.acquire(List.of(limits), this, stop);
    }

    private void release(CompletableFuture<Turn> turn) {
        turn.join().close();
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

    private static Stop.Cause why(CompletableFuture<Turn> turn) {
        assertThat(turn).isCompletedExceptionally();
        Throwable error = catchThrowable(turn::join);
        return ((StoppedException) error.getCause()).why();
    }
}
