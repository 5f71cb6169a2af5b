package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Restarts.LONG;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.writes;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.log;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.several;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentialsImpl;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An abort at each moment of a step: it ends at once, and nothing of it is heard afterwards. */
@WithJenkins
class StepAbortTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /** For a single abort on a machine that has much else to do. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final List<Long> ENDED_AFTER = new ArrayList<>();

    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        sandbox = cloud.sandbox();
        cloud.build(step("dataforestKill", "ok1") + "\n" + step("modelartsDeleteModel", "ok1"), Result.SUCCESS);
    }

    /** Of so many, most were not disturbed by whatever else the machine had to do. */
    @AfterAll
    static void withinASecond() {
        ENDED_AFTER.sort(null);
        assertThat(ENDED_AFTER.get(ENDED_AFTER.size() / 2))
                .as("milliseconds from an abort to the step's end: %s", ENDED_AFTER)
                .isLessThan(AT_ONCE.toMillis());
    }

    @AfterAll
    static void stop() {
        SlowCredentials.open();
        cloud.close();
    }

    @BeforeEach
    void forget() {
        sandbox.forget();
        sandbox.retryAfter(null);
    }

    /** Starts a script whose step is the body of a try, so that the moment of the step's end can be read. */
    private static WorkflowRun begin(String step) throws Exception {
        WorkflowRun run = cloud.job("try {\n" + step + "\n} finally { stage('after the step') {} }")
                .scheduleBuild2(0)
                .waitForStart();
        cloud.rule().waitForMessage("[Pipeline] " + step.substring(0, step.indexOf('(')), run);
        return run;
    }

    private static WorkflowRun started(String step) throws Exception {
        WorkflowRun run = begin(step);
        cloud.rule().waitForMessage("] Asking ", run);
        return run;
    }

    /** Aborts as somebody at the web page does; the step ends within a second. Gives the build's log. */
    private static String abort(WorkflowRun run) throws Exception {
        long asked = System.currentTimeMillis();
        run.doStop();
        cloud.rule().assertBuildStatus(Result.ABORTED, cloud.rule().waitForCompletion(run));
        FlowNode after = new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> node.getAction(LabelAction.class) != null)
                        .findFirst()
                        .orElseThrow();
        long endedAfter = TimingAction.getStartTime(after) - asked;
        ENDED_AFTER.add(endedAfter);
        assertThat(endedAfter)
                .as("milliseconds from the abort to the step's end")
                .isLessThan(SOON.toMillis());
        return assertThat(log(run)).doesNotContain("\tat ").actual();
    }

    /** The request has ended with its build, and what was left behind does nothing when it could. */
    private static void nothingMoreOf(WorkflowRun run, String log) throws Exception {
        assertThat(sandbox.awaitInFlight(0, SOON)).as("the request ends too").isTrue();
        int received = sandbox.received().size();
        sandbox.releaseHanging();
        SlowCredentials.open();
        // A whole build later, it would have had its chance.
        cloud.build(step("dataforestKill", "ok1"), Result.SUCCESS);
        assertThat(sandbox.received()).hasSize(received + 1);
        assertThat(run.getResult()).isEqualTo(Result.ABORTED);
        assertThat(log(run)).isEqualTo(log);
    }

    @Test
    @DisplayName("while the credential is looked up")
    void lookingUp() throws Exception {
        SlowCredentials.close();
        WorkflowRun run = begin(step("dataforestKill", "okLookup"));
        SlowCredentials.awaitSomebody();
        Statuses.await(run, "looking up the connection and the credential");
        String log = abort(run);
        assertThat(log).doesNotContain("] Asking ");
        nothingMoreOf(run, log);
        assertThat(writes(sandbox, "dataforestKill", "okLookup")).isZero();
    }

    @ForEveryStep
    @DisplayName("in flight: the outcome is unknown")
    void inFlight(String function) throws Exception {
        WorkflowRun run = started(step(function, "hang1"));
        assertThat(sandbox.awaitReceived(function, 1, LONG)).isTrue();
        String log = abort(run);
        assertThat(log).contains("outcome unknown", "hang1: the build was aborted. It may have been carried out");
        nothingMoreOf(run, log);
        assertThat(writes(sandbox, function, "hang1")).isEqualTo(1);
    }

    @Test
    @DisplayName("waiting for a turn: not sent, neither now nor when the turn comes")
    void waitingForATurn() throws Exception {
        WorkflowRun first = started(several("romaUndeploy", "'hang1 ok2 ok3'"));
        assertThat(sandbox.awaitReceived("romaUndeploy", 1, LONG)).isTrue();
        WorkflowRun waiting = started(step("romaUndeploy", "ok4"));
        Statuses.await(waiting, "waiting for a turn");
        String waited = abort(waiting);
        assertThat(waited).contains("NOT_SENT").contains("ok4: the build was aborted");
        String log = abort(first);
        assertThat(log).contains("outcome unknown", "NOT_SENT: the build was aborted: ok2, ok3.");
        nothingMoreOf(first, log);
        assertThat(log(waiting)).isEqualTo(waited);
        assertThat(sandbox.count("romaUndeploy")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "killed as a whole, so that the step is not even told: what waits is not sent for a build that has ended")
    void killed() throws Exception {
        WorkflowRun first = started(step("romaUndeploy", "hang1"));
        assertThat(sandbox.awaitReceived("romaUndeploy", 1, LONG)).isTrue();
        WorkflowRun killed = started(step("romaUndeploy", "ok4"));
        WorkflowRun fast = fast(step("romaUndeploy", "ok5"));
        killed.doKill();
        fast.doKill();
        cloud.rule().waitForCompletion(killed);
        cloud.rule().waitForCompletion(fast);
        sandbox.releaseHanging();
        cloud.rule().assertBuildStatusSuccess(cloud.rule().waitForCompletion(first));
        // Turns are given in order, so this one comes after theirs.
        cloud.build(step("romaUndeploy", "ok6"), Result.SUCCESS);
        assertThat(sandbox.count("romaUndeploy")).isEqualTo(2);
    }

    /** A build that saves nothing while it runs. */
    private static WorkflowRun fast(String script) throws Exception {
        WorkflowJob job = cloud.job(script);
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        cloud.rule().waitForMessage("] Asking ", run);
        return run;
    }

    @Test
    @DisplayName("in a pause between tries: not sent, and not tried again")
    void pausing() throws Exception {
        sandbox.retryAfter("3600");
        WorkflowRun run = started(step("notebookRestart", "throttledAlways1", "timeout: 7200"));
        cloud.rule().waitForMessage("trying again in 3600 s", run);
        Statuses.await(run, "trying again in 3600 s");
        String log = abort(run);
        assertThat(log).contains("NOT_SENT").contains("throttledAlways1: the build was aborted");
        nothingMoreOf(run, log);
        assertThat(sandbox.count("notebookRestart")).isEqualTo(1);
    }

    @Test
    @DisplayName("waiting for a busy task: not sent")
    void busy() throws Exception {
        sandbox.nclue().addTask("busyTask", "in_progress");
        WorkflowRun run = started(step("nclueDeleteTask", "busyTask", "waitForIdle: 7200", "timeout: 7200"));
        cloud.rule().waitForMessage("busyTask: it is in use", run);
        String log = abort(run);
        assertThat(log).contains("NOT_SENT").contains("busyTask: the build was aborted");
        sandbox.nclue().setTaskStatus("busyTask", "completed");
        nothingMoreOf(run, log);
        assertThat(sandbox.count("nclueDeleteTask")).isZero();
    }

    @Test
    @DisplayName("confirming: the outcome is unknown, and it is not looked for any more")
    void confirming() throws Exception {
        sandbox.dataforest().addApp("appOne", "RUNNING");
        sandbox.dataforest().takes("appOne", Integer.MAX_VALUE);
        WorkflowRun run = started(step("dataforestKill", "appOne", "confirm: true"));
        assertThat(sandbox.awaitReceived("aiapps/getDetail", 1, LONG)).isTrue();
        Statuses.await(run, "waiting until appOne is confirmed");
        String log = abort(run);
        assertThat(log).contains("outcome unknown").contains("appOne: the build was aborted");
        nothingMoreOf(run, log);
    }

    @Test
    @DisplayName("logging in: not sent, and the login ends too")
    void loggingIn() throws Exception {
        CloudJenkins.add(new HuaweiIamUserCredentialsImpl(
                CredentialsScope.GLOBAL,
                "hanging-user",
                null,
                SandboxKeys.IAM_DOMAIN,
                "hang1",
                Secret.fromString(SandboxKeys.IAM_PASSWORD)));
        WorkflowRun run = started(step("romaUndeploy", "ok1", "credentialsId: 'hanging-user'"));
        assertThat(sandbox.awaitReceived("iam/token", 1, LONG)).isTrue();
        String log = abort(run);
        assertThat(log).contains("NOT_SENT").contains("ok1: the build was aborted");
        nothingMoreOf(run, log);
        assertThat(sandbox.count("romaUndeploy")).isZero();
    }

    @Test
    @DisplayName("a thousand ids, some in flight and the others waiting: all end with the build")
    void manyAtOnce() throws Exception {
        String ids = IntStream.range(0, 1000).mapToObj(i -> "hang" + i).collect(Collectors.joining(" "));
        WorkflowRun run = started(several("dataforestKill", "'ok1 " + ids + "'"));
        assertThat(sandbox.awaitInFlight(300, LONG)).isTrue();
        String log = abort(run);
        assertThat(log)
                .containsPattern(": [0-9]+ UNKNOWN, [0-9]+ NOT_SENT, 1 DONE\\. UNKNOWN: the build was aborted: hang");
        nothingMoreOf(run, log);
    }

    @TestExtension
    public static final class Store extends SlowCredentials {}
}
