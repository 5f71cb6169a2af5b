package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Explanation.Again;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a build is left to do, to copy. */
class LeftoversTest {
    private static final StepCall SEVERAL =
            new StepCall("modelId", true, Service.MODELARTS, Again.HARMLESS, Map.of("connection", "huawei"));
    private static final StepCall ONE =
            new StepCall("id", false, Service.DATAFOREST, Again.HARMFUL, Map.of("connection", "ncp"));

    private static Leftovers of(ReportRow... rows) {
        return Leftovers.of(Stream.of(rows).map(row -> new RowView(row, false)).toList());
    }

    private static Opening opening(String order, String operation, StepCall call) {
        return new Opening(order, order, 0, operation, "", 0, "", call);
    }

    private static ReportRow model(String order, ResourceResult.Builder result) {
        return ReportRows.of(opening(order, "modelartsDeleteModel", SEVERAL), "", Phase.ENDED, result.build());
    }

    private static ReportRow notebook(String order, String id, Outcome outcome) {
        return ReportRows.of(
                opening(order, "notebookRestart", ONE),
                "",
                Phase.ENDED,
                ResourceResult.of(id, outcome, Reason.ANSWER_LOST).build());
    }

    private static ResourceResult.Builder failed(String id) {
        return ResourceResult.of(id, Outcome.FAILED, Reason.IN_USE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is not as it was asked for is left")
    void left(Outcome outcome) {
        Leftovers left = of(model("a", ResourceResult.of("m1", outcome, Reason.ABORTED)));
        assertThat(left.getCount()).isEqualTo(outcome.good() ? 0 : 1);
        assertThat(left.getIds()).isEqualTo(outcome.good() ? "" : "m1");
        assertThat(left.getSteps())
                .isEqualTo(outcome.good() ? "" : "modelartsDeleteModel modelId: 'm1', connection: 'huawei'");
    }

    @Test
    @DisplayName("what is under way is not left yet")
    void underWay() {
        assertThat(Leftovers.of(List.of(new RowView(ReportRows.sent("3", "a"), true)))
                        .getCount())
                .isZero();
    }

    @Test
    @DisplayName("of a cascade, what failed is left and not what was removed")
    void cascade() {
        Leftovers left = of(model(
                "a",
                ResourceResult.of("m1", Outcome.PARTIAL, Reason.IN_FAILURE_LIST)
                        .removed(List.of("m1", "m2"))
                        .failures(List.of(new Failure("m3", "c", "in use"), new Failure("", "c", "nameless")))));
        assertThat(left.getIds()).isEqualTo("m3");
    }

    @Test
    @DisplayName("one step for all that is called alike, whatever step it was; each id once")
    void oneStep() {
        Leftovers left = of(model("a", failed("m1")), model("b", failed("m2")), model("b", failed("m1")));
        assertThat(left.getIds()).isEqualTo("m1\nm2");
        assertThat(left.getSteps()).isEqualTo("""
                modelartsDeleteModel modelId: [
                    'm1',
                    'm2'
                ], connection: 'huawei'""");
    }

    @Test
    @DisplayName("a step that takes one id stands there once for each")
    void oneId() {
        Leftovers left = of(notebook("a", "n1", Outcome.FAILED), notebook("b", "n2", Outcome.NOT_SENT));
        assertThat(left.getSteps()).isEqualTo("""
                notebookRestart id: 'n1', connection: 'ncp'
                notebookRestart id: 'n2', connection: 'ncp'""");
    }

    @Test
    @DisplayName("what must not be done twice is no step if it may be done")
    void notTwice() {
        Leftovers left = of(notebook("a", "n1", Outcome.UNKNOWN), notebook("b", "n2", Outcome.UNCONFIRMED));
        assertThat(left.getIds()).isEqualTo("n1\nn2");
        assertThat(left.getSteps()).isEmpty();
    }

    @Test
    @DisplayName("where an earlier version wrote the journal, there are ids and no steps")
    void earlier() {
        Opening opening = opening("a", "modelartsDeleteModel", null);
        Leftovers left = of(ReportRows.of(opening, "", Phase.ENDED, failed("m1").build()));
        assertThat(left.getIds()).isEqualTo("m1");
        assertThat(left.getSteps()).isEmpty();
    }

    @Test
    @DisplayName("what a provider's list names stays a text in the step")
    void quoted() {
        Leftovers left = of(model(
                "a",
                failed("m1")
                        .failures(List.of(new Failure("x'; sh 'rm'\n\\", "c", "m")))
                        .removed(List.of("m1"))));
        assertThat(left.getSteps()).startsWith("modelartsDeleteModel modelId: 'x\\'; sh \\'rm\\' \\\\', ");
    }
}
