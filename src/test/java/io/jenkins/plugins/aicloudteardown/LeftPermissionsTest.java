package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who sees what is left, who may have it tried, and who may drop it: asked by everybody, with real requests. */
@WithJenkins
class LeftPermissionsTest {
    private static final String PAGE = "ai-cloud-teardown/";
    private static final String ALL = "manage/" + PAGE;
    private static final String MODEL = "modelartsDeleteModel";
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404);
    private static final Set<Integer> NOT_FOR_GET = Set.of(404, 405);
    private static final Set<Role> WHO_TRY = Set.of(Role.BUILDER, Role.ADMINISTRATOR);
    private static final Set<Role> WHO_DROP = Set.of(Role.CONFIGURER, Role.ADMINISTRATOR);
    private static final Map<Role, Visitor> VISITORS = new EnumMap<>(Role.class);

    private static CloudJenkins cloud;
    private static String job;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        cloud = new CloudJenkins(rule);
        cloud.sandbox().modelarts().addInUse("busyLeft", "service");
        job = cloud.build(
                                MODEL + "(modelId: 'busyLeft', keepTrying: true, connection: 'huawei',"
                                        + " credentialsId: 'huawei-key')",
                                Result.UNSTABLE)
                        .getParent()
                        .getUrl()
                + PAGE;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(Role.strategy());
        for (Role role : Role.values()) {
            VISITORS.put(role, new Visitor(rule, role));
        }
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    /** The one resource that is left, as the administrator sees it. */
    private static JSONObject left() throws Exception {
        String body = VISITORS.get(Role.ADMINISTRATOR).get(ALL + "api/json").body();
        return JSONObject.fromObject(body).getJSONArray("resources").getJSONObject(0);
    }

    private static Map<String, String> fields() throws Exception {
        return Map.of("order", left().getString("order"), "id", "busyLeft");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aJobsPageIsForThoseWhoMayReadTheJob(Role role) throws Exception {
        boolean may = role != Role.NOBODY && role != Role.VISITOR;
        shows(role, job, may);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void thePageOfAllIsForAdministrators(Role role) throws Exception {
        shows(role, ALL, role == Role.ADMINISTRATOR);
    }

    private static void shows(Role role, String place, boolean may) throws Exception {
        for (String page : List.of("", "api/json", "api/xml")) {
            HttpResponse<String> answer = VISITORS.get(role).get(place + page);
            if (may) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("busyLeft");
            } else {
                assertThat(answer.statusCode()).isIn(REFUSED);
                assertThat(answer.body()).doesNotContain("busyLeft");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void buttonsAreShownToThoseWhoMayPressThem(Role role) throws Exception {
        String page = VISITORS.get(role).get(job).body();
        assertThat(page.contains("action=\"tryNow\"")).isEqualTo(WHO_TRY.contains(role));
        assertThat(page.contains("action=\"drop\"")).isEqualTo(WHO_DROP.contains(role));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoMayBuildTheJobMayHaveItTried(Role role) throws Exception {
        for (String place : List.of(job, ALL)) {
            cloud.sandbox().forget();
            HttpResponse<String> answer = VISITORS.get(role).post(place + "tryNow", fields());
            if (place.equals(job) ? WHO_TRY.contains(role) : role == Role.ADMINISTRATOR) {
                assertThat(answer.statusCode()).isEqualTo(302);
                assertThat(cloud.sandbox().awaitReceived(MODEL, 1, Duration.ofMinutes(1)))
                        .isTrue();
                while (left().getBoolean("atWork")) {
                    Thread.onSpinWait();
                }
            } else {
                assertThat(answer.statusCode()).isIn(REFUSED);
                assertThat(cloud.sandbox().received()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoMayNotConfigureTheJobMayNotDropIt(Role role) throws Exception {
        for (String place : List.of(job, ALL)) {
            if (!(place.equals(job) ? WHO_DROP.contains(role) : role == Role.ADMINISTRATOR)) {
                assertThat(VISITORS.get(role).post(place + "drop", fields()).statusCode())
                        .isIn(REFUSED);
                assertThat(left().getString("state")).isEqualTo("OPEN");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyAnAdministratorHasACopyGoOn(Role role) throws Exception {
        for (String place : List.of(job, ALL)) {
            int status = VISITORS.get(role).post(place + "goOn", Map.of()).statusCode();
            if (role == Role.ADMINISTRATOR && place.equals(ALL)) {
                assertThat(status).isEqualTo(302);
            } else {
                assertThat(status).isIn(REFUSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tryNow", "drop", "goOn"})
    void nothingIsDoneByALinkOrByAForeignPage(String action) throws Exception {
        Visitor administrator = VISITORS.get(Role.ADMINISTRATOR);
        for (String place : List.of(job, ALL)) {
            assertThat(administrator.get(place + action, fields()).statusCode()).isIn(NOT_FOR_GET);
            assertThat(administrator.postFromAfar(place + action, fields()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(left().getString("state")).isEqualTo("OPEN");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tryNow", "drop"})
    void whatIsNotLeftIsNotFound(String action) throws Exception {
        Visitor administrator = VISITORS.get(Role.ADMINISTRATOR);
        String order = left().getString("order");
        for (Map<String, String> fields : List.<Map<String, String>>of(
                Map.of(), Map.of("order", order), Map.of("order", order, "id", "another"), Map.of("id", "busyLeft"))) {
            assertThat(administrator.post(ALL + action, fields).statusCode()).isEqualTo(404);
        }
    }

    /** An order of another job is none of this one's, whoever may configure this one. */
    @Test
    void aJobIsNoDoorToWhatAnotherHasLeft() throws Exception {
        cloud.sandbox().modelarts().addInUse("busyOther", "service");
        String other = cloud.build(
                                MODEL + "(modelId: 'busyOther', keepTrying: true, connection: 'huawei',"
                                        + " credentialsId: 'huawei-key')",
                                Result.UNSTABLE)
                        .getParent()
                        .getUrl()
                + PAGE;

        assertThat(VISITORS.get(Role.CONFIGURER).post(other + "drop", fields()).statusCode())
                .isEqualTo(404);
        assertThat(left().getString("id")).isEqualTo("busyLeft");

        Map<String, String> own = Map.of(
                "order",
                JSONObject.fromObject(VISITORS.get(Role.READER)
                                .get(other + "api/json")
                                .body())
                        .getJSONArray("resources")
                        .getJSONObject(0)
                        .getString("order"),
                "id",
                "busyOther");
        assertThat(VISITORS.get(Role.CONFIGURER).post(other + "drop", own).statusCode())
                .isEqualTo(302);
        assertThat(VISITORS.get(Role.ADMINISTRATOR).get(ALL + "api/json").body())
                .contains("busyLeft")
                .doesNotContain("busyOther");
    }
}
