package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.begin;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.holding;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.report.Opening;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Orders that meet: taken at once, replaced, moved, given up or pressed on; none is forgotten, and none comes too early. */
@WithJenkins
class LeftRacesTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String AT_END = "atEnd: true";
    private static final String KEEP = "keepTrying: true";

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

    /** An order as a real one is, with another id and operation. */
    private static Taken like(Taken real, String order, Owner owner, String operation) {
        Opening was = real.step();
        Opening step =
                new Opening(order, was.node(), was.began(), operation, was.connection(), 0, was.credentialsId(), null);
        return new Taken(order, real.taken() + 1, real.atEnd(), real.own(), owner, real.place(), real.home(), step, "");
    }

    private static CompletableFuture<Order> take(Taken taken, String id) {
        ResourceResult result =
                ResourceResult.of(id, Outcome.DEFERRED, Reason.AT_END).build();
        Progress ended = new Progress(Progress.Phase.ENDED, result, 0, false, null, false, null);
        ReportRow row = ReportRow.of(taken.step(), "", taken.place().host(), ended, null);
        return Disposals.get().intake().take(taken, List.of(Standing.of(row, Disposition.WAITING, 0, null)));
    }

    private static Taken real(String id) {
        return Left.order(id).taken();
    }

    // None is forgotten

    @Test
    void ofTwoOrdersThatAreTakenAtOnceOneStays() throws Exception {
        WorkflowRun run = begin(cloud, cloud.job(holding(deleteModel("okSeed1", AT_END))));
        Taken real = real("okSeed1");
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = "okTwo" + i;
            CompletableFuture<Order> first = take(like(real, "a" + i, real.owner(), MODEL), id);
            CompletableFuture<Order> second = take(like(real, "b" + i, real.owner(), MODEL), id);
            CompletableFuture.allOf(first, second).get(1, TimeUnit.MINUTES);
            if (standing(id) == null) {
                lost.add(id);
            }
        }
        Left.dropAll();
        Left.stop(cloud, run);
        assertThat(lost).isEmpty();
    }

    @Test
    void whatAStepTearsDownTakesNoOrderAlongThatComesAfterIt() throws Exception {
        WorkflowRun run = begin(cloud, cloud.job(holding(deleteModel("okSeed2", AT_END))));
        Taken real = real("okSeed2");
        for (int i = 0; i < 200; i++) {
            String id = "okTorn" + i;
            Taken later = like(real, "torn" + i, real.owner(), MODEL);
            Disposals.get().intake().tornDown(later, List.of(id));
            take(later, id).get(1, TimeUnit.MINUTES);
        }
        Disposals.later(() -> {}).get(1, TimeUnit.MINUTES);
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (standing("okTorn" + i) == null) {
                lost.add("okTorn" + i);
            }
        }
        Left.dropAll();
        Left.stop(cloud, run);
        assertThat(lost).isEmpty();
    }

    @Test
    void anOrderThatWasGivenUpTakesNoOthersPlace() throws Exception {
        WorkflowRun first = begin(cloud, cloud.job(holding(deleteModel("okGiven1", AT_END))));
        Left.refuse(sandbox, MODEL, "okGiven1");
        cloud.build(deleteModel("okGiven1", KEEP), Result.UNSTABLE);
        Order given = Disposals.get().orders().all().stream()
                .filter(order -> !order.taken().atEnd())
                .findFirst()
                .orElseThrow();
        Disposals.get().change(given, List.of(given.resource("okGiven1").as(Disposition.GIVEN_UP)));
        sandbox.clearOverrides();
        sandbox.forget();

        Left.stop(cloud, first);
        clock.passMinutes(0);
        clock.passMinutes(2);

        assertThat(writes(sandbox, MODEL, "okGiven1")).isEqualTo(1);
    }

    @Test
    void whatIsOverdueBecauseJenkinsWasDownHasATry() throws Exception {
        Left.refuse(sandbox, MODEL, "okDown1");
        cloud.build(deleteModel("okDown1", KEEP), Result.UNSTABLE);
        sandbox.clearOverrides();
        sandbox.forget();

        clock.pass(Duration.ofDays(8));

        assertThat(writes(sandbox, MODEL, "okDown1")).isEqualTo(1);
        assertThat(standing("okDown1")).isNull();
    }

    @Test
    void anOperationThatThisVersionDoesNotKnowHoldsUpNoOther() throws Exception {
        WorkflowRun run = begin(cloud, cloud.job(holding(deleteModel("okKnown1", AT_END))));
        Taken real = real("okKnown1");
        take(like(real, "tomorrow1", real.owner(), "deleteOfTomorrow"), "x1").get(1, TimeUnit.MINUTES);
        Left.stop(cloud, run);

        clock.passMinutes(0);
        clock.passMinutes(60);

        assertThat(writes(sandbox, MODEL, "okKnown1")).isEqualTo(1);
        assertThat(standing("x1").said()).contains("does not know deleteOfTomorrow");
    }

    @Test
    void whatIsDeployedLateInALongBuildIsAskedForAgain() throws Exception {
        WorkflowRun run = begin(cloud, cloud.job(holding(deleteModel("lateModel1", AT_END))));
        sandbox.modelarts().remove("lateModel1");
        clock.passMinutes(16);
        Left.stop(cloud, run);
        clock.passMinutes(0);
        assertThat(standing("lateModel1").stands()).isEqualTo(Disposition.OPEN);
        sandbox.modelarts().addModel("lateModel1", "late", "0.0.1", "0");

        clock.passMinutes(1);
        clock.passMinutes(5);

        assertThat(sandbox.modelarts().exists("lateModel1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "place", "step", "id", "row"})
    void oneFileThatIsNoWholeOrderLosesNoOther(String missing) throws Exception {
        WrittenOrders written = new WrittenOrders("localhost", "huawei-key");
        Files.createDirectories(WrittenOrders.directory());
        for (int i = 0; i < 30; i++) {
            written.write("good" + i, "okGood" + i, 1000 + i, Long.MAX_VALUE);
        }
        Path bad = WrittenOrders.file("bad");
        String text = Files.readString(WrittenOrders.file("good0"));
        Files.writeString(bad, text.replace("good0", "bad").replace("\"" + missing + "\"", "\"_" + missing + "\""));

        Disposals.get().load().get(1, TimeUnit.MINUTES);

        assertThat(Disposals.get().orders().all())
                .extracting(Order::id)
                .contains("good0", "good29")
                .doesNotContain("bad");
        assertThat(new OrderDisposable("bad", "of another version").dispose())
                .as("what is on the disk is not gone")
                .isEqualTo(org.jenkinsci.plugins.resourcedisposer.Disposable.State.TO_DISPOSE);
        Files.delete(bad);
    }

    @Test
    void whatCannotBeWrittenIsNotDropped() throws Exception {
        Left.refuse(sandbox, MODEL, "okStuck1");
        cloud.build(deleteModel("okStuck1", KEEP), Result.UNSTABLE);
        Order order = Left.order("okStuck1");
        Path file = WrittenOrders.file(order.id());
        byte[] text = Files.readAllBytes(file);
        Files.delete(file);
        Files.createDirectory(file);

        assertThat(Disposals.get().drop(order, order.resource("okStuck1"), "somebody"))
                .isFalse();

        assertThat(standing("okStuck1").stands()).isEqualTo(Disposition.OPEN);
        restore(file, text);
    }

    // None comes too early

    @Test
    void ofTwoOwnersTheLastCountsAlsoIfOneTakesMoreAlong() throws Exception {
        lastOwner(
                MODEL,
                "okOption1",
                deleteModel("okOption1", AT_END),
                deleteModel("okOption1", AT_END + ", cascade: true"));
    }

    @Test
    void ofTwoOwnersTheLastCountsAlsoIfOneNamesTheAccount() throws Exception {
        String kill = "dataforestKill(id: 'okOption2', connection: 'ncp', credentialsId: 'ncp-key', " + AT_END;
        lastOwner("dataforestKill", "okOption2", kill + ")", kill + ", accountId: '" + SandboxKeys.ACCOUNT_ID + "')");
    }

    private void lastOwner(String operation, String id, String one, String other) throws Exception {
        WorkflowRun first = begin(cloud, cloud.job(holding(one)));
        WorkflowRun second = begin(cloud, cloud.job(holding(other)));
        Left.stop(cloud, second);
        clock.passMinutes(5);
        assertThat(writes(sandbox, operation, id))
                .as("the first may use it still")
                .isZero();
        Left.stop(cloud, first);
        clock.passMinutes(5);
        assertThat(writes(sandbox, operation, id)).isPositive();
    }

    @Test
    void aFolderThatIsRenamedWhileAnOrderIsTakenIsFollowed() throws Exception {
        WorkflowRun seed = begin(cloud, cloud.job(holding(deleteModel("okSeed3", AT_END))));
        Taken real = real("okSeed3");
        Folder folder = cloud.rule().createProject(Folder.class, "team");
        WorkflowJob job = folder.createProject(WorkflowJob.class, "deploy");
        job.setDefinition(new CpsFlowDefinition(holding(""), true));
        WorkflowRun run = begin(cloud, job);
        Taken taken = like(real, "renamed1", Owner.of(run), MODEL);
        folder.renameTo("team-2");
        Disposals.get().movedJobs().followed().get(1, TimeUnit.MINUTES);

        Order order = take(taken, "okRenamed1").get(1, TimeUnit.MINUTES);
        Disposals.get().movedJobs().takenFrom(run, order);
        clock.passMinutes(0);
        clock.passMinutes(3);

        assertThat(order.owner().job()).isEqualTo("team-2/deploy");
        assertThat(writes(sandbox, MODEL, "okRenamed1"))
                .as("its build is under way")
                .isZero();
        Left.stop(cloud, run);
        Left.stop(cloud, seed);
    }

    @Test
    void whatADeletedJobHasLeftIsNotThatOfAnotherWithItsName() throws Exception {
        Folder before = cloud.rule().createProject(Folder.class, "team-a");
        Folder after = cloud.rule().createProject(Folder.class, "team-b");
        WorkflowJob job = before.createProject(WorkflowJob.class, "deploy");
        job.setDefinition(new CpsFlowDefinition(deleteModel("okDeleted1", KEEP), true));
        Left.refuse(sandbox, MODEL, "okDeleted1");
        cloud.rule().buildAndAssertStatus(Result.UNSTABLE, job);
        job.delete();
        WorkflowJob another = before.createProject(WorkflowJob.class, "deploy");
        Disposals.get().movedJobs().followed().get(1, TimeUnit.MINUTES);
        assertThat(another.getActions(LeftByJob.class)).isEmpty();
        Items.move(another, after);
        clock.passMinutes(0);
        assertThat(Left.order("okDeleted1").owner().job()).isEqualTo("team-a/deploy [deleted]");
        sandbox.clearOverrides();
        sandbox.forget();

        clock.passMinutes(5);

        assertThat(writes(sandbox, MODEL, "okDeleted1")).as("goes on").isEqualTo(1);
    }

    @Test
    void untilWhenABuildWasSeenHoldsAlsoIfItsJobIsDeleted() throws Exception {
        WorkflowRun run = begin(cloud, cloud.job(holding("")));
        Owner owner = Owner.of(run);
        Owner deleted = owner.in(owner.job() + " [deleted]");
        BuildEnds ends = new BuildEnds();
        assertThat(ends.ended(owner, 1_000)).as("under way").isEmpty();

        ends.moved(owner, deleted);

        assertThat(ends.ended(deleted, 2_000)).as("nowhere for a moment").isEmpty();
        assertThat(ends.ended(deleted, 2_000 + 120_000)).contains(1_000L);
        Left.stop(cloud, run);
    }

    // Nothing is taken back

    @Test
    void aFullDiskKeepsThePauses() throws Exception {
        Left.refuse(sandbox, MODEL, "okFull1");
        cloud.build(deleteModel("okFull1", KEEP), Result.UNSTABLE);
        sandbox.forget();
        Path file = WrittenOrders.file(Left.order("okFull1").id());
        byte[] order = Files.readAllBytes(file);
        Files.delete(file);
        Files.createDirectory(file);
        int busy = 0;
        for (int minute = 0; minute < 60; minute++) {
            int before = sandbox.received().size();
            clock.passMinutes(1);
            busy += sandbox.received().size() > before ? 1 : 0;
        }
        assertThat(busy).as("minutes with requests").isBetween(1, 6);
        restore(file, order);
    }

    private static void restore(Path file, byte[] order) throws IOException {
        Files.delete(file);
        Files.write(file, order);
    }

    @Test
    void whoPressesAButtonOfAnOldPageTakesNothingBack() throws Exception {
        Left.refuse(sandbox, MODEL, "okOld1");
        cloud.build(deleteModel("okOld1", KEEP), Result.UNSTABLE);
        Order order = Left.order("okOld1");
        Standing old = order.resource("okOld1");
        Disposals.get().change(order, List.of(old.as(Disposition.DEPLOYED_AGAIN)));
        sandbox.forget();

        Disposals.get().tryNow(order, old).get();
        Disposals.get().idle().get();

        assertThat(order.resource("okOld1").stands()).isEqualTo(Disposition.DEPLOYED_AGAIN);
        assertThat(sandbox.received()).isEmpty();
    }

    @Test
    void aDropFromBeforeTheSendDoesNotSayThatNothingWasSent() throws Exception {
        WorkflowRun run = begin(cloud, cloud.job(holding(deleteModel("okDrop1", AT_END))));
        Order order = Left.order("okDrop1");
        Standing old = order.resource("okDrop1");
        Left.refuse(sandbox, MODEL, "okDrop1");
        Left.stop(cloud, run);
        clock.passMinutes(0);
        assertThat(writes(sandbox, MODEL, "okDrop1")).isEqualTo(1);

        Disposals.get().drop(order, old, "somebody");

        assertThat(row(run, "okDrop1").getOutcome()).isEqualTo(Outcome.FAILED);
    }
}
