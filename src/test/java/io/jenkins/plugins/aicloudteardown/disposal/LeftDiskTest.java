package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteTask;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.kill;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.undeploy;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer;
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

/** The disk of the controller: what becomes of a step whose order cannot be written to it, and what is never on it. */
@WithJenkins
class LeftDiskTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String NOT_WRITTEN =
            "Not kept for later, because the order could not be written to the disk of the controller: ";

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
        Util.deleteRecursive(directory().toFile());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.clearOverrides();
        Left.dropAll();
        Util.deleteRecursive(directory().toFile());
    }

    private static Path directory() {
        return WrittenOrders.directory().getParent();
    }

    /** Nothing can be made where something else is, and nothing can be written where no file can be. */
    private static void spoil(String what) throws IOException {
        if (what.equals("no directory")) {
            Files.writeString(directory(), "in the way");
        } else {
            Files.createDirectories(directory());
            Files.createSymbolicLink(WrittenOrders.directory(), Path.of("/proc/self/task"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no directory", "no file"})
    void whatIsForTheEndFailsTheStep(String what) throws Exception {
        spoil(what);

        WorkflowRun run = cloud.build(deleteModel("okDisk1", "atEnd: true"), Result.FAILURE);

        String log = JenkinsRule.getLog(run);
        assertThat(log.lines().filter(line -> line.contains(NOT_WRITTEN))).hasSize(1);
        assertThat(log).doesNotContain("\tat ");
        assertThat(Disposals.get().none()).isTrue();
        clock.passMinutes(60);
        assertThat(sandbox.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no directory", "no file"})
    void whatCouldNotBeFinishedIsAsIfNobodyHadAskedToKeepTrying(String what) throws Exception {
        Left.refuse(sandbox, MODEL, "okDisk2");
        cloud.build(deleteModel("okDisk2", ""), Result.FAILURE);
        spoil(what);

        WorkflowRun run = cloud.build(
                "try {\n" + deleteModel("okDisk2", "keepTrying: true") + "\n} finally {\necho 'goes on'\n}",
                Result.FAILURE);

        String log = JenkinsRule.getLog(run);
        assertThat(log).contains(NOT_WRITTEN, "goes on").doesNotContain("Kept trying", "\tat ");
        assertThat(Disposals.get().none()).isTrue();
    }

    @Test
    void aFileThatAnEarlierLifeDidNotComeToRemoveIsRemoved() throws Exception {
        Files.createDirectories(WrittenOrders.directory());
        Order over = Order.read(new WrittenOrders("127.0.0.1:1", "huawei-key").write("over", "okOver1", 1_000_000));
        over.change(List.of(over.resource("okOver1").as(Disposition.GONE)));

        Disposals.get().load().get(1, TimeUnit.MINUTES);

        assertThat(Disposals.get().none()).isTrue();
        assertThat(WrittenOrders.file("over")).doesNotExist();
    }

    @Test
    void aTryThatCannotBeWrittenDownSendsNothing() throws Exception {
        Left.refuse(sandbox, MODEL, "okDisk3");
        cloud.build(deleteModel("okDisk3", "keepTrying: true"), Result.UNSTABLE);
        sandbox.clearOverrides();
        sandbox.forget();
        Path file = WrittenOrders.file(Left.order("okDisk3").id());
        byte[] order = Files.readAllBytes(file);
        Files.delete(file);
        Files.createDirectory(file);

        clock.passMinutes(1);
        assertThat(sandbox.count(MODEL)).isZero();
        assertThat(standing("okDisk3").stands()).isEqualTo(Disposition.OPEN);

        Files.delete(file);
        Files.write(file, order);
        clock.passMinutes(60);
        assertThat(standing("okDisk3")).isNull();
        assertThat(sandbox.count(MODEL)).isEqualTo(1);
    }

    @Test
    void noKeyIsInAnyFile() throws Exception {
        for (String credential : List.of("huawei-key", "huawei-token", "huawei-user")) {
            Left.refuse(sandbox, MODEL, "okSecret-" + credential);
            cloud.build(
                    deleteModel("okSecret-" + credential, "atEnd: true, credentialsId: '" + credential + "'"),
                    Result.SUCCESS);
        }
        Left.refuse(sandbox, "dataforestKill", "okSecret1");
        Left.refuse(sandbox, "nclueDeleteTask", "okSecret2");
        Left.refuse(sandbox, "romaUndeploy", "okSecret3");
        cloud.build(
                kill("okSecret1", "atEnd: true") + "\n" + deleteTask("okSecret2", "atEnd: true") + "\n"
                        + undeploy("okSecret3", "atEnd: true"),
                Result.SUCCESS);
        clock.passMinutes(0);
        assertThat(Disposals.get().orders().all()).hasSize(6);
        for (Order order : Disposals.get().orders().all()) {
            AsyncResourceDisposer.get()
                    .disposeAndWait(new OrderDisposable(order.id(), OrderWords.title(order)))
                    .get();
        }

        Path disposer = Jenkins.get().getRootDir().toPath().resolve(AsyncResourceDisposer.class.getName() + ".xml");
        try (Stream<Path> orders = Files.list(WrittenOrders.directory())) {
            List<Path> files = Stream.concat(orders, Stream.of(disposer)).toList();
            assertThat(files).hasSize(7);
            for (Path file : files) {
                assertThat(Files.readString(file))
                        .as("%s", file)
                        .contains(file.equals(disposer) ? "okSecret" : "\"tries\":1")
                        .doesNotContain(
                                SandboxKeys.NCP_ACCESS_KEY,
                                SandboxKeys.NCP_SECRET_KEY,
                                SandboxKeys.HUAWEI_ACCESS_KEY,
                                SandboxKeys.HUAWEI_SECRET_KEY,
                                SandboxKeys.FIXED_TOKEN,
                                SandboxKeys.IAM_PASSWORD);
            }
        }
    }
}
