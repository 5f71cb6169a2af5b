package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Explanation.Again;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report's file, and what is read from it. */
class JournalFileTest {
    @TempDir
    private Path directory;

    private Path path;
    private JournalFile file;

    @BeforeEach
    void open() {
        path = directory.resolve("rows.jsonl");
        file = new JournalFile(path);
    }

    private ReportTable table() throws IOException {
        ReportTable table = new ReportTable();
        table.catchUp(file);
        return table;
    }

    private List<String> ids() throws IOException {
        return table().rows().stream().map(ReportRow::getId).toList();
    }

    private void raw(String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    @DisplayName("a row is one line of JSON, and is read as it was written")
    void oneLineARow() throws IOException {
        ResourceResult result = ResourceResult.of("m1", Outcome.PARTIAL, Reason.IN_FAILURE_LIST)
                .said(200, "ModelArts.3009", "모델 \"m2\"\n使用中 \u2028 <b>")
                .effort(2, 1234)
                .lastState("published")
                .removed(List.of("m1", "m3"))
                .failures(List.of(new Failure("m2", "ModelArts.3009", "in use")))
                .build();
        file.append(
                List.of(ReportRows.of(
                        ReportRows.opening("7", "modelartsDeleteModel"), "Teardown / seoul", Phase.ENDED, result)),
                true,
                0);

        assertThat(Files.readAllLines(path)).hasSize(1).first().satisfies(line -> assertThat(line)
                .startsWith("{\"node\":\"7\",\"stage\":\"Teardown / seoul\"")
                .endsWith("}"));
        ReportRow row = table().rows().get(0);
        assertThat(row.getNode()).isEqualTo("7");
        assertThat(row.getStage()).isEqualTo("Teardown / seoul");
        assertThat(row.getOperation()).isEqualTo("modelartsDeleteModel");
        assertThat(row.getId()).isEqualTo("m1");
        assertThat(row.getHost()).isEqualTo("127.0.0.1");
        assertThat(row.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(row.getReason()).isEqualTo(Reason.IN_FAILURE_LIST);
        assertThat(row.isEnded()).isTrue();
        assertThat(row.getCode()).isEqualTo("ModelArts.3009");
        assertThat(row.getMessage()).isEqualTo("모델 \"m2\" 使用中 <b>");
        assertThat(row.getStatus()).isEqualTo(200);
        assertThat(row.getTries()).isEqualTo(2);
        assertThat(row.getDurationMillis()).isEqualTo(1234);
        assertThat(row.getLastState()).isEqualTo("published");
        assertThat(row.getRemoved()).containsExactly("m1", "m3");
        assertThat(row.getFailures()).singleElement().satisfies(failure -> {
            assertThat(failure.getId()).isEqualTo("m2");
            assertThat(failure.getCode()).isEqualTo("ModelArts.3009");
            assertThat(failure.getMessage()).isEqualTo("in use");
        });
    }

    @Test
    @DisplayName("the last line of a node and resource wins, in the place of the first")
    void theLastWins() throws IOException {
        file.append(List.of(ReportRows.sent("3", "a"), ReportRows.sent("3", "b"), ReportRows.sent("4", "a")), true, 0);
        file.append(List.of(ReportRows.done("3", "a")), true, 0);
        ReportTable table = table();
        assertThat(table.rows())
                .extracting(row -> row.getNode() + row.getId() + row.getOutcome() + row.isEnded())
                .containsExactly("3aDONEtrue", "3bUNKNOWNfalse", "4aUNKNOWNfalse");
        ReportCounts counts = table.counts();
        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.of(Outcome.DONE, true)).isEqualTo(1);
        assertThat(counts.of(Outcome.UNKNOWN, true)).isZero();
        assertThat(counts.underWay(true)).isEqualTo(2);
        assertThat(counts.of(Outcome.UNKNOWN, false)).isEqualTo(2);
        assertThat(counts.underWay(false)).isZero();
    }

    @Test
    @DisplayName("half a line of a killed controller is skipped and spoils nothing that follows")
    void tornLine() throws IOException {
        file.append(List.of(ReportRows.sent("3", "a")), true, 0);
        raw("{\"node\":\"3\",\"id\":\"b\",\"out");
        assertThat(ids()).containsExactly("a");

        file.append(List.of(ReportRows.done("3", "c")), true, 0);
        assertThat(ids()).containsExactly("a", "c");
    }

    @Test
    @DisplayName("half a letter at the end is skipped as well")
    void tornLetter() throws IOException {
        file.append(List.of(ReportRows.sent("3", "a")), true, 0);
        byte[] half = "{\"stage\":\"정".getBytes(StandardCharsets.UTF_8);
        Files.write(path, java.util.Arrays.copyOf(half, half.length - 1), StandardOpenOption.APPEND);
        file.append(List.of(ReportRows.done("3", "c")), true, 0);
        assertThat(ids()).containsExactly("a", "c");
    }

    @Test
    @DisplayName("lines that are no rows are skipped")
    void noRows() throws IOException {
        file.append(List.of(ReportRows.done("3", "a")), true, 0);
        raw("\nnull\n[]\n\"text\"\n{\"status\":\"many\"}\n\u0000\u0000\n");
        file.append(List.of(ReportRows.done("3", "b")), true, 0);
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    @DisplayName("a later version's fields are ignored, and its codes never count as good")
    void ofALaterVersion() throws IOException {
        raw(
                "{\"node\":\"3\",\"id\":\"a\",\"outcome\":\"BETTER_THAN_DONE\",\"reason\":\"LUCK\",\"ended\":true,\"new\":1}\n");
        assertThat(table().rows()).singleElement().satisfies(row -> {
            assertThat(row.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(row.getReason()).isEqualTo(Reason.CONTRADICTION);
        });
        assertThat(table().counts().of(Outcome.UNKNOWN, false)).isEqualTo(1);
    }

    @Test
    @DisplayName("an earlier version's line lacks fields and is read")
    void ofAnEarlierVersion() throws IOException {
        raw("{\"node\":\"3\",\"id\":\"a\",\"outcome\":\"DONE\",\"reason\":\"ACCEPTED\",\"ended\":true}\n");
        assertThat(table().rows()).singleElement().satisfies(row -> {
            assertThat(row.getHost()).isEmpty();
            assertThat(row.getRemoved()).isEmpty();
            assertThat(row.getFailures()).isEmpty();
        });
    }

    @Test
    @DisplayName("a table reads on from where it was, and a line only when it is whole")
    void readsOn() throws IOException {
        file.append(List.of(ReportRows.sent("3", "a")), true, 0);
        ReportTable table = table();
        raw("{\"node\":\"3\",\"id\":\"b\",\"outcome\":\"DONE\",");
        table.catchUp(file);
        assertThat(table.counts().total()).isEqualTo(1);
        raw("\"ended\":true}\n");
        table.catchUp(file);
        assertThat(table.counts().of(Outcome.DONE, false)).isEqualTo(1);
        assertThat(table.counts().bytes()).isEqualTo(file.length());
    }

    @Test
    @DisplayName("a table does not remember rows of a file that was taken away")
    void takenAway() throws IOException {
        file.append(List.of(ReportRows.done("3", "a")), true, 0);
        ReportTable table = table();
        Files.delete(path);
        table.catchUp(file);
        assertThat(table.rows()).isEmpty();
        assertThat(table.counts().total()).isZero();
    }

    @Test
    @DisplayName("lines of any length are read, wherever the pieces end in which they are read")
    void longLines() throws IOException {
        ResourceResult.Builder wordy =
                ResourceResult.of("long", Outcome.FAILED, Reason.IN_USE).said(500, "", "한".repeat(100_000));
        ReportRow row = ReportRows.of(ReportRows.opening("3", "dataforestKill"), "", Phase.ENDED, wordy.build());
        for (int i = 0; i < 500; i++) {
            file.append(List.of(ReportRows.done("3", "a" + i)), true, 0);
        }
        file.append(List.of(row, ReportRows.done("3", "b")), true, 0);
        assertThat(ids()).hasSize(502).endsWith("a499", "long", "b");
        assertThat(table().rows().get(500).getMessage()).isEqualTo("한".repeat(100_000));
        assertThat(table().counts().bytes()).isEqualTo(file.length());
    }

    @Test
    @DisplayName("what cannot be written is said")
    void cannotBeWritten() throws IOException {
        Files.createDirectory(path);
        assertThatThrownBy(() -> file.append(List.of(ReportRows.done("3", "a")), true, 0))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("no file, no rows")
    void noFile() throws IOException {
        assertThat(file.length()).isZero();
        assertThat(ids()).isEmpty();
    }

    @Test
    @DisplayName(
            "a row knows from its order's opening line which connection and credential were meant, and how to call the step")
    void opening() throws IOException {
        Opening opening = new Opening(
                "order7",
                "7",
                12,
                "modelartsDeleteModel",
                "huawei",
                34,
                "huawei-key",
                new StepCall(
                        "modelId",
                        true,
                        Service.MODELARTS,
                        Again.HARMLESS,
                        Map.of("timeout", 90, "cascade", true, "region", "it's \\ here", "connection", "huawei")));
        ResourceResult result =
                ResourceResult.of("m1", Outcome.FAILED, Reason.IN_USE).build();
        file.append(List.of(opening, ReportRows.of(opening, "", Phase.ENDED, result), opening.after(56)), true, 0);
        assertThat(table().rows()).singleElement().satisfies(row -> {
            assertThat(row.getConnection()).isEqualTo("huawei");
            assertThat(row.getCredentialsId()).isEqualTo("huawei-key");
            assertThat(row.call().groovy("modelartsDeleteModel", List.of("m1")))
                    .startsWith("modelartsDeleteModel modelId: 'm1', ")
                    .contains(", timeout: 90", ", cascade: true", ", region: 'it\\'s \\\\ here'");
            assertThat(row.call().several()).isTrue();
            assertThat(row.call().repeatable()).isTrue();
        });
    }

    @Test
    @DisplayName("lines of earlier versions are read as ever: without a credential, a call and a place")
    void earlierLines() throws IOException {
        raw(
                "{\"opening\":\"one\",\"node\":\"12\",\"began\":1000,\"operation\":\"notebookRestart\",\"connection\":\"ncp\"}\n"
                        + "{\"node\":\"12\",\"operation\":\"notebookRestart\",\"id\":\"nb\",\"host\":\"h\",\"outcome\":\"FAILED\","
                        + "\"reason\":\"IN_USE\",\"ended\":true,\"tries\":1,\"noted\":{\"order\":\"one\",\"phase\":\"ENDED\"}}\n"
                        + "{\"node\":\"13\",\"operation\":\"dataforestKill\",\"id\":\"app\",\"outcome\":\"DONE\",\"ended\":true}\n");
        assertThat(table().rows())
                .extracting(row -> row.getId() + " " + row.getConnection() + " " + row.getCredentialsId() + " "
                        + row.place() + " " + row.call())
                .containsExactly("nb ncp  0 null", "app   0 null");
        assertThat(table().counts().refused()).isZero();
    }

    @Test
    @DisplayName("what was refused before it had a row is a line of its own, told once however often the build tried")
    void refusals() throws IOException {
        raw("{\"refused\":\"dataforestKill\",\"why\":\"no\"}\n{\"refused\":\"dataforestKill\",\"why\":\"no\"}\n");
        file.append(List.of(ReportRows.done("3", "a")), true, 0);
        raw("{\"refused\":\"nclueDeleteTask\",\"why\":null}\n");
        ReportTable table = table();
        assertThat(table.rows()).hasSize(1);
        assertThat(table.refusals())
                .extracting(one -> one.getOperation() + ": " + one.getWhy())
                .containsExactly("dataforestKill: no", "nclueDeleteTask: ");
        assertThat(table.counts().refused()).isEqualTo(2);
        assertThat(table.counts().total()).isEqualTo(1);
    }
}
