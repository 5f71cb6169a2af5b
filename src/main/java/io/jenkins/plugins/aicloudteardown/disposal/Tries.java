package io.jenkins.plugins.aicloudteardown.disposal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Makes tries, one at a time for each key and host. Never blocks. */
final class Tries {
    private final Function<Order, CompletableFuture<Void>> maker;
    private final Map<String, Deque<Order>> lanes = new HashMap<>();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /** @param maker makes one try; its future ends when that is over, and never fails */
    Tries(Function<Order, CompletableFuture<Void>> maker) {
        this.maker = maker;
    }

    /** Has the order tried when it is its turn; an order that is at work already is not taken twice. */
    void offer(Order order) {
        if (!order.begin()) {
            return;
        }
        String lane = order.taken().lane();
        synchronized (lanes) {
            Deque<Order> waiting = lanes.get(lane);
            if (waiting != null) {
                waiting.add(order);
                return;
            }
            if (lanes.isEmpty()) {
                idle = new CompletableFuture<>();
            }
            lanes.put(lane, new ArrayDeque<>());
        }
        make(lane, order);
    }

    private void make(String lane, Order order) {
        maker.apply(order).whenComplete((done, error) -> {
            order.rest();
            Order next = next(lane);
            if (next != null) {
                make(lane, next);
            }
        });
    }

    private Order next(String lane) {
        CompletableFuture<Void> allOver = null;
        Order next;
        synchronized (lanes) {
            next = lanes.get(lane).poll();
            if (next == null) {
                lanes.remove(lane);
                allOver = lanes.isEmpty() ? idle : null;
            }
        }
        if (allOver != null) {
            allOver.complete(null);
        }
        return next;
    }

    /** Ends when no try is under way, and none waits for its turn. */
    CompletableFuture<Void> idle() {
        synchronized (lanes) {
            return idle;
        }
    }
}
