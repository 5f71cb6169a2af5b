package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Explanation;
import io.jenkins.plugins.aicloudteardown.words.Explanation.Again;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows a page holds. */
class ReportPageTest {
    private static final List<ReportRow> ROWS = IntStream.range(0, 401)
            .mapToObj(i -> ReportRows.done("3", "id" + i))
            .toList();

    private static ReportPage page(List<ReportRow> rows, boolean building, String number, String outcome, String text) {
        return ReportPage.of(rows, building, number, ReportFilter.of(outcome, text));
    }

    private static List<String> ids(ReportPage page) {
        return page.rows().stream().map(ReportRow::getId).toList();
    }

    @ParameterizedTest(name = "page {0}: {1}, {2} rows from {3}")
    @CsvSource(nullValues = "none", textBlock = """
            none,         1, 200, id0
            1,            1, 200, id0
            2,            2, 200, id200
            3,            3, 1,   id400
            4,            3, 1,   id400
            999999999,    3, 1,   id400
            99999999999,  1, 200, id0
            0,            1, 200, id0
            -1,           1, 200, id0
            x,            1, 200, id0
            '',           1, 200, id0
            """)
    void pages(String asked, int number, int rows, String first) {
        ReportPage page = page(ROWS, false, asked, null, null);
        assertThat(page.getNumber()).isEqualTo(number);
        assertThat(page.getPages()).isEqualTo(3);
        assertThat(page.getViews()).hasSize(rows);
        assertThat(ids(page).get(0)).isEqualTo(first);
        assertThat(page.query(2)).isEqualTo("?page=2");
        assertThat(page.getCsv()).isEqualTo("csv");
    }

    @Test
    @DisplayName("no rows are one empty page")
    void noRows() {
        ReportPage page = page(List.of(), false, "7", null, null);
        assertThat(page.getNumber()).isEqualTo(1);
        assertThat(page.getPages()).isEqualTo(1);
        assertThat(page.getViews()).isEmpty();
    }

    @Test
    @DisplayName("one outcome can be asked for, or all that is left; another word for none of them means all")
    void filter() {
        List<ReportRow> rows = new ArrayList<>(ROWS);
        rows.add(ReportRows.ended("4", "bad", Outcome.FAILED, Reason.IN_USE));
        rows.add(ReportRows.sent("4", "lost"));
        ReportPage failed = page(rows, false, null, "FAILED", null);
        assertThat(ids(failed)).containsExactly("bad");
        assertThat(failed.query(2)).isEqualTo("?page=2&outcome=FAILED");
        assertThat(page(rows, false, null, "failed", null).getFilter().getOutcome())
                .isEqualTo("FAILED");
        assertThat(ids(page(rows, false, null, "UNKNOWN", null))).containsExactly("lost");
        assertThat(ids(page(rows, false, null, "LEFT", null))).containsExactly("lost", "bad");
        assertThat(page(rows, false, "3", "<script>", null).getViews()).hasSize(3);
    }

    @Test
    @DisplayName("what is under way has no outcome yet, and is not left")
    void underWay() {
        List<ReportRow> rows = List.of(ReportRows.sent("4", "lost"));
        assertThat(ids(page(rows, true, null, "UNKNOWN", null))).isEmpty();
        assertThat(ids(page(rows, true, null, "LEFT", null))).isEmpty();
        assertThat(ids(page(rows, true, null, null, null))).containsExactly("lost");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            id399
            ID399
            ' id399 '
            'id399 done'
            'accepted id399'
            'ACCEPTED id399'
            'dataforestKill id399'
            'ncp-key id399'
            '127.0.0.1 id399'
            'Teardown id399'
            """)
    @DisplayName("all words of a search stand somewhere in a row of any page, in large letters or small")
    void search(String text) {
        ReportPage page = page(ROWS, false, null, null, text);
        assertThat(ids(page)).containsExactly("id399");
        assertThat(page.getTotal()).isEqualTo(1);
        assertThat(page.getPages()).isEqualTo(1);
    }

    @Test
    @DisplayName("a search stays what it is in the address of another page, of another outcome and of the file")
    void address() {
        ReportPage page = page(ROWS, false, null, "DONE", "a&b=\"é\" c");
        assertThat(page.getViews()).isEmpty();
        assertThat(page.query(2)).isEqualTo("?page=2&outcome=DONE&q=a%26b%3D%22%C3%A9%22+c");
        assertThat(page.queryOf("LEFT")).isEqualTo("?outcome=LEFT&q=a%26b%3D%22%C3%A9%22+c");
        assertThat(page.queryOf("")).isEqualTo("?q=a%26b%3D%22%C3%A9%22+c");
        assertThat(page.getCsv()).isEqualTo("csv?outcome=DONE&q=a%26b%3D%22%C3%A9%22+c");
    }

    @Test
    @DisplayName("the worst first; what is alike in the order of the steps, and of the ids as they were given")
    void order() {
        List<ReportRow> rows = List.of(
                ReportRows.ended("5", "other", Outcome.FAILED, Reason.IN_USE, 3),
                ReportRows.ended("4", "deferred", Outcome.DEFERRED, Reason.DRY_RUN, 9),
                ReportRows.ended("4", "done", Outcome.DONE, Reason.ACCEPTED, 0),
                ReportRows.ended("4", "dry", Outcome.DRY_RUN, Reason.DRY_RUN, 1),
                ReportRows.ended("4", "gone", Outcome.ALREADY_GONE, Reason.GONE, 2),
                ReportRows.ended("4", "unconfirmed", Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE, 3),
                ReportRows.ended("4", "partial", Outcome.PARTIAL, Reason.IN_FAILURE_LIST, 4),
                ReportRows.ended("4", "unsent", Outcome.NOT_SENT, Reason.THROTTLED, 5),
                ReportRows.ended("4", "second", Outcome.FAILED, Reason.IN_USE, 7),
                ReportRows.ended("4", "first", Outcome.FAILED, Reason.IN_USE, 6),
                ReportRows.ended("4", "unknown", Outcome.UNKNOWN, Reason.ANSWER_LOST, 8),
                ReportRows.sent("4", "waits"));
        assertThat(ids(page(rows, true, null, null, null)))
                .containsExactly(
                        "unknown",
                        "other",
                        "first",
                        "second",
                        "unsent",
                        "partial",
                        "unconfirmed",
                        "waits",
                        "deferred",
                        "done",
                        "gone",
                        "dry");
    }

    @Test
    @DisplayName("every outcome has its place")
    void everyOutcome() {
        assertThat(Outcome.worstFirst()).containsExactlyInAnyOrder(Outcome.values());
    }

    @Test
    @DisplayName("what may have been carried out has an icon of its own")
    void icons() {
        String unknown = RowView.icon(Outcome.UNKNOWN);
        assertThat(Arrays.stream(Outcome.values())
                        .filter(o -> o != Outcome.UNKNOWN)
                        .map(RowView::icon))
                .doesNotContain(unknown);
    }

    @Test
    @DisplayName("what is left says what to do next, and nothing else does")
    void hints() {
        assertThat(hint(ReportRows.ended("4", "a", Outcome.FAILED, Reason.IN_USE)))
                .isNotEmpty();
        assertThat(hint(ReportRows.ended("4", "a", Outcome.FAILED, Reason.GONE)))
                .contains("ignoreMissing");
        assertThat(hint(ReportRows.ended("4", "a", Outcome.ALREADY_GONE, Reason.GONE)))
                .isEmpty();
        assertThat(hint(ReportRows.sent("4", "a"))).isNotEmpty();
        assertThat(new RowView(ReportRows.sent("4", "a"), true).getHint()).isEmpty();
    }

    @Test
    @DisplayName("a row says why in the words of the log: what could not be looked at was accepted all the same")
    void why() {
        ResourceResult result = ResourceResult.of("a", Outcome.UNCONFIRMED, Reason.NO_PERMISSION)
                .asked(Asked.LOOK)
                .build();
        RowView view =
                new RowView(ReportRows.of(ReportRows.opening("4", "dataforestKill"), "", Phase.ENDED, result), false);
        Explanation log = Explanation.of(Service.DATAFOREST, Again.HARMLESS, result);
        assertThat(view.getReason()).isEqualTo(log.why(Locale.ENGLISH)).contains("accepted");
        assertThat(view.getHint()).isEqualTo(String.join(" ", log.hints(Locale.ENGLISH)));
    }

    @Test
    @DisplayName("a line of an earlier version, which does not say how its step was called, has the hint of its reason")
    void hintOfAnEarlierLine() {
        ReportRow row = ReportRows.ended("4", "a", Outcome.FAILED, Reason.IN_USE);
        row.opened(null);
        assertThat(hint(row)).isEqualTo("Stop what uses it first.");
    }

    private static String hint(ReportRow row) {
        return new RowView(row, false).getHint();
    }
}
