package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.aicloudteardown.client.Canaries;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder;
import io.jenkins.plugins.aicloudteardown.sandbox.Echo;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that is killed in the middle of a step, at each door: what it leaves on its disk holds no secret. */
class CanaryKilledTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    /** In the home, so that what is logged is searched like every other file. */
    private static final String LOG = "everything.log";

    /** Held, because a logger that nobody holds forgets its level. */
    private static final List<Logger> LOGGERS =
            LogRecords.TALKATIVE.stream().map(Logger::getLogger).toList();

    private static final String HUAWEI = ", connection: 'huawei', credentialsId: '";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aKilledControllerLeavesNoSecretOnItsDisk() throws Throwable {
        sandbox.override("echo1", Echo.PLAIN::to);
        sandbox.override("later", received -> Reply.hang());
        String url = sandbox.url();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            logEverything(rule);
            CloudJenkins.provide(url);
            beginAll(rule);
        });
        // Two that are echoed and two that hang; the echoed ones are in flight too, but not for long.
        assertThat(sandbox.awaitReceived("modelartsDeleteModel", 4, LONG)).isTrue();
        assertThat(sandbox.awaitInFlight(4, LONG)).isTrue();
        jenkins.stopJenkinsForcibly();
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
        TreeSet<String> left = found();
        sandbox.clearOverrides();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            logEverything(rule);
            for (String name : List.of("token", "user", "key")) {
                rule.waitForCompletion(
                        rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1));
            }
        });
        jenkins.stopJenkins();
        left.addAll(found());
        assertThat(left).isEmpty();
    }

    private static void logEverything(JenkinsRule rule) throws Exception {
        FileHandler file = new FileHandler(rule.jenkins.getRootDir() + "/" + LOG, true);
        file.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(file);
        LOGGERS.forEach(logger -> logger.setLevel(Level.ALL));
        LOGGERS.get(0).finest(LogRecords.FIRST);
    }

    private static void beginAll(JenkinsRule rule) throws Exception {
        begin(rule, "echoed", "modelartsDeleteModel(modelId: 'echo1'" + HUAWEI + "huawei-key')");
        rule.waitForCompletion(
                rule.jenkins.getItemByFullName("echoed", WorkflowJob.class).getBuildByNumber(1));
        begin(rule, "token", "modelartsDeleteModel(modelId: 'later'" + HUAWEI + "huawei-token')");
        begin(
                rule,
                "user",
                "romaUndeploy(ldApiId: 'later', instanceId: '" + SandboxKeys.INSTANCE_ID + "'" + HUAWEI
                        + "huawei-user')");
        begin(rule, "key", "dataforestKill(id: 'later', connection: 'ncp', credentialsId: 'ncp-key')");
        FreeStyleProject job = rule.createProject(FreeStyleProject.class, "freestyle");
        job.getBuildersList().add(new TeardownBuilder(List.of(model("echo1"))));
        job.getPublishersList().add(new TeardownRecorder(List.of(model("later"))));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void begin(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).getStartCondition().get(1, TimeUnit.MINUTES);
    }

    private static ModelartsDeleteModelStep model(String id) {
        ModelartsDeleteModelStep step = new ModelartsDeleteModelStep();
        step.setModelId(id);
        step.setConnection("huawei");
        step.setCredentialsId("huawei-key");
        return step;
    }

    private TreeSet<String> found() throws Exception {
        Canaries canaries = new Canaries();
        canaries.add("secret key of NAVER Cloud", SandboxKeys.NCP_SECRET_KEY);
        canaries.add("secret key of Huawei Cloud", SandboxKeys.HUAWEI_SECRET_KEY);
        canaries.add("password", SandboxKeys.IAM_PASSWORD);
        canaries.add("token", SandboxKeys.FIXED_TOKEN);
        for (Received received : sandbox.received()) {
            canaries.addSent(received);
        }
        Path home = jenkins.getHome().toPath();
        assertThat(Files.readString(home.resolve(LOG))).contains(LogRecords.FIRST);
        assertThat(home.resolve("jobs/freestyle/builds/1/ai-cloud-teardown.jsonl"))
                .content()
                .contains("later", "****");
        return canaries.below(home);
    }
}
