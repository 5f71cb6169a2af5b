package io.jenkins.plugins.aicloudteardown.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo prints is what it says about it. */
class ClientDemoTest {
    private static List<String> shown;

    @BeforeAll
    static void play() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ClientDemo demo = new ClientDemo()) {
            demo.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        shown = out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "dataforestKill, okApp, 200, 1, DONE, unchanged",
        "romaUndeploy, ok-api, 204, 1, DONE, unchanged",
        "dataforestKill, successFalse, 200, 1, FAILED, FAILURE",
        "modelartsDeleteModel, allFailed, 200, 1, FAILED, FAILURE",
        "modelartsDeleteModel, bothEmpty, 200, 1, UNKNOWN, FAILURE",
        "nclueDeleteTask, yesAndNo, 200, 1, UNKNOWN, FAILURE",
        "nclueDeleteTask, inUse, 409, 1, FAILED, FAILURE",
        "notebookRestart, nobodyKnowsIt, 403, 1, FAILED, FAILURE",
        "nclueDeleteTask, never-was-1, 404, 1, FAILED, FAILURE",
        "nclueDeleteTask, never-was-2, 404, 1, ALREADY_GONE, unchanged",
        "modelartsDeleteModel, never-was-3, 404, 1, ALREADY_GONE, unchanged",
        "modelartsDeleteModel, retired, 404, 1, FAILED, FAILURE",
        "dataforestKill, lostOnce, 200, 2, DONE, unchanged",
        "romaUndeploy, lostOnce, -, 1, DONE, unchanged",
        "modelartsDeleteModel, lostOnce, 404, 2, UNCONFIRMED, UNSTABLE",
        "notebookRestart, lostAnswer, -, 1, UNKNOWN, FAILURE",
        "romaUndeploy, ok-api-2, -, 1, DONE, unchanged",
        "notebookRestart, ok1, -, 1, DONE, unchanged",
        "dataforestKill, okSlow, -, 1, UNCONFIRMED, UNSTABLE",
        "modelartsDeleteModel, ok-model-2, -, 0, DRY_RUN, unchanged"
    })
    void aStep(String operation, String id, String status, String sent, String outcome, String build) {
        String row = Stream.of(operation, id, status, sent, outcome, build)
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+", "\\s+", ""));
        assertThat(shown).anyMatch(line -> line.matches(row));
    }

    @Test
    void severalIdsHaveAnOutcomeEachAndOneTogether() {
        int begin = shown.indexOf(shown.stream()
                .filter(line -> line.contains("5 IDs"))
                .findFirst()
                .orElseThrow());
        assertThat(shown.get(begin)).contains("PARTIAL").endsWith("UNSTABLE");
        assertThat(String.join("\n", shown.subList(begin, begin + 7)))
                .containsSubsequence("ok-model-3", "DONE", "allFailed-2", "FAILED", "never-was-4", "ALREADY_GONE");
    }

    @Test
    void whatIsNotDoneSaysWhy() {
        assertThat(String.join("\n", shown))
                .contains(
                        "SUCCESS_FALSE: quota exceeded for resource",
                        "IN_FAILURE_LIST: ModelArts.3009 Failed to delete model because",
                        "ENDPOINT_NOT_FOUND",
                        "ANSWER_LOST",
                        "GONE_BUT_NEVER_SEEN",
                        "NOT_SEEN_DONE, last seen in state RUNNING");
    }

    @Test
    void theReadmeShowsItsBeginning() throws Exception {
        Matcher block = Pattern.compile("<!-- demo-output -->\\n```\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        assertThat(String.join("\n", shown) + "\n").contains(block.group(1));
    }
}
