package io.jenkins.plugins.aicloudteardown.client.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VerdictTest {
    @Test
    void whatWasAskedForIsGood() {
        assertThat(Arrays.stream(Outcome.values()).filter(Outcome::good))
                .containsExactly(Outcome.DONE, Outcome.ALREADY_GONE, Outcome.DRY_RUN, Outcome.DEFERRED);
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

    @ParameterizedTest
    @EnumSource(names = {"UNSTABLE", "FAILURE"})
    void whatIsNotConfirmedIsNoSuccessWhateverFailsBesideIt(Verdict expected) {
        Verdict partial = expected == Verdict.UNSTABLE ? Verdict.SUCCESS : expected;

        for (Outcome other :
                List.of(Outcome.FAILED, Outcome.NOT_SENT, Outcome.UNKNOWN, Outcome.PARTIAL, Outcome.DONE)) {
            assertThat(batch(Verdict.SUCCESS, partial, Outcome.UNCONFIRMED, other))
                    .as("beside %s", other)
                    .isEqualTo(expected);
        }
    }

    /** All batches of up to four, under all choices. */
    @Test
    void oneFailureMoreNeverImprovesTheVerdict() {
        List<Outcome> outcomes = List.of(
                Outcome.DONE,
                Outcome.ALREADY_GONE,
                Outcome.PARTIAL,
                Outcome.UNCONFIRMED,
                Outcome.FAILED,
                Outcome.NOT_SENT,
                Outcome.UNKNOWN);
        List<Outcome> bad = outcomes.subList(2, outcomes.size());
        for (Verdict failed : Verdict.values()) {
            for (Verdict partial : Verdict.values()) {
                for (int code = 0; code < 7 * 7 * 7; code++) {
                    Outcome[] batch = {outcomes.get(code % 7), outcomes.get(code / 7 % 7), outcomes.get(code / 49)};
                    Verdict before = batch(failed, partial, batch);
                    for (Outcome more : bad) {
                        Outcome[] longer = Arrays.copyOf(batch, 4);
                        longer[3] = more;
                        boolean nothingDone =
                                Arrays.stream(batch).allMatch(one -> one == Outcome.FAILED || one == Outcome.NOT_SENT);
                        if (!nothingDone || more == Outcome.FAILED || more == Outcome.NOT_SENT) {
                            assertThat(batch(failed, partial, longer))
                                    .as("%s and %s, %s, %s", List.of(batch), more, failed, partial)
                                    .isGreaterThanOrEqualTo(before);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,      PROVIDER_ERROR, FAILURE,  UNSTABLE, ",
        "FAILED,      PROVIDER_ERROR, SUCCESS,  UNSTABLE, ",
        "FAILED,      NO_PERMISSION,  FAILURE,  UNSTABLE, ",
        "FAILED,      NO_PERMISSION,  UNSTABLE, UNSTABLE, ALWAYS_FAILS",
        "PARTIAL,     NO_PERMISSION,  FAILURE,  UNSTABLE, ALWAYS_FAILS",
        "PARTIAL,     NO_PERMISSION,  SUCCESS,  FAILURE,  ",
        "UNCONFIRMED, NO_PERMISSION,  SUCCESS,  UNSTABLE, ",
        "UNCONFIRMED, NOT_SEEN_DONE,  SUCCESS,  SUCCESS,  NOT_CONFIRMED",
        "DONE,        ACCEPTED,       SUCCESS,  SUCCESS,  ",
    })
    void aChoiceThatDoesNotCountIsTold(
            Outcome outcome, Reason reason, Verdict failed, Verdict partial, Verdict.Overruled overruled) {
        List<ResourceResult> results =
                List.of(ResourceResult.of("id", outcome, reason).build());

        assertThat(Verdict.overruled(outcome, results, failed, partial)).isEqualTo(Optional.ofNullable(overruled));
    }

    @Test
    void theChoiceForTheWholeDoesNotCountWhereOneAloneWouldBeWorse() {
        List<ResourceResult> results = List.of(
                ResourceResult.of("a", Outcome.UNKNOWN, Reason.ANSWER_LOST).build(),
                ResourceResult.of("b", Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE)
                        .build());

        assertThat(Verdict.overruled(Outcome.UNKNOWN, results, Verdict.SUCCESS, Verdict.UNSTABLE))
                .contains(Verdict.Overruled.ONE_OF_SEVERAL);
        assertThat(Verdict.overruled(Outcome.UNKNOWN, results, Verdict.UNSTABLE, Verdict.SUCCESS))
                .isEmpty();
    }

    private static Verdict batch(Verdict failed, Verdict partial, Outcome... outcomes) {
        List<ResourceResult> results = Arrays.stream(outcomes)
                .map(outcome ->
                        ResourceResult.of("id", outcome, Reason.PROVIDER_ERROR).build())
                .toList();
        return Verdict.of(BatchOutcome.of(results), results, failed, partial);
    }

    private static Verdict verdict(Outcome outcome, Reason reason, Verdict failed, Verdict partial) {
        ResourceResult result = ResourceResult.of("id", outcome, reason).build();
        return Verdict.of(outcome, List.of(result), failed, partial);
    }
}
