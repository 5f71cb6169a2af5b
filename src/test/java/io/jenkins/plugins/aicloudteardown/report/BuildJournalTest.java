package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The journal of a build that runs: where it is, how often it is forced to the disk, and what its failure stops. */
@WithJenkins
class BuildJournalTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(jenkins);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @AfterEach
    void forget() {
        cloud.sandbox().clearOverrides();
        cloud.sandbox().forget();
    }

    private static String kill(String ids) {
        return "dataforestKill id: '" + ids + "', credentialsId: 'ncp-key', connection: 'ncp'";
    }

    private static List<String> rows(WorkflowRun run) {
        return run.getAction(TeardownAction.class).getRows().stream()
                .map(row -> row.getId() + " " + row.getOutcome())
                .toList();
    }

    private static Path file(WorkflowRun run) {
        return run.getRootDir().toPath().resolve(TeardownAction.FILE);
    }

    @Test
    @DisplayName("a renamed job, and one in a renamed or another folder, keep their reports")
    void renamed() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "before");
        Folder other = jenkins.createProject(Folder.class, "elsewhere");
        WorkflowJob job = folder.createProject(WorkflowJob.class, "old");
        job.setDefinition(new CpsFlowDefinition(kill("ok1 ok2"), true));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(rows(run)).containsExactly("ok1 DONE", "ok2 DONE");

        job.renameTo("new");
        assertThat(rows(run)).containsExactly("ok1 DONE", "ok2 DONE");
        folder.renameTo("after");
        assertThat(rows(run)).containsExactly("ok1 DONE", "ok2 DONE");
        WorkflowJob moved = Items.move(job, other);
        assertThat(rows(moved.getBuildByNumber(1))).containsExactly("ok1 DONE", "ok2 DONE");
    }

    @Test
    @DisplayName("a job that is renamed while its build runs loses no line, and leaves none behind")
    void renamedWhileItRuns() throws Exception {
        cloud.sandbox().override("okHeld1", request -> Reply.hang());
        WorkflowJob job = cloud.job("first = " + kill("ok1") + "\n" + kill("ok2 okHeld1") + "\n" + kill("ok3"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        assertThat(cloud.sandbox().awaitReceived("dataforestKill", 3, SOON)).isTrue();
        Path before = file(run);
        job.renameTo("renamed-while-it-runs");
        cloud.sandbox().clearOverrides();
        cloud.sandbox().releaseHanging();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(rows(run)).containsExactlyInAnyOrder("ok1 DONE", "okHeld1 DONE", "ok2 DONE", "ok3 DONE");
        assertThat(before).doesNotExist();
        assertThat(file(run)).exists();
    }

    @Test
    @DisplayName("one forced write at most for each send, fewer where many wait, none for the rest")
    void forcedWrites() throws Exception {
        int ids = 200;
        WorkflowRun run = cloud.build(
                kill(IntStream.range(0, ids).mapToObj(i -> "ok" + i).collect(Collectors.joining(" "))), Result.SUCCESS);
        assertThat(cloud.sandbox().count("dataforestKill")).isEqualTo(ids);
        assertThat(Journals.get().of(run).forcedWrites()).isBetween(1L, (long) ids);
        assertThat(Files.readAllLines(file(run))).hasSize(1 + 2 * ids);

        WorkflowRun single = cloud.build(kill("okSingle"), Result.SUCCESS);
        assertThat(Journals.get().of(single).forcedWrites()).isEqualTo(1);
        assertThat(Files.readAllLines(file(single))).hasSize(3);
    }

    @Test
    @DisplayName("no handle stays open while a step waits")
    void noHandle() throws Exception {
        assumeThat(Files.exists(Path.of("/proc/self/fd"))).isTrue();
        cloud.sandbox().override("okHeld2", request -> Reply.hang());
        WorkflowRun run = cloud.job(kill("okHeld2")).scheduleBuild2(0).waitForStart();
        assertThat(cloud.sandbox().awaitReceived("dataforestKill", 1, SOON)).isTrue();
        assertThat(openFiles()).noneMatch(name -> name.endsWith(TeardownAction.FILE));
        cloud.sandbox().clearOverrides();
        cloud.sandbox().releaseHanging();
        jenkins.waitForCompletion(run);
    }

    private static List<String> openFiles() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : handles.toList()) {
                if (Files.isSymbolicLink(handle)) {
                    names.add(Files.readSymbolicLink(handle).toString());
                }
            }
        }
        return names;
    }

    @Test
    @DisplayName("after a line could not be written, nothing more is sent in that build, and other builds go on")
    void brokenDisk() throws Exception {
        CompletableFuture<WorkflowRun> begun = new CompletableFuture<>();
        cloud.sandbox().interceptOnce("ok4", (received, act) -> {
            try {
                Files.delete(file(begun.join()));
                Files.createDirectory(file(begun.join()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return act.get();
        });
        WorkflowRun run = cloud.job(
                        "first = " + kill("ok4") + "\ncatchError { " + kill("ok5") + " }\n" + kill("ok6 ok7"))
                .scheduleBuild2(0)
                .waitForStart();
        begun.complete(run);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(cloud.sandbox().count("dataforestKill")).isEqualTo(1);
        Files.delete(file(run));

        assertThat(rows(cloud.build(kill("ok8"), Result.SUCCESS))).containsExactly("ok8 DONE");
    }

    @Test
    @DisplayName("an earlier life's lines are read once, before this life's first")
    void earlierLife() throws Exception {
        WorkflowRun run = cloud.build(kill("ok9"), Result.SUCCESS);
        BuildJournal resumed = new BuildJournal(run, Runnable::run);
        resumed.note(ReportRows.done("77", "later")).get(30, TimeUnit.SECONDS);
        assertThat(resumed.past("order77").get(30, TimeUnit.SECONDS).whole()).isFalse();
        String order = Files.readAllLines(file(run)).get(0).replaceFirst("\\{\"opening\":\"([^\"]+)\".*", "$1");
        assertThat(resumed.past(order)
                        .get(30, TimeUnit.SECONDS)
                        .known()
                        .get("ok9")
                        .soFar()
                        .outcome())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    @DisplayName("an order that has only begun is no report")
    void onlyBegun() throws Exception {
        WorkflowRun run = cloud.build("echo 'nothing'", Result.SUCCESS);
        Journals.get().of(run).note(ReportRows.opening("3", "notebookRestart")).get(30, TimeUnit.SECONDS);
        TeardownAction report = run.getAction(TeardownAction.class);
        assertThat(report.getTotal()).isZero();
        assertThat(report.getIconFileName()).isNull();
        assertThat(QuietBrowser.of(jenkins).getPage(run).asNormalizedText()).doesNotContain("AI cloud teardown");

        Journals.get().of(run).note(ReportRows.done("3", "nb")).get(30, TimeUnit.SECONDS);
        assertThat(report.getIconFileName()).isNotNull();
        assertThat(QuietBrowser.of(jenkins).getPage(run).asNormalizedText()).contains("AI cloud teardown");
    }
}
