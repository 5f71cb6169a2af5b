package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StaleConnectionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "=true"})
    void aWriteIsSentOnceThoughTheJdkIsToldToRepeatAll(String value) throws Exception {
        assertThat(played("-Djdk.httpclient.enableAllMethodRetry" + value))
                .contains(
                        "POST stays GET,POST ANSWER_LOST sent",
                        "POST goes GET,POST ANSWER_LOST sent",
                        "DELETE stays GET,DELETE ANSWER_LOST sent",
                        "DELETE goes GET,DELETE ANSWER_LOST sent",
                        "POST handshake ANSWER_LOST sent")
                .hasSize(7);
    }

    @Test
    void aWriteIsSentOnceByAPlainJdkToo() throws Exception {
        assertThat(played())
                .contains(
                        "POST stays GET,POST ANSWER_LOST sent",
                        "POST goes GET,POST ANSWER_LOST sent",
                        "DELETE stays GET,DELETE ANSWER_LOST sent",
                        "DELETE goes GET,DELETE ANSWER_LOST sent",
                        "POST handshake TLS_FAILED unsent")
                .hasSize(7);
    }

    @Test
    void aReadIsRepeatedByTheJdk() throws Exception {
        assertThat(played()).contains("GET stays GET,GET,GET ANSWER_LOST sent");
    }

    private static List<String> played(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"));
        command.addAll(List.of(options));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, StaleConnections.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            List<String> lines = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
