package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.Progress.Baseline;
import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose lines are whose after a restart. */
class JournalIndexTest {
    private static final Opening RESTART = new Opening("one", "12", 1000, "notebookRestart", "ncp", 0, "", null);

    @TempDir
    private Path directory;

    private Path path;
    private JournalFile file;

    @BeforeEach
    void open() {
        path = directory.resolve("journal.jsonl");
        file = new JournalFile(path);
    }

    private JournalIndex index() throws IOException {
        return JournalIndex.read(file, 0);
    }

    private static ReportRow row(Opening order, Phase phase, String id) {
        return row(order, phase, id, Outcome.UNKNOWN, null);
    }

    private static ReportRow row(Opening order, Phase phase, String id, Outcome outcome, String claims) {
        ResourceResult result =
                ResourceResult.of(id, outcome, Reason.INTERRUPTED).effort(1, 0).build();
        Progress progress = new Progress(phase, result, 0, false, new Baseline("RUNNING", "t1"), false, null);
        return ReportRow.of(order, "", "host", progress, claims, 0);
    }

    private void write(JournalLine... lines) throws IOException {
        file.append(List.of(lines), true, 0);
    }

    @Test
    @DisplayName("what a step noted is what it goes on with, to the last field")
    void everyField() throws IOException {
        ResourceResult soFar = ResourceResult.of("m1", Outcome.PARTIAL, Reason.INTERRUPTED)
                .said(200, "ModelArts.3009", "in use")
                .effort(3, 0)
                .lastState("published")
                .asked(Asked.LOOK)
                .removed(List.of("m1", "m3"))
                .failures(List.of(new Failure("m2", "ModelArts.3009", "in use")))
                .build();
        Progress progress = new Progress(
                Phase.NOT_SENT, soFar, 2, true, new Baseline("RUNNING", "t1"), true, List.of("m1", "m2", "m3"));
        write(RESTART, ReportRow.of(RESTART.after(4321), "stage", "host", progress, null, 7));

        Past past = index().past("one");
        assertThat(past.whole()).isTrue();
        assertThat(past.spent()).isEqualTo(Duration.ofMillis(4321));
        Progress read = past.known().get("m1");
        assertThat(read).usingRecursiveComparison().isEqualTo(progress);
    }

    @Test
    @DisplayName("the last line of a resource counts, and the longest time")
    void theLast() throws IOException {
        write(
                RESTART.after(10),
                row(RESTART.after(500), Phase.SENT, "nb"),
                row(RESTART.after(400), Phase.CONFIRMING, "nb"));
        assertThat(index().past("one").known().get("nb").phase()).isEqualTo(Phase.CONFIRMING);
        assertThat(index().past("one").spent()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("a step of which there is no opening line is not known to have sent nothing")
    void noOpening() throws IOException {
        assertThat(index().past("one").whole()).isFalse();
        write(new Opening("other", "13", 0, "notebookRestart", "ncp", 0, "", null));
        assertThat(index().past("one").whole()).isFalse();
        write(RESTART);
        assertThat(index().past("one")).isEqualTo(new Past(Map.of(), Duration.ZERO, true));
    }

    @Test
    @DisplayName("half a line after a step's opening line may have been its own; one before was not")
    void torn() throws IOException {
        write(new Opening("other", "13", 0, "notebookRestart", "ncp", 0, "", null));
        Files.writeString(path, "{\"node\":\"12\",\"id\":\"n", StandardOpenOption.APPEND);
        assertThat(index().past("other").whole()).isFalse();
        write(RESTART);
        assertThat(index().past("other").whole()).isFalse();
        assertThat(index().past("one").whole()).isTrue();
    }

    @Test
    @DisplayName("a file that is shorter than it once was is not whole")
    void cut() throws IOException {
        write(RESTART);
        assertThat(JournalIndex.read(file, file.length()).past("one").whole()).isTrue();
        assertThat(JournalIndex.read(file, file.length() + 1).past("one").whole())
                .isFalse();
    }

    @Test
    @DisplayName("a file that was cut off while its build ran is not whole for those whose lines may be missing")
    void cutWhileItRan() throws IOException {
        long before = file.append(List.of(RESTART, row(RESTART, Phase.SENT, "nb")), true, 0)
                .to();
        String opening = Files.readAllLines(path).get(0) + "\n";
        Files.writeString(path, opening);
        file.append(List.of(AGAIN), true, before);
        assertThat(index().past("one").whole()).isFalse();
        assertThat(index().past("two").whole()).isTrue();
    }

    @Test
    @DisplayName("a line of a phase that this version does not know may have been sent")
    void unknownPhase() throws IOException {
        write(RESTART, row(RESTART, Phase.CONFIRMING, "nb"));
        Files.writeString(path, Files.readString(path).replace("CONFIRMING", "BEYOND"));
        assertThat(index().past("one").known().get("nb").phase()).isEqualTo(Phase.SENT);
    }

    @Test
    @DisplayName("lines of before there were orders belong to no step")
    void ofBefore() throws IOException {
        Files.writeString(
                path, "{\"node\":\"12\",\"id\":\"nb\",\"operation\":\"notebookRestart\",\"outcome\":\"UNKNOWN\"}\n");
        assertThat(index().past("12").known()).isEmpty();
        assertThat(index().claim(RESTART, List.of("nb"), order -> true)).isEmpty();
    }

    // Forgotten steps

    private static final Opening AGAIN = new Opening("two", "12", 2000, "notebookRestart", "ncp", 0, "", null);

    @ParameterizedTest
    @EnumSource(Outcome.class)
    @DisplayName("a line of a forgotten step is claimed if something may have been done, once")
    void claims(Outcome outcome) throws IOException {
        write(RESTART, row(RESTART, Phase.ENDED, "nb", outcome, null));
        JournalIndex index = index();
        Map<String, JournalIndex.Claim> claims = index.claim(AGAIN, List.of("nb", "other"), order -> true);
        boolean acted =
                switch (outcome) {
                    case DONE, PARTIAL, UNCONFIRMED, UNKNOWN -> true;
                    case ALREADY_GONE, FAILED, NOT_SENT, DRY_RUN, DEFERRED -> false;
                };
        assertThat(claims.containsKey("nb")).isEqualTo(acted);
        if (acted) {
            assertThat(claims.get("nb").order()).isEqualTo("one");
            assertThat(claims.get("nb").progress().phase()).isEqualTo(Phase.SENT);
            assertThat(claims.get("nb").progress().before()).isEqualTo(new Baseline("RUNNING", "t1"));
        }
        assertThat(index.claim(AGAIN, List.of("nb"), order -> true)).isEmpty();
    }

    @Test
    @DisplayName("what was claimed in an earlier life is the claimer's")
    void claimedBefore() throws IOException {
        write(RESTART, row(RESTART, Phase.SENT, "nb"), AGAIN, row(AGAIN, Phase.SENT, "nb", Outcome.UNKNOWN, "one"));
        JournalIndex index = index();
        Opening third = new Opening("three", "12", 3000, "notebookRestart", "ncp", 0, "", null);
        assertThat(index.claim(third, List.of("nb"), order -> true).get("nb").order())
                .isEqualTo("two");
        assertThat(index.claim(third, List.of("nb"), order -> true)).isEmpty();
        assertThat(index.past("one").known()).isEmpty();
    }

    @Test
    @DisplayName("nothing is claimed of a step that Jenkins knows, of another operation, connection or resource")
    void notClaimed() throws IOException {
        write(RESTART, row(RESTART, Phase.SENT, "nb"));
        assertThat(index().claim(AGAIN, List.of("nb"), order -> false)).isEmpty();
        assertThat(index().claim(AGAIN, List.of("nc"), order -> true)).isEmpty();
        assertThat(index().claim(
                                new Opening("x", "12", 0, "dataforestKill", "ncp", 0, "", null),
                                List.of("nb"),
                                o -> true))
                .isEmpty();
        assertThat(index().claim(
                                new Opening("x", "12", 0, "notebookRestart", "other", 0, "", null),
                                List.of("nb"),
                                o -> true))
                .isEmpty();
    }

    @Test
    @DisplayName("the report shows a claimed row once, as the claimer's")
    void shownOnce() throws IOException {
        write(RESTART, row(RESTART, Phase.SENT, "nb"), AGAIN, row(AGAIN, Phase.ENDED, "nb", Outcome.DONE, "one"));
        ReportTable table = new ReportTable();
        table.catchUp(file);
        assertThat(table.rows()).singleElement().satisfies(row -> assertThat(row.getOutcome())
                .isEqualTo(Outcome.DONE));
        assertThat(table.counts().total()).isEqualTo(1);
    }

    @Test
    @DisplayName("what was refused is nobody's line, and no line that cannot be read")
    void refusal() throws IOException {
        write(RESTART, row(RESTART, Phase.SENT, "nb"));
        Files.writeString(path, "{\"refused\":\"notebookRestart\",\"why\":\"no\"}\n", StandardOpenOption.APPEND);
        Past past = index().past("one");
        assertThat(past.whole()).isTrue();
        assertThat(past.known()).containsOnlyKeys("nb");
    }

    @Test
    @DisplayName("a resource costs two lines of about 300 bytes")
    void bytes() throws IOException {
        String order = "4q2v5f0x1m3t8k6c7b9d0e1f2";
        Opening opening = new Opening(order, "12", 1764115200000L, "dataforestKill", "production", 123456, "", null);
        ResourceResult sent = ResourceResult.of("cMmEw7HCjVQdcHh3JVOptL", Outcome.UNKNOWN, Reason.INTERRUPTED)
                .effort(1, 0)
                .build();
        ResourceResult done = ResourceResult.of("cMmEw7HCjVQdcHh3JVOptL", Outcome.DONE, Reason.ACCEPTED)
                .effort(1, 412)
                .said(200, "", "")
                .removed(List.of("cMmEw7HCjVQdcHh3JVOptL"))
                .build();
        String host = "dataforest.apigw.ntruss.com";
        write(ReportRow.of(
                opening, "Teardown", host, new Progress(Phase.SENT, sent, 0, false, null, false, null), null, 9_999));
        write(ReportRow.of(
                opening, "Teardown", host, new Progress(Phase.ENDED, done, 0, true, null, false, null), null, 9_999));
        assertThat(file.length()).isLessThan(700);
    }
}
