package io.jenkins.plugins.aicloudteardown.client.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    @Test
    void somebodyHasToCorrectWhatTheKeyOrTheRequestMayNot() {
        assertThat(where(reason -> reason.family() == Family.MAY_NOT))
                .containsExactly(
                        Reason.LISTING_REFUSED,
                        Reason.KEY_REFUSED,
                        Reason.CLOCK_SKEW,
                        Reason.TOKEN_STALE,
                        Reason.PROJECT_REFUSED,
                        Reason.UNREADABLE_REFUSAL,
                        Reason.NO_PERMISSION,
                        Reason.BREAKER_OPEN,
                        Reason.BAD_REQUEST);
    }

    @Test
    void anAnswerThatDidNotComeOrSaysNothingIsLost() {
        assertThat(where(Reason::lost))
                .containsExactly(
                        Reason.ANSWER_TIMED_OUT,
                        Reason.ANSWER_LOST,
                        Reason.GATEWAY_TIMEOUT,
                        Reason.ANSWER_TOO_LARGE,
                        Reason.UNREADABLE,
                        Reason.CONTRADICTION);
    }

    @Test
    void aConnectionOrAnAnswerThatDidNotComeMayComeAMomentLater() {
        assertThat(where(Reason::passing))
                .containsExactly(
                        Reason.CONNECT_FAILED,
                        Reason.DNS_FAILED,
                        Reason.ANSWER_TIMED_OUT,
                        Reason.ANSWER_LOST,
                        Reason.GATEWAY_TIMEOUT);
    }

    @Test
    void aWrongKeyAndAWrongAddressLast() {
        assertThat(where(Reason::lasting))
                .containsExactly(
                        Reason.LISTING_REFUSED,
                        Reason.ENDPOINT_NOT_FOUND,
                        Reason.KEY_REFUSED,
                        Reason.CLOCK_SKEW,
                        Reason.TOKEN_STALE,
                        Reason.PROJECT_REFUSED,
                        Reason.UNREADABLE_REFUSAL,
                        Reason.NO_PERMISSION,
                        Reason.BREAKER_OPEN,
                        Reason.TLS_FAILED,
                        Reason.REDIRECTED,
                        Reason.BAD_REQUEST);
    }

    @Test
    void onlyTheServiceItselfRefuses() {
        assertThat(where(reason -> reason.family() == Family.REFUSED))
                .containsExactly(
                        Reason.GONE,
                        Reason.SUCCESS_FALSE,
                        Reason.IN_FAILURE_LIST,
                        Reason.PROVIDER_ERROR,
                        Reason.IN_USE);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsInTheDocumentation(Reason reason) throws IOException {
        String reasons = Files.readString(Path.of("docs/outcomes.md")).split("## Reasons")[1];

        assertThat(reasons.lines().filter(line -> line.startsWith("|") && line.contains("`" + reason + "`")))
                .hasSize(1);
    }

    private static List<Reason> where(Predicate<Reason> property) {
        return Arrays.stream(Reason.values()).filter(property).toList();
    }
}
