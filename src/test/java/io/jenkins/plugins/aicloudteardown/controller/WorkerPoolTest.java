package io.jenkins.plugins.aicloudteardown.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a task does, and whether or not there are threads to be had, no task is lost. */
class WorkerPoolTest {
    private static final int SIZE = 3;
    private static final Logger LOGGER = Logger.getLogger(WorkerPool.class.getName());

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger available = new AtomicInteger(SIZE);
    private final Log log = new Log();
    private WorkerPool pool;

    /** Keeps what is logged, and fails if that is what a test is about. */
    private static final class Log extends Handler {
        private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        private volatile boolean broken;

        @Override
        public void publish(LogRecord line) {
            if (broken) {
                throw new OutOfMemoryError("Java heap space");
            }
            errors.add(line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(log);
    }

    @AfterEach
    void close() throws InterruptedException {
        LOGGER.removeHandler(log);
        LOGGER.setUseParentHandlers(true);
        if (pool != null) {
            pool.close();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private void open() {
        pool = new WorkerPool(SIZE, this::thread);
    }

    /** As the JDK does at the limit of the operating system: the failure comes when the thread is started. */
    private Thread thread(Runnable work) {
        if (available.getAndDecrement() <= 0) {
            return new Thread(work) {
                @Override
                public synchronized void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                }
            };
        }
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Fails unless so many tasks run at the same time. */
    private void assertWorkers(int count) throws Exception {
        CyclicBarrier together = new CyclicBarrier(count + 1);
        for (int i = 0; i < count; i++) {
            pool.execute(() -> await(together));
        }
        together.await(1, TimeUnit.MINUTES);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void awaitEmpty() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        pool.execute(last::countDown);
        assertThat(last.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void itsThreadsAreThereFromTheBeginning() throws Exception {
        open();
        assertThat(threads).hasSize(SIZE);
        assertWorkers(SIZE);
        assertWorkers(SIZE);
        assertThat(threads).hasSize(SIZE);
    }

    @Test
    void whateverATaskThrowsIsLoggedAndCostsNoThread() throws Exception {
        open();
        List<Throwable> all =
                List.of(new IllegalStateException(), new NoClassDefFoundError(), new StackOverflowError());
        for (Throwable one : all) {
            pool.execute(() -> WorkerPoolTest.<RuntimeException>sneak(one));
        }
        assertWorkers(SIZE);
        assertThat(log.errors).containsExactlyInAnyOrderElementsOf(all);
        assertThat(threads).hasSize(SIZE);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable error) throws T {
        throw (T) error;
    }

    @Test
    void neitherALogThatFailsNorAStrayInterruptCostsAThread() throws Exception {
        open();
        log.broken = true;
        for (int i = 0; i < SIZE; i++) {
            pool.execute(() -> {
                Thread.currentThread().interrupt();
                throw new IllegalStateException();
            });
        }
        assertWorkers(SIZE);
        assertThat(threads).hasSize(SIZE);
    }

    @Test
    void whatThereIsNoThreadForIsDoneByTheOthers() throws Exception {
        available.set(1);
        open();
        awaitEmpty();
        awaitEmpty();
        assertThat(threads).hasSize(1);
    }

    @Test
    void missingThreadsAreStartedAsSoonAsTheyAreToBeHad() throws Exception {
        available.set(1);
        open();
        awaitEmpty();
        available.set(SIZE - 1);
        assertWorkers(SIZE);
        assertThat(threads).hasSize(SIZE);
    }

    @Test
    void withoutAnyThreadTheCallerIsToldAndTheTaskIsNotDoneLater() throws Exception {
        available.set(0);
        open();
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> pool.execute(done::incrementAndGet)).isInstanceOf(OutOfMemoryError.class);
        available.set(SIZE);
        awaitEmpty();
        assertThat(done).hasValue(0);
    }

    @Test
    void aClosedPoolDoesNothingMore() throws Exception {
        available.set(1);
        open();
        CyclicBarrier begun = new CyclicBarrier(2);
        CyclicBarrier go = new CyclicBarrier(2);
        AtomicInteger done = new AtomicInteger();
        pool.execute(() -> {
            await(begun);
            await(go);
        });
        begun.await(1, TimeUnit.MINUTES);
        pool.execute(done::incrementAndGet);
        pool.close();
        go.await(1, TimeUnit.MINUTES);
        threads.peek().join(TimeUnit.MINUTES.toMillis(1));
        assertThat(done).hasValue(0);
    }
}
