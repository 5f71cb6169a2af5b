package io.jenkins.plugins.aicloudteardown.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Signatures and tokens of the latest requests, which an answer may echo. Safe for use by many threads. */
final class RecentSecrets {
    /** No more requests than this are under way at once. */
    private static final int MOST = 1000;

    private final Deque<String> order = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();

    synchronized void add(String secret) {
        if (known.add(secret)) {
            order.add(secret);
            if (order.size() > MOST) {
                known.remove(order.remove());
            }
        }
    }

    synchronized List<String> all() {
        return List.copyOf(order);
    }
}
