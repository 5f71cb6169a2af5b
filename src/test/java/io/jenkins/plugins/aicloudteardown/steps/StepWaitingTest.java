package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What a step does while it waits: it holds no thread, says for what, and ends with its time. How it ends when the
 * build is aborted is for {@link StepAbortTest}.
 */
@WithJenkins
class StepWaitingTest {
    private static final String KILL = "dataforestKill";
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** For what takes no time but on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        // Until its first success a key has one request in flight at the most.
        cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS);
        cloud.build(Scripts.step("modelartsDeleteModel", "ok1"), Result.SUCCESS);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    @AfterEach
    void release() {
        SlowCredentials.open();
        cloud.sandbox().releaseHanging();
        assertThat(cloud.sandbox().awaitInFlight(0, SOON)).isTrue();
    }

    @Test
    void theLookupOfACredentialCountsAgainstTheTimeout() throws Exception {
        SlowCredentials.close();
        WorkflowRun run = cloud.build(Scripts.step(KILL, "ok5", "timeout: 1"), Result.FAILURE);
        assertThat(Scripts.error(run)).contains("NOT_SENT").contains("the time limit ended before it was sent");
        assertThat(run.getAction(TeardownAction.class).getNotSent()).isEqualTo(1);
        String log = Scripts.log(run);
        SlowCredentials.open();
        cloud.build(Scripts.step(KILL, "ok6"), Result.SUCCESS);
        assertThat(Scripts.log(run)).isEqualTo(log);
        assertThat(cloud.sandbox().received(KILL)).isNotEmpty().allSatisfy(request -> assertThat(request.body())
                .contains("ok6"));
    }

    @ForEveryStep
    void aHangingCallEndsWithTheTimeoutAndIsUnknown(String function) throws Exception {
        WorkflowRun run = cloud.build(Scripts.step(function, "hang3", "timeout: 1"), Result.FAILURE);
        assertThat(Scripts.error(run))
                .contains("] UNKNOWN (")
                .contains("hang3: timeout: no complete response in time")
                .contains("It may have been carried out");
        assertThat(cloud.sandbox().count(function)).isEqualTo(1);
        assertThat(cloud.sandbox().awaitHungUp(1, SECOND)).isTrue();
    }

    @Test
    void aPipelinesOwnTimeoutEndsTheStepAsAnAbortDoes() throws Exception {
        WorkflowRun run = cloud.build(
                "timeout(time: 1, unit: 'SECONDS') { " + Scripts.step(KILL, "hang4") + " }", Result.ABORTED);
        assertThat(cloud.sandbox().awaitHungUp(1, SECOND)).isTrue();
        assertThat(Scripts.log(run)).contains("UNKNOWN").contains("hang4");
    }

    @Test
    void aBranchThatFailsFastEndsTheOthers() throws Exception {
        WorkflowRun run = cloud.job("parallel(failFast: true, hanging: { " + Scripts.step(KILL, "hang5")
                        + " }, failing: { " + Scripts.step(KILL, "slow1", "timeout: 10") + "\nerror 'enough' })")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(cloud.sandbox().awaitHungUp(1, SECOND)).isTrue();
    }

    @Test
    void aWaitingStepSaysForWhat() throws Exception {
        WorkflowRun run = cloud.job(Scripts.several(KILL, "'ok7 hang6'"))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("] Asking ", run);
        Statuses.await(run, "1 of 2 ended; waiting for the response for hang6");
        abort(run, 1);
    }

    @Test
    void twoHundredWaitingStepsHoldAsManyThreadsAsTwo() throws Exception {
        WorkflowRun few = waiting(2);
        assertThat(Statuses.await(SOON, () -> threads().keySet().stream().noneMatch(StepWaitingTest::ours)))
                .as("no thread of the plugin's: %s", threads().keySet())
                .isTrue();
        Map<String, Long> two = threads();
        abort(few, 2);
        WorkflowRun many = waiting(200);
        boolean asFew = Statuses.await(SOON, () -> notMore(threads(), two));
        assertThat(asFew).as("two: %s, two hundred: %s", two, threads()).isTrue();
        assertThat(cloud.sandbox().inFlight()).isEqualTo(200);
        abort(many, 200);
    }

    /** Those of the answers are always there, and always as many. */
    private static boolean ours(String thread) {
        return thread.startsWith("AI Cloud Teardown") && !thread.startsWith("AI Cloud Teardown: answers");
    }

    /** Whether it waits for work in a pool, where it stays for a minute after the last. */
    private static boolean idle(StackTraceElement[] stack) {
        return Stream.of(stack)
                .anyMatch(frame -> frame.getClassName().equals(ThreadPoolExecutor.class.getName())
                        && frame.getMethodName().equals("getTask"));
    }

    private static boolean notMore(Map<String, Long> threads, Map<String, Long> than) {
        return threads.entrySet().stream().allMatch(kind -> kind.getValue() <= than.getOrDefault(kind.getKey(), 0L));
    }

    /** So many steps of one build, each with its request under way. */
    private static WorkflowRun waiting(int steps) throws Exception {
        cloud.sandbox().forget();
        WorkflowRun run = cloud.job("""
                def branches = [:]
                for (int i = 0; i < %d; i++) {
                    def id = 'hang' + (1000 + i)
                    branches[id] = { %s }
                }
                parallel branches
                """.formatted(steps, Scripts.several(KILL, "id")))
                .scheduleBuild2(0)
                .waitForStart();
        assertThat(cloud.sandbox().awaitInFlight(steps, Duration.ofMinutes(3)))
                .as("%s of %s are waiting", cloud.sandbox().inFlight(), steps)
                .isTrue();
        return run;
    }

    private static void abort(WorkflowRun run, int requests) throws Exception {
        run.doStop();
        assertThat(cloud.sandbox().awaitHungUp(requests, SOON)).isTrue();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(cloud.sandbox().inFlight()).isZero();
    }

    /** How many are held of each kind, which is their name without its numbers; of the plugin's own the idle ones too. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> ours(thread.getKey().getName()) || !idle(thread.getValue()))
                .map(thread -> thread.getKey().getName())
                .filter(name -> !name.startsWith("sandbox-"))
                .map(name -> name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "N"))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    @TestExtension
    public static final class Store extends SlowCredentials {}
}
