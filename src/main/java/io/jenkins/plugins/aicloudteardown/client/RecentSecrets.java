package io.jenkins.plugins.aicloudteardown.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Signatures and tokens of the latest requests, which an answer may echo. Safe for use by many threads. */
final class RecentSecrets {
    /** No more requests than this are under way at once. */
    private static final int MOST = 1000;
    /** What one request is signed with. */
    private static final int FEW = 2;

    private final Set<String> latest = new LinkedHashSet<>(FEW);

    synchronized void add(String secret) {
        if (latest.add(secret) && latest.size() > MOST) {
            latest.remove(latest.iterator().next());
        }
    }

    synchronized List<String> all() {
        return List.copyOf(latest);
    }
}
