package io.jenkins.plugins.aicloudteardown.client.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Cell;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Kept;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Row;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Step;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page of the matrix is read, and that what cannot be read is an error and not skipped. */
class FaultTableTest {
    private static final List<Step> STEPS = List.of(
            new Step("kill", Service.DATAFOREST, true),
            new Step("restart", Service.DATAFOREST, false),
            new Step("deleteTask", Service.NCLUE, true),
            new Step("undeploy", Service.ROMA, true));
    private static final Cell FAILED = new Cell(Outcome.FAILED, Verdict.FAILURE, 1, null);
    private static final Cell DONE = new Cell(Outcome.DONE, Verdict.SUCCESS, 2, 1L);

    private static List<Row> read(String... lines) {
        return FaultMatrix.read(List.of(lines), STEPS).rows();
    }

    private static List<Row> table(String column, String... rows) {
        StringBuilder page = new StringBuilder("## Group\n\n| Fault | What happens on the wire | Reason | " + column);
        page.append(column.startsWith("`") ? " | Kept trying |\n|---|" : " | Exceptions | Kept trying |\n|---|---|")
                .append("---|---|---|---|");
        for (String row : rows) {
            page.append('\n').append(row);
        }
        return read(page.toString().split("\n"));
    }

    private static Row everyStep(String exceptions) {
        return everyStep(exceptions, "yes");
    }

    private static Row everyStep(String exceptions, String kept) {
        return table("Every step", "| a | b | `GONE`, `IN_USE` | FAILED FAILURE 1 | " + exceptions + "| " + kept + " |")
                .get(0);
    }

    @Test
    void everyStepHasTheCellOfTheRow() {
        Row row = everyStep("");
        assertThat(row.group()).isEqualTo("Group");
        assertThat(row.fault()).isEqualTo("a");
        assertThat(row.reasons()).containsExactlyInAnyOrder(Reason.GONE, Reason.IN_USE);
        assertThat(row.cells())
                .isEqualTo(Map.of("kill", FAILED, "restart", FAILED, "deleteTask", FAILED, "undeploy", FAILED));
        assertThat(row.impossible()).isEmpty();
    }

    @Test
    void exceptionsHaveTheirOwn() {
        Row row = everyStep("`kill`, `undeploy`: DONE SUCCESS 2, 1 login; `restart`: –[^no-list] ");
        assertThat(row.cells()).isEqualTo(Map.of("kill", DONE, "deleteTask", FAILED, "undeploy", DONE));
        assertThat(row.impossible()).isEqualTo(Map.of("restart", "no-list"));
    }

    @ParameterizedTest
    @CsvSource({
        "Every step,                kill restart deleteTask undeploy",
        "Every step of NAVER Cloud, kill restart deleteTask",
        "Every step of Huawei Cloud, undeploy",
        "Every step of DataForest,  kill restart",
        "Every step of NCLUE,       deleteTask",
        "Every step of ROMA Connect, undeploy"
    })
    void aColumnIsOfAllOrOfAProviderOrOfAService(String column, String steps) {
        Row row = table(column, "| a | b | `GONE` | FAILED FAILURE 1 | | yes |").get(0);
        assertThat(row.cells().keySet()).containsExactly(steps.split(" "));
    }

    @Test
    void aColumnOfOneStepHasNoExceptions() {
        assertThat(table("`kill`", "| a | b | `GONE` | FAILED FAILURE 1 | yes |")
                        .get(0)
                        .cells())
                .isEqualTo(Map.of("kill", FAILED));
    }

    @ParameterizedTest
    @CsvSource({
        "`stop`: DONE SUCCESS 1,                                   unknown step 'stop'",
        "`kill`: FAILED FAILURE 1,                                 an exception that is none",
        "`kill`: DONE SUCCESS 1; `kill`: DONE SUCCESS 2,           two exceptions for 'kill'",
        "'`kill`, `kill`: DONE SUCCESS 1',                         two exceptions for 'kill'",
        "'`kill`, `restart`, `deleteTask`, `undeploy`: DONE SUCCESS 1', nothing but exceptions",
        "kill: DONE SUCCESS 1,                                     not an exception",
        "`kill` DONE SUCCESS 1,                                    not an exception",
        "`kill`: ,                                                 not an exception",
        "`kill`: DONE SUCCESS 1;,                                  not a cell",
        "`kill`: DONE SUCCESS 1; ; `restart`: DONE SUCCESS 2,      not an exception",
        "DONE SUCCESS 1,                                           not an exception",
        "`kill`: DONE 1,                                           not a cell",
        "`kill`: DONE UNKNOWN 1,                                   not a cell",
        "`kill`: FINISHED SUCCESS 1,                               unknown Outcome 'FINISHED'",
        "`kill`: –,                                                not a cell"
    })
    void anExceptionThatCannotBeReadIsAnError(String exceptions, String message) {
        assertThatThrownBy(() -> everyStep(exceptions))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("line 5: ")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsKeptIsSaidOfTheStepsThatCanKeepTrying() {
        assertThat(everyStep("").kept())
                .isEqualTo(Map.of("kill", Kept.YES, "deleteTask", Kept.YES, "undeploy", Kept.YES));
        assertThat(everyStep("", "no; `kill`: yes; `undeploy`: –").kept())
                .isEqualTo(Map.of("kill", Kept.YES, "deleteTask", Kept.NO, "undeploy", Kept.NOTHING));
        assertThat(everyStep("`kill`: –[^no-list] ", "no").kept())
                .isEqualTo(Map.of("deleteTask", Kept.NO, "undeploy", Kept.NO));
    }

    @ParameterizedTest
    @CsvSource({
        "yes; `kill`: yes,    an exception that is none",
        "yes; `restart`: no,  nothing can be kept of 'restart'",
        "yes; `kill`: ,       not an exception",
        "yes; no,             not an exception",
        "yes; `stop`: no,     unknown step 'stop'",
    })
    void whatIsKeptAndCannotBeReadIsAnError(String kept, String message) {
        assertThatThrownBy(() -> everyStep("", kept))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTableOfAStepThatCannotKeepTryingDoesNotSayIt() {
        assertThat(read(
                                "| Fault | What happens on the wire | Reason | `restart` |",
                                "|---|---|---|---|",
                                "| a | b | `GONE` | FAILED FAILURE 1 |")
                        .get(0)
                        .kept())
                .isEmpty();
    }

    @Test
    void anExceptionOfAStepOfElsewhereIsAnError() {
        assertThatThrownBy(() -> table(
                        "Every step of NCLUE", "| a | b | `GONE` | FAILED FAILURE 1 | `kill`: DONE SUCCESS 1 | yes |"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a step of elsewhere: 'kill'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "| a | b | `GONE` | FAILED 1 | | yes |                      ! not a cell: 'FAILED 1'",
                "| a | b | `GONE` | | | yes |                               ! not a cell: ''",
                "| a | b | `GONE` | –[^no-list] | | yes |                   ! not a cell",
                "| a | b | `LOST` | FAILED FAILURE 1 | | yes |              ! unknown Reason 'LOST'",
                "| a | b | GONE | FAILED FAILURE 1 | | yes |                ! not a list of reasons",
                "| a | b | `GONE`, `GONE` | FAILED FAILURE 1 | | yes |      ! not a list of reasons",
                "| a | b | | FAILED FAILURE 1 | | yes |                     ! not a list of reasons",
                "| | b | `GONE` | FAILED FAILURE 1 | | yes |                ! no fault",
                "| a | b | `GONE` | FAILED FAILURE 1 | |                    ! 5 columns where the head has 6",
                "| a | b | `GONE` | FAILED FAILURE 1 | | yes | more |       ! 7 columns where the head has 6",
                "| a | b | `GONE` | FAILED FAILURE 1 | | yes | more         ! not a whole row",
                "a | b | `GONE` | FAILED FAILURE 1 | | yes |                ! a table without rows",
                "| a | b | `GONE` | FAILED FAILURE 1 | | |                  ! neither kept trying nor not: ''",
                "| a | b | `GONE` | FAILED FAILURE 1 | | perhaps |          ! neither kept trying nor not: 'perhaps'"
            })
    void aRowThatCannotBeReadIsAnError(String row, String message) {
        assertThatThrownBy(() -> table("Every step", row))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith(row);
    }

    @Test
    void aFaultStandsOnThePageOnce() {
        String row = "| a | b | `GONE` | FAILED FAILURE 1 | | yes |";
        assertThatThrownBy(() -> table("Every step", row, row))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a second row for 'a'");
    }

    @Test
    void aLineOfATableWithoutItsFirstBarIsAnError() {
        assertThatThrownBy(() -> table("Every step", "| a | b | `GONE` | FAILED FAILURE 1 | | yes |", "c | d |"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not a whole row: c | d |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| Something | else |",
                "| Fault | What happens on the wire | Reason |",
                "| Fault | What happens on the wire | Reason | `stop` | Kept trying |",
                "| Fault | What happens on the wire | Reason | kill | Kept trying |",
                "| Fault | What happens on the wire | Reason | Every step | Kept trying |",
                "| Fault | What happens on the wire | Reason | Every step | Exceptions |",
                "| Fault | What happens on the wire | Reason | Every step | Others | Kept trying |",
                "| Fault | What happens on the wire | Reason | Every step of Elsewhere | Exceptions | Kept trying |",
                "| Fault | What happens on the wire | Reason | Every step of ModelArts | Exceptions | Kept trying |",
                "| Fault | What happens on the wire | Reason | `kill` | Exceptions | Kept trying |",
                "| Fault | What happens on the wire | Reason | `kill` | `restart` | Kept trying |",
                "| Fault | What happens on the wire | Reason | `kill` |",
                "| Fault | What happens on the wire | Reason | `restart` | Kept trying |"
            })
    void aHeadThatCannotBeReadIsAnError(String head) {
        assertThatThrownBy(() -> read(head))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("line 1: ")
                .hasMessageEndingWith(head);
    }

    @Test
    void aTableHasARuleAndRows() {
        String head = "| Fault | What happens on the wire | Reason | `kill` | Kept trying |";
        assertThatThrownBy(() -> read(head, "| a | b | `GONE` | FAILED FAILURE 1 | yes |"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not the rule below a head");
        assertThatThrownBy(() -> read(head, "|---|---|---|---|---|"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a table without rows");
    }

    @Test
    void aFootnoteStandsOnThePageOnce() {
        assertThatThrownBy(() -> read("[^one]: Why.", "[^one]: Because."))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("line 2: a second footnote of that name");
    }
}
