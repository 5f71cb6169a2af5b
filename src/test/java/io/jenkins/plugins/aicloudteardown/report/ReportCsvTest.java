package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows as a file that spreadsheets open. */
class ReportCsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "="})
    @DisplayName("no cell is a formula")
    void formula(String text) {
        assertThat(ReportCsv.cell(text).replaceFirst("^\"", "")).startsWith("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "1-1", "10eb0091-887f", "모델"})
    @DisplayName("what is none stays as it is")
    void plain(String text) {
        assertThat(ReportCsv.cell(text)).isEqualTo(text);
    }

    @Test
    @DisplayName("commas, quotes and ends of line stay within their cell")
    void quoted() {
        assertThat(ReportCsv.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(ReportCsv.cell("say \"no\"")).isEqualTo("\"say \"\"no\"\"\"");
        assertThat(ReportCsv.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(ReportCsv.cell("=\"a\"")).isEqualTo("\"'=\"\"a\"\"\"");
    }

    @Test
    @DisplayName("a line for the names, and one for each row")
    void lines() {
        ResourceResult result = ResourceResult.of("m1", Outcome.PARTIAL, Reason.IN_FAILURE_LIST)
                .said(200, "ModelArts.3009", "=cmd|' /C calc'!A0")
                .effort(2, 1234)
                .lastState("published")
                .removed(List.of("m1", "m3"))
                .failures(List.of(new Failure("m2", "ModelArts.3009", "in use, still")))
                .build();
        ReportRow row =
                ReportRows.of(ReportRows.opening("7", "modelartsDeleteModel"), "Teardown / seoul", Phase.ENDED, result);
        List<String> lines = new ArrayList<>();
        ReportCsv.lines(List.of(new RowView(row, false))).forEach(lines::add);
        assertThat(lines)
                .containsExactly(
                        "\uFEFFoperation,id,outcome,reason,ended,status,code,message,lastState,removed,failures,"
                                + "host,connection,credentialsId,stage,tries,durationMillis\r\n",
                        "modelartsDeleteModel,m1,PARTIAL,IN_FAILURE_LIST,true,200,ModelArts.3009,"
                                + "'=cmd|' /C calc'!A0,published,m1 m3,\"m2 ModelArts.3009 in use, still\","
                                + "127.0.0.1,ncp,ncp-key,Teardown / seoul,2,1234\r\n");
    }
}
