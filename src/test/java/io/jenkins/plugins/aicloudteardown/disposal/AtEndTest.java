package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.begin;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteTask;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.holding;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.kill;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.undeploy;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is for the end of a build is done then, however the build ends. */
@WithJenkins
class AtEndTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String AT_END = "atEnd: true";

    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;
    private LaterClock clock;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        sandbox = cloud.sandbox();
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void begins() {
        clock = LaterClock.set();
        sandbox.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.clearOverrides();
        Left.dropAll();
    }

    private static WorkflowJob job(String script) throws Exception {
        return cloud.job(script);
    }

    @Test
    void everyOperationWaitsForTheEndAndIsThenDoneLastFirst() throws Exception {
        WorkflowRun run = begin(
                cloud,
                job(holding("r = " + deleteModel("okEnd1", AT_END)
                        + "\necho \"${r.outcome} ${r.handedOver}\"\n" + kill("okEnd2", AT_END) + "\n"
                        + deleteTask("okEnd3", AT_END) + "\n" + undeploy("okEnd4", AT_END))));

        cloud.rule().assertLogContains("DEFERRED [okEnd1]", run);
        assertThat(row(run, "okEnd1").getOutcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(row(run, "okEnd1").getKept()).isEqualTo("WAITING");
        clock.passMinutes(60);
        assertThat(sandbox.received().stream().filter(one -> !one.operation().endsWith("deployments")))
                .as("nothing is sent before the end")
                .isEmpty();

        Left.stop(cloud, run);
        clock.passMinutes(0);

        assertThat(sandbox.received().stream()
                        .map(Received::operation)
                        .filter(List.of(MODEL, "dataforestKill", "nclueDeleteTask", "romaUndeploy")::contains))
                .containsExactly("romaUndeploy", "nclueDeleteTask", "dataforestKill", MODEL);
        clock.passMinutes(1);
        for (String id : List.of("okEnd1", "okEnd2", "okEnd3", "okEnd4")) {
            assertThat(standing(id)).as(id).isNull();
            assertThat(row(run, id).getOutcome()).as(id).isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void oneThatFailsStopsNoOther() throws Exception {
        sandbox.modelarts().addInUse("busyEnd1", "service");
        WorkflowRun run =
                cloud.build(deleteModel("okEnd5", AT_END) + "\n" + deleteModel("busyEnd1", AT_END), Result.SUCCESS);

        clock.passMinutes(0);

        assertThat(standing("okEnd5")).isNull();
        assertThat(standing("busyEnd1").stands()).isEqualTo(Disposition.OPEN);
        assertThat(row(run, "busyEnd1").getOutcome()).isEqualTo(Outcome.FAILED);
        sandbox.modelarts().release("busyEnd1");
        clock.passMinutes(1);
        assertThat(standing("busyEnd1")).isNull();
        assertThat(sandbox.modelarts().exists("busyEnd1")).isFalse();
    }

    @Test
    void aStepThatTearsItDownBeforeEndsTheOrder() throws Exception {
        cloud.build(deleteModel("okEnd6", AT_END) + "\n" + deleteModel("okEnd6", ""), Result.SUCCESS);

        clock.passMinutes(30);

        assertThat(writes(sandbox, MODEL, "okEnd6")).isEqualTo(1);
        assertThat(Disposals.get().none()).isTrue();
    }

    @Test
    void aLaterOrderOfTheBuildTakesThePlaceOfAnEarlierOne() throws Exception {
        cloud.build(deleteModel("okEnd7", AT_END) + "\n" + deleteModel("okEnd7", AT_END), Result.SUCCESS);

        clock.passMinutes(0);

        assertThat(writes(sandbox, MODEL, "okEnd7")).isEqualTo(1);
    }

    @Test
    void ofTwoOwnersTheLastOneToEndCounts() throws Exception {
        WorkflowJob job = job(holding(deleteModel("okEnd8", AT_END)));
        WorkflowRun first = begin(cloud, job);
        WorkflowRun second = begin(cloud, job);

        Left.stop(cloud, second);
        clock.passMinutes(5);
        assertThat(writes(sandbox, MODEL, "okEnd8"))
                .as("the first build may use it still")
                .isZero();
        Left.stop(cloud, first);
        clock.passMinutes(5);

        assertThat(writes(sandbox, MODEL, "okEnd8")).isEqualTo(1);
        assertThat(Disposals.get().none()).isTrue();
    }

    @Test
    void oneThatWaitsForAnotherBuildHoldsUpNoOther() throws Exception {
        WorkflowRun other = begin(cloud, job(holding(deleteModel("okShared1", AT_END))));
        WorkflowRun run =
                begin(cloud, job(holding(deleteModel("okAlone1", AT_END) + "\n" + deleteModel("okShared1", AT_END))));

        Left.stop(cloud, run);
        clock.passMinutes(0);
        clock.passMinutes(0);

        assertThat(writes(sandbox, MODEL, "okAlone1")).isEqualTo(1);
        assertThat(writes(sandbox, MODEL, "okShared1"))
                .as("the other build may use it still")
                .isZero();
        Left.stop(cloud, other);
        clock.passMinutes(2);
        assertThat(writes(sandbox, MODEL, "okShared1")).isEqualTo(1);
    }

    @Test
    void theEndIsHeardOfBeforeTheMinuteIsOver() throws Exception {
        cloud.build(deleteModel("okHint1", AT_END), Result.SUCCESS);

        assertThat(sandbox.awaitReceived(MODEL, 1, Duration.ofSeconds(30))).isTrue();
        Disposals.get().idle().get(1, TimeUnit.MINUTES);
    }

    @Test
    void aBuildThatIsKilledHasEnded() throws Exception {
        WorkflowRun run = begin(cloud, job(holding(deleteModel("okEnd9", AT_END))));

        run.doKill();
        cloud.rule().waitForCompletion(run);
        clock.passMinutes(0);

        assertThat(writes(sandbox, MODEL, "okEnd9")).isEqualTo(1);
    }

    @Test
    void asecondAbortInAPostBlockChangesNothing() throws Exception {
        WorkflowRun run = begin(
                cloud,
                job("try {\n" + holding(deleteModel("okEnd10", AT_END))
                        + "\n} finally {\n echo 'cleaning up'\n sleep 3600\n}"));
        run.doStop();
        cloud.rule().waitForMessage("cleaning up", run);

        Left.stop(cloud, run);
        clock.passMinutes(0);

        assertThat(run.getResult()).isEqualTo(Result.ABORTED);
        assertThat(writes(sandbox, MODEL, "okEnd10")).isEqualTo(1);
    }

    @Test
    void aJobThatIsDeletedTakesNothingAlong() throws Exception {
        WorkflowJob job = job(holding(deleteModel("okEnd11", AT_END)));
        begin(cloud, job);

        job.delete();
        clock.passMinutes(3);

        assertThat(writes(sandbox, MODEL, "okEnd11")).isEqualTo(1);
    }

    @Test
    void aJobThatIsRenamedOrMovedIsFollowed() throws Exception {
        Folder from = cloud.rule().createProject(Folder.class, "from");
        Folder to = cloud.rule().createProject(Folder.class, "to");
        WorkflowJob job = from.createProject(WorkflowJob.class, "deploy");
        job.setDefinition(new CpsFlowDefinition(holding(deleteModel("okEnd12", AT_END)), true));
        WorkflowRun run = begin(cloud, job);

        job.renameTo("deploy-2");
        from.renameTo("from-2");
        Item moved = hudson.model.Items.move(job, to);
        clock.passMinutes(5);
        assertThat(Left.order("okEnd12").owner().job()).isEqualTo(moved.getFullName());
        assertThat(writes(sandbox, MODEL, "okEnd12")).as("it is under way").isZero();
        Left.stop(cloud, run);
        clock.passMinutes(0);

        assertThat(writes(sandbox, MODEL, "okEnd12")).isEqualTo(1);
    }

    @Test
    void aDryRunLeavesNothing() throws Exception {
        cloud.build(deleteModel("okEnd13", AT_END + ", dryRun: true"), Result.SUCCESS);

        assertThat(Disposals.get().none()).isTrue();
    }

    @Test
    void whatIsNotThereYetIsAskedForAgain() throws Exception {
        sandbox.modelarts().remove("late14");
        cloud.build(deleteModel("late14", AT_END), Result.SUCCESS);
        clock.passMinutes(0);
        assertThat(standing("late14").stands()).isEqualTo(Disposition.OPEN);

        sandbox.modelarts().addModel("late14", "late", "0.0.1", "0");
        clock.passMinutes(1);

        assertThat(writes(sandbox, MODEL, "late14")).isEqualTo(1);
        assertThat(sandbox.modelarts().exists("late14")).isFalse();
    }

    @Test
    void whatIsNotThereAfterAWhileIsGone() throws Exception {
        sandbox.modelarts().remove("late15");
        WorkflowRun run = cloud.build(deleteModel("late15", AT_END), Result.SUCCESS);

        clock.passMinutes(16);

        assertThat(standing("late15")).isNull();
        assertThat(row(run, "late15").getOutcome()).isEqualTo(Outcome.ALREADY_GONE);
        assertThat(writes(sandbox, MODEL, "late15")).isZero();
    }
}
