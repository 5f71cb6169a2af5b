package io.jenkins.plugins.aicloudteardown.client.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BatchOutcomeTest {
    @ParameterizedTest
    @EnumSource
    void aBatchOfOneKindIsOfThatKind(Outcome outcome) {
        assertThat(of(outcome)).isEqualTo(outcome);
        assertThat(of(outcome, outcome, outcome)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource
    void anyUnknownIsUnknown(Outcome other) {
        assertThat(of(other, Outcome.UNKNOWN)).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "DONE,         FAILED",
        "DONE,         NOT_SENT",
        "ALREADY_GONE, FAILED",
        "ALREADY_GONE, NOT_SENT",
        "UNCONFIRMED,  FAILED",
        "UNCONFIRMED,  NOT_SENT",
        "PARTIAL,      DONE",
        "PARTIAL,      FAILED",
        "PARTIAL,      NOT_SENT",
        "PARTIAL,      UNCONFIRMED",
        "PARTIAL,      ALREADY_GONE",
    })
    void somethingDoneAndSomethingNotIsPartial(Outcome one, Outcome other) {
        assertThat(of(one, other)).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void nothingDoneIsFailedIfAnythingWasSentAndNotSentOtherwise() {
        assertThat(of(Outcome.FAILED, Outcome.NOT_SENT)).isEqualTo(Outcome.FAILED);
        assertThat(of(Outcome.NOT_SENT, Outcome.NOT_SENT)).isEqualTo(Outcome.NOT_SENT);
        assertThat(of(Outcome.DRY_RUN, Outcome.NOT_SENT)).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void anyUnconfirmedAmongTheDoneIsUnconfirmed() {
        assertThat(of(Outcome.DONE, Outcome.UNCONFIRMED)).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(of(Outcome.ALREADY_GONE, Outcome.DONE, Outcome.UNCONFIRMED)).isEqualTo(Outcome.UNCONFIRMED);
    }

    @Test
    void whatWasAlreadyGoneIsDoneAmongTheDone() {
        assertThat(of(Outcome.DONE, Outcome.ALREADY_GONE)).isEqualTo(Outcome.DONE);
    }

    @Test
    void aDryRunIsNeverTakenForDone() {
        for (Outcome other : EnumSet.complementOf(EnumSet.of(Outcome.DRY_RUN))) {
            assertThat(of(Outcome.DRY_RUN, other)).isNotEqualTo(Outcome.DONE).isNotEqualTo(Outcome.ALREADY_GONE);
        }
    }

    @Test
    void doneMeansThatEveryOneIsDone() {
        Set<Outcome> good = EnumSet.of(Outcome.DONE, Outcome.ALREADY_GONE);
        for (Outcome one : Outcome.values()) {
            for (Outcome two : Outcome.values()) {
                for (Outcome three : Outcome.values()) {
                    if (good.contains(of(one, two, three))) {
                        assertThat(good).contains(one, two, three);
                    }
                }
            }
        }
    }

    @Test
    void theOrderDoesNotMatter() {
        List<Outcome> all = new ArrayList<>(List.of(Outcome.DONE, Outcome.FAILED, Outcome.NOT_SENT));
        Collections.reverse(all);

        assertThat(of(all.toArray(Outcome[]::new))).isEqualTo(of(Outcome.DONE, Outcome.FAILED, Outcome.NOT_SENT));
    }

    @Test
    void nothingHasNoOutcome() {
        assertThatThrownBy(() -> BatchOutcome.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Outcome of(Outcome... outcomes) {
        return BatchOutcome.of(Arrays.stream(outcomes)
                .map(outcome ->
                        ResourceResult.of("id", outcome, Reason.ACCEPTED).build())
                .toList());
    }
}
