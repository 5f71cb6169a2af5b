package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Restarts.end;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.log;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * Builds that an earlier version of the plugin left when its controller stopped, one for each operation and phase, in
 * the form in which that version saved them. What they wait for was sent to connections and with credentials that have
 * the names of the fixture's; all else is looked up when they resume.
 */
class StepUpgradeTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    @DisplayName("builds that the first version saved still resume")
    void firstVersion() throws Throwable {
        Instant restarted = Instant.parse("2026-01-01T00:00:00Z");
        sandbox.dataforest().addNotebook("oldAccount", "oldNotebook", "RUNNING", restarted);
        sandbox.dataforest().addApp("oldSent", "RUNNING");
        sandbox.dataforest().addApp("oldConfirming", "KILLED");
        sandbox.dataforest().setAppState("oldConfirming", "KILLED", "KILLED");
        sandbox.nclue().addTask("oldTask", "completed");
        sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, "oldApi", 4);
        for (int i = 21; i <= 25; i++) {
            sandbox.modelarts().addModel("old-v" + i, "old", "1." + i, "0");
        }
        sessions.then(jenkins -> new CloudJenkins(jenkins, sandbox));
        try (InputStream zip = StepUpgradeTest.class.getResourceAsStream("StepUpgradeTest/firstVersion.zip")) {
            new FilePath(sessions.getHome()).unzipFrom(zip);
        }
        sameHostAsThen(sessions.getHome().toPath());
        sessions.then(jenkins -> {
            for (String name : new String[] {"notebook", "sent", "confirming", "task", "api", "cascade"}) {
                assertThat(log(end(jenkins, name, Result.SUCCESS))).as(name).contains("outcome DONE");
            }
            assertThat(log(end(jenkins, "blind-notebook", Result.FAILURE))).contains("outcome unknown");
        });
        assertThat(sandbox.count("notebookRestart")).isZero();
        assertThat(sandbox.count("dataforestKill")).isEqualTo(1);
        assertThat(sandbox.count("nclueDeleteTask")).isEqualTo(1);
        assertThat(sandbox.count("romaUndeploy")).isEqualTo(1);
        // That version's cascade had deleted twenty; what is left of its set is deleted one by one.
        assertThat(sandbox.count("modelartsDeleteModel")).isEqualTo(5);
        assertThat(sandbox.count("models/list")).isZero();
    }

    /** The sandbox has another port now; a provider keeps its host. */
    private void sameHostAsThen(Path home) throws IOException {
        List<Path> journals;
        try (Stream<Path> files = Files.walk(home)) {
            journals = files.filter(file -> file.endsWith(TeardownAction.FILE)).toList();
        }
        assertThat(journals).isNotEmpty();
        for (Path journal : journals) {
            String host = sandbox.url().replace("http://", "");
            Files.writeString(journal, Files.readString(journal).replaceAll("127\\.0\\.0\\.1:\\d+", host));
        }
    }
}
