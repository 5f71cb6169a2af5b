package io.jenkins.plugins.aicloudteardown.report;

import static java.util.Comparator.comparingInt;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which order people read a report: the worst first, and what is alike as it was asked for. */
final class ReportOrder {
    /** All that is not as it was asked for, the worst first. */
    static final List<Outcome> FAILURES =
            Outcome.worstFirst().stream().filter(outcome -> !outcome.good()).toList();

    private ReportOrder() {}

    /**
     * A number that is the smaller, the sooner somebody has to look.
     *
     * @param underWay whether it may still end otherwise
     */
    static int rank(Outcome outcome, boolean underWay) {
        int rank = 2 * Outcome.worstFirst().indexOf(outcome);
        return underWay ? 2 * FAILURES.size() - 1 : rank;
    }

    /** @param rows in the order in which they began */
    static List<RowView> sorted(List<RowView> rows) {
        Map<String, Integer> orders = new HashMap<>();
        rows.forEach(view -> orders.putIfAbsent(view.getRow().order(), orders.size()));
        List<RowView> sorted = new ArrayList<>(rows);
        sorted.sort(comparingInt(RowView::getRank)
                .thenComparingInt(view -> orders.get(view.getRow().order()))
                .thenComparingInt(view -> view.getRow().place()));
        return sorted;
    }
}
