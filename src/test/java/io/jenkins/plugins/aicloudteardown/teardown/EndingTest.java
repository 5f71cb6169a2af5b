package io.jenkins.plugins.aicloudteardown.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.StreamTaskListener;
import io.jenkins.plugins.aicloudteardown.client.NextTry;
import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.config.TargetNames;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says of a teardown that has ended, and of the tries before. */
class EndingTest {
    private static final String REPORT = "http://jenkins.example/job/x/1/ai-cloud-teardown/";
    private static final int MOST_LINES = 25;

    private Verdict failureResult = Verdict.FAILURE;
    private Verdict partialResult = Verdict.UNSTABLE;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StreamTaskListener listener = new StreamTaskListener(out, StandardCharsets.UTF_8);

    private TeardownOrder order(int ids) {
        return new TeardownOrder(
                Operations.DELETE_TASK,
                IntStream.range(0, ids).mapToObj(i -> "id" + i).toList(),
                new TargetNames("", "", "", "a-key"),
                new TeardownOptions(false, false, false, null),
                new Verdicts(failureResult, partialResult));
    }

    private Ending ending(List<ResourceResult> results) {
        return new Ending(order(results.size()), "api.example", results, "", REPORT, Handed.NOTHING);
    }

    private static ResourceResult.Builder result(int id, Outcome outcome, Reason reason) {
        return ResourceResult.of("id" + id, outcome, reason);
    }

    /** The lines of the log, of which the last may be the build's error. */
    private List<String> lines(Ending ending) {
        List<String> error = new ArrayList<>();
        ending.conclude(listener, new ResultHandler() {
            @Override
            public void failure(String sentence) {
                error.add(sentence);
            }

            @Override
            public void unstable(String sentence) {
                // It is logged already.
            }
        });
        List<String> lines = new ArrayList<>(log());
        lines.addAll(error);
        return lines;
    }

    private List<String> log() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void oneResourceTakesOneLineThatEndsWithALink() {
        List<String> lines = lines(ending(List.of(result(0, Outcome.FAILED, Reason.GONE)
                .said(404, "10106", "path not found")
                .build())));

        assertThat(lines)
                .containsExactly(
                        "[nclueDeleteTask] FAILED at api.example: id0: not found: the provider says that it does"
                                + " not exist (HTTP 404 10106 \"path not found\"). Check the ID, or set \"ignoreMissing\" (Treat a"
                                + " missing resource as success). " + Troubleshooting.address(Reason.GONE));
    }

    @ParameterizedTest
    @CsvSource({"FAILED, SUCCESS", "NOT_SENT, SUCCESS", "PARTIAL, SUCCESS", "UNKNOWN, UNSTABLE", "UNCONFIRMED, UNSTABLE"
    })
    void whatOthersGoOnWithIsNoSuccessIfItMayBeDone(Outcome outcome, String verdict) {
        partialResult = Verdict.SUCCESS;
        List<ResourceResult> results = List.of(
                result(0, Outcome.DONE, Reason.ACCEPTED).build(),
                result(1, outcome, Reason.PROVIDER_ERROR).build());

        Ending ending = new Ending(order(2), "api.example", results, "", REPORT, new Handed(List.of("id1"), ""));

        assertThat(ending.verdict()).hasToString(verdict);
    }

    @Test
    void whatIsDoneTakesOneLineWithoutAnything() {
        assertThat(lines(ending(List.of(
                        result(0, Outcome.DONE, Reason.ACCEPTED).build(),
                        result(1, Outcome.DONE, Reason.ACCEPTED).build()))))
                .containsExactly("[nclueDeleteTask] DONE at api.example: accepted by the provider: id0, id1.");
    }

    /** As in 246 ids of a real batch: the worst is not the first, and the provider says the same of many. */
    @Test
    void aBatchCountsAndGroupsTheWorstLast() {
        List<ResourceResult> results = new ArrayList<>();
        IntStream.range(0, 190)
                .forEach(i ->
                        results.add(result(i, Outcome.DONE, Reason.ACCEPTED).build()));
        IntStream.range(190, 230)
                .forEach(i -> results.add(result(i, Outcome.FAILED, Reason.GONE)
                        .said(404, "10106", "there is no id" + i)
                        .build()));
        results.add(result(230, Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE)
                .lastState("deleting")
                .build());
        IntStream.range(231, 243)
                .forEach(i -> results.add(
                        result(i, Outcome.UNKNOWN, Reason.ANSWER_LOST).build()));
        results.add(result(243, Outcome.UNKNOWN, Reason.GATEWAY_TIMEOUT)
                .said(503, "500", "Endpoint Error")
                .build());
        results.add(result(244, Outcome.NOT_SENT, Reason.THROTTLED)
                .said(429, "410", "Quota Exceeded")
                .build());
        results.add(result(245, Outcome.NOT_SENT, Reason.THROTTLED)
                .said(429, "410", "Quota Exceeded")
                .build());
        List<String> lines = lines(ending(results));

        assertThat(lines).hasSize(6).allSatisfy(line -> assertThat(line).startsWith("[nclueDeleteTask] "));
        assertThat(lines.get(0))
                .contains("] UNKNOWN (outcome unknown): id243: the provider's gateway got no response from its service"
                        + " (HTTP 503 500 \"Endpoint Error\"). It may have been carried out: check")
                .endsWith(" " + Troubleshooting.address(Reason.GATEWAY_TIMEOUT));
        assertThat(lines.get(1))
                .contains(
                        "] FAILED: not found: the provider says that it does not exist",
                        "(HTTP 404 10106 \"there is no id190\"), and 39 other messages: id190, id191, ",
                        "id209 and 20 more. Check the ID, or set \"ignoreMissing\"")
                .endsWith(" " + Troubleshooting.address(Reason.GONE));
        assertThat(lines.get(2))
                .contains(
                        "] NOT_SENT: rate-limited (HTTP 429) (HTTP 429 410 \"Quota Exceeded\"): id244, id245. Run fewer")
                .endsWith(" " + Troubleshooting.address(Reason.THROTTLED));
        assertThat(lines.get(3)).contains("] UNCONFIRMED (not confirmed): id230: accepted, but", "in state deleting");
        assertThat(lines.get(4))
                .endsWith("] DONE: accepted by the provider: "
                        + String.join(", ", order(20).ids()) + " and 170 more.");
        assertThat(lines.get(5))
                .contains(
                        "] UNKNOWN (outcome unknown) at api.example: 13 UNKNOWN, 40 FAILED, 2 NOT_SENT, 1 UNCONFIRMED,"
                                + " 190 DONE. UNKNOWN: the connection ended before the response was complete: id231, ",
                        "id242. It may have been carried out: check",
                        "Report: " + REPORT)
                .endsWith(" " + Troubleshooting.address(Reason.ANSWER_LOST));
    }

    @Test
    void aBatchTakesFewLinesHoweverMixedItIs() {
        List<ResourceResult> results = new ArrayList<>();
        Reason[] reasons = Reason.values();
        Outcome[] outcomes = Outcome.values();
        for (int i = 0; i < 246; i++) {
            results.add(result(i, outcomes[i % outcomes.length], reasons[i % reasons.length])
                    .said(400 + i, "code" + i, "message " + i)
                    .asked(Asked.values()[i % Asked.values().length])
                    .build());
        }
        SessionLog log = new SessionLog(listener, order(246));
        log.say(Sentences.asking(order(246), "api.example", ""));
        for (int i = 0; i < 2 * reasons.length; i++) {
            log.retrying(reasons[i % reasons.length], "id" + i + ": trying again");
        }
        log.close();
        List<String> lines = lines(ending(results));

        assertThat(lines).hasSizeBetween(20, MOST_LINES);
        assertThat(lines.get(lines.size() - 2)).matches("\\[nclueDeleteTask] [0-9]+ more reasons: [0-9]+ .*\\.");
        assertThat(lines.get(lines.size() - 1)).contains(" UNKNOWN, ", "Report: " + REPORT);
    }

    @Test
    void ofABatchTheFirstTryForEachReasonIsToldAndTheOthersAreCounted() {
        SessionLog log = new SessionLog(listener, order(3));
        for (int i = 0; i < 3; i++) {
            log.retrying(Reason.THROTTLED, "id" + i + ": rate-limited");
            log.retrying(Reason.CONNECT_FAILED, "id" + i + ": no connection");
        }
        log.close();
        log.retrying(Reason.THROTTLED, "late");

        assertThat(log())
                .containsExactly(
                        "[nclueDeleteTask] id0: rate-limited",
                        "[nclueDeleteTask] id0: no connection",
                        "[nclueDeleteTask] Further tries: rate-limited (HTTP 429): 2, no connection: 2.");
    }

    @Test
    void ofOneResourceEachTryIsTold() {
        SessionLog log = new SessionLog(listener, order(1));
        log.retrying(Reason.THROTTLED, "id0: one");
        log.retrying(Reason.THROTTLED, "id0: two");
        log.close();

        assertThat(log()).containsExactly("[nclueDeleteTask] id0: one", "[nclueDeleteTask] id0: two");
    }

    @Test
    void aTrySaysOfHowManyItIsOrUntilWhen() {
        Reading throttled = Reading.of(Reading.Kind.THROTTLED, Reason.THROTTLED, "410", "slow down")
                .at(429);
        Reading lost = Reading.of(Reading.Kind.LOST, Reason.ANSWER_LOST, "", "");
        Instant end = Instant.parse("2026-03-04T05:06:07Z");
        Duration pause = Duration.ofSeconds(3);

        assertThat(Sentences.retrying("a", lost, new NextTry(pause, 2, 5, Optional.empty()), end))
                .isEqualTo(
                        "a: the connection ended before the response was complete, trying again in 3 s (try 2 of 5)");
        assertThat(Sentences.retrying("a", throttled, new NextTry(pause, 3, 0, Optional.empty()), end))
                .isEqualTo("a: rate-limited (HTTP 429) (HTTP 429 410 \"slow down\"), trying again in 3 s (try 3, until"
                        + " 2026-03-04 05:06:07 UTC)");
        assertThat(Sentences.retrying(
                        "a", lost, new NextTry(Duration.ZERO, 0, 0, Optional.of(end.plusSeconds(1))), end))
                .endsWith("trying again at once (until 2026-03-04 05:06:08 UTC)");
    }

    @Test
    void aParameterThatDoesNotDecideIsTold() {
        failureResult = Verdict.UNSTABLE;
        partialResult = Verdict.SUCCESS;
        String chosen =
                "\"failureResult\" (Build result if it fails) and \"partialResult\" (Build result if only a part is"
                        + " done, or it is not confirmed) do not count, because this always fails the build: ";

        assertThat(ending(List.of(
                                result(0, Outcome.FAILED, Reason.GONE).build(),
                                result(1, Outcome.FAILED, Reason.GONE).build(),
                                result(2, Outcome.FAILED, Reason.NO_PERMISSION).build()))
                        .sentence())
                .contains(chosen + "NO_PERMISSION of id2.");
        assertThat(ending(List.of(result(0, Outcome.FAILED, Reason.GONE).build()))
                        .sentence())
                .doesNotContain("do not count");
        assertThat(ending(List.of(result(0, Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE)
                                .build()))
                        .sentence())
                .contains("does not count: what is not confirmed is no success.");
        failureResult = Verdict.SUCCESS;
        assertThat(ending(List.of(
                                result(0, Outcome.UNKNOWN, Reason.ANSWER_LOST).build(),
                                result(1, Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE)
                                        .build()))
                        .sentence())
                .contains("The build is as bad as it would be for those alone");
        failureResult = Verdict.FAILURE;
        assertThat(ending(List.of(
                                result(0, Outcome.FAILED, Reason.NO_PERMISSION).build()))
                        .sentence())
                .doesNotContain("do not count");
    }
}
