package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A queue that goes round between owners, first come first served within each. No call takes longer because more are
 * waiting. Owners are compared by identity. Not safe for use by many threads.
 */
final class RoundRobin<T> {
    private final Map<Object, Line<T>> lines = new IdentityHashMap<>();
    /** The lines of all owners, the next one first. */
    private final Set<Line<T>> round = new LinkedHashSet<>();

    /** What waits for one owner. */
    private static final class Line<T> {
        private final Object owner;
        private final Set<T> items = new LinkedHashSet<>();

        private Line(Object owner) {
            this.owner = owner;
        }

        private T first() {
            return items.iterator().next();
        }
    }

    boolean isEmpty() {
        return round.isEmpty();
    }

    void add(Object owner, T item) {
        Line<T> line = lines.computeIfAbsent(owner, Line::new);
        line.items.add(item);
        round.add(line);
    }

    /** Takes an item out, wherever it waits. */
    void remove(Object owner, T item) {
        Line<T> line = lines.get(owner);
        if (line != null && line.items.remove(item) && line.items.isEmpty()) {
            lines.remove(owner);
            round.remove(line);
        }
    }

    /** The next item, which stays; null if there is none. */
    T peek() {
        return isEmpty() ? null : round.iterator().next().first();
    }

    /** Takes the next item out, and its owner comes last then; null if there is none. */
    T poll() {
        if (isEmpty()) {
            return null;
        }
        Line<T> line = round.iterator().next();
        T first = line.first();
        remove(line.owner, first);
        if (round.remove(line)) {
            round.add(line);
        }
        return first;
    }
}
