package io.jenkins.plugins.aicloudteardown.report;

import hudson.Util;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One page of the table, and what its view says about a row in the viewer's language. */
@Restricted(NoExternalUse.class)
public final class ReportPage {
    /** Rows of a page. */
    public static final int SIZE = 200;

    static final List<Outcome> FAILURES =
            Arrays.stream(Outcome.values()).filter(outcome -> !outcome.good()).toList();

    /** A thousand ids in one cell help nobody. */
    private static final int SHOWN = 20;

    private final List<ReportRow> rows;
    private final boolean building;
    private final int number;
    private final int pages;
    private final Outcome filter;

    private ReportPage(List<ReportRow> rows, boolean building, int number, int pages, Outcome filter) {
        this.rows = rows;
        this.building = building;
        this.number = number;
        this.pages = pages;
        this.filter = filter;
    }

    /**
     * Picks a page.
     *
     * @param building whether what is under way may still end
     * @param page     a number from 1; what is not one, or lies beyond the ends, is the nearest page
     * @param outcome  the name of an {@link Outcome}; all rows for anything else
     */
    static ReportPage of(List<ReportRow> all, boolean building, String page, String outcome) {
        Outcome filter = outcome(outcome);
        List<ReportRow> asked = filter == null
                ? all
                : all.stream()
                        .filter(row -> row.getOutcome() == filter && (row.isEnded() || !building))
                        .toList();
        int pages = Math.max(1, (asked.size() + SIZE - 1) / SIZE);
        int number = Math.min(pages, number(page));
        List<ReportRow> rows = asked.subList((number - 1) * SIZE, Math.min(asked.size(), number * SIZE));
        return new ReportPage(List.copyOf(rows), building, number, pages, filter);
    }

    private static int number(String page) {
        return page != null && page.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(page) : 1;
    }

    private static Outcome outcome(String name) {
        if (name != null) {
            for (Outcome outcome : Outcome.values()) {
                if (outcome.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return outcome;
                }
            }
        }
        return null;
    }

    static boolean failed(ReportRow row) {
        return !row.getOutcome().good();
    }

    public List<ReportRow> getRows() {
        return rows;
    }

    public int getNumber() {
        return number;
    }

    public int getPages() {
        return pages;
    }

    /** The outcome that is asked for, or null for all. */
    public Outcome getFilter() {
        return filter;
    }

    /** The query of another page of the same rows. */
    public String query(int page) {
        return "?page=" + page + (filter == null ? "" : "&outcome=" + filter);
    }

    public String outcome(ReportRow row) {
        return waits(row)
                ? Messages.Report_UnderWay()
                : Words.of(row.getOutcome()).toString();
    }

    public String reason(ReportRow row) {
        return waits(row)
                ? Messages.Report_AnswerAwaited()
                : Words.of(row.getReason()).toString();
    }

    public String icon(ReportRow row) {
        return waits(row) ? "symbol-status-nobuilt-anime" : icon(row.getOutcome());
    }

    private boolean waits(ReportRow row) {
        return building && !row.isEnded();
    }

    static String icon(Outcome outcome) {
        return switch (outcome) {
            case DONE, ALREADY_GONE -> "symbol-status-blue";
            case PARTIAL, UNCONFIRMED -> "symbol-status-yellow";
            case FAILED, NOT_SENT, UNKNOWN -> "symbol-status-red";
            case DRY_RUN, DEFERRED -> "symbol-status-disabled";
        };
    }

    public String duration(ReportRow row) {
        return row.isEnded() ? Util.getTimeSpanString(row.getDurationMillis()) : "";
    }

    /** The HTTP status and the provider's code, as far as there are any. */
    public String code(ReportRow row) {
        return Words.code(row.getStatus(), row.getCode());
    }

    /** The provider's message, unless the list of failures has it. */
    public String message(ReportRow row) {
        boolean listed =
                row.getFailures().stream().anyMatch(one -> one.getMessage().equals(row.getMessage()));
        return listed ? "" : row.getMessage();
    }

    /** What a cascade removed besides the resource itself. */
    public List<String> removed(ReportRow row) {
        return row.getRemoved().stream()
                .filter(id -> !id.equals(row.getId()))
                .limit(SHOWN)
                .toList();
    }

    public int moreRemoved(ReportRow row) {
        long others =
                row.getRemoved().stream().filter(id -> !id.equals(row.getId())).count();
        return (int) Math.max(0, others - SHOWN);
    }

    public List<ReportFailure> failures(ReportRow row) {
        return row.getFailures().stream().limit(SHOWN).toList();
    }

    public int moreFailures(ReportRow row) {
        return Math.max(0, row.getFailures().size() - SHOWN);
    }
}
