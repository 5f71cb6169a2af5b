package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Scripts.log;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.several;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.step;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A key that is wrong is tried once, however much waits for it: five wrong ones in a row would lock it for all. */
@WithJenkins
class StepBreakerTest {
    private static final int MANY = 1000;
    private static final int BRANCHES = 200;

    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        sandbox = cloud.sandbox();
        CloudJenkins.add(CloudJenkins.pair("bad-batch", SandboxKeys.NCP_ACCESS_KEY, "wrong1"));
        CloudJenkins.add(CloudJenkins.pair("bad-huawei", SandboxKeys.HUAWEI_ACCESS_KEY, "wrong3"));
        CloudJenkins.add(Scripts.iamUser("bad-user", "wrong4"));
        CloudJenkins.add(Scripts.iamUser("bad-users", "wrong5"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        sandbox.forget();
    }

    private static String ids() {
        return "'" + IntStream.range(0, MANY).mapToObj(i -> "ok" + i).collect(Collectors.joining(" ")) + "'";
    }

    /** What would take long is to save all branches at each step of one, so that is left out. */
    private static void build(String script) throws Exception {
        WorkflowJob job = cloud.job(script);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        log(cloud.rule().buildAndAssertStatus(Result.FAILURE, job));
    }

    /** Branches that do not fail each other, so that all of them try. */
    private static String parallel(String call) {
        return """
                def branches = [:]
                for (int i = 0; i < %d; i++) {
                    def id = "ok${i}"
                    branches[id] = { %s }
                }
                parallel branches
                """.formatted(BRANCHES, call.replace("'each'", "id"));
    }

    @Test
    @DisplayName("1,000 ids with a wrong secret key send one request")
    void manyIds() throws Exception {
        String log = log(cloud.build(several("dataforestKill", ids(), "credentialsId: 'bad-batch'"), Result.FAILURE));
        assertThat(log).contains("the key, token or login was refused").contains("and 979 more");
        assertThat(sandbox.received()).hasSize(1);
    }

    @Test
    @DisplayName("1,000 ids with a wrong Huawei secret key send one request, which is what does not lock the key")
    void manyModels() throws Exception {
        cloud.build(several("modelartsDeleteModel", ids(), "credentialsId: 'bad-huawei'"), Result.FAILURE);
        assertThat(sandbox.received()).hasSize(1);
        assertThat(sandbox.refusedSignatures()).isEqualTo(1);
        cloud.build(step("modelartsDeleteModel", "ok1"), Result.SUCCESS);
    }

    @Test
    @DisplayName("1,000 ids and 200 steps with a wrong IAM password log in once each, and send nothing")
    void manyLogins() throws Exception {
        cloud.build(several("modelartsDeleteModel", ids(), "credentialsId: 'bad-user'"), Result.FAILURE);
        assertThat(sandbox.received()).hasSize(1);
        build(parallel(step("romaUndeploy", "each", "credentialsId: 'bad-users'")));
        assertThat(sandbox.received()).hasSize(2);
        assertThat(sandbox.count("iam/token")).isEqualTo(2);
        assertThat(sandbox.iam().refusedLogins()).isEqualTo(2);
    }
}
