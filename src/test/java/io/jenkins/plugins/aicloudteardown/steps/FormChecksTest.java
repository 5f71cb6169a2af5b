package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.FormRequests;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.verb.POST;

/** What the forms say while somebody types, what they offer, and to whom. */
@WithJenkins
class FormChecksTest {
    private static final String PACKAGE = "io.jenkins.plugins.aicloudteardown.";
    private static final List<String> STEPS = List.of(
            "steps.DataforestKillStep",
            "steps.NotebookRestartStep",
            "steps.NclueDeleteTaskStep",
            "steps.RomaUndeployStep",
            "steps.ModelartsDeleteModelStep");

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
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer"));
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
        JenkinsRule.WebClient browser = jenkins.createWebClient();
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

    /** Where each of ours may be asked: a check, a drop-down or a button. */
    private record Question(String descriptor, Method method, boolean global) {
        String name() {
            String rest = method.getName().substring(2);
            return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
        }

        String field() {
            String rest = name().replaceFirst("^(check|fill)", "").replaceFirst("Items$", "");
            return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
        }

        boolean isFill() {
            return method.getName().startsWith("doFill");
        }

        @Override
        public String toString() {
            return descriptor + " " + name();
        }
    }

    private static Stream<Question> questions(List<String> descriptors, boolean global) {
        List<Question> all = new ArrayList<>();
        for (String name : descriptors) {
            Descriptor<?> descriptor = Jenkins.get().getDescriptor(PACKAGE + name);
            Arrays.stream(descriptor.getClass().getMethods())
                    .filter(method -> method.getName().matches("do(Check|Fill|Test)\\w+"))
                    .filter(method -> method.getDeclaringClass().getName().startsWith(PACKAGE))
                    .forEach(method -> all.add(new Question(name, method, global)));
        }
        return all.stream();
    }

    static Stream<Question> ofJobs() {
        List<String> descriptors = new ArrayList<>(STEPS);
        descriptors.add("freestyle.TeardownRecorder");
        return questions(descriptors, false);
    }

    static Stream<Question> ofConnections() {
        return questions(List.of("config.NcpConnection", "config.HuaweiConnection"), true);
    }

    /** Values that are all fine, but for the one that is asked about. */
    private static Map<String, String> wrong(String field) {
        Map<String, String> fields = new HashMap<>();
        fields.put("region", "cn-north-4");
        fields.put("confirm", "true");
        fields.put(field, "not valid!");
        if (field.equals("connection")) {
            fields.remove("region");
        }
        return fields;
    }

    // Who is answered

    @ParameterizedTest
    @MethodSource("ofJobs")
    @DisplayName("in a job: configurers and administrators are told, readers are not, nobody gets in")
    void inJobs(Question question) throws Exception {
        assertThat(question.method().isAnnotationPresent(POST.class)).isTrue();
        Map<String, String> fields = wrong(question.field());
        for (String user : List.of("configurer", "administrator")) {
            String answer =
                    html(ask(user, HttpMethod.POST, "job/freestyle/", question.descriptor(), question.name(), fields));
            if (question.isFill()) {
                assertThat(answer)
                        .as(user)
                        .satisfiesAnyOf(
                                text -> assertThat(text).contains("ncp-key"),
                                text -> assertThat(text).contains("with-default"),
                                text -> assertThat(text).contains("huawei-region"),
                                text -> assertThat(text).contains("cn-east-3"),
                                text -> assertThat(text).contains("UNSTABLE"),
                                text -> assertThat(text).contains("onlyOnSuccess"));
            } else {
                assertThat(answer).as(user).contains("class=\"error\"");
            }
        }
        String reader =
                html(ask("reader", HttpMethod.POST, "job/freestyle/", question.descriptor(), question.name(), fields));
        if (question.isFill()) {
            assertThat(reader)
                    .contains("not valid!")
                    .doesNotContain(
                            "ncp-key",
                            "huawei-key",
                            "with-default",
                            "huawei-region",
                            "cn-east-3",
                            "UNSTABLE",
                            "onlyOnSuccess");
        } else {
            assertThat(reader).isEqualTo("<div/>");
        }
        assertThat(ask("nobody", HttpMethod.POST, "job/freestyle/", question.descriptor(), question.name(), fields)
                        .getWebResponse()
                        .getStatusCode())
                .isIn(401, 403, 404);
        assertThat(ask(
                                "administrator",
                                HttpMethod.GET,
                                "job/freestyle/",
                                question.descriptor(),
                                question.name(),
                                fields)
                        .getWebResponse()
                        .getStatusCode())
                .isIn(404, 405);
    }

    @ParameterizedTest
    @MethodSource("ofJobs")
    @DisplayName("outside of a job only administrators are told")
    void outsideOfJobs(Question question) throws Exception {
        Map<String, String> fields = wrong(question.field());
        String administrator =
                html(ask("administrator", HttpMethod.POST, "", question.descriptor(), question.name(), fields));
        assertThat(administrator).contains(question.isFill() ? "values" : "class=\"error\"");
        for (String user : List.of("reader", "configurer")) {
            String answer = html(ask(user, HttpMethod.POST, "", question.descriptor(), question.name(), fields));
            if (question.isFill()) {
                assertThat(answer).as(user).doesNotContain("ncp-key", "with-default", "huawei-region", "cn-east-3");
            } else {
                assertThat(answer).as(user).isEqualTo("<div/>");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofConnections")
    @DisplayName("connections: administrators only, buttons too; a button that is refused sends nothing")
    void connections(Question question) throws Exception {
        assertThat(question.method().isAnnotationPresent(POST.class)).isTrue();
        cloud.sandbox().forget();
        Map<String, String> fields = wrong(question.field());
        fields.putAll(Map.of(
                "dataforestUrl", cloud.sandbox().url(),
                "nclueUrl", cloud.sandbox().url(),
                "romaUrl", cloud.sandbox().url(),
                "modelartsUrl", cloud.sandbox().url()));
        if (question.name().startsWith("test")) {
            fields.put("credentialsId", "ncp-key");
        } else {
            fields.put(question.field(), "not valid!");
        }
        for (String user : List.of("nobody", "reader", "configurer")) {
            Page page = ask(user, HttpMethod.POST, "", question.descriptor(), question.name(), fields);
            if (question.isFill() && !user.equals("nobody")) {
                assertThat(html(page))
                        .as(user)
                        .contains("not valid!")
                        .doesNotContain("ncp-key", "huawei-key", "cn-east-3");
            } else {
                assertThat(page.getWebResponse().getStatusCode()).as(user).isIn(401, 403);
            }
        }
        assertThat(cloud.sandbox().received()).isEmpty();
        assertThat(ask("administrator", HttpMethod.GET, "", question.descriptor(), question.name(), fields)
                        .getWebResponse()
                        .getStatusCode())
                .isIn(404, 405);
        assertThat(cloud.sandbox().received()).isEmpty();
        boolean acceptable = question.name().equals("checkName");
        String administrator =
                html(ask("administrator", HttpMethod.POST, "", question.descriptor(), question.name(), fields));
        if (question.isFill()) {
            assertThat(administrator).containsAnyOf("huawei-key", "cn-east-3");
        } else if (question.name().equals("testNclue")) {
            // The one button that needs no more than these values.
            assertThat(administrator).contains("It works");
        } else if (acceptable) {
            assertThat(administrator).isEqualTo("<div/>");
        } else {
            assertThat(administrator).containsAnyOf("class=\"error\"", "class=\"warning\"");
        }
    }

    @Test
    @DisplayName("the tests above ask every check, drop-down and button there is")
    void all() {
        assertThat(ofJobs().map(Question::toString))
                .contains(
                        "steps.DataforestKillStep checkId",
                        "steps.NotebookRestartStep checkAccountId",
                        "steps.RomaUndeployStep checkInstanceId",
                        "steps.ModelartsDeleteModelStep fillCredentialsIdItems",
                        "steps.ModelartsDeleteModelStep checkProjectId",
                        "freestyle.TeardownRecorder fillWhenItems")
                .hasSizeGreaterThan(50);
        assertThat(ofConnections().map(Question::toString))
                .contains(
                        "config.NcpConnection testDataforest",
                        "config.NcpConnection testNclue",
                        "config.HuaweiConnection testRoma",
                        "config.HuaweiConnection testModelarts",
                        "config.HuaweiConnection checkIamUrl")
                .hasSizeGreaterThan(20);
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
    @DisplayName("typed into the job's page, a wrong id is complained about at once, and a variable is not")
    void inTheBrowser() throws Exception {
        DataforestKillStep kill = new DataforestKillStep();
        kill.setId("fine1");
        kill.setCredentialsId("ncp-key");
        FreeStyleProject own = jenkins.createFreeStyleProject();
        own.getBuildersList().add(new TeardownBuilder(List.of(kill)));
        own.getPublishersList().add(new TeardownRecorder(List.of()));
        JenkinsRule.WebClient browser = jenkins.createWebClient().login("configurer");
        HtmlPage page = browser.getPage(own, "configure");
        HtmlForm form = page.getFormByName("config");
        String complaint = "contains an invalid ID";
        browser.waitForBackgroundJavaScript(10_000);
        assertThat(shows(form, "_.id", "wrong id!", complaint, true)).isTrue();
        assertThat(shows(form, "_.id", "${APP_ID}", complaint, false)).isFalse();
    }
}
