package io.jenkins.plugins.aicloudteardown.disposal;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Objects;
import org.jenkinsci.plugins.resourcedisposer.Disposable;

/**
 * What Jenkins' resource disposer knows of an order that is due: it asks every minute, and it alarms administrators. If it
 * forgets, the order's file does not. The names of the class and its fields are those of the disposer's file, and never
 * change.
 */
final class OrderDisposable implements Disposable {
    private static final long serialVersionUID = 1L;

    private final String order;
    private final String title;

    OrderDisposable(String order, String title) {
        this.order = order;
        this.title = title;
    }

    /** Never blocks and never throws. */
    @NonNull
    @Override
    public State dispose() {
        Disposals disposals = Disposals.get();
        Order known = disposals.orders().get(order);
        if (known == null) {
            return disposals.isOver(order) ? State.PURGED : State.TO_DISPOSE;
        }
        disposals.offer(known);
        return new OrderState(OrderWords.status(known), order);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return title;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderDisposable that && order.equals(that.order);
    }

    @Override
    public int hashCode() {
        return Objects.hash(order);
    }
}
