package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteTask;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.kill;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.undeploy;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import io.jenkins.plugins.aicloudteardown.report.JournalsInTests;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What log, job, report and page say of what is left, taken over or not taken: the same, and the truth. */
@WithJenkins
class LeftWordsTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String UNDEPLOY = "romaUndeploy";

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;
    private LaterClock clock;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        sandbox = cloud.sandbox();
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void begins() {
        clock = LaterClock.set();
        sandbox.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.clearOverrides();
        sandbox.releaseHanging();
        Left.dropAll();
    }

    private static String job(Run<?, ?> run) throws Exception {
        JournalsInTests.awaitWritten(run);
        HtmlPage page = QuietBrowser.of(jenkins).withJavaScriptEnabled(false).getPage(run.getParent());
        DomElement line = page.getElementById("ai-cloud-teardown-last");
        return line == null ? "" : line.asNormalizedText();
    }

    private static String stepsToCopy(Run<?, ?> run) throws Exception {
        JournalsInTests.awaitWritten(run);
        HtmlPage page = QuietBrowser.of(jenkins).withJavaScriptEnabled(false).getPage(run, "ai-cloud-teardown/");
        DomElement steps = page.getElementById("ai-cloud-teardown-steps");
        return steps == null ? "" : steps.getTextContent();
    }

    private static String words(String id) {
        return OrderWords.words(Left.order(id), Left.standing(id));
    }

    @Test
    void whatCouldNotBeTakenForTheEndIsSaid() throws Exception {
        sandbox.override("okApi1", request -> Reply.json(500, Left.ERROR));
        WorkflowRun run = cloud.build(kill("okDone1", "") + "\n" + undeploy("okApi1", "atEnd: true"), Result.FAILURE);

        assertThat(job(run)).contains("refused before anything was sent: 1").doesNotContain("nothing is left");
        cloud.rule().assertLogContains("the provider had an error of its own (HTTP 500", run);
    }

    @Test
    void whatAStepHasDoneIsNotStillToCome() throws Exception {
        WorkflowRun run = cloud.build(
                deleteModel("okTwice1", "atEnd: true") + "\n" + deleteModel("okTwice1", ""), Result.SUCCESS);
        clock.passMinutes(30);

        assertThat(job(run)).endsWith(": 1 done, nothing is left to do");
    }

    @Test
    void whatALaterOrderHasDoneIsNotStillToCome() throws Exception {
        WorkflowRun run = cloud.build(
                deleteModel("okTwice2", "atEnd: true") + "\n" + deleteModel("okTwice2", "atEnd: true"), Result.SUCCESS);
        clock.passMinutes(0);
        clock.passMinutes(30);

        assertThat(job(run)).endsWith(": 1 done, nothing is left to do");
    }

    @Test
    void whatAStepHasDoneIsNotLeft() throws Exception {
        AtomicInteger times = new AtomicInteger();
        sandbox.override(
                "okSecond1",
                request -> request.operation().equals(MODEL) && times.incrementAndGet() == 1
                        ? Reply.json(500, Left.ERROR)
                        : null);
        WorkflowRun run = cloud.build(
                deleteModel("okSecond1", "keepTrying: true") + "\n" + deleteModel("okSecond1", ""), Result.UNSTABLE);
        clock.passMinutes(1);

        assertThat(job(run)).endsWith(": 1 done, nothing is left to do");
        assertThat(stepsToCopy(run)).isEmpty();
    }

    @Test
    void whatIsDeployedAgainIsNotOfferedToCopy() throws Exception {
        sandbox.roma().deployedAt("apiAgain1", Instant.now().minusSeconds(60));
        Left.refuse(sandbox, UNDEPLOY, "apiAgain1");
        WorkflowRun run = cloud.build(undeploy("apiAgain1", "keepTrying: true"), Result.UNSTABLE);
        sandbox.clearOverrides();
        sandbox.roma().deployedAt("apiAgain1", Instant.now());

        clock.passMinutes(1);

        assertThat(Left.row(run, "apiAgain1").getKept()).isEqualTo("DEPLOYED_AGAIN");
        assertThat(stepsToCopy(run)).isEmpty();
    }

    @Test
    void whatWasAbortedBeforeItWasTakenIsNotTakenAfterwards() throws Exception {
        sandbox.override("okHang1", request -> request.operation().equals(UNDEPLOY) ? null : Reply.hang());
        WorkflowRun run =
                cloud.job(undeploy("okHang1", "atEnd: true")).scheduleBuild2(0).waitForStart();
        assertThat(sandbox.awaitInFlight(1, Duration.ofMinutes(1))).isTrue();
        run.doStop();
        cloud.rule().waitForCompletion(run);
        cloud.rule().assertLogContains("NOT_SENT", run);

        sandbox.clearOverrides();
        sandbox.releaseHanging();
        assertThat(sandbox.awaitInFlight(0, Duration.ofMinutes(1))).isTrue();
        clock.passMinutes(1);

        assertThat(Disposals.get().none()).isTrue();
        assertThat(writes(sandbox, UNDEPLOY, "okHang1")).isZero();
    }

    @Test
    void aRestartThatMayHaveBeenDoneIsNotAdvisedOnceMore() throws Exception {
        Left.refuse(sandbox, "notebookRestart", "okNotebook5");
        WorkflowRun run = cloud.build(
                "notebookRestart(id: 'okNotebook5', connection: 'ncp', credentialsId: 'ncp-key')", Result.FAILURE);

        cloud.rule().assertLogNotContains("Run the step again later", run);
        cloud.rule().assertLogContains("which would do it a second time", run);
        assertThat(stepsToCopy(run)).isEmpty();
    }

    @Test
    void aMissingNotebookHasNoUseForIgnoreMissing() throws Exception {
        WorkflowRun run = cloud.build(
                "notebookRestart(id: 'missingNotebook1', connection: 'ncp', credentialsId: 'ncp-key', ignoreMissing: true)",
                Result.FAILURE);

        cloud.rule().assertLogNotContains("or set \"ignoreMissing\"", run);
    }

    @Test
    void thePageOfWhatIsLeftSaysWhatTheReportSays() throws Exception {
        sandbox.override(
                "okRead2",
                request -> request.operation().equals("nclueDeleteTask")
                        ? null
                        : Reply.json(401, "{\"error\":{\"errorCode\":\"210\",\"message\":\"Permission Denied\"}}"));
        cloud.build(deleteTask("okRead2", "atEnd: true"), Result.SUCCESS);
        clock.passMinutes(0);
        assertThat(words("okRead2")).contains("accepted by the provider");

        Left.refuse(sandbox, MODEL, "okError1");
        cloud.build(deleteModel("okError1", "keepTrying: true"), Result.UNSTABLE);
        assertThat(words("okError1")).contains("error of its own").doesNotContain("refused");
    }

    @Test
    void whyPartialResultDoesNotCountIsSaid() throws Exception {
        sandbox.override("okDoubt1", request -> request.operation().equals(MODEL) ? Reply.json(200, "{}") : null);
        WorkflowRun run = cloud.build(
                deleteModel("okDoubt1", "keepTrying: true, failureResult: 'SUCCESS', partialResult: 'SUCCESS'"),
                Result.UNSTABLE);

        cloud.rule().assertLogContains("does not count", run);
    }

    @Test
    void oneOtherMessageIsOne() throws Exception {
        for (String id : List.of("okMessage1", "okMessage2")) {
            sandbox.override(
                    id,
                    request -> request.operation().equals(MODEL)
                            ? Reply.json(400, "{\"error_code\":\"ModelArts.7000\",\"error_msg\":\"no " + id + "\"}")
                            : null);
        }
        cloud.rule()
                .assertLogContains(
                        "and 1 other message:", cloud.build(deleteModel("okMessage1 okMessage2", ""), Result.FAILURE));
    }
}
