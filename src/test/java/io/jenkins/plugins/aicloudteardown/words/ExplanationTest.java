package io.jenkins.plugins.aicloudteardown.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reason means where it came up, and what helps there. */
class ExplanationTest {
    private static final String CARRIED_OUT = "It may have been carried out";
    private static final String NO_HARM =
            "run the step again with \"ignoreMissing\" (Treat a missing resource as success)," + " which does no harm.";

    private static Explanation of(Operation operation, Outcome outcome, Reason reason, Asked asked, int status) {
        return Explanation.of(
                operation,
                ResourceResult.of("id", outcome, reason)
                        .asked(asked)
                        .said(status, "", "")
                        .build());
    }

    private static Explanation of(Operation operation, Outcome outcome, Reason reason) {
        return of(operation, outcome, reason, Asked.WRITE, 0);
    }

    private static String hints(Explanation explanation) {
        return String.join(" ", explanation.hints(Locale.ENGLISH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WRITE  | FAILED      | NO_PERMISSION    | permission denied: the key may not do this
            LOOK   | UNCONFIRMED | NO_PERMISSION    | accepted by the provider, but it could not be looked at: permission denied: the key may not do this
            LOOK   | UNCONFIRMED | TLS_FAILED       | accepted by the provider, but it could not be looked at: no trusted TLS connection (certificate)
            LOOK   | UNKNOWN     | NO_PERMISSION    | no response says what became of it, and it could not be looked at: permission denied: the key may not do this
            LOOK   | UNKNOWN     | ANSWER_TIMED_OUT | timeout: no complete response in time, and then it could not be looked at
            LIST   | FAILED      | PROVIDER_ERROR   | not found: the provider says that it does not exist, but the list that has to show that could not be read: the provider refused the request
            LIST   | UNCONFIRMED | PROVIDER_ERROR   | a response was lost, and now the provider says that it does not exist, but the list that has to show that could not be read: the provider refused the request
            LISTED | FAILED      | CONTRADICTION    | the provider says that it does not exist, but its list still has it
            BEFORE | NOT_SENT    | NO_PERMISSION    | it has to be read first, and that failed: permission denied: the key may not do this
            BEFORE | NOT_SENT    | UNREADABLE       | it has to be read first, and that failed: the response is not in the documented form
            BEFORE | NOT_SENT    | CONNECT_FAILED   | no connection
            BEFORE | NOT_SENT    | KEY_REFUSED      | the key, token or login was refused
            """)
    void aReasonIsToldAsWhatWasAsked(Asked asked, Outcome outcome, Reason reason, String why) {
        assertThat(of(Operations.DELETE_TASK, outcome, reason, asked, 0).why(Locale.ENGLISH))
                .isEqualTo(why);
    }

    @Test
    void whatWasAcceptedIsNotToBePermittedOnceMore() {
        assertThat(hints(of(Operations.DELETE_TASK, Outcome.UNCONFIRMED, Reason.NO_PERMISSION, Asked.LOOK, 0)))
                .isEqualTo("Allow the key to read and list it, too.");
    }

    @Test
    void theListOfAppsIsReadWithTheAccount() {
        assertThat(hints(of(Operations.KILL, Outcome.FAILED, Reason.PROVIDER_ERROR, Asked.LIST, 400)))
                .startsWith("Set \"accountId\" (Account ID) if it is not set");
        assertThat(hints(of(Operations.DELETE_TASK, Outcome.FAILED, Reason.PROVIDER_ERROR, Asked.LIST, 400)))
                .doesNotContain("accountId");
    }

    @Test
    void whatTheListStillHasWasNotCarriedOut() {
        assertThat(hints(of(Operations.KILL, Outcome.FAILED, Reason.CONTRADICTION, Asked.LISTED, 404)))
                .isEqualTo("Check the resource in the provider's console.");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ABORTED",
                "INTERRUPTED",
                "ANSWER_TIMED_OUT",
                "ANSWER_LOST",
                "GATEWAY_TIMEOUT",
                "ANSWER_TOO_LARGE",
                "UNREADABLE",
                "CONTRADICTION",
                "INTERNAL_ERROR",
                "NO_PERMISSION"
            })
    void whateverMayHaveBeenCarriedOutIsToBeLookedAt(Reason reason) {
        String harmless = hints(of(Operations.KILL, Outcome.UNKNOWN, reason));
        assertThat(harmless).startsWith(CARRIED_OUT).contains(NO_HARM);
        String harmful = hints(of(Operations.RESTART, Outcome.UNKNOWN, reason));
        assertThat(harmful)
                .startsWith(CARRIED_OUT)
                .contains("before you run the step again, which would do it a second time.")
                .doesNotContain("no harm");
        // A cascade would also take what was deployed since.
        String cascade = hints(of(Operations.DELETE_VERSIONS, Outcome.UNKNOWN, reason));
        assertThat(cascade).startsWith(CARRIED_OUT).doesNotContain("no harm");
    }

    @Test
    void whereItWasSentToAnotherHostTheStepDoesNotHelp() {
        assertThat(hints(of(Operations.KILL, Outcome.UNKNOWN, Reason.HOST_CHANGED)))
                .contains("at the host that the teardown report names")
                .doesNotContain("no harm");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotSentWasNotCarriedOut(Reason reason) {
        if (reason != Reason.HOST_CHANGED) {
            for (Asked asked : new Asked[] {Asked.WRITE, Asked.BEFORE}) {
                assertThat(hints(of(Operations.KILL, Outcome.NOT_SENT, reason, asked, 0)))
                        .doesNotContain(CARRIED_OUT);
            }
        }
    }

    @Test
    void anOutageIsNoRefusal() {
        Explanation outage = of(Operations.UNDEPLOY, Outcome.FAILED, Reason.PROVIDER_ERROR, Asked.WRITE, 500);
        assertThat(outage.why(Locale.ENGLISH)).isEqualTo("the provider had an error of its own");
        assertThat(hints(outage)).startsWith("Run the step again later");
        Explanation refusal = of(Operations.UNDEPLOY, Outcome.FAILED, Reason.PROVIDER_ERROR, Asked.WRITE, 400);
        assertThat(refusal.why(Locale.ENGLISH)).isEqualTo("the provider refused the request");
        assertThat(hints(refusal)).doesNotContain("later");
    }

    @Test
    void aHintNamesTheParameterThatHelps() {
        assertThat(hints(of(Operations.DELETE_TASK, Outcome.FAILED, Reason.IN_USE)))
                .contains("\"waitForIdle\" (");
        assertThat(hints(of(Operations.DELETE_MODEL, Outcome.FAILED, Reason.IN_USE)))
                .contains("the service that uses it")
                .doesNotContain("waitForIdle");
        assertThat(hints(of(Operations.UNDEPLOY, Outcome.FAILED, Reason.ENDPOINT_NOT_FOUND)))
                .contains("\"romaV2\" (");
        assertThat(hints(of(Operations.KILL, Outcome.FAILED, Reason.ENDPOINT_NOT_FOUND)))
                .doesNotContain("romaV2");
        assertThat(hints(of(Operations.KILL, Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE)))
                .contains("\"timeout\" (Time limit)");
        assertThat(hints(of(Operations.KILL, Outcome.NOT_SENT, Reason.DEADLINE_BEFORE_SEND)))
                .contains("\"timeout\" (Time limit)");
        assertThat(hints(of(Operations.KILL, Outcome.NOT_SENT, Reason.DNS_FAILED)))
                .contains("region", "proxy");
    }

    @Test
    void onlyDataforestSaysOfAMissingIdThatThePermissionIsMissing() {
        assertThat(hints(of(Operations.KILL, Outcome.FAILED, Reason.NO_PERMISSION)))
                .contains("DataForest");
        Stream.of(Operations.DELETE_TASK, Operations.UNDEPLOY, Operations.DELETE_MODEL)
                .map(operation -> of(operation, Outcome.FAILED, Reason.NO_PERMISSION))
                .forEach(one -> assertThat(one.why(Locale.ENGLISH) + hints(one)).doesNotContain("DataForest"));
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "ALREADY_GONE", "DRY_RUN"})
    void whatIsGoodNeedsNoHint(Outcome outcome) {
        assertThat(of(Operations.KILL, outcome, Reason.GONE).hints(Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void onlyWhatWasSentMayHaveBeenDoneByAProviderWithAnErrorOfItsOwn() {
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.NOT_SENT)) {
            ResourceResult result = ResourceResult.of("notebook", outcome, Reason.PROVIDER_ERROR)
                    .said(500, "900", "unexpected error")
                    .asked(outcome == Outcome.NOT_SENT ? Asked.BEFORE : Asked.WRITE)
                    .build();
            String hints = String.join(
                    " ",
                    Explanation.of(Service.DATAFOREST, Explanation.Again.HARMFUL, result)
                            .hints(Locale.ENGLISH));

            assertThat(hints.contains("It may have been carried out"))
                    .as("%s: %s", outcome, hints)
                    .isEqualTo(outcome == Outcome.FAILED);
        }
    }
}
