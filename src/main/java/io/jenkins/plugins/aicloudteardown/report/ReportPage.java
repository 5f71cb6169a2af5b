package io.jenkins.plugins.aicloudteardown.report;

import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One page of the table, of the rows that are asked for. */
@Restricted(NoExternalUse.class)
public final class ReportPage {
    /** Rows of a page. */
    public static final int SIZE = 200;

    private final List<RowView> asked;
    private final int number;
    private final int pages;
    private final ReportFilter filter;

    private ReportPage(List<RowView> asked, int number, int pages, ReportFilter filter) {
        this.asked = asked;
        this.number = number;
        this.pages = pages;
        this.filter = filter;
    }

    /**
     * Picks a page.
     *
     * @param all      in the order in which they began
     * @param building whether what is under way may still end
     * @param page     a number from 1; what is not one, or lies beyond the ends, is the nearest page
     */
    static ReportPage of(List<ReportRow> all, boolean building, String page, ReportFilter filter) {
        List<RowView> asked = ReportOrder.sorted(all.stream()
                .map(row -> new RowView(row, building))
                .filter(filter::takes)
                .toList());
        int pages = Math.max(1, (asked.size() + SIZE - 1) / SIZE);
        return new ReportPage(asked, Math.min(pages, number(page)), pages, filter);
    }

    private static int number(String page) {
        return page != null && page.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(page) : 1;
    }

    /** Those of this page. */
    public List<RowView> getViews() {
        return asked.subList((number - 1) * SIZE, Math.min(asked.size(), number * SIZE));
    }

    List<ReportRow> rows() {
        return getViews().stream().map(RowView::getRow).toList();
    }

    /** Those of all pages. */
    List<RowView> all() {
        return asked;
    }

    public int getNumber() {
        return number;
    }

    public int getPages() {
        return pages;
    }

    /** How many rows all pages have. */
    public int getTotal() {
        return asked.size();
    }

    public ReportFilter getFilter() {
        return filter;
    }

    /** The ids that are left to do on all pages. */
    public Leftovers getLeft() {
        return Leftovers.of(asked);
    }

    /** The query of another page of the same rows. */
    public String query(int page) {
        return "?page=" + page + behind("&", filter);
    }

    /** The query of the rows of another outcome that have the same words. */
    public String queryOf(String outcome) {
        return "?" + filter.with(outcome).query();
    }

    /** The address of the same rows as a file. */
    public String getCsv() {
        return "csv" + behind("?", filter);
    }

    private static String behind(String mark, ReportFilter filter) {
        String query = filter.query();
        return query.isEmpty() ? "" : mark + query;
    }
}
