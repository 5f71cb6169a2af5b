package io.jenkins.plugins.aicloudteardown.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lookup ends, and none waits for the store of another lane. */
class LookupsTest {
    private static final String LANE = "/key";

    private final FakeTime time = new FakeTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Lookups lookups = new Lookups(threads, time, Runnable::run);
    private final List<Store> stores = new ArrayList<>();

    @AfterEach
    void answerAll() throws InterruptedException {
        stores.forEach(store -> store.answer.countDown());
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Does not answer before it is told to, and tells who interrupts it; it need not heed that. */
    private final class Store implements Callable<String> {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final boolean heedsInterrupts;

        Store(boolean heedsInterrupts) {
            this.heedsInterrupts = heedsInterrupts;
            stores.add(this);
        }

        @Override
        public String call() throws InterruptedException {
            asked.countDown();
            while (true) {
                try {
                    answer.await();
                    return "found";
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    if (heedsInterrupts) {
                        throw e;
                    }
                }
            }
        }
    }

    private CompletableFuture<String> submit(String lane, Callable<String> lookup) {
        return lookups.submit(lane, lookup, Function.identity(), TimeoutException::new);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Takes every place of the lane; none of them gives it up before it is told to answer. */
    private List<Store> hang() throws InterruptedException {
        List<Store> hanging = new ArrayList<>();
        for (int i = 0; i < Lookups.AT_ONCE; i++) {
            Store store = new Store(false);
            hanging.add(store);
            submit(LANE, store);
            await(store.asked);
        }
        return hanging;
    }

    private static void assertFailure(CompletableFuture<?> lookup, Class<? extends Throwable> type) {
        assertThat(lookup).failsWithin(Duration.ofMinutes(1));
        assertThat(lookup.handle((found, error) -> error).join()).isInstanceOf(type);
    }

    /** Whoever waits for a result may hear of it before those do that were there first. */
    private void nothingIsLeftScheduled() {
        assertThat(time.scheduledAtLast()).isZero();
    }

    @Test
    void whatIsFoundIsTheAnswerAndNothingIsLeftScheduled() {
        assertThat(submit(LANE, () -> "found").join()).isEqualTo("found");
        nothingIsLeftScheduled();
    }

    static List<Throwable> troubles() {
        return List.of(
                new IOException("down"),
                new IllegalStateException(),
                new NoClassDefFoundError(),
                new StackOverflowError(),
                new OutOfMemoryError());
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverIsThrownIsTheAnswer(Throwable trouble) {
        CompletableFuture<String> lookup = submit(LANE, () -> {
            throw LookupsTest.<RuntimeException>sneaky(trouble);
        });
        assertThat(lookup.handle((found, error) -> error).join()).isSameAs(trouble);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable error) throws T {
        throw (T) error;
    }

    @Test
    void aStoreThatDoesNotAnswerIsInterruptedAtTheLimit() throws Exception {
        Store store = new Store(true);
        CompletableFuture<String> lookup = submit(LANE, store);
        await(store.asked);
        time.advance(Lookups.LIMIT.minusMillis(1));
        assertThat(lookup).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertFailure(lookup, TimeoutException.class);
        await(store.interrupted);
    }

    @Test
    void cancellingInterruptsTheLookup() throws Exception {
        Store store = new Store(true);
        CompletableFuture<String> lookup = submit(LANE, store);
        await(store.asked);
        assertThat(lookup.cancel(true)).isTrue();
        await(store.interrupted);
        nothingIsLeftScheduled();
    }

    @Test
    void anInterruptDoesNotReachTheNextLookupOfTheSameThread() throws Exception {
        Store store = new Store(true);
        CompletableFuture<String> lookup = submit(LANE, store);
        await(store.asked);
        lookup.cancel(true);
        for (int i = 0; i < 20; i++) {
            assertThat(lookups.submit(
                                    LANE,
                                    () -> Thread.currentThread().isInterrupted(),
                                    Function.identity(),
                                    TimeoutException::new)
                            .join())
                    .isFalse();
        }
    }

    /** It may write a file, which an interrupt would leave empty. */
    @Test
    void whatFollowsALookupIsNotInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<String> lookup = lookups.submit(
                LANE,
                () -> {
                    Thread.currentThread().interrupt();
                    return "found";
                },
                found -> {
                    begun.countDown();
                    try {
                        await(go);
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                    }
                    return found;
                },
                TimeoutException::new);
        await(begun);
        lookup.cancel(true);
        go.countDown();
        assertThat(interrupted.join()).isFalse();
    }

    @Test
    void nothingFollowsALookupThatWasCancelled() throws Exception {
        Store store = new Store(false);
        AtomicInteger followed = new AtomicInteger();
        CompletableFuture<Integer> lookup =
                lookups.submit(LANE, store, found -> followed.incrementAndGet(), TimeoutException::new);
        await(store.asked);
        lookup.cancel(true);
        answerAll();
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverIsThrownAfterwardsIsTheAnswerToo(Throwable trouble) {
        CompletableFuture<String> lookup = lookups.submit(
                LANE,
                () -> "found",
                found -> {
                    throw LookupsTest.<RuntimeException>sneaky(trouble);
                },
                TimeoutException::new);
        assertThat(lookup.handle((found, error) -> error).join()).isSameAs(trouble);
    }

    @Test
    void aStoreThatHangsHoldsUpNoOtherLane() throws Exception {
        hang();
        CompletableFuture<String> waiting = submit(LANE, () -> "of the same store");
        assertThat(submit("team/key", () -> "of another store").join()).isEqualTo("of another store");
        assertThat(waiting).isNotDone();
    }

    @Test
    void whoeverWaitsInALaneHasHisTurnWhenAnotherEnds() throws Exception {
        List<Store> hanging = hang();
        CompletableFuture<String> first = submit(LANE, () -> "first");
        CompletableFuture<String> second = submit(LANE, () -> "second");
        hanging.get(0).answer.countDown();
        assertThat(Stream.of(first, second).map(CompletableFuture::join)).containsExactly("first", "second");
    }

    @Test
    void theWaitInALaneCountsAgainstTheLimit() throws Exception {
        hang();
        time.advance(Duration.ofSeconds(10));
        CompletableFuture<String> waiting = submit(LANE, () -> "found");
        time.advance(Lookups.LIMIT.minusSeconds(1));
        assertThat(waiting).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertFailure(waiting, TimeoutException.class);
    }

    @Test
    void aSlowStoreThatManyAskKeepsNobodyFromHisTurn() throws Exception {
        List<Store> hanging = hang();
        Store slow = new Store(false);
        submit(LANE, slow);
        CompletableFuture<String> last = submit(LANE, () -> "found");
        time.advance(Lookups.LIMIT.minusSeconds(1));
        hanging.get(0).answer.countDown();
        await(slow.asked);
        time.advance(Lookups.LIMIT.minusSeconds(1));
        assertThat(last).isNotDone();
        slow.answer.countDown();
        assertThat(last.join()).isEqualTo("found");
        nothingIsLeftScheduled();
    }

    @Test
    void aLookupHasItsLimitFromItsOwnBeginning() throws Exception {
        List<Store> hanging = hang();
        Store late = new Store(false);
        CompletableFuture<String> lookup = submit(LANE, late);
        time.advance(Lookups.LIMIT.minusSeconds(1));
        hanging.get(0).answer.countDown();
        await(late.asked);
        time.advance(Lookups.LIMIT.minusSeconds(1));
        assertThat(lookup).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertFailure(lookup, TimeoutException.class);
    }

    @Test
    void whoeverGaveUpWaitingIsNotLookedUpAnyMore() throws Exception {
        List<Store> hanging = hang();
        Store given = new Store(false);
        CompletableFuture<String> waiting = submit(LANE, given);
        assertThat(waiting.cancel(true)).isTrue();
        hanging.forEach(store -> store.answer.countDown());
        assertThat(submit(LANE, () -> "found").join()).isEqualTo("found");
        assertThat(given.asked.getCount()).isEqualTo(1);
    }

    @Test
    void withoutAThreadTheLookupFailsAndItsPlaceIsFreeAgain() {
        boolean[] exhausted = {true};
        Lookups starved = new Lookups(
                task -> {
                    if (exhausted[0]) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    threads.execute(task);
                },
                time,
                Runnable::run);
        for (int i = 0; i < 2 * Lookups.AT_ONCE; i++) {
            assertFailure(
                    starved.submit(LANE, () -> "found", Function.identity(), TimeoutException::new),
                    OutOfMemoryError.class);
        }
        exhausted[0] = false;
        assertThat(starved.submit(LANE, () -> "found", Function.identity(), TimeoutException::new)
                        .join())
                .isEqualTo("found");
        nothingIsLeftScheduled();
    }

    @Test
    void withoutAThreadForTheAnswerItComesAllTheSame() {
        Lookups mute = new Lookups(threads, time, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        assertThat(mute.submit(LANE, () -> "found", Function.identity(), TimeoutException::new)
                        .join())
                .isEqualTo("found");
    }
}
