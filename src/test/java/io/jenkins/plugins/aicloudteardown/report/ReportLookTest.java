package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What whoever is woken by a build finds on its pages. */
@WithJenkins
class ReportLookTest {
    private static CloudJenkins cloud;
    private static ReportBrowser browser;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        cloud = new CloudJenkins(rule);
        browser = new ReportBrowser(rule);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @AfterEach
    void forget() {
        cloud.sandbox().forget();
    }

    private static String deleteModel(String parameters) {
        return "modelartsDeleteModel " + parameters + ", credentialsId: 'huawei-key', connection: 'huawei'";
    }

    @Test
    @DisplayName("the credential is shown that was meant, also where it is the connection's default")
    void defaultCredential() throws Exception {
        List<Connection> connections =
                new ArrayList<>(CloudJenkins.connections("own-", cloud.sandbox().url(), 10));
        connections.forEach(connection -> connection.setCredentialsId("huawei-token"));
        connections.addAll(Connections.get().getConnections());
        Connections.get().setConnections(connections);
        WorkflowRun run = cloud.build("modelartsDeleteModel modelId: 'ok34', connection: 'own-huawei'", Result.SUCCESS);
        assertThat(ReportBrowser.report(run).getRows().get(0).getCredentialsId())
                .isEqualTo("huawei-token");
        assertThat(browser.page(run, "").asNormalizedText()).contains("Credential: huawei-token");
    }

    @Test
    @DisplayName("the worst stands first on the page and with the build, whatever was asked for first")
    void worstFirst() throws Exception {
        WorkflowRun run = cloud.build(
                deleteModel("modelId: 'ok35 inUse1 inUse2 inUse3 inUse4 inUse5 bothEmpty1 inUse6'"), Result.FAILURE);
        assertThat(ReportBrowser.report(run).getRows())
                .extracting(ReportRow::getId)
                .containsExactly("bothEmpty1", "inUse1", "inUse2", "inUse3", "inUse4", "inUse5", "inUse6", "ok35");
        String build = browser.build(run);
        assertThat(build).containsSubsequence("outcome unknown: 1", "failed: 6", "done: 1", "Left to do: 7");
        assertThat(build)
                .containsSubsequence("bothEmpty1", "inUse1", "inUse4", "and 2 more")
                .doesNotContain("inUse5");
    }

    @Test
    @DisplayName("a search finds rows of all pages and keeps the outcome; its form needs no script")
    void search() throws Exception {
        WorkflowRun run = cloud.build("echo 'nothing'", Result.SUCCESS);
        ReportBrowser.append(run, 401);
        HtmlPage page = browser.page(run, "?outcome=DONE");
        HtmlForm form = page.getFirstByXPath("//form[contains(@class, 'ai-cloud-teardown-search')]");
        form.getInputByName("q").setValue("ID400 accepted");
        HtmlPage found = ((HtmlElement) form.getFirstByXPath(".//button")).click();
        assertThat(found.getUrl().getQuery()).isEqualTo("outcome=DONE&q=ID400+accepted");
        assertThat(rows(found)).isEqualTo(1);
        assertThat(found.asNormalizedText()).contains("id400", "1 found");
        assertThat(browser.json(run, "?q=id40").get("rows")).hasSize(2);
        assertThat(browser.page(run, "?q=nobody-knows").asNormalizedText()).contains("0 found", "Nothing to show.");
    }

    @Test
    @DisplayName("what is left can be copied: its ids, and the step that would do it")
    void copy() throws Exception {
        WorkflowRun run = cloud.build(
                deleteModel("modelId: 'ok36 inUse7 inUse8', timeout: 60, failureResult: 'UNSTABLE'"), Result.UNSTABLE);
        HtmlPage page = browser.page(run, "");
        assertThat(page.getElementById("ai-cloud-teardown-ids").getTextContent())
                .isEqualTo("inUse7\ninUse8");
        String step = page.getElementById("ai-cloud-teardown-steps").getTextContent();
        assertThat(step)
                .startsWith("modelartsDeleteModel modelId: [\n    'inUse7',\n    'inUse8'\n], ")
                .contains("connection: 'huawei'", "credentialsId: 'huawei-key'", "timeout: 60")
                .doesNotContain("partialResult", "confirm");
        for (String text : List.of("ai-cloud-teardown-ids", "ai-cloud-teardown-steps")) {
            HtmlElement button = page.getFirstByXPath("//button[@ref='" + text + "']");
            assertThat(button.getAttribute("class")).contains("jenkins-copy-button");
        }
        cloud.build(step, Result.UNSTABLE);
        assertThat(cloud.sandbox().count("modelartsDeleteModel")).isEqualTo(5);
        assertThat(browser.page(run, "?outcome=DONE").getElementById("ai-cloud-teardown-ids"))
                .isNull();
    }

    @Test
    @DisplayName("all asked rows as a file")
    void csv() throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'ok37 inUse500'"), Result.UNSTABLE);
        ReportBrowser.append(run, 401);
        WebResponse file = browser.client()
                .goTo(run.getUrl() + "ai-cloud-teardown/csv", "text/csv")
                .getWebResponse();
        assertThat(file.getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=ai-cloud-teardown-1.csv");
        assertThat(file.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
        String[] lines = file.getContentAsString(StandardCharsets.UTF_8).split("\r\n");
        assertThat(lines).hasSize(1 + 2 + 401);
        assertThat(file.getContentAsStream().readNBytes(3)).containsExactly(0xEF, 0xBB, 0xBF);
        assertThat(lines[0]).startsWith("operation,id,outcome,");
        assertThat(lines[1])
                .startsWith("modelartsDeleteModel,inUse500,FAILED,IN_USE,true,500,ModelArts.3009,Failed to delete");
        HtmlPage left = browser.page(run, "?outcome=LEFT&q=inUse");
        String asked = left.getAnchorByText("CSV").getHrefAttribute();
        assertThat(browser.client()
                        .goTo(run.getUrl() + "ai-cloud-teardown/" + asked, "text/csv")
                        .getWebResponse()
                        .getContentAsString()
                        .split("\r\n"))
                .hasSize(2);
    }

    private static int rows(HtmlPage page) {
        return page.getByXPath("//table[@id='ai-cloud-teardown']/tbody/tr").size();
    }
}
