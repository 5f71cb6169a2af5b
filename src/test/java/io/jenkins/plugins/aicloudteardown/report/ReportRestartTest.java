package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What a report says after Jenkins was started anew. */
class ReportRestartTest {
    private static final String KEYS = ", credentialsId: 'ncp-key', connection: 'ncp'";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private ProviderSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ProviderSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
    }

    private static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static Path file(WorkflowRun run) {
        return run.getRootDir().toPath().resolve(TeardownAction.FILE);
    }

    @Test
    @DisplayName("an ended build's report is as it was, and counts without reading its rows again")
    void survives() throws Throwable {
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            WorkflowJob job = job(
                    jenkins,
                    "dataforestKill id: 'ok1'" + KEYS + "\ndataforestKill id: 'successFalse1', failureResult: 'SUCCESS'"
                            + KEYS);
            jenkins.buildAndAssertSuccess(job);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            String xml = Files.readString(run.getRootDir().toPath().resolve("build.xml"));
            assertThat(xml)
                    .contains("<bytes>" + Files.size(file(run)) + "</bytes>")
                    .doesNotContain("127.0.0.1");
            TeardownAction report = run.getAction(TeardownAction.class);
            assertThat(report.getDone()).isEqualTo(1);
            assertThat(report.getFailed()).isEqualTo(1);
            assertThat(report.getRows()).extracting(ReportRow::getId).containsExactly("successFalse1", "ok1");
            HtmlPage page =
                    jenkins.createWebClient().withJavaScriptEnabled(false).getPage(run, "ai-cloud-teardown/");
            assertThat(page.asNormalizedText()).contains("successFalse1", "done: 1", "failed: 1");

            Files.delete(file(run));
            assertThat(report.getDone()).as("the counts are the build's").isEqualTo(1);
            assertThat(report.getRows()).isEmpty();
        });
    }

    @Test
    @DisplayName("counts that a killed controller did not save are counted from the rows; half a row is not")
    void countsOfAKilledController() throws Throwable {
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            jenkins.buildAndAssertSuccess(job(jenkins, "dataforestKill id: 'ok1'" + KEYS));
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            new JournalFile(file(run))
                    .append(
                            List.of(
                                    ReportRows.sent("8", "lost1"),
                                    ReportRows.sent("8", "lost2"),
                                    ReportRows.ended("8", "lost2", Outcome.FAILED, Reason.IN_USE)),
                            true,
                            0);
            Files.write(
                    file(run),
                    "{\"node\":\"8\",\"id\":\"torn".getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
            TeardownAction report = run.getAction(TeardownAction.class);
            assertThat(report.getTotal()).isEqualTo(3);
            assertThat(report.getDone()).isEqualTo(1);
            assertThat(report.getFailed()).isEqualTo(1);
            assertThat(report.getUnknown()).isEqualTo(1);
            assertThat(report.getUnderWay()).isZero();
            assertThat(report.getSummary().getWorst())
                    .extracting(view -> view.getRow().getId())
                    .containsExactly("lost1", "lost2");
        });
    }

    @Test
    @DisplayName("a build that cannot go on after a restart sends nothing again, and its report says what is unknown")
    void cannotGoOn() throws Throwable {
        sessions.then(jenkins -> {
            new CloudJenkins(jenkins, sandbox);
            WorkflowJob job = job(
                    jenkins,
                    // Until the key is proven, one request at a time is sent with it, in whatever order.
                    "properties([disableResume()])\ndataforestKill id: 'ok2'" + KEYS
                            + "\nstage('Teardown') { dataforestKill id: 'ok1 hang1'" + KEYS + " }");
            job.scheduleBuild2(0).waitForStart();
            assertThat(sandbox.awaitReceived("dataforestKill", 3, Duration.ofSeconds(30)))
                    .isTrue();
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.waitForCompletion(run);
            assertThat(run.getResult()).isIn(Result.FAILURE, Result.ABORTED);
            assertThat(sandbox.count("dataforestKill")).isEqualTo(3);
            TeardownAction report = run.getAction(TeardownAction.class);
            assertThat(report.getRows())
                    .filteredOn(row -> row.getId().equals("hang1"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getOutcome()).isEqualTo(Outcome.UNKNOWN);
                        assertThat(row.getStage()).isEqualTo("Teardown");
                    });
            assertThat(report.getUnknown()).isPositive();
            HtmlPage page =
                    jenkins.createWebClient().withJavaScriptEnabled(false).getPage(run, "ai-cloud-teardown/");
            assertThat(page.asNormalizedText())
                    .contains("outcome unknown: 1", "hang1")
                    .doesNotContain("waiting for the provider's response");
        });
    }
}
