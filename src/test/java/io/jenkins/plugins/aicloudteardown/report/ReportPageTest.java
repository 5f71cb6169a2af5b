package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.ArrayList;
import java.util.List;
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
        ReportPage page = ReportPage.of(ROWS, false, asked, null);
        assertThat(page.getNumber()).isEqualTo(number);
        assertThat(page.getPages()).isEqualTo(3);
        assertThat(page.getRows()).hasSize(rows);
        assertThat(page.getRows().get(0).getId()).isEqualTo(first);
        assertThat(page.query(2)).isEqualTo("?page=2");
    }

    @Test
    @DisplayName("no rows are one empty page")
    void noRows() {
        ReportPage page = ReportPage.of(List.of(), false, "7", null);
        assertThat(page.getNumber()).isEqualTo(1);
        assertThat(page.getPages()).isEqualTo(1);
        assertThat(page.getRows()).isEmpty();
    }

    @Test
    @DisplayName("one outcome can be asked for; another word for none of them means all")
    void filter() {
        List<ReportRow> rows = new ArrayList<>(ROWS);
        rows.add(ReportRows.ended("4", "bad", Outcome.FAILED, Reason.IN_USE));
        rows.add(ReportRows.sent("4", "lost"));
        ReportPage failed = ReportPage.of(rows, false, null, "FAILED");
        assertThat(failed.getRows()).extracting(ReportRow::getId).containsExactly("bad");
        assertThat(failed.query(2)).isEqualTo("?page=2&outcome=FAILED");
        assertThat(ReportPage.of(rows, false, null, "failed").getFilter()).isEqualTo(Outcome.FAILED);
        assertThat(ReportPage.of(rows, false, null, "UNKNOWN").getRows())
                .extracting(ReportRow::getId)
                .containsExactly("lost");
        assertThat(ReportPage.of(rows, true, null, "UNKNOWN").getRows()).isEmpty();
        assertThat(ReportPage.of(rows, false, "3", "<script>").getRows()).hasSize(3);
    }
}
