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
        // Only then is it known whether a step that is resumed has left it before.
        return disposals.loaded().thenCompose(known -> Disposals.later(() -> write(taken, resources)));
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

    /** A later order for a resource takes the place of an earlier one. */
    private void replaceEarlier(Order order) {
        order.resources().forEach(one -> replace(order.owner(), order.taken().key(one.id()), one.id(), order));
    }

    /** What was torn down by a step is torn down. */
    void tornDown(Owner by, List<String> keys, List<String> ids) {
        disposals
                .loaded()
                .thenCompose(known -> Disposals.later(() -> {
                    for (int i = 0; i < ids.size(); i++) {
                        replace(by, keys.get(i), ids.get(i), null);
                    }
                }));
    }

    /** No other order of the build needs to tear it down any more, and none that is due. */
    private void replace(Owner by, String key, String id, Order except) {
        for (Order other : disposals.orders().having(key, id)) {
            if (other != except && (other.owner().sameBuild(by) || other.isDue())) {
                disposals.change(other, List.of(other.resource(id).as(Disposition.REPLACED)));
            }
        }
    }
}
