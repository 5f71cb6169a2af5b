package io.jenkins.plugins.aicloudteardown.client.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VerdictTest {
    @Test
    void whatWasAskedForIsGood() {
        assertThat(Arrays.stream(Outcome.values()).filter(Outcome::good))
                .containsExactly(Outcome.DONE, Outcome.ALREADY_GONE, Outcome.DRY_RUN);
    }

    @ParameterizedTest
    @CsvSource({
        "DONE,         SUCCESS",
        "ALREADY_GONE, SUCCESS",
        "DRY_RUN,      SUCCESS",
        "PARTIAL,      UNSTABLE",
        "UNCONFIRMED,  UNSTABLE",
        "FAILED,       FAILURE",
        "NOT_SENT,     FAILURE",
        "UNKNOWN,      FAILURE",
    })
    void onlyWhatIsGoodLeavesTheBuildAsItIs(Outcome outcome, Verdict verdict) {
        assertThat(verdict(outcome, Reason.PROVIDER_ERROR, Verdict.FAILURE, Verdict.UNSTABLE))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,      SUCCESS",
        "NOT_SENT,    SUCCESS",
        "UNKNOWN,     SUCCESS",
        "PARTIAL,     SUCCESS",
        "UNCONFIRMED, UNSTABLE",
    })
    void aChoiceMayTolerateAllButWhatIsNotConfirmed(Outcome outcome, Verdict verdict) {
        assertThat(verdict(outcome, Reason.PROVIDER_ERROR, Verdict.SUCCESS, Verdict.SUCCESS))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "NOT_SENT", "UNKNOWN", "PARTIAL"})
    void whatMayNotRunFailsWhateverWasChosen(Outcome outcome) {
        assertThat(verdict(outcome, Reason.NO_PERMISSION, Verdict.SUCCESS, Verdict.SUCCESS))
                .isEqualTo(Verdict.FAILURE);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FAILED", "NOT_SENT", "UNKNOWN", "PARTIAL"})
    void aLookThatIsNotAllowedIsNoRefusal(Outcome outcome) {
        assertThat(verdict(outcome, Reason.NO_PERMISSION, Verdict.SUCCESS, Verdict.SUCCESS))
                .isNotEqualTo(Verdict.FAILURE);
    }

    @Test
    void oneRefusedIdIsEnough() {
        List<ResourceResult> results = List.of(
                ResourceResult.of("a", Outcome.DONE, Reason.ACCEPTED).build(),
                ResourceResult.of("b", Outcome.FAILED, Reason.KEY_REFUSED).build());

        assertThat(Verdict.of(Outcome.PARTIAL, results, Verdict.SUCCESS, Verdict.SUCCESS))
                .isEqualTo(Verdict.FAILURE);
    }

    private static Verdict verdict(Outcome outcome, Reason reason, Verdict failed, Verdict partial) {
        ResourceResult result = ResourceResult.of("id", outcome, reason).build();
        return Verdict.of(outcome, List.of(result), failed, partial);
    }
}
