package io.jenkins.plugins.aicloudteardown.disposal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What steps leave, and what they have done meanwhile. */
final class OrderIntake {
    private final Disposals disposals;

    OrderIntake(Disposals disposals) {
        this.disposals = disposals;
    }

    /**
     * Takes an order, and writes it to the disk before anything else.
     *
     * @return ends when it is on the disk; fails with an {@code IOException} if it cannot be
     */
    CompletableFuture<Order> take(Taken taken, List<Standing> resources) {
        CompletableFuture<Order> order = new CompletableFuture<>();
        // Only then is it known whether a step that is resumed has left it before.
        disposals
                .loaded()
                .thenCompose(known -> Disposals.later(() -> {
                    try {
                        order.complete(write(taken, resources));
                    } catch (IOException e) {
                        order.completeExceptionally(e);
                    }
                }))
                .exceptionally(error -> {
                    order.completeExceptionally(error);
                    return null;
                });
        return order;
    }

    private Order write(Taken taken, List<Standing> resources) throws IOException {
        Order known = disposals.orders().get(taken.order());
        if (known != null) {
            // It was taken before a restart, and its step did not live to say so.
            complete(known, resources);
            return known;
        }
        long due = taken.atEnd() ? 0 : disposals.now();
        Order order = Order.write(disposals.store().file(taken.order()), taken, resources, due);
        disposals.orders().add(order);
        OrderReport.show(order, List.of());
        replaceEarlier(order);
        return order;
    }

    /** What a controller that was killed did not get onto the disk was never said to be taken. */
    private void complete(Order known, List<Standing> resources) throws IOException {
        List<OrderLine> missing = new ArrayList<>(resources.stream()
                .filter(one -> known.resource(one.id()) == null)
                .toList());
        if (!known.taken().atEnd() && !known.isDue()) {
            missing.add(Change.due(disposals.now(), 0));
        }
        known.change(missing);
        disposals.orders().add(known);
    }

    /** A later order of the same build for the same resource takes the place of an earlier one. */
    private void replaceEarlier(Order order) {
        for (Standing one : order.resources()) {
            for (Order other : disposals.orders().having(order.taken().key(one.id()), one.id())) {
                if (other != order && (other.owner().sameBuild(order.owner()) || other.isDue())) {
                    disposals.change(other, List.of(other.resource(one.id()).as(Disposition.REPLACED)));
                }
            }
        }
    }

    /** What was torn down by a step needs no order of its build any more, and none that is due. */
    void tornDown(Owner by, List<String> keys, List<String> ids) {
        disposals
                .loaded()
                .thenCompose(known -> Disposals.later(() -> {
                    for (int i = 0; i < ids.size(); i++) {
                        String id = ids.get(i);
                        for (Order other : disposals.orders().having(keys.get(i), id)) {
                            if (other.owner().sameBuild(by) || other.isDue()) {
                                disposals.change(
                                        other, List.of(other.resource(id).as(Disposition.REPLACED)));
                            }
                        }
                    }
                }));
    }
}
