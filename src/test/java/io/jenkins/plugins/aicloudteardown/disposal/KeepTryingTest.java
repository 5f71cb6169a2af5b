package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteTask;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.kill;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.undeploy;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.RomaRoutes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a step could not finish is tried again until it is gone. */
@WithJenkins
class KeepTryingTest {
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
    void begin() {
        clock = LaterClock.set();
        sandbox.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.clearOverrides();
        Left.dropAll();
    }

    private static String script(String operation, String id, String more) {
        return switch (operation) {
            case "modelartsDeleteModel" -> deleteModel(id, more);
            case "dataforestKill" -> kill(id, more);
            case "nclueDeleteTask" -> deleteTask(id, more);
            default -> undeploy(id, more);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"modelartsDeleteModel", "dataforestKill", "nclueDeleteTask", "romaUndeploy"})
    void whatTheProviderCouldNotDoIsTriedUntilItIsGone(String operation) throws Exception {
        String id = "ok" + operation.substring(0, 4) + "1";
        Left.refuse(sandbox, operation, id);

        WorkflowRun run = cloud.build(
                "r = " + script(operation, id, KEEP) + "\necho \"handed: ${r.handedOver}\"", Result.UNSTABLE);

        cloud.rule().assertLogContains("handed: [" + id + "]", run);
        cloud.rule().assertLogContains("Kept trying", run);
        assertThat(row(run, id).getKept()).isEqualTo("OPEN");
        assertThat(row(run, id).getOutcome().good()).isFalse();
        long before = writes(sandbox, operation, id);

        clock.pass(Duration.ofSeconds(30));
        assertThat(writes(sandbox, operation, id)).as("before its time").isEqualTo(before);
        clock.passMinutes(1);
        assertThat(writes(sandbox, operation, id)).as("refused again").isEqualTo(before + 1);
        assertThat(standing(id).stands()).isEqualTo(Disposition.OPEN);
        sandbox.clearOverrides();
        clock.passMinutes(2);

        assertThat(standing(id)).isNull();
        assertThat(writes(sandbox, operation, id)).isEqualTo(before + 2);
        assertThat(row(run, id).getOutcome()).isEqualTo(Outcome.DONE);
        assertThat(row(run, id).getReason()).isEqualTo(Reason.CONFIRMED);
        assertThat(row(run, id).getKept()).isEqualTo("GONE");
        assertThat(Disposals.get().none()).as("its file is gone").isTrue();
        clock.pass(Duration.ofDays(1));
        assertThat(writes(sandbox, operation, id)).as("never again").isEqualTo(before + 2);
    }

    @Test
    void aWeekOfAProviderThatIsDownIsTriedEverMoreSeldomAndGivenUp() throws Exception {
        Left.refuse(sandbox, "modelartsDeleteModel", "okDown1");
        WorkflowRun run = cloud.build(deleteModel("okDown1", KEEP), Result.UNSTABLE);
        sandbox.forget();
        StringBuilder minutes = new StringBuilder();

        for (int minute = 1; minute <= 180; minute++) {
            clock.passMinutes(1);
            if (writes(sandbox, "modelartsDeleteModel", "okDown1") > 0) {
                minutes.append(minute).append(' ');
                sandbox.forget();
            }
        }
        assertThat(minutes.toString().strip()).isEqualTo("1 3 8 23 53 113 173");

        for (int hour = 0; hour < 7 * 24; hour++) {
            clock.passMinutes(60);
        }
        assertThat(standing("okDown1").stands()).isEqualTo(Disposition.GIVEN_UP);
        assertThat(row(run, "okDown1").getKept()).isEqualTo("GIVEN_UP");
        sandbox.forget();
        clock.pass(Duration.ofDays(30));
        assertThat(sandbox.received()).isEmpty();
        assertThat(standing("okDown1")).as("until it is dropped").isNotNull();

        sandbox.clearOverrides();
        Disposals.get().tryNow(Left.order("okDown1"), standing("okDown1")).get();
        Disposals.get().idle().get();
        clock.passMinutes(2);
        assertThat(standing("okDown1")).isNull();
    }

    @Test
    void whatWasAcceptedIsNotSentAgainThoughItMayNotBeLookedAt() throws Exception {
        Left.refuse(sandbox, "modelartsDeleteModel", "okUnseen1");
        cloud.build(deleteModel("okUnseen1", KEEP), Result.UNSTABLE);
        sandbox.clearOverrides();
        sandbox.override(
                "okUnseen1",
                request -> request.operation().equals("models/get")
                        ? Reply.json(403, "{\"error_code\":\"ModelArts.0108\",\"error_msg\":\"No permission\"}")
                        : null);
        sandbox.forget();

        clock.passMinutes(1);
        assertThat(writes(sandbox, "modelartsDeleteModel", "okUnseen1")).isEqualTo(1);
        clock.passMinutes(60);
        clock.passMinutes(60);
        assertThat(writes(sandbox, "modelartsDeleteModel", "okUnseen1"))
                .as("it was accepted")
                .isEqualTo(1);
        assertThat(standing("okUnseen1").stands()).isEqualTo(Disposition.OPEN);

        sandbox.clearOverrides();
        clock.passMinutes(60);
        assertThat(standing("okUnseen1")).isNull();
        assertThat(writes(sandbox, "modelartsDeleteModel", "okUnseen1")).isEqualTo(1);
    }

    @Test
    void theConnectionSaysForHowManyDays() throws Exception {
        List<Connection> before = Connections.get().getConnections();
        List<Connection> shorter = CloudJenkins.connections("", sandbox.url(), 300);
        shorter.forEach(connection -> connection.setKeepTryingDays(2));
        Connections.get().setConnections(shorter);
        Left.refuse(sandbox, "modelartsDeleteModel", "okDown2");
        cloud.build(deleteModel("okDown2", KEEP), Result.UNSTABLE);

        clock.pass(Duration.ofHours(47));
        assertThat(standing("okDown2").stands()).isEqualTo(Disposition.OPEN);
        clock.pass(Duration.ofHours(2));

        assertThat(standing("okDown2").stands()).isEqualTo(Disposition.GIVEN_UP);
        Connections.get().setConnections(before);
    }

    @Test
    void whatIsUnknownIsLookedAtAndNotSentAgain() throws Exception {
        sandbox.intercept("okLost1", (request, act) -> {
            if (!request.operation().equals("modelartsDeleteModel")) {
                return null;
            }
            act.get();
            return Reply.json(200, "{ broken");
        });

        WorkflowRun run = cloud.build(deleteModel("okLost1", KEEP + ", partialResult: 'SUCCESS'"), Result.UNSTABLE);
        assertThat(row(run, "okLost1").getOutcome()).isEqualTo(Outcome.UNKNOWN);
        sandbox.clearOverrides();
        clock.passMinutes(1);

        assertThat(standing("okLost1")).isNull();
        assertThat(writes(sandbox, "modelartsDeleteModel", "okLost1")).isEqualTo(1);
    }

    @Test
    void thePartialResultDecidesOverTheBuild() throws Exception {
        sandbox.modelarts().addInUse("busy1", "service");
        cloud.build(deleteModel("busy1", KEEP + ", partialResult: 'SUCCESS'"), Result.SUCCESS);
        cloud.build(deleteModel("busy1", KEEP + ", partialResult: 'FAILURE'"), Result.FAILURE);
        cloud.build(deleteModel("busy1 ok1", KEEP), Result.UNSTABLE);
        assertThat(standing("busy1")).isNotNull();
        assertThat(standing("ok1")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "noPermission1, FAILURE",
        "missing1, FAILURE",
    })
    void whatNobodyCouldFinishIsNotHandedOver(String id, Result result) throws Exception {
        WorkflowRun run = cloud.build(deleteModel(id, KEEP), result);

        cloud.rule().assertLogNotContains("Kept trying", run);
        assertThat(Disposals.get().none()).isTrue();
    }

    @Test
    void aRefusedKeyIsNotHandedOver() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("wrong-key", "AKIDWRONG", "wrong"));

        WorkflowRun run = cloud.build(deleteModel("ok1", KEEP + ", credentialsId: 'wrong-key'"), Result.FAILURE);

        cloud.rule().assertLogNotContains("Kept trying", run);
        assertThat(Disposals.get().none()).isTrue();
    }

    // Deployed again

    @Test
    void whatIsDeployedAgainIsLeftAlone() throws Exception {
        sandbox.roma().deployedAt("apiAgain1", Instant.now().minusSeconds(60));
        Left.refuse(sandbox, "romaUndeploy", "apiAgain1");
        WorkflowRun run = cloud.build(undeploy("apiAgain1", KEEP), Result.UNSTABLE);
        sandbox.clearOverrides();
        sandbox.roma().deployedAt("apiAgain1", Instant.now());
        sandbox.forget();

        clock.passMinutes(1);
        clock.pass(Duration.ofDays(1));

        assertThat(standing("apiAgain1").stands()).isEqualTo(Disposition.DEPLOYED_AGAIN);
        assertThat(row(run, "apiAgain1").getReason()).isEqualTo(Reason.DEPLOYED_AGAIN);
        assertThat(sandbox.count("romaUndeploy")).isZero();
        assertThat(sandbox.roma().status("apiAgain1")).isEqualTo(RomaRoutes.DEPLOYED);
    }

    @Test
    void aHistoryThatCannotBeReadHandsNothingOver() throws Exception {
        sandbox.override("okApi2", request -> Reply.json(500, Left.ERROR));

        WorkflowRun run = cloud.build(undeploy("okApi2", KEEP), Result.FAILURE);

        cloud.rule().assertLogContains("the history of deployments cannot be read", run);
        assertThat(Disposals.get().none()).isTrue();
    }
}
