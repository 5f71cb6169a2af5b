package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.holding;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What was handed over in one life of the controller is taken up in the next. */
class LeftRestartTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String KEEP = "keepTrying: true";
    private static final String AT_END = "atEnd: true";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private ProviderSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ProviderSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private CloudJenkins begin(JenkinsRule jenkins) throws Exception {
        return new CloudJenkins(jenkins, sandbox);
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static WorkflowRun run(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    /** As if the disposer had never been told, which it forgets while the plugin is not there. */
    private static void disposerForgets(JenkinsRule jenkins) throws Exception {
        Files.deleteIfExists(
                jenkins.jenkins.getRootDir().toPath().resolve(AsyncResourceDisposer.class.getName() + ".xml"));
    }

    private static void awaitLoaded() throws Exception {
        Disposals.get().loaded().get(1, TimeUnit.MINUTES);
    }

    @Test
    void whatIsForTheEndOfABuildWaitsForItWhenTheBuildGoesOn() throws Throwable {
        sessions.then(jenkins -> {
            CloudJenkins cloud = begin(jenkins);
            Left.begin(cloud, job(jenkins, "job", holding(deleteModel("okStart1", AT_END))));
        });
        sessions.then(jenkins -> {
            LaterClock clock = LaterClock.set();
            clock.passMinutes(60);
            assertThat(standing("okStart1").stands()).isEqualTo(Disposition.WAITING);
            assertThat(sandbox.received()).as("the build goes on").isEmpty();

            WorkflowRun run = run(jenkins, "job");
            Left.stop(new CloudJenkins(jenkins, sandbox), run);
            clock.passMinutes(0);

            assertThat(standing("okStart1")).isNull();
            assertThat(writes(sandbox, MODEL, "okStart1")).isEqualTo(1);
            assertThat(row(run, "okStart1").getKept()).isEqualTo("GONE");
        });
    }

    @Test
    void theReportFollowsAndTheDisposerIsToldAgain() throws Throwable {
        Left.refuse(sandbox, MODEL, "okStart2");
        sessions.then(jenkins -> {
            CloudJenkins cloud = begin(jenkins);
            WorkflowJob job = job(jenkins, "job", deleteModel("okStart2", KEEP));
            cloud.rule().buildAndAssertStatus(Result.UNSTABLE, job);
            disposerForgets(jenkins);
        });
        sandbox.clearOverrides();
        sessions.then(jenkins -> {
            LaterClock clock = LaterClock.set();
            awaitLoaded();
            Order order = Left.order("okStart2");
            while (AsyncResourceDisposer.get().getBacklog().stream()
                    .noneMatch(item -> item.getDisposable().equals(new OrderDisposable(order.id(), "")))) {
                Thread.onSpinWait();
            }
            assertThat(row(run(jenkins, "job"), "okStart2").getKept()).isEqualTo("OPEN");

            clock.passMinutes(1);

            assertThat(standing("okStart2")).isNull();
            assertThat(row(run(jenkins, "job"), "okStart2").getKept()).isEqualTo("GONE");
        });
        sessions.then(jenkins -> {
            awaitLoaded();
            assertThat(Disposals.get().none()).isTrue();
            assertThat(row(run(jenkins, "job"), "okStart2").getKept()).isEqualTo("GONE");
            assertThat(row(run(jenkins, "job"), "okStart2").getOutcome()).isEqualTo(Outcome.DONE);
        });
    }

    /** A controller may be killed when the order is on the disk, and the step has not said so yet. */
    @Test
    void aStepThatIsResumedAfterItsOrderWasTakenHandsOverOnce() throws Throwable {
        sessions.then(jenkins -> {
            CloudJenkins cloud = begin(jenkins);
            Left.begin(cloud, job(jenkins, "job", holding(deleteModel("okStart3", AT_END))));
        });
        sessions.then(jenkins -> {
            LaterClock clock = LaterClock.set();
            awaitLoaded();
            Order order = Left.order("okStart3");
            String before = Files.readString(WrittenOrders.file(order.id()));

            Order again = Disposals.get()
                    .intake()
                    .take(order.taken(), order.resources())
                    .get(1, TimeUnit.MINUTES);

            assertThat(again).isSameAs(order);
            assertThat(Disposals.get().orders().all()).hasSize(1);
            assertThat(Files.readString(WrittenOrders.file(order.id()))).isEqualTo(before);
            Left.stop(new CloudJenkins(jenkins, sandbox), run(jenkins, "job"));
            clock.passMinutes(0);
            assertThat(writes(sandbox, MODEL, "okStart3")).isEqualTo(1);
        });
    }

    /** What was on its way to the disk then was never said to be taken. */
    @Test
    void aStepThatIsResumedHandsOverWhatItsOrderLacks() throws Throwable {
        sessions.then(jenkins -> {
            CloudJenkins cloud = begin(jenkins);
            Left.begin(cloud, job(jenkins, "job", holding(deleteModel("okStart5 okStart6", AT_END))));
        });
        sessions.then(jenkins -> {
            LaterClock clock = LaterClock.set();
            awaitLoaded();
            Order whole = Left.order("okStart5");
            Path file = WrittenOrders.file(whole.id());
            List<String> lines = Files.readAllLines(file);
            Files.writeString(file, lines.get(0) + "\n" + lines.get(1) + "\n{\"id\":\"okSt");
            Disposals.get().orders().remove(whole);
            Disposals.get().load().get(1, TimeUnit.MINUTES);
            assertThat(Left.order("okStart5").resources()).hasSize(1);

            Disposals.get().intake().take(whole.taken(), whole.resources()).get(1, TimeUnit.MINUTES);
            Left.stop(new CloudJenkins(jenkins, sandbox), run(jenkins, "job"));
            clock.passMinutes(0);

            assertThat(writes(sandbox, MODEL, "okStart5")).isEqualTo(1);
            assertThat(writes(sandbox, MODEL, "okStart6")).isEqualTo(1);
            assertThat(Disposals.get().none()).isTrue();
        });
    }

    @Test
    void aBuildThatIsDiscardedTakesNothingAlong() throws Throwable {
        Left.refuse(sandbox, MODEL, "okStart4");
        sessions.then(jenkins -> {
            CloudJenkins cloud = begin(jenkins);
            WorkflowJob job = job(jenkins, "job", deleteModel("okStart4", KEEP));
            cloud.rule().buildAndAssertStatus(Result.UNSTABLE, job).delete();
            LaterClock clock = LaterClock.set();
            clock.passMinutes(1);
            assertThat(standing("okStart4").tries()).isEqualTo(1);
        });
        sandbox.clearOverrides();
        sessions.then(jenkins -> {
            LaterClock clock = LaterClock.set();
            awaitLoaded();
            assertThat(standing("okStart4").tries()).isEqualTo(1);

            clock.passMinutes(5);

            assertThat(standing("okStart4")).isNull();
            assertThat(sandbox.modelarts().exists("okStart4")).isFalse();
        });
    }
}
