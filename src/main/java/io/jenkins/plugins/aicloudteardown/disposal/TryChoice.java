package io.jenkins.plugins.aicloudteardown.disposal;

import java.util.ArrayList;
import java.util.List;

/** Which resources of an order a try takes on. */
final class TryChoice {
    private final Disposals disposals;
    private final Order order;

    TryChoice(Disposals disposals, Order order) {
        this.disposals = disposals;
        this.order = order;
    }

    /** What is left of what is due, after what is not to be tried any more is written down. Blocks. */
    List<Standing> choose() {
        List<Standing> due = order.dueBy(disposals.now());
        List<Standing> chosen = new ArrayList<>();
        List<Standing> changed = new ArrayList<>();
        for (Standing one : due) {
            if (laterOrder(one.id())) {
                changed.add(one.as(Disposition.REPLACED));
            } else if (neededByAnother(one.id())) {
                changed.add(one.nextAt(disposals.now() + TryPauses.after(0).toMillis()));
            } else {
                chosen.add(one);
            }
        }
        disposals.change(order, changed);
        return chosen;
    }

    /** Of several that are due, the last one knows best, if it does as much. */
    private boolean laterOrder(String id) {
        return others(id).stream()
                .filter(other -> other.isDue() && other.resource(id).stands().tried())
                .filter(other -> order.taken().asksNoMoreThan(other.taken()))
                .anyMatch(other -> other.taken().taken() > order.taken().taken());
    }

    /** A build that has not ended has asked for the same at its end: it may use the resource until then. */
    private boolean neededByAnother(String id) {
        return others(id).stream().anyMatch(other -> !other.isDue());
    }

    private List<Order> others(String id) {
        return disposals.orders().having(order.taken().key(id), id).stream()
                .filter(other -> other != order)
                .toList();
    }
}
