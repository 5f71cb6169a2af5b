package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteTask;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.kill;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.List;
import jenkins.model.JenkinsLocationConfiguration;
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

/** With which key, and to which host, what was handed over is tried: the one of today, and never another account's. */
@WithJenkins
class LeftAccessTest {
    private static final String MODEL = "modelartsDeleteModel";

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
    void begin() throws Exception {
        clock = LaterClock.set();
        sandbox.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.clearOverrides();
        CloudJenkins.connect(sandbox.url());
        Left.dropAll();
    }

    private static StandardCredentials huawei(String id) throws Exception {
        return CloudJenkins.pair(id, SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY);
    }

    private static void withdraw(String id) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .removeIf(one -> one instanceof StandardCredentials named
                        && named.getId().equals(id));
        provider.save();
    }

    private static void rotate(StandardCredentials to) throws Exception {
        withdraw(to.getId());
        CloudJenkins.add(to);
    }

    /** Leaves a model behind, with a credential of its own, and forgets what was sent until then. */
    private static WorkflowRun leave(String id, String key) throws Exception {
        CloudJenkins.add(huawei(key));
        return leave(MODEL, id, deleteModel(id, "keepTrying: true, credentialsId: '" + key + "'"));
    }

    private static WorkflowRun leave(String operation, String id, String script) throws Exception {
        Left.refuse(sandbox, operation, id);
        WorkflowRun run = cloud.build(script, Result.UNSTABLE);
        sandbox.clearOverrides();
        sandbox.forget();
        return run;
    }

    private void nothingIsSentForAnHour() throws Exception {
        clock.passMinutes(59);
        assertThat(sandbox.received()).isEmpty();
    }

    @Test
    void aWithdrawnCredentialIsSaidAtOnceAndUsedAgainWhenItIsBack() throws Exception {
        WorkflowRun run = leave("okKey1", "key-1");
        withdraw("key-1");

        clock.passMinutes(1);

        assertThat(standing("okKey1").stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThat(standing("okKey1").said()).contains("\"key-1\", which this job cannot use for 127.0.0.1");
        assertThat(row(run, "okKey1").getKept()).isEqualTo("NO_ACCESS");
        CloudJenkins.add(huawei("key-1"));
        nothingIsSentForAnHour();
        clock.passMinutes(1);
        assertThat(standing("okKey1")).isNull();
        assertThat(row(run, "okKey1").getOutcome()).isEqualTo(Outcome.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GIVEN_UP", "DROPPED"})
    void whatWasNeverSentAndNeverWillBeIsLeftBehind(String how) throws Exception {
        String key = "key-never-" + how;
        CloudJenkins.add(huawei(key));
        WorkflowRun run = Left.begin(
                cloud, cloud.job(Left.holding(deleteModel("okNever", "atEnd: true, credentialsId: '" + key + "'"))));
        withdraw(key);
        Left.stop(cloud, run);
        clock.passMinutes(1);
        assertThat(row(run, "okNever").getKept()).isEqualTo("NO_ACCESS");
        assertThat(run.getAction(TeardownAction.class).getDeferred()).isEqualTo(1);

        if (how.equals("DROPPED")) {
            Disposals.get().drop(Left.order("okNever"), standing("okNever"), "somebody");
        } else {
            clock.pass(Duration.ofDays(8));
        }

        assertThat(row(run, "okNever").getKept()).isEqualTo(how);
        assertThat(row(run, "okNever").getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(row(run, "okNever").getReason()).isEqualTo(Reason.GIVEN_UP);
        assertThat(run.getAction(TeardownAction.class).getDeferred()).isZero();
        assertThat(run.getAction(TeardownAction.class).getLeft()).isEqualTo(1);
        assertThat(sandbox.received()).isEmpty();
        if (how.equals("GIVEN_UP")) {
            CloudJenkins.add(huawei(key));
            clock.pass(Duration.ofHours(1));
            Disposals.get().tryNow(Left.order("okNever"), standing("okNever")).get();
            Disposals.get().idle().get();
            assertThat(row(run, "okNever").getOutcome()).isEqualTo(Outcome.DONE);
            assertThat(run.getAction(TeardownAction.class).getLeft()).isZero();
        }
    }

    @Test
    void aWithdrawnConnectionIsSaidAtOnceAndUsedAgainWhenItIsBack() throws Exception {
        WorkflowRun run = leave("okConnection1", "key-2");
        Connections.get().setConnections(List.of());

        clock.passMinutes(1);

        assertThat(standing("okConnection1").stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThat(standing("okConnection1").said()).contains("\"connection\"", "\"huawei\"");
        assertThat(row(run, "okConnection1").getKept()).isEqualTo("NO_ACCESS");
        CloudJenkins.connect(sandbox.url());
        nothingIsSentForAnHour();
        clock.passMinutes(1);
        assertThat(standing("okConnection1")).isNull();
    }

    @Test
    void anotherHostIsSentNothing() throws Exception {
        WorkflowRun run = leave("okElsewhere1", "key-3");
        try (ProviderSandbox other = ProviderSandbox.start()) {
            CloudJenkins.connect(other.url());
            clock.passMinutes(1);

            assertThat(standing("okElsewhere1").stands()).isEqualTo(Disposition.ELSEWHERE);
            assertThat(standing("okElsewhere1").said()).isEqualTo(other.url().replaceFirst("http://", ""));
            assertThat(row(run, "okElsewhere1").getKept()).isEqualTo("ELSEWHERE");
            nothingIsSentForAnHour();
            assertThat(other.received()).isEmpty();
        }
        CloudJenkins.connect(sandbox.url());
        clock.passMinutes(1);
        assertThat(standing("okElsewhere1")).isNull();
        assertThat(writes(sandbox, MODEL, "okElsewhere1")).isEqualTo(1);
    }

    // Another account

    private static String naver(String operation, String id, String more) {
        return operation.equals("dataforestKill") ? kill(id, more) : deleteTask(id, more);
    }

    private static void remove(String operation, String id) {
        if (operation.equals("dataforestKill")) {
            sandbox.dataforest().remove(id);
        } else {
            sandbox.nclue().remove(id);
        }
    }

    private static StandardCredentials ncp(String id, String accessKey) throws Exception {
        return CloudJenkins.pair(id, accessKey, SandboxKeys.NCP_SECRET_KEY);
    }

    private static String keepTrying(String key) throws Exception {
        CloudJenkins.add(ncp(key, SandboxKeys.NCP_ACCESS_KEY));
        return "keepTrying: true, credentialsId: '" + key + "'";
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataforestKill", "nclueDeleteTask"})
    void notFoundWithAnotherAccountsKeySaysNothing(String operation) throws Exception {
        String id = "missingRotated" + operation.substring(0, 2);
        String key = "rotated-1-" + operation;
        Left.addMissing(sandbox, operation, id);
        WorkflowRun run = leave(operation, id, naver(operation, id, keepTrying(key)));
        remove(operation, id);
        rotate(ncp(key, SandboxKeys.ncpAccessKey(1)));

        clock.passMinutes(1);
        assertThat(standing(id).stands()).isEqualTo(Disposition.OTHER_ACCOUNT);
        assertThat(row(run, id).getKept()).isEqualTo("OTHER_ACCOUNT");
        assertThat(row(run, id).getOutcome()).isEqualTo(Outcome.FAILED);
        sandbox.forget();
        nothingIsSentForAnHour();
        rotate(ncp(key, SandboxKeys.NCP_ACCESS_KEY));
        clock.passMinutes(1);

        assertThat(standing(id)).isNull();
        assertThat(row(run, id).getOutcome()).isEqualTo(Outcome.ALREADY_GONE);
        assertThat(writes(sandbox, operation, id)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataforestKill", "nclueDeleteTask"})
    void whatARotatedKeyHasAcceptedCounts(String operation) throws Exception {
        String id = "okRotated" + operation.substring(0, 2);
        String key = "rotated-2-" + operation;
        WorkflowRun run = leave(operation, id, naver(operation, id, keepTrying(key)));
        rotate(ncp(key, SandboxKeys.ncpAccessKey(2)));

        clock.passMinutes(1);

        assertThat(standing(id)).isNull();
        assertThat(row(run, id).getOutcome()).isEqualTo(Outcome.DONE);
        assertThat(writes(sandbox, operation, id)).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedIsNotGoneBecauseAnotherAccountDoesNotFindIt() throws Exception {
        String id = "missingAccepted1";
        sandbox.dataforest().addApp(id, "RUNNING");
        sandbox.dataforest().takes(id, Integer.MAX_VALUE);
        WorkflowRun run =
                cloud.build(kill(id, keepTrying("rotated-3") + ", confirm: true, timeout: 1"), Result.UNSTABLE);
        assertThat(row(run, id).getReason()).isEqualTo(Reason.NOT_SEEN_DONE);
        sandbox.dataforest().remove(id);
        rotate(ncp("rotated-3", SandboxKeys.ncpAccessKey(3)));

        clock.passMinutes(1);
        assertThat(standing(id).stands()).isEqualTo(Disposition.OTHER_ACCOUNT);
        rotate(ncp("rotated-3", SandboxKeys.NCP_ACCESS_KEY));
        clock.passMinutes(60);

        assertThat(standing(id)).isNull();
        assertThat(writes(sandbox, "dataforestKill", id)).isEqualTo(1);
    }

    // A key that is refused

    @Test
    void aKeyThatIsRefusedLaterSendsOneRequestAnHour() throws Exception {
        leave("okRefused1", "key-4");
        leave(MODEL, "okRefused2", deleteModel("okRefused2", "keepTrying: true, credentialsId: 'key-4'"));
        rotate(CloudJenkins.pair("key-4", "AKIDREFUSED", "wrong"));

        clock.passMinutes(1);

        assertThat(sandbox.received()).hasSize(1);
        assertThat(List.of(standing("okRefused1"), standing("okRefused2")))
                .extracting(Standing::stands)
                .containsOnly(Disposition.OPEN);
        assertThat(List.of(standing("okRefused1"), standing("okRefused2")))
                .extracting(one -> one.row().getReason())
                .containsExactlyInAnyOrder(Reason.KEY_REFUSED, Reason.BREAKER_OPEN);
        sandbox.forget();
        nothingIsSentForAnHour();
        rotate(huawei("key-4"));
        clock.passMinutes(1);
        assertThat(standing("okRefused1")).isNull();
        assertThat(standing("okRefused2")).isNull();
    }

    // A copy of this Jenkins

    @Test
    void aCopyOfThisJenkinsWaitsForAnAdministrator() throws Exception {
        leave("okCopied1", "key-5");
        JenkinsLocationConfiguration location = JenkinsLocationConfiguration.get();
        String original = location.getUrl();
        PausedMonitor monitor =
                cloud.rule().jenkins.getExtensionList(PausedMonitor.class).get(0);
        assertThat(monitor.isActivated()).isFalse();
        try {
            location.setUrl("https://copy.example.com/");
            clock.passMinutes(60);

            assertThat(sandbox.received()).isEmpty();
            assertThat(monitor.isActivated()).isTrue();
            assertThat(OrderWords.status(Left.order("okCopied1"))).contains(original);
            Disposals.get().goOn("the administrator").get();
            assertThat(monitor.isActivated()).isFalse();
            clock.passMinutes(1);
            assertThat(standing("okCopied1")).isNull();
            assertThat(writes(sandbox, MODEL, "okCopied1")).isEqualTo(1);
        } finally {
            location.setUrl(original);
        }
    }

    @Test
    void whatWasHandedOverUnderAnotherUrlWaitsForTheEndOfItsBuildToo() throws Exception {
        JenkinsLocationConfiguration location = JenkinsLocationConfiguration.get();
        String original = location.getUrl();
        WorkflowRun run = Left.begin(cloud, cloud.job(Left.holding(deleteModel("okCopied2", "atEnd: true"))));
        try {
            location.setUrl("https://copy.example.com/");
            Left.stop(cloud, run);
            clock.passMinutes(1);
            assertThat(standing("okCopied2").stands()).isEqualTo(Disposition.OPEN);
            assertThat(sandbox.received()).isEmpty();
        } finally {
            location.setUrl(original);
        }
        clock.passMinutes(1);
        assertThat(standing("okCopied2")).isNull();
        assertThat(writes(sandbox, MODEL, "okCopied2")).isEqualTo(1);
    }
}
