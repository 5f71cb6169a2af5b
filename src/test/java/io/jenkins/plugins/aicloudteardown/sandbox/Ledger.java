package io.jenkins.plugins.aicloudteardown.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What was received and how it ended, and a place to wait for it. */
final class Ledger {

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Long> counts = new HashMap<>();
    private int inFlight;
    private int peak;
    private long hungUp;

    Ledger(Clock clock) {
        this.clock = clock;
    }

    Received arrived(Request request, String operation, boolean authenticated) {
        lock.lock();
        try {
            Received entry = new Received(
                    received.size() + 1,
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    request.text(),
                    operation,
                    authenticated,
                    clock.instant());
            received.add(entry);
            counts.merge(operation, 1L, Long::sum);
            peak = Math.max(peak, ++inFlight);
            changed.signalAll();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Closes one entry; the server may tell first that it is answering and then that the client did not take it. */
    Consumer<LoopbackServer.Ending> closing(Runnable afterwards) {
        return new Consumer<>() {
            private boolean open = true;

            @Override
            public void accept(LoopbackServer.Ending ending) {
                afterwards.run();
                lock.lock();
                try {
                    if (open) {
                        open = false;
                        inFlight--;
                    }
                    if (ending == LoopbackServer.Ending.HUNG_UP) {
                        hungUp++;
                    }
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    List<Received> received() {
        return locked(() -> List.copyOf(received));
    }

    long count(String operation) {
        return locked(() -> counts.getOrDefault(operation, 0L));
    }

    int inFlight() {
        return locked(() -> inFlight);
    }

    int peakInFlight() {
        return locked(() -> peak);
    }

    long hungUp() {
        return locked(() -> hungUp);
    }

    void forget() {
        locked(() -> {
            received.clear();
            counts.clear();
            hungUp = 0;
            peak = inFlight;
            return null;
        });
    }

    boolean await(BooleanSupplier condition, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
