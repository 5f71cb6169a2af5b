package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserImpl;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.core.Authentication;

/** What a step does while it waits: it holds no thread, says for what, and ends when it is told to. */
@WithJenkins
class StepWaitingTest {
    static final List<String> STEPS = Scripts.STEPS;

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
        NcpConnection narrow = new NcpConnection("narrow");
        narrow.setDataforestUrl(cloud.sandbox().url());
        narrow.setMaxInFlight(1);
        List<Connection> connections = Connections.get().getConnections();
        connections.add(narrow);
        Connections.get().setConnections(connections);
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
        RemoteStore.open();
        cloud.sandbox().releaseHanging();
        assertThat(cloud.sandbox().awaitInFlight(0, SOON)).isTrue();
    }

    /** Starts a script whose step is the body of a try, so that the moment of the step's end can be read. */
    private static WorkflowRun begin(String step) throws Exception {
        WorkflowRun run = cloud.job("try {\n" + step + "\n} finally { stage('after the step') {} }")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("[Pipeline] " + step.substring(0, step.indexOf('(')), run);
        return run;
    }

    /** Aborts as somebody at the web page does; the step ends within a second and the build is ABORTED. */
    private static void abort(WorkflowRun run) throws Exception {
        long asked = System.currentTimeMillis();
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        FlowNode after = new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(node -> node.getAction(LabelAction.class) != null)
                        .findFirst()
                        .orElseThrow();
        assertThat(TimingAction.getStartTime(after) - asked)
                .as("milliseconds from the abort to the step's end")
                .isLessThan(SECOND.toMillis());
    }

    /** Lets everything go on that was held back, and shows that nothing comes of it. */
    private static void nothingComesLater(WorkflowRun run) throws Exception {
        String log = Scripts.log(run);
        RemoteStore.open();
        cloud.sandbox().releaseHanging();
        cloud.build(Scripts.step(KILL, "ok2"), Result.SUCCESS);
        assertThat(Scripts.log(run)).isEqualTo(log);
        assertThat(run.getResult()).isEqualTo(Result.ABORTED);
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void anAbortEndsStepAndRequestWithinASecond(String function) throws Exception {
        WorkflowRun run = begin(Scripts.step(function, "hang1"));
        assertThat(cloud.sandbox().awaitReceived(function, 1, SOON)).isTrue();
        abort(run);
        assertThat(cloud.sandbox().awaitHungUp(1, SECOND)).isTrue();
        assertThat(cloud.sandbox().inFlight()).isZero();
        assertThat(Scripts.log(run)).contains("hang1").contains("UNKNOWN").doesNotContain("\tat ");
        nothingComesLater(run);
        assertThat(cloud.sandbox().count(function)).isEqualTo(function.equals(KILL) ? 2 : 1);
    }

    @Test
    void anAbortEndsALoginToo() throws Exception {
        CloudJenkins.add(new HuaweiIamUserImpl(
                CredentialsScope.GLOBAL,
                "hanging-user",
                null,
                SandboxKeys.IAM_DOMAIN,
                "hang",
                Secret.fromString(SandboxKeys.IAM_PASSWORD)));
        WorkflowRun run = begin(Scripts.step("modelartsDeleteModel", "ok3", "credentialsId: 'hanging-user'"));
        assertThat(cloud.sandbox().awaitReceived("iam/token", 1, SOON)).isTrue();
        abort(run);
        assertThat(Scripts.log(run)).contains("NOT_SENT");
        nothingComesLater(run);
        assertThat(cloud.sandbox().count("modelartsDeleteModel")).isZero();
    }

    @Test
    void anAbortEndsTheWaitForATurn() throws Exception {
        WorkflowRun first = begin(Scripts.step(KILL, "hang2", "connection: 'narrow'"));
        assertThat(cloud.sandbox().awaitReceived(KILL, 1, SOON)).isTrue();
        WorkflowRun second = begin(Scripts.step(KILL, "ok3", "connection: 'narrow'"));
        jenkins.waitForMessage("Asking", second);
        assertThat(awaitStatus(second, "waiting for a turn")).isTrue();
        abort(second);
        assertThat(cloud.sandbox().count(KILL)).isEqualTo(1);
        abort(first);
        nothingComesLater(second);
        assertThat(cloud.sandbox().count(KILL)).isEqualTo(2);
    }

    @Test
    void anAbortEndsAPauseBetweenTries() throws Exception {
        cloud.sandbox().retryAfter("60");
        WorkflowRun run = begin(Scripts.step(KILL, "throttledAlways1"));
        jenkins.waitForMessage("trying again in ", run);
        assertThat(awaitStatus(run, "trying again in ")).isTrue();
        abort(run);
        cloud.sandbox().retryAfter(null);
        nothingComesLater(run);
    }

    @Test
    void anAbortEndsTheLookForTheFinalState() throws Exception {
        cloud.sandbox().dataforest().takes("okSlowly", 1_000_000);
        WorkflowRun run = begin(Scripts.step(KILL, "okSlowly", "confirm: true"));
        assertThat(cloud.sandbox().awaitReceived("aiapps/getDetail", 1, SOON)).isTrue();
        assertThat(awaitStatus(run, "waiting until okSlowly is seen to be done"))
                .isTrue();
        abort(run);
        nothingComesLater(run);
    }

    /** A store that does not even react to an interrupt. */
    @Test
    void anAbortEndsTheLookupOfACredential() throws Exception {
        RemoteStore.shut();
        WorkflowRun run = begin(Scripts.step(KILL, "ok4", "credentialsId: 'remote'"));
        assertThat(RemoteStore.asked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(awaitStatus(run, "looking up the connection and the credential"))
                .isTrue();
        abort(run);
        nothingComesLater(run);
        assertThat(cloud.sandbox().received(KILL))
                .noneSatisfy(request -> assertThat(request.body()).contains("ok4"));
    }

    @Test
    void theLookupOfACredentialCountsAgainstTheTimeout() throws Exception {
        RemoteStore.shut();
        WorkflowRun run =
                cloud.build(Scripts.step(KILL, "ok5", "credentialsId: 'remote'", "timeout: 1"), Result.FAILURE);
        assertThat(Scripts.error(run)).contains("NOT_SENT").contains("the time ran out before it was sent");
        String log = Scripts.log(run);
        RemoteStore.open();
        cloud.build(Scripts.step(KILL, "ok6", "credentialsId: 'remote'"), Result.SUCCESS);
        assertThat(Scripts.log(run)).isEqualTo(log);
        assertThat(cloud.sandbox().received(KILL)).isNotEmpty().allSatisfy(request -> assertThat(request.body())
                .contains("ok6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataforestKill", "notebookRestart", "romaUndeploy", "modelartsDeleteModel"})
    void aHangingCallEndsWithTheTimeoutAndIsUnknown(String function) throws Exception {
        WorkflowRun run = cloud.build(Scripts.step(function, "hang3", "timeout: 1"), Result.FAILURE);
        assertThat(Scripts.error(run))
                .contains("] UNKNOWN (")
                .contains("hang3: the time ran out while the answer was awaited")
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
        WorkflowRun run = begin(Scripts.several(KILL, "'ok7 hang6'"));
        assertThat(awaitStatus(run, "1 of 2 ended; waiting for the answer to hang6"))
                .isTrue();
        abort(run);
    }

    @Test
    void twoHundredWaitingStepsHoldAsManyThreadsAsTwo() throws Exception {
        WorkflowRun few = waiting(2);
        assertThat(await(SOON, () -> threads().keySet().stream().noneMatch(StepWaitingTest::ours)))
                .as("no thread of the plugin's: %s", threads().keySet())
                .isTrue();
        Map<String, Long> two = threads();
        abort(few, 2);
        WorkflowRun many = waiting(200);
        // An idle thread of one of Jenkins' own pools lives for a minute.
        boolean asFew = await(Duration.ofMinutes(3), () -> notMore(threads(), two));
        assertThat(asFew).as("two: %s, two hundred: %s", two, threads()).isTrue();
        assertThat(cloud.sandbox().inFlight()).isEqualTo(200);
        abort(many, 200);
    }

    private static boolean ours(String thread) {
        return thread.startsWith("AI Cloud Teardown");
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
                """.formatted(steps, Scripts.plain(KILL, "id: id")))
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

    /** How many there are of each kind, which is their name without its numbers. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("sandbox-"))
                .map(name -> name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "N"))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static boolean awaitStatus(WorkflowRun run, String words) {
        return await(SOON, () -> statuses(run).stream().anyMatch(status -> status.contains(words)));
    }

    private static List<String> statuses(WorkflowRun run) {
        try {
            CpsFlowExecution execution = (CpsFlowExecution) run.getExecution();
            return execution.getCurrentExecutions(true).get().stream()
                    .map(StepExecution::getStatus)
                    .filter(status -> status != null)
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return true;
    }

    /** Credentials that come from far away: one pair, and for as long as a test wants no answer at all. */
    @TestExtension
    public static final class RemoteStore extends CredentialsProvider {
        private static volatile CountDownLatch gate = new CountDownLatch(0);
        private static volatile CountDownLatch asked = new CountDownLatch(1);

        static void shut() {
            asked = new CountDownLatch(1);
            gate = new CountDownLatch(1);
        }

        static void open() {
            gate.countDown();
        }

        @NonNull
        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                @NonNull Class<C> type,
                @Nullable ItemGroup itemGroup,
                @Nullable Authentication authentication,
                @NonNull List<DomainRequirement> domainRequirements) {
            asked.countDown();
            boolean interrupted = false;
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return type.isAssignableFrom(StandardUsernamePasswordCredentials.class)
                    ? List.of(type.cast(pair()))
                    : List.of();
        }

        private static StandardUsernamePasswordCredentials pair() {
            try {
                return new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "remote",
                        null,
                        SandboxKeys.NCP_ACCESS_KEY,
                        SandboxKeys.NCP_SECRET_KEY);
            } catch (Descriptor.FormException e) {
                throw new AssertionError(e);
            }
        }
    }
}
