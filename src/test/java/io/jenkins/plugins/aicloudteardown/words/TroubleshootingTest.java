package io.jenkins.plugins.aicloudteardown.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The link at the end of a line of the log leads to the row of its reason. */
class TroubleshootingTest {
    private static final Path PAGE = Path.of("docs", "troubleshooting.md");
    private static final Pattern ROW = Pattern.compile("\\| <a id=\"([a-z-]+)\"></a>(.+?) \\| .+ \\|");

    @ParameterizedTest
    @EnumSource
    void eachReasonHasItsRow(Reason reason) throws IOException {
        List<Matcher> rows = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches() && row.group(1).equals(Troubleshooting.anchor(reason)))
                .toList();

        assertThat(rows).hasSize(1);
        assertThat(Words.of(reason).toString(Locale.ENGLISH))
                .startsWith(rows.get(0).group(2));
    }

    @Test
    void whatIsRefusedBeforeItIsSentHasItsTable() throws IOException {
        assertThat(Troubleshooting.input()).endsWith("/" + PAGE + "#before-anything-is-sent");
        assertThat(Files.readString(PAGE)).contains("\n## Before anything is sent\n");
    }

    @Test
    void noOtherRowHasAnAnchor() throws IOException {
        assertThat(Files.readString(PAGE).split("<a id=", -1)).hasSize(Reason.values().length + 1);
    }

    @Test
    void thePageIsThatOfTheRepositoryThatThePluginNames() throws IOException {
        Matcher url =
                Pattern.compile("<url>(https://github.com/[^<]+)</url>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(url.find()).isTrue();
        String repository = url.group(1).replace("${project.artifactId}", "ai-cloud-teardown");

        assertThat(Troubleshooting.address(Reason.KEY_REFUSED))
                .isEqualTo(repository + "/blob/main/" + PAGE + "#key-refused");
    }

    @Test
    void theTableOfReasonsLinksToEachRow() throws IOException {
        String outcomes = Files.readString(Path.of("docs", "outcomes.md"));
        for (Reason reason : Reason.values()) {
            assertThat(outcomes)
                    .contains("[`" + reason + "`](troubleshooting.md#" + Troubleshooting.anchor(reason) + ")");
        }
    }
}
