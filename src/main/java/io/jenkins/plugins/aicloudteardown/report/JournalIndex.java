package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What earlier lives of the controller have noted of a build, by order. Safe for use by many threads. */
final class JournalIndex {
    /** Ends after which something may have been done. */
    private static final Set<Outcome> ACTED =
            EnumSet.of(Outcome.DONE, Outcome.PARTIAL, Outcome.UNCONFIRMED, Outcome.UNKNOWN);

    private final Map<String, Noted> orders = new LinkedHashMap<>();
    private boolean cut;

    /** What one order has noted. */
    private static final class Noted {
        private final Opening opening;
        private final Map<String, ReportRow> rows = new HashMap<>();
        private long spent;
        /** Whether something that cannot be read was written since, which may have been its own. */
        private boolean torn;

        private Noted(Opening opening) {
            this.opening = opening;
        }
    }

    /** @param known a length that the file once had at least, in bytes: if it is shorter now, something is missing */
    static JournalIndex read(JournalFile file, long known) throws IOException {
        JournalIndex index = new JournalIndex();
        index.cut = file.length() < known;
        if (file.exists()) {
            file.read(0, index::put);
        }
        return index;
    }

    /** For a file that cannot be read: no order has all its lines. */
    static JournalIndex unreadable() {
        JournalIndex index = new JournalIndex();
        index.cut = true;
        return index;
    }

    private void put(JournalLine line) {
        if (line instanceof Opening opening) {
            Noted order = orders.computeIfAbsent(opening.opening(), id -> new Noted(opening));
            order.spent = Math.max(order.spent, opening.spent());
        } else if (line instanceof ReportRow row) {
            put(row);
        } else if (line == null) {
            orders.values().forEach(order -> order.torn = true);
        }
    }

    private void put(ReportRow row) {
        Noted order = row.noted() == null ? null : orders.get(row.noted().order());
        if (order != null) {
            ReportRow before = order.rows.put(row.getId(), row);
            if (before != null) {
                row.calledBefore(before.getHost());
            }
            order.spent = Math.max(order.spent, row.noted().spent());
            Noted claimed =
                    row.noted().claims() == null ? null : orders.get(row.noted().claims());
            if (claimed != null) {
                claimed.rows.remove(row.getId());
            }
        }
    }

    /** What an order that is resumed has noted; without its opening line, nothing is sure. */
    synchronized Past past(String order) {
        Noted noted = orders.get(order);
        if (noted == null) {
            return new Past(Map.of(), Duration.ZERO, false);
        }
        Map<String, Progress> known = new HashMap<>();
        Map<String, String> hosts = new HashMap<>();
        noted.rows.forEach((id, row) -> {
            known.put(id, row.progress());
            if (!row.getHost().isEmpty()) {
                hosts.put(id, row.getHost());
            }
        });
        return new Past(known, hosts, Duration.ofMillis(noted.spent), !noted.torn && !cut);
    }

    /** A row of a forgotten order, whose it was, and where it was sent; the last is empty where that was not noted. */
    record Claim(String order, String host, Progress progress) {}

    /**
     * Takes over what a step that Jenkins has forgotten has noted of resources that an order names again; each row once.
     *
     * @param forgotten whether Jenkins does not know the step of an order any more
     * @return by id; the write may have been carried out, and its response counts as lost
     */
    synchronized Map<String, Claim> claim(Opening by, Collection<String> ids, Predicate<Opening> forgotten) {
        Map<String, Claim> claims = new HashMap<>();
        for (Noted order : orders.values()) {
            if (order.opening.operation().equals(by.operation())
                    && order.opening.connection().equals(by.connection())
                    && order.rows.keySet().stream().anyMatch(ids::contains)
                    && forgotten.test(order.opening)) {
                claim(order, ids, claims);
            }
        }
        return claims;
    }

    private static void claim(Noted order, Collection<String> ids, Map<String, Claim> claims) {
        for (String id : ids) {
            ReportRow row = order.rows.get(id);
            if (row != null && !claims.containsKey(id) && mayHaveActed(row)) {
                order.rows.remove(id);
                Progress was = row.progress();
                claims.put(
                        id,
                        new Claim(
                                order.opening.opening(),
                                row.getHost(),
                                new Progress(
                                        Phase.SENT,
                                        was.soFar(),
                                        was.answersLost(),
                                        was.answered(),
                                        was.before(),
                                        was.changeSeen(),
                                        was.members())));
            }
        }
    }

    private static boolean mayHaveActed(ReportRow row) {
        return ACTED.contains(row.getOutcome());
    }
}
