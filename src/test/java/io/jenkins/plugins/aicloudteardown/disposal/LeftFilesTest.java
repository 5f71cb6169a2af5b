package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.report.Opening;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of an order: what it says does not change, so that each version reads what another one has written. */
class LeftFilesTest {
    private static final Opening STEP =
            new Opening("0123abcd", "7", 11, "modelartsDeleteModel", "huawei", 22, "", null);

    /** Every field that is ever written, with a value of its own. */
    private static final Taken TAKEN = new Taken(
            "0123abcd",
            1_700_000_000_000L,
            true,
            Map.of("cascade", "true"),
            new Owner("team/job", 5, 1_699_999_999_000L, "SYSTEM"),
            new Place("huawei", "cn-north-4", "project", "key", "modelarts.example.com", "mark"),
            "https://jenkins.example.com/",
            STEP,
            "Deploy");

    private Path path;
    private OrderFile file;

    @BeforeEach
    void name(@TempDir Path directory) {
        path = directory.resolve("0123abcd.jsonl");
        file = new OrderFile(path);
    }

    private static ReportRow row(String id, Outcome outcome, Reason reason) {
        ResourceResult result = ResourceResult.of(id, outcome, reason)
                .said(500, "ModelArts.0010", "System error")
                .effort(3, 44)
                .lastState("published")
                .removed(List.of("gone1"))
                .failures(List.of(new Failure("bad1", "ModelArts.3002", "in use")))
                .build();
        return ReportRow.of(
                STEP,
                "Deploy",
                "modelarts.example.com",
                new Progress(
                        Progress.Phase.CONFIRMING,
                        result,
                        2,
                        true,
                        new Progress.Baseline("running", "2025-01-01T00:00:00Z"),
                        true,
                        List.of("gone1", "bad1")),
                "claimed");
    }

    private static List<OrderLine> everyKindOfLine() {
        Standing first = Standing.of(row("model1", Outcome.DEFERRED, Reason.AT_END), Disposition.WAITING, 55, "mark1");
        ReportRow failed = row("model2", Outcome.FAILED, Reason.PROVIDER_ERROR);
        Standing second = Standing.of(failed, Disposition.OPEN, 66, null)
                .tried(Disposition.NO_ACCESS, 77, "mark2", "no such credential", failed.kept("NO_ACCESS", null));
        return List.of(
                TAKEN,
                first,
                second,
                Change.due(88, 99),
                Change.job("other/job"),
                Change.home("https://elsewhere.example.com/"),
                first.droppedBy("somebody"));
    }

    private static String golden() throws IOException {
        try (InputStream in = LeftFilesTest.class.getResourceAsStream("order.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Order read(String text) throws IOException {
        Files.writeString(path, text);
        return Order.read(file);
    }

    @Test
    void whatIsWrittenTodayIsWhatWasAlwaysWritten() throws Exception {
        file.append(everyKindOfLine(), true, 0);

        assertThat(Files.readString(path)).isEqualTo(golden());
    }

    @Test
    void whatWasAlwaysWrittenIsReadToday() throws Exception {
        Order order = read(golden());

        assertThat(order.taken()).isEqualTo(TAKEN);
        assertThat(order.due()).isEqualTo(88);
        assertThat(order.end()).isEqualTo(99);
        assertThat(order.owner()).isEqualTo(TAKEN.owner().in("other/job"));
        assertThat(order.home()).isEqualTo("https://elsewhere.example.com/");
        Standing dropped = order.resource("model1");
        assertThat(dropped.stands()).isEqualTo(Disposition.DROPPED);
        assertThat(dropped.by()).isEqualTo("somebody");
        Standing tried = order.resource("model2");
        assertThat(tried.stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThat(tried.tries()).isEqualTo(1);
        assertThat(tried.next()).isEqualTo(77);
        assertThat(tried.deployed()).isEqualTo("mark2");
        assertThat(tried.said()).isEqualTo("no such credential");
        assertThat(tried.row().getReason()).isEqualTo(Reason.PROVIDER_ERROR);
        assertThat(tried.row().getFailures()).hasSize(1);
        assertThat(tried.row().progress().members()).containsExactly("gone1", "bad1");
        assertThat(tried.again().soFar().removed()).containsExactly("gone1");
    }

    @ParameterizedTest
    @EnumSource(Disposition.class)
    void everyStateIsReadAsItWasWritten(Disposition state) throws Exception {
        Standing one = Standing.of(row("model1", Outcome.FAILED, Reason.IN_USE), state, 0, null);
        file.append(List.of(TAKEN, one), true, 0);

        assertThat(Files.readString(path)).contains("\"state\":\"" + state.name() + "\"");
        assertThat(Order.read(file).resource("model1").stands()).isEqualTo(state);
    }

    @Test
    void aTornLastLineIsPassedOverAndWhatComesAfterItIsRead() throws Exception {
        String torn = "{\"id\":\"model2\",\"state\":\"GIVEN_U";
        Order order = read(golden() + torn);
        assertThat(order.resource("model2").stands()).isEqualTo(Disposition.NO_ACCESS);

        order.change(List.of(order.resource("model2").as(Disposition.GIVEN_UP)));

        assertThat(Order.read(file).resource("model2").stands()).isEqualTo(Disposition.GIVEN_UP);
        assertThat(Files.readString(path)).startsWith(golden() + torn + "\n{");
    }

    /** Wherever its writing ended, it is the same order as far as it goes, or none; never another one. */
    @Test
    void aHalfWrittenFileIsNoOrder() throws Exception {
        file.append(everyKindOfLine().subList(0, 2), true, 0);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(Order.read(file)).as("%d bytes", length).isNull();
        }
        Files.write(path, whole);
        assertThat(Order.read(file).resources()).hasSize(1);
    }

    @Test
    void aLineInTheMiddleThatCannotBeReadIsPassedOver() throws Exception {
        List<String> lines = new ArrayList<>(List.of(golden().split("\n")));
        lines.add(3, "lines are missing here");
        lines.add(4, "");

        Order order = read(String.join("\n", lines) + "\n");

        assertThat(order.due()).isEqualTo(88);
        assertThat(order.resources()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"later\":1", "\"later\":{\"of\":[\"another\",\"version\"]}", "\"later\":null"})
    void aFieldOfALaterVersionIsPassedOver(String field) throws Exception {
        String later = golden().replace("}\n", "," + field + "}\n").replace("\"started\"", field + ",\"started\"");

        Order order = read(later);

        assertThat(later).isNotEqualTo(golden());
        assertThat(order.taken()).isEqualTo(TAKEN);
        assertThat(order.resources()).hasSize(2);
        assertThat(order.end()).isEqualTo(99);
    }

    @Test
    void aStateOfALaterVersionIsShownAndNotTried() throws Exception {
        Order order = read(golden().replace("NO_ACCESS\",\"tries", "OF_TOMORROW\",\"tries"));

        Standing one = order.resource("model2");
        assertThat(one.stands()).isEqualTo(Disposition.GIVEN_UP);
        assertThat(order.dueBy(Long.MAX_VALUE)).isEmpty();
        assertThat(order.isOver()).isFalse();
    }

    @Test
    void anOutcomeOfALaterVersionIsUnknown() throws Exception {
        Order order = read(golden().replace("\"FAILED\"", "\"OF_TOMORROW\""));

        assertThat(order.resource("model2").unsure()).isTrue();
    }

    @Test
    void whatCannotBeWrittenHasNotChanged() throws Exception {
        Order order = read(golden());
        Files.delete(path);
        Files.createDirectory(path);

        assertThat(order.resource("model2").stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThatThrownBy(() -> order.change(List.of(order.resource("model2").as(Disposition.GONE))))
                .isInstanceOf(IOException.class);
        assertThat(order.resource("model2").stands())
                .as("after a failure nothing has changed")
                .isEqualTo(Disposition.NO_ACCESS);
    }
}
