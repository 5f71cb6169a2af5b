package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build that never began to tear down was refused for. */
@WithJenkins
class RefusalTest {
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            modelartsDeleteModel modelId: 'm', credentialsId: 'nobodys', connection: 'huawei'         | which this job cannot use for
            modelartsDeleteModel modelId: 'my model!', credentialsId: 'huawei-key', connection: 'huawei' | contains an invalid ID
            modelartsDeleteModel modelid: 'm', credentialsId: 'huawei-key', connection: 'huawei'      | is not a parameter of modelartsDeleteModel
            modelartsDeleteModel modelId: '', credentialsId: 'huawei-key', connection: 'huawei'       | is missing: expected one ID
            modelartsDeleteModel modelId: 'm', credentialsId: '', connection: 'huawei'                | was given but is empty
            stage('x') { modelartsDeleteModel modelId: 'm', connection: 'nowhere' }                   | which does not exist
            """)
    void refused(String script, String why) throws Exception {
        WorkflowRun run = cloud.build(script, Result.FAILURE);
        assertThat(ReportBrowser.report(run).getRefusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.getOperation()).isEqualTo("modelartsDeleteModel");
            assertThat(refusal.getWhy()).contains(why).doesNotContain("https://");
            assertThat(JenkinsRule.getLog(run)).contains(refusal.getWhy() + " " + Troubleshooting.input());
        });
        for (HtmlPage page : List.of(browser.page(run, ""), browser.client().<HtmlPage>getPage(run))) {
            assertThat(page.asNormalizedText()).contains("Refused before anything was sent:", why);
        }
        JsonNode json = browser.json(run, "");
        assertThat(json.get("refused").intValue()).isEqualTo(1);
        assertThat(json.get("refusals").get(0).get("why").textValue()).contains(why);
    }

    @Test
    @DisplayName("a refused build without a row has a page, and its job says so")
    void refusedOnly() throws Exception {
        WorkflowRun run =
                cloud.build("retry(3) { modelartsDeleteModel modelId: 'm', connection: 'nowhere' }", Result.FAILURE);
        assertThat(ReportBrowser.report(run).getTotal()).isZero();
        assertThat(ReportBrowser.report(run).getRefused()).isEqualTo(1);
        assertThat(ReportBrowser.report(run).getIconFileName()).isNotNull();
        assertThat(browser.page(run, "").asNormalizedText()).contains("0 resources", "which does not exist");
        assertThat(browser.job(run))
                .contains("refused before anything was sent: 1")
                .doesNotContain("left");
    }

    @Test
    @DisplayName("a freestyle build says what it was refused for")
    void refusedFreestyle() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        ModelartsDeleteModelStep bad = new ModelartsDeleteModelStep();
        bad.setModelId("my model!");
        ModelartsDeleteModelStep keyless = new ModelartsDeleteModelStep();
        keyless.setModelId("m");
        keyless.setConnection("huawei");
        keyless.setCredentialsId("nobodys");
        job.getBuildersList().add(new TeardownBuilder(List.of(bad, keyless)));
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(ReportBrowser.report(build).getRefusals())
                .extracting(Refusal::getWhy)
                .satisfiesExactly(one -> assertThat(one).contains("contains an invalid ID"), two -> assertThat(two)
                        .contains("which this job cannot use for"))
                .allSatisfy(why -> assertThat(JenkinsRule.getLog(build)).contains(why + " " + Troubleshooting.input()));
    }
}
