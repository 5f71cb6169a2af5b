package io.jenkins.plugins.aicloudteardown.disposal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One order: what its file says. Safe for use by many threads; what changes it blocks until that is on the disk. */
final class Order {
    private final Taken taken;
    private final OrderFile file;
    private final Map<String, Standing> resources = new LinkedHashMap<>();
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile Owner owner;
    private volatile String home;
    private volatile long due;
    private volatile long end;
    private volatile long notBefore;

    private Order(Taken taken, OrderFile file) {
        this.taken = taken;
        this.file = file;
        this.owner = taken.owner();
        this.home = taken.home();
    }

    /** Writes a new order to a new file. */
    static Order write(OrderFile file, Taken taken, List<Standing> resources, long due) throws IOException {
        List<OrderLine> lines = new ArrayList<>();
        lines.add(taken);
        lines.addAll(resources);
        if (due > 0) {
            lines.add(Change.due(due, 0));
        }
        file.append(lines, true, 0);
        Order order = new Order(taken, file);
        lines.forEach(order::take);
        return order;
    }

    /** @return null if the file holds no order, because it was never written to its end, or not by this plugin */
    static Order read(OrderFile file) throws IOException {
        Order[] order = new Order[1];
        file.read(0, line -> {
            if (line instanceof Taken first && order[0] == null && first.whole()) {
                order[0] = new Order(first, file);
            } else if (line != null && order[0] != null) {
                order[0].take(line);
            }
        });
        return order[0] == null || order[0].resources.isEmpty() ? null : order[0];
    }

    private void take(OrderLine line) {
        if (line instanceof Standing standing && standing.whole()) {
            resources.put(standing.id(), standing);
        } else if (line instanceof Change change) {
            due = change.due() > 0 ? change.due() : due;
            end = change.end() > 0 ? change.end() : end;
            owner = change.job() == null ? owner : owner.in(change.job());
            home = change.home() == null ? home : change.home();
        }
    }

    /** Makes lines of how it stands at this very moment; otherwise as {@link #change(List)}. */
    synchronized void change(Supplier<List<OrderLine>> lines) throws IOException {
        change(lines.get());
    }

    /** Blocks until it is on the disk; after a failure nothing has changed. */
    synchronized void change(List<? extends OrderLine> lines) throws IOException {
        List<? extends OrderLine> still =
                lines.stream().filter(this::isStillOpen).toList();
        if (!still.isEmpty()) {
            file.append(still, true, 0);
            still.forEach(this::take);
        }
    }

    /** What was dropped while a try was under way stays so. */
    private boolean isStillOpen(OrderLine line) {
        Standing known = line instanceof Standing one ? resources.get(one.id()) : null;
        return known == null || !known.stands().over();
    }

    void remove() throws IOException {
        file.remove();
    }

    String id() {
        return taken.order();
    }

    Taken taken() {
        return taken;
    }

    Owner owner() {
        return owner;
    }

    String home() {
        return home;
    }

    /** Whether its resources wait for nothing but their time. */
    boolean isDue() {
        return due > 0;
    }

    /** Since when it is due, in milliseconds since 1970. */
    long due() {
        return due;
    }

    /** What was deployed until then is its build's own, in milliseconds since 1970. */
    long end() {
        return end > 0 ? end : taken.taken();
    }

    synchronized List<Standing> resources() {
        return new ArrayList<>(resources.values());
    }

    synchronized Standing resource(String id) {
        return resources.get(id);
    }

    /** Whether nothing is left to do and to show. */
    boolean isOver() {
        return resources().stream().allMatch(one -> one.stands().over());
    }

    /** Whether each of its resources has been tried once, or will not be. */
    boolean wasTried() {
        return resources().stream()
                .allMatch(one -> one.tries() > 0 || !one.stands().tried());
    }

    /** In this life of the controller nothing is due before that time, in milliseconds since 1970. */
    void restUntil(long time) {
        notBefore = time;
    }

    /** What is to be tried by that time. */
    List<Standing> dueBy(long time) {
        return resources().stream()
                .filter(one -> one.stands().tried() && Math.max(one.next(), notBefore) <= time)
                .toList();
    }

    /** @return false if a try is under way, or waits for its turn */
    boolean begin() {
        return atWork.compareAndSet(false, true);
    }

    void rest() {
        atWork.set(false);
    }

    boolean atWork() {
        return atWork.get();
    }
}
