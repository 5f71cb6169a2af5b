package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import io.jenkins.plugins.aicloudteardown.Role;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.FormRequests;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the forms say while somebody types, and what they offer. {@code PermissionsTest} shows to whom. */
@WithJenkins
class FormChecksTest {
    private static final String PACKAGE = "io.jenkins.plugins.aicloudteardown.";

    private static final Map<String, JenkinsRule.WebClient> BROWSERS = new HashMap<>();

    private static CloudJenkins cloud;
    private static JenkinsRule jenkins;
    private static FreeStyleProject job;
    private static WorkflowJob pipeline;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        job = rule.createFreeStyleProject("freestyle");
        pipeline = rule.createProject(WorkflowJob.class, "pipeline");
        CloudJenkins.add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.SYSTEM, "for-the-system", null, "user", "password"));
        NcpConnection ncp = new NcpConnection("with-default");
        ncp.setCredentialsId("ncp-key");
        HuaweiConnection huawei = new HuaweiConnection("huawei-region");
        huawei.setRegion("cn-north-4");
        huawei.setCredentialsId("huawei-token");
        Connections.get().setConnections(List.of(ncp, huawei, new NcpConnection("without-default")));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(Role.strategy());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static Page ask(
            String user, HttpMethod method, String place, String descriptor, String what, Map<String, String> fields)
            throws Exception {
        JenkinsRule.WebClient browser = BROWSERS.computeIfAbsent(user, FormChecksTest::browser);
        return FormRequests.send(
                browser,
                method,
                jenkins.getURL() + place + "descriptorByName/" + PACKAGE + descriptor + "/" + what,
                fields);
    }

    private static JenkinsRule.WebClient browser(String user) {
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins);
        browser.getOptions().setJavaScriptEnabled(false);
        // Who is not logged in is sent to the login page, which would hide the refusal.
        browser.setRefreshHandler((page, url, seconds) -> {});
        return user.equals("nobody") ? browser : browser.withBasicCredentials(user);
    }

    private static String says(String descriptor, String check, Map<String, String> fields) throws Exception {
        return html(ask("configurer", HttpMethod.POST, "job/freestyle/", descriptor, check, fields));
    }

    private static String html(Page page) {
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
        return page.getWebResponse().getContentAsString();
    }

    // What is said

    @Test
    @DisplayName("either a region or a connection, at whichever field somebody types")
    void exclusive() throws Exception {
        assertThat(says(
                        "steps.ModelartsDeleteModelStep",
                        "checkRegion",
                        Map.of("region", "cn-north-4", "connection", "huawei-region")))
                .contains("are both set");
        assertThat(says(
                        "steps.ModelartsDeleteModelStep",
                        "checkConnection",
                        Map.of("region", "cn-north-4", "connection", "huawei-region")))
                .contains("are both set");
    }

    @Test
    @DisplayName("a build variable is left to the build in a freestyle job, and is no id in a Pipeline")
    void variables() throws Exception {
        Map<String, String> fields = Map.of("id", "${APP_ID}");
        assertThat(says("steps.DataforestKillStep", "checkId", fields)).isEqualTo("<div/>");
        assertThat(html(ask(
                        "configurer", HttpMethod.POST, "job/pipeline/", "steps.DataforestKillStep", "checkId", fields)))
                .contains("class=\"error\"");
        assertThat(says("steps.RomaUndeployStep", "checkInstanceId", Map.of("instanceId", "$INSTANCE")))
                .isEqualTo("<div/>");
        assertThat(says("steps.RomaUndeployStep", "checkProjectId", Map.of("projectId", "${PROJECT}")))
                .isEqualTo("<div/>");
        assertThat(says("steps.RomaUndeployStep", "checkCredentialsId", Map.of("credentialsId", "${CLOUD}-key")))
                .isEqualTo("<div/>");
        assertThat(says("steps.NotebookRestartStep", "checkAccountId", Map.of("accountId", "$A", "confirm", "true")))
                .isEqualTo("<div/>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            steps.DataforestKillStep | ncp-key        | -               | - | <div/>
            steps.DataforestKillStep | huawei-token   | -               | - | of the wrong kind
            steps.DataforestKillStep | huawei-user    | -               | - | of the wrong kind
            steps.DataforestKillStep | for-the-system | -               | - | which this job cannot use for df.apigw.ntruss.com
            steps.DataforestKillStep | nobody         | with-default    | - | which this job cannot use
            steps.DataforestKillStep | -              | with-default    | - | <div/>
            steps.DataforestKillStep | -              | without-default | - | is missing
            steps.DataforestKillStep | -              | -               | - | <div/>
            steps.RomaUndeployStep   | huawei-key     | -               | cn-north-4 | <div/>
            steps.RomaUndeployStep   | huawei-token   | -               | cn-north-4 | <div/>
            steps.RomaUndeployStep   | huawei-user    | -               | cn-north-4 | <div/>
            steps.RomaUndeployStep   | -              | huawei-region   | - | <div/>
            steps.RomaUndeployStep   | nobody         | -               | cn-north-4 | which this job cannot use
            """)
    @DisplayName("the credential's kind against the operation, and the connection's default")
    void credentials(String step, String credentialsId, String connection, String region, String expected)
            throws Exception {
        Map<String, String> fields = new HashMap<>();
        fields.put("credentialsId", credentialsId == null ? "" : credentialsId);
        fields.put("connection", connection == null ? "" : connection);
        fields.put("region", region == null ? "" : region);
        assertThat(says(step, "checkCredentialsId", fields)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            config.NcpConnection    | checkDataforestUrl | dataforestUrl | http://example.com         | error
            config.NcpConnection    | checkDataforestUrl | dataforestUrl | http://127.0.0.1:8080      | <div/>
            config.NcpConnection    | checkNclueUrl      | nclueUrl      | https://user@example.com   | error
            config.HuaweiConnection | checkRomaUrl       | romaUrl       | https://example.com/x?y=z  | error
            config.HuaweiConnection | checkModelartsUrl  | modelartsUrl  | https://example.com/x      | <div/>
            config.HuaweiConnection | checkIamUrl        | iamUrl        | example.com                | error
            config.HuaweiConnection | checkRegion        | region        | nowhere-1                  | error
            config.HuaweiConnection | checkRegion        | region        | eu-west-101                | <div/>
            config.HuaweiConnection | checkProjectId     | projectId     | ../x                       | error
            config.NcpConnection    | checkMaxInFlight   | maxInFlight   | 0                          | error
            config.NcpConnection    | checkName          | name          | with-default               | another connection
            config.NcpConnection    | checkName          | name          | new-one                    | <div/>
            config.NcpConnection    | checkTestAccountId | testAccountId | a/b                        | error
            """)
    @DisplayName("a connection's fields")
    void connectionFields(String descriptor, String check, String field, String value, String expected)
            throws Exception {
        assertThat(html(ask("administrator", HttpMethod.POST, "", descriptor, check, Map.of(field, value))))
                .contains(expected);
    }

    @Test
    @DisplayName("a connection's own saved name is not another one's")
    void ownName() throws Exception {
        assertThat(html(ask(
                        "administrator",
                        HttpMethod.POST,
                        "",
                        "config.NcpConnection",
                        "checkName",
                        Map.of("name", "with-default", "savedName", "with-default"))))
                .isEqualTo("<div/>");
    }

    @Test
    @DisplayName("drop-downs show only what fits the operation")
    void fits() throws Exception {
        assertThat(says("steps.DataforestKillStep", "fillCredentialsIdItems", Map.of("credentialsId", "")))
                .contains("ncp-key", "huawei-key")
                .doesNotContain("huawei-token", "huawei-user", "for-the-system");
        assertThat(says("steps.RomaUndeployStep", "fillCredentialsIdItems", Map.of("credentialsId", "")))
                .contains("huawei-key", "huawei-token", "huawei-user")
                .doesNotContain("for-the-system");
        assertThat(says("steps.DataforestKillStep", "fillConnectionItems", Map.of("connection", "gone")))
                .contains("with-default", "without-default", "gone")
                .doesNotContain("huawei-region");
        assertThat(says("steps.RomaUndeployStep", "fillConnectionItems", Map.of("connection", "")))
                .contains("huawei-region")
                .doesNotContain("with-default");
    }

    // In the browser

    /** Types a value, and waits until the page does or does not show the words. */
    private static boolean shows(HtmlForm form, String field, String value, String words, boolean shown)
            throws Exception {
        JenkinsRule.WebClient browser = (JenkinsRule.WebClient) form.getPage().getWebClient();
        HtmlTextArea input = form.getTextAreaByName(field);
        input.focus();
        input.setText(value);
        input.fireEvent("change");
        input.blur();
        for (int i = 0; i < 120 && form.asXml().contains(words) != shown; i++) {
            browser.waitForBackgroundJavaScript(500);
        }
        return form.asXml().contains(words);
    }

    @Test
    @DisplayName("a wrong ID typed into the job's page gets an error at once, and a variable does not")
    void inTheBrowser() throws Exception {
        DataforestKillStep kill = new DataforestKillStep();
        kill.setId("fine1");
        kill.setCredentialsId("ncp-key");
        FreeStyleProject own = jenkins.createFreeStyleProject();
        own.getBuildersList().add(new TeardownBuilder(List.of(kill)));
        own.getPublishersList().add(new TeardownRecorder(List.of()));
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins).login("configurer");
        HtmlPage page = browser.getPage(own, "configure");
        HtmlForm form = page.getFormByName("config");
        String error = "contains an invalid ID";
        browser.waitForBackgroundJavaScript(10_000);
        assertThat(shows(form, "_.id", "wrong id!", error, true)).isTrue();
        assertThat(shows(form, "_.id", "${APP_ID}", error, false)).isFalse();
    }
}
