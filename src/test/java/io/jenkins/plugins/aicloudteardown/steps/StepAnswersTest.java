package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What each answer of a provider does to a build. */
@WithJenkins
class StepAnswersTest {
    private static final String APP = "cMmEw7HCjVQdcHh3JVOptL";
    private static final String NOTEBOOK = "7kHeVWhiRsxdRl0nXz04ri";
    private static final String TASK = "f5aebc0c-1111-2222-3333-b201bc64b1c9";
    private static final String API = "bd42841c20184da6bbf457c6d8a06e37";
    private static final String MODEL = "10eb0091-887f-4839-9929-cbc884f1e20e";

    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    private static String kill(String id) {
        return "dataforestKill id: '" + id + "', credentialsId: 'ncp-key', connection: 'ncp'";
    }

    private static String restart(String id) {
        return "notebookRestart id: '" + id + "', credentialsId: 'ncp-key', connection: 'ncp'";
    }

    private static String delete(String id) {
        return "nclueDeleteTask taskId: '" + id + "', credentialsId: 'ncp-key', connection: 'ncp'";
    }

    private static String undeploy(String id) {
        return "romaUndeploy ldApiId: '" + id + "', instanceId: '" + SandboxKeys.INSTANCE_ID
                + "', credentialsId: 'huawei-key', connection: 'huawei'";
    }

    private static String deleteModel(String id) {
        return "modelartsDeleteModel modelId: '" + id + "', credentialsId: 'huawei-key', connection: 'huawei'";
    }

    private static WorkflowRun build(String script, Result result) throws Exception {
        return cloud.build(script, result);
    }

    private static String log(WorkflowRun run) throws Exception {
        String log = JenkinsRule.getLog(run);
        for (String secret : List.of(
                SandboxKeys.NCP_ACCESS_KEY,
                SandboxKeys.NCP_SECRET_KEY,
                SandboxKeys.HUAWEI_ACCESS_KEY,
                SandboxKeys.HUAWEI_SECRET_KEY,
                SandboxKeys.FIXED_TOKEN,
                SandboxKeys.IAM_PASSWORD)) {
            assertThat(log).doesNotContain(secret);
        }
        return log;
    }

    @Test
    @DisplayName("document 000, response example: the app is killed and the build is green")
    void killed() throws Exception {
        String log = log(build(kill(APP), Result.SUCCESS));
        assertThat(log)
                .contains("[dataforestKill] Asking 127.0.0.1:")
                .contains("[dataforestKill] DONE at 127.0.0.1:")
                .contains("accepted by the provider: " + APP);
        assertThat(cloud.sandbox().dataforest().kills(APP)).isEqualTo(1);
    }

    @Test
    @DisplayName("document 003, response example: the notebook is restarted once")
    void restarted() throws Exception {
        log(build(restart(NOTEBOOK), Result.SUCCESS));
        assertThat(cloud.sandbox().dataforest().restarts(NOTEBOOK)).isEqualTo(1);
    }

    @Test
    @DisplayName("document 001, response example: the task is deleted")
    void taskDeleted() throws Exception {
        log(build(delete(TASK), Result.SUCCESS));
        assertThat(cloud.sandbox().nclue().exists(TASK)).isFalse();
    }

    @Test
    @DisplayName("document 002, 204: the API is undeployed, with each kind of credential")
    void undeployed() throws Exception {
        log(build(undeploy(API), Result.SUCCESS));
        log(build(undeploy("ok1").replace("huawei-key", "huawei-token"), Result.SUCCESS));
        log(build(undeploy("ok2").replace("huawei-key", "huawei-user"), Result.SUCCESS));
        assertThat(cloud.sandbox().roma().status(API)).isNotEqualTo(4);
        assertThat(cloud.sandbox().count("iam/token")).isEqualTo(1);
    }

    @Test
    @DisplayName("document 004: the model is deleted, with each kind of credential")
    void modelDeleted() throws Exception {
        log(build(deleteModel(MODEL), Result.SUCCESS));
        log(build(deleteModel("ok1").replace("huawei-key", "huawei-token"), Result.SUCCESS));
        log(build(deleteModel("ok2").replace("huawei-key", "huawei-user"), Result.SUCCESS));
        assertThat(cloud.sandbox().modelarts().exists(MODEL)).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            dataforestKill       | successFalse1 | FAILURE  | success: false
            dataforestKill       | noFlag1       | FAILURE  | outcome unknown
            dataforestKill       | flagText1     | FAILURE  | outcome unknown
            dataforestKill       | foreignId1    | FAILURE  | outcome unknown
            dataforestKill       | brokenJson1   | FAILURE  | outcome unknown
            dataforestKill       | htmlPage1     | FAILURE  | outcome unknown
            dataforestKill       | badRequest1   | FAILURE  | FAILED
            dataforestKill       | serverError1  | FAILURE  | unexpected error
            dataforestKill       | missing1      | FAILURE  | does not exist
            dataforestKill       | retired1      | FAILURE  | endpoint not found
            notebookRestart      | successFalse1 | FAILURE  | success: false
            notebookRestart      | badRequest1   | FAILURE  | invalid request parameters
            notebookRestart      | nobodyKnowsIt | FAILURE  | is not allowed or not exists
            notebookRestart      | missing1      | FAILURE  | no such element
            notebookRestart      | serverError1  | FAILURE  | unexpected error
            nclueDeleteTask      | inUse1        | FAILURE  | in use, or in a state
            nclueDeleteTask      | foreignId1    | FAILURE  | outcome unknown
            nclueDeleteTask      | noEcho1       | FAILURE  | outcome unknown
            nclueDeleteTask      | echoStars1    | SUCCESS  | DONE
            nclueDeleteTask      | nobody-knows  | FAILURE  | does not exist
            romaUndeploy         | badRequest1   | FAILURE  | APIG.2011
            romaUndeploy         | noPermission1 | FAILURE  | APIG.1005
            romaUndeploy         | nobody-knows  | FAILURE  | APIG.3084
            romaUndeploy         | serverError1  | FAILURE  | APIG.9999
            romaUndeploy         | okBody1       | FAILURE  | outcome unknown
            romaUndeploy         | redirect1     | FAILURE  | not followed
            modelartsDeleteModel | mixed1        | UNSTABLE | ModelArts.3009
            modelartsDeleteModel | allFailed1    | FAILURE  | ModelArts.3009
            modelartsDeleteModel | inUse500      | FAILURE  | ModelArts.3009
            modelartsDeleteModel | bothEmpty1    | FAILURE  | outcome unknown
            modelartsDeleteModel | foreignId1    | FAILURE  | outcome unknown
            modelartsDeleteModel | extraId1      | FAILURE  | outcome unknown
            modelartsDeleteModel | gone200       | FAILURE  | ModelArts.3001
            modelartsDeleteModel | nobody-knows  | FAILURE  | ModelArts.3001
            modelartsDeleteModel | secretEcho1   | FAILURE  | FAILED
            """)
    void anAnswerIsWhatTheBuildBecomes(String step, String id, String result, String words) throws Exception {
        assertThat(log(build(Scripts.step(step, id), Result.fromString(result))))
                .contains(words);
        assertThat(cloud.sandbox().count(step)).isEqualTo(1);
    }
}
