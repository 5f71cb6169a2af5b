package io.jenkins.plugins.aicloudteardown.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a report's file in the order in which they began, of several with the same key the last; and what was
 * refused before it had a row. Not safe for use by many threads.
 */
final class ReportTable {
    private final Map<String, ReportRow> rows = new LinkedHashMap<>();
    private final Map<String, Opening> orders = new HashMap<>();
    private final Set<Refusal> refusals = new LinkedHashSet<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private long position;

    /** Reads what was appended since the last time; all of it if the file is shorter than it was. */
    void catchUp(JournalFile file) throws IOException {
        if (file.length() < position) {
            rows.clear();
            orders.clear();
            refusals.clear();
            ended.clear();
            underWay.clear();
            position = 0;
        }
        if (file.exists()) {
            position = file.read(position, this::put);
        }
    }

    /** Takes over lines that were just written, if they follow on what it has. */
    void take(Collection<? extends JournalLine> lines, JournalFile.Written where) {
        if (position == where.from()) {
            lines.forEach(this::put);
            position = where.to();
        }
    }

    private void put(JournalLine line) {
        if (line instanceof Opening opening) {
            orders.putIfAbsent(opening.opening(), opening);
        } else if (line instanceof Refusal refusal) {
            refusals.add(refusal);
        } else if (line instanceof ReportRow row && !row.getId().isEmpty()) {
            if (row.claimed() != null) {
                forget(row.claimed());
            }
            put(row);
        }
    }

    private void forget(String key) {
        ReportRow row = rows.remove(key);
        if (row != null) {
            count(row, -1);
        }
    }

    private void put(ReportRow row) {
        row.opened(orders.get(row.order()));
        ReportRow before = rows.put(row.key(), row);
        if (before != null) {
            row.standsFor(before);
            count(before, -1);
        }
        count(row, 1);
    }

    private void count(ReportRow row, int more) {
        String as = row.replaced() ? ReportCounts.REPLACED : row.getOutcome().name();
        (row.isEnded() ? ended : underWay).merge(as, more, Integer::sum);
    }

    List<ReportRow> rows() {
        return new ArrayList<>(rows.values());
    }

    /** Each once, however often the build tried. */
    List<Refusal> refusals() {
        return new ArrayList<>(refusals);
    }

    ReportCounts counts() {
        return new ReportCounts(position, ended, underWay, refusals.size());
    }
}
