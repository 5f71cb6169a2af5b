package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The line on a job's page. */
@WithJenkins
class JobLineTest {
    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private static ReportBrowser browser;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        browser = new ReportBrowser(rule);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static String deleteModel(String parameters) {
        return "modelartsDeleteModel " + parameters + ", credentialsId: 'huawei-key', connection: 'huawei'";
    }

    private static String kill(String parameters) {
        return "dataforestKill " + parameters + ", credentialsId: 'ncp-key', connection: 'ncp'";
    }

    @Test
    @DisplayName("the job's page says what its last completed build left behind")
    void job() throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'ok38 inUse9'"), Result.UNSTABLE);
        assertThat(browser.job(run)).isEqualTo("AI cloud teardown #1: 1 of 2 resources are left to do");
        HtmlPage page = browser.client().getPage(run.getParent());
        HtmlPage left = page.getAnchorByText("1 of 2 resources are left to do").click();
        assertThat(left.getElementById("ai-cloud-teardown").asNormalizedText())
                .contains("inUse9")
                .doesNotContain("ok38");
    }

    @Test
    @DisplayName("one is one resource, and not one resources")
    void oneResource() throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'inUse10'"), Result.FAILURE);
        assertThat(browser.job(run)).isEqualTo("AI cloud teardown #1: 1 of 1 resource is left to do");
        assertThat(browser.page(run, "").asNormalizedText())
                .contains("1 resource")
                .doesNotContain("1 resources");
    }

    @Test
    @DisplayName(
            "nothing is left where all is done; of a dry run that is not said; a job that tears nothing down has no line")
    void jobWithNothingLeft() throws Exception {
        assertThat(browser.job(cloud.build(kill("id: 'ok39'"), Result.SUCCESS)))
                .isEqualTo("AI cloud teardown #1: 1 done, nothing is left to do");
        assertThat(browser.job(cloud.build(kill("id: 'ok39', dryRun: true"), Result.SUCCESS)))
                .isEqualTo("AI cloud teardown #1: 1 in a dry run, nothing was sent for them");
        assertThat(browser.job(cloud.build("echo 'nothing'", Result.SUCCESS))).isEmpty();
    }

    @Test
    @DisplayName("what is for the end of the build is neither left nor done")
    void atEnd() throws Exception {
        cloud.sandbox().override("okAtEnd", request -> Reply.hang());
        try {
            assertThat(browser.job(cloud.build(deleteModel("modelId: 'okAtEnd', atEnd: true"), Result.SUCCESS)))
                    .isEqualTo("AI cloud teardown #1: 1 still to be torn down");
        } finally {
            cloud.sandbox().clearOverrides();
            cloud.sandbox().releaseHanging();
        }
    }

    @Test
    @DisplayName("the job's page of a freestyle job has the line, too")
    void freestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        ModelartsDeleteModelStep step = new ModelartsDeleteModelStep();
        step.setModelId("$MODELS");
        step.setConnection("huawei");
        step.setCredentialsId("huawei-key");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("MODELS", "inUse11 inUse12")));
        job.getBuildersList().add(new TeardownBuilder(List.of(step)));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(browser.job(build)).isEqualTo("AI cloud teardown #1: 2 of 2 resources are left to do");
        assertThat(browser.page(build, "")
                        .getElementById("ai-cloud-teardown-steps")
                        .getTextContent())
                .contains("'inUse11'", "'inUse12'", "connection: 'huawei'", "credentialsId: 'huawei-key'");
    }
}
