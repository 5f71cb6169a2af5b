package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every web method of the plugin, asked by everybody from everywhere: who is told, who is not, and what is sent. */
@WithJenkins
class PermissionsTest {
    private static final String JOB = "job/freestyle/";
    /** What Jenkins answers to those who may not, or may not know that there is something. */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404);

    private static final Set<Integer> NOT_FOR_GET = Set.of(404, 405);

    private static final Map<Role, Visitor> VISITORS = new EnumMap<>(Role.class);

    private static CloudJenkins cloud;
    private static JenkinsRule jenkins;
    private static String build;

    /** What somebody who asks gets. */
    private enum Answer {
        /** What is wrong, or what there is to choose from. */
        TOLD,
        /** An answer that says nothing: everything is fine, and nothing on offer but what was sent. */
        SILENT,
        REFUSED
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        FreeStyleProject job = rule.createFreeStyleProject("freestyle");
        build = cloud.build(
                        "nclueDeleteTask taskId: 'ok1', connection: 'ncp', credentialsId: 'ncp-key'", Result.SUCCESS)
                .getUrl();
        CloudJenkins.add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.SYSTEM, "for-the-system", null, "user", "password"));
        NcpConnection ncp = new NcpConnection("ncp-saved");
        ncp.setCredentialsId("ncp-key");
        HuaweiConnection huawei = new HuaweiConnection("huawei-saved");
        huawei.setRegion("cn-north-4");
        huawei.setCredentialsId("huawei-token");
        Connections.get().setConnections(List.of(ncp, huawei));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(Role.strategy());
        Jenkins.SYSTEM_READ.setEnabled(true);
        Jenkins.MANAGE.setEnabled(true);
        for (Role role : Role.values()) {
            VISITORS.put(role, new Visitor(rule, role));
        }
        assertThat(job.getFullName()).isEqualTo("freestyle");
    }

    @AfterAll
    static void stop() {
        Jenkins.SYSTEM_READ.setEnabled(false);
        Jenkins.MANAGE.setEnabled(false);
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    private static HttpResponse<String> post(Role role, String place, WebMethod asked, Map<String, String> fields)
            throws Exception {
        return VISITORS.get(role).post(place + asked.path(), fields);
    }

    static Stream<WebMethod> all() {
        return WebMethod.all();
    }

    static Stream<WebMethod> ofJobs() {
        return all().filter(asked -> !asked.isGlobal());
    }

    static Stream<WebMethod> ofConnections() {
        return all().filter(WebMethod::isGlobal);
    }

    static Stream<WebMethod> thatAct() {
        return all().filter(WebMethod::acts);
    }

    @Test
    void everyWebMethodIsFound() {
        assertThat(ofJobs().map(WebMethod::toString))
                .contains(
                        "DataforestKillStep.doCheckId",
                        "NotebookRestartStep.doCheckAccountId",
                        "RomaUndeployStep.doCheckInstanceId",
                        "ModelartsDeleteModelStep.doFillCredentialsIdItems",
                        "ModelartsDeleteModelStep.doCheckProjectId",
                        "TeardownRecorder.doFillWhenItems")
                .hasSizeGreaterThan(50);
        assertThat(ofConnections().map(WebMethod::toString))
                .contains(
                        "NcpConnection.doTestDataforest",
                        "NcpConnection.doTestNclue",
                        "HuaweiConnection.doTestRoma",
                        "HuaweiConnection.doTestModelarts",
                        "HuaweiConnection.doCheckIamUrl")
                .hasSizeGreaterThan(20);
        assertThat(ofJobs().filter(WebMethod::acts))
                .as("a job's form only asks")
                .isEmpty();
    }

    @Test
    void theRolesAreWhatTheirNamesSay() {
        assertThat(may(Role.SYSTEM_READER)).isEqualTo("System");
        assertThat(may(Role.MANAGER)).isEqualTo("Manage");
        assertThat(may(Role.ADMINISTRATOR)).isEqualTo("SystemManageAdminister");
        assertThat(may(Role.CONFIGURER)).isEmpty();
    }

    private static String may(Role role) {
        var who = User.getById(role.user(), true).impersonate2();
        var acl = jenkins.jenkins.getACL();
        return (acl.hasPermission2(who, Jenkins.SYSTEM_READ) ? "System" : "")
                + (acl.hasPermission2(who, Jenkins.MANAGE) ? "Manage" : "")
                + (acl.hasPermission2(who, Jenkins.ADMINISTER) ? "Administer" : "");
    }

    // Who is answered

    @ParameterizedTest
    @MethodSource("ofJobs")
    void inAJobThoseAreToldWhoMaySeeItsConfiguration(WebMethod asked) throws Exception {
        for (Role role : Role.values()) {
            Answer expected =
                    switch (role) {
                        case NOBODY, VISITOR -> Answer.REFUSED;
                        case CONFIGURER, EXTENDED_READER, ADMINISTRATOR -> Answer.TOLD;
                        case CREDENTIALS_USER -> asked.isOfCredentials() ? Answer.TOLD : Answer.SILENT;
                        case READER, BUILDER, SYSTEM_READER, MANAGER -> Answer.SILENT;
                    };
            assertThat(answer(asked, post(role, JOB, asked, asked.wrongFields())))
                    .as(role.user())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("ofJobs")
    void outsideOfAJobOnlyAdministratorsAreTold(WebMethod asked) throws Exception {
        for (Role role : Role.values()) {
            Answer expected =
                    switch (role) {
                        case NOBODY -> Answer.REFUSED;
                        case ADMINISTRATOR -> Answer.TOLD;
                        default -> Answer.SILENT;
                    };
            assertThat(answer(asked, post(role, "", asked, asked.wrongFields())))
                    .as(role.user())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("ofConnections")
    void ofConnectionsOnlyAdministratorsAreTold(WebMethod asked) throws Exception {
        for (Role role : Role.values()) {
            Answer answer = answer(asked, post(role, "manage/", asked, typed(asked)));
            if (role == Role.ADMINISTRATOR) {
                assertThat(answer).isEqualTo(Answer.TOLD);
            } else {
                assertThat(answer).as(role.user()).isNotEqualTo(Answer.TOLD);
            }
        }
        assertThat(answer(asked, post(Role.CONFIGURER, JOB, asked, typed(asked))))
                .as("a job that may be configured is no other door")
                .isNotEqualTo(Answer.TOLD);
    }

    /** The page shows it the connections, greyed out, and asks these for every field. */
    @ParameterizedTest
    @MethodSource("ofConnections")
    void whoMayOnlyReadTheSystemSeesNoFailingCheck(WebMethod asked) throws Exception {
        if (!asked.acts()) {
            assertThat(answer(asked, post(Role.SYSTEM_READER, "manage/", asked, typed(asked))))
                    .isEqualTo(Answer.SILENT);
        }
    }

    static Stream<WebMethod> ofWhatThereIs() {
        return all().filter(
                        asked -> Set.of("credentialsId", "connection", "name").contains(asked.field()));
    }

    /** Who may not be told must not find out by asking which connections and credentials there are. */
    @ParameterizedTest
    @MethodSource("ofWhatThereIs")
    void noAnswerGivesAwayWhatThereIs(WebMethod asked) throws Exception {
        Map<String, String> there = new HashMap<>();
        there.put("credentialsId", asked.isGlobal() ? "huawei-token" : "ncp-key");
        there.put("connection", "ncp-saved");
        there.put("name", "ncp-saved");
        Map<String, String> missing = new HashMap<>();
        there.keySet().forEach(field -> missing.put(field, "is-not-there"));
        for (Role role : List.of(Role.READER, Role.SYSTEM_READER, Role.MANAGER)) {
            String place = role == Role.READER ? JOB : "";
            assertThat(shown(post(role, place, asked, there), there))
                    .as(role.user())
                    .isEqualTo(shown(post(role, place, asked, missing), missing));
        }
    }

    /** Without what was sent, which a drop-down repeats. */
    private static String shown(HttpResponse<String> page, Map<String, String> sent) {
        String shown = page.statusCode() == 200 ? page.body() : "refused";
        for (String value : sent.values()) {
            shown = shown.replace(value, "…");
        }
        return shown;
    }

    private static Answer answer(WebMethod asked, HttpResponse<String> page) {
        int status = page.statusCode();
        if (REFUSED.contains(status)) {
            return Answer.REFUSED;
        }
        assertThat(status).isEqualTo(200);
        String text = page.body();
        if (asked.isFill()) {
            return Set.of("", WebMethod.WRONG).containsAll(values(text)) ? Answer.SILENT : Answer.TOLD;
        }
        return text.equals("<div/>") ? Answer.SILENT : Answer.TOLD;
    }

    private static Set<String> values(String json) {
        return JSONObject.fromObject(json).getJSONArray("values").stream()
                .map(option -> ((JSONObject) option).getString("value"))
                .collect(Collectors.toSet());
    }

    // How it must be asked

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsAskedByALink(WebMethod asked) throws Exception {
        for (String place : List.of("", JOB)) {
            assertThat(VISITORS.get(Role.ADMINISTRATOR)
                            .get(place + asked.path(), typed(asked))
                            .statusCode())
                    .isIn(NOT_FOR_GET);
        }
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("thatAct")
    void nothingIsDoneByAForeignPage(WebMethod asked) throws Exception {
        HttpResponse<String> page = VISITORS.get(Role.ADMINISTRATOR).postFromAfar(asked.path(), typed(asked));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    // Where a key goes

    /** All that a button needs to send a key to this very host. */
    private static Map<String, String> typed(WebMethod asked) {
        Map<String, String> fields = asked.wrongFields();
        if (!asked.acts()) {
            return fields;
        }
        String url = cloud.sandbox().url();
        String key = asked.descriptor().clazz == NcpConnection.class ? "ncp-key" : "huawei-key";
        fields.putAll(Map.of("dataforestUrl", url, "nclueUrl", url, "romaUrl", url, "modelartsUrl", url));
        fields.putAll(Map.of("iamUrl", url, "credentialsId", key, "projectId", SandboxKeys.PROJECT_ID));
        return fields;
    }

    @ParameterizedTest
    @MethodSource("thatAct")
    void aButtonSendsNoKeyForAnybodyButAnAdministrator(WebMethod asked) throws Exception {
        for (Role role : Role.values()) {
            if (role != Role.ADMINISTRATOR) {
                assertThat(answer(asked, post(role, "manage/", asked, typed(asked))))
                        .as(role.user())
                        .isEqualTo(Answer.REFUSED);
            }
        }
        for (String place : List.of("", JOB, build, "user/configurer/", "view/all/", "computer/(built-in)/")) {
            assertThat(answer(asked, post(Role.CONFIGURER, place, asked, typed(asked))))
                    .as(place)
                    .isEqualTo(Answer.REFUSED);
        }
        assertThat(cloud.sandbox().received()).isEmpty();
        assertThat(answer(asked, post(Role.ADMINISTRATOR, "manage/", asked, typed(asked))))
                .isEqualTo(Answer.TOLD);
        if (asked.method().getName().startsWith("doTest")) {
            assertThat(cloud.sandbox().received())
                    .as("the administrator's did: the refusals above are not for want of a field")
                    .isNotEmpty();
        }
    }

    // The report

    @ParameterizedTest
    @EnumSource(Role.class)
    void theReportIsForThoseWhoMayReadTheJob(Role role) throws Exception {
        boolean may = role != Role.NOBODY && role != Role.VISITOR;
        for (String page : List.of("", "?q=ok", "csv", "api/json", "api/xml", "api/python")) {
            HttpResponse<String> answer = VISITORS.get(role).get(build + "ai-cloud-teardown/" + page);
            if (may) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("ok1");
            } else {
                assertThat(answer.statusCode()).isIn(REFUSED);
                assertThat(answer.body()).doesNotContain("ok1");
            }
        }
    }

    /** The connections' page is the administrator's; who may read the system sees it, and who may not, not. */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"NOBODY", "CONFIGURER", "MANAGER", "SYSTEM_READER", "ADMINISTRATOR"})
    void theConnectionsAreShownToThoseWhoMaySeeTheSystem(Role role) throws Exception {
        boolean shown = VISITORS.get(role).get("manage/configure").body().contains("ncp-saved");
        assertThat(shown).isEqualTo(role == Role.ADMINISTRATOR || role == Role.SYSTEM_READER);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyButAnAdministratorSavesConnections(Role role) throws Exception {
        String json = "{\"io-jenkins-plugins-aicloudteardown-config-Connections\":{\"connections\":"
                + "{\"name\":\"of-somebody\",\"stapler-class\":\"" + NcpConnection.class.getName() + "\",\"$class\":\""
                + NcpConnection.class.getName() + "\"}}}";
        if (role != Role.ADMINISTRATOR) {
            VISITORS.get(role).post("manage/configSubmit", Map.of("json", json, "Submit", "Save"));
            assertThat(Connections.get().named("of-somebody")).isEmpty();
            assertThat(Connections.get().named("ncp-saved")).isPresent();
        }
    }
}
