package io.jenkins.plugins.aicloudteardown.disposal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

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
        List<Replaced> earlier = add(order);
        OrderReport.show(order, List.of());
        replace(earlier);
        return order;
    }

    /** Of two that are taken at once one is the earlier. */
    private synchronized List<Replaced> add(Order order) {
        List<Replaced> earlier = order.resources().stream()
                .map(Standing::id)
                .flatMap(id -> replaced(order.taken(), id))
                .toList();
        disposals.orders().add(order);
        return earlier;
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

    /** What was torn down by a step is torn down; what is ordered from now on is not. Does not block. */
    void tornDown(Taken like, List<String> ids) {
        disposals.loaded().thenCompose(known -> {
            List<Replaced> earlier =
                    ids.stream().flatMap(id -> replaced(like, id)).toList();
            return Disposals.later(() -> replace(earlier));
        });
    }

    /** A resource of an order that another one, or a step, has taken over. */
    private record Replaced(Order order, String id) {}

    /** No other order of the build needs to tear it down any more, and none that is due. */
    private Stream<Replaced> replaced(Taken like, String id) {
        return disposals.orders().having(like.key(id), id).stream()
                .filter(other -> other.owner().sameBuild(like.owner()) || other.isDue())
                .filter(other -> other.taken().asksNoMoreThan(like))
                .map(other -> new Replaced(other, id));
    }

    private void replace(List<Replaced> earlier) {
        earlier.forEach(one -> disposals.change(
                one.order(), () -> List.of(one.order().resource(one.id()).as(Disposition.REPLACED))));
    }
}
