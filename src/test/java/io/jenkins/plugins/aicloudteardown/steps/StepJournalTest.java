package io.jenkins.plugins.aicloudteardown.steps;

import static io.jenkins.plugins.aicloudteardown.steps.Restarts.LONG;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.OPTIMIZED;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.awaitWrites;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.hang;
import static io.jenkins.plugins.aicloudteardown.steps.Restarts.writes;
import static io.jenkins.plugins.aicloudteardown.steps.Scripts.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * What the build's journal knows and Jenkins' saved program does not: plays of several lives of the controller, in which
 * the sandbox counts what is sent.
 */
class StepJournalTest {
    private static final List<String> WAYS = List.of("Stop", "Pause");
    private static final int BRANCHES = 200;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();
    private final Set<String> throttled = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    // Accepted after a checkpoint that knows of nothing

    @Test
    @DisplayName("accepted after a clean stop or a pause, then killed: asked once, whatever the durability")
    void acceptedAfterACheckpoint() throws Throwable {
        LinkedHashMap<String, String> scripts = new LinkedHashMap<>();
        for (String way : WAYS) {
            for (boolean optimized : new boolean[] {false, true}) {
                for (String operation : EveryStep.functions()) {
                    String id = id(operation, way, optimized);
                    add(operation, id);
                    throttled.add(id);
                    scripts.put(name(operation, way, optimized), Scripts.confirming(operation, id));
                }
            }
        }
        jenkins.startJenkins();
        String url = sandbox.url();
        jenkins.runRemotely(rule -> {
            CloudJenkins.provide(url);
        });
        begin(only(scripts, "Stop"));
        jenkins.stopJenkins();

        jenkins.startJenkins();
        begin(only(scripts, "Pause"));
        ArrayList<String> paused = new ArrayList<>(only(scripts, "Pause").keySet());
        pause(paused, true);
        throttled.clear();
        pause(paused, false);
        for (String name : scripts.keySet()) {
            String operation = name.substring(name.lastIndexOf(' ') + 1);
            String id = id(operation, name.contains("Stop") ? "Stop" : "Pause", name.startsWith(OPTIMIZED));
            awaitLooked(operation, id);
        }
        Map<String, Long> before = counts(scripts);
        kill();
        confirmAll();

        Map<String, String> ends = endAll(scripts.keySet());
        assertThat(counts(scripts)).isEqualTo(before);
        ends.forEach((name, end) -> assertThat(end).as(name).startsWith("SUCCESS"));
    }

    /** Its read is sent only after it was accepted; the notebook's first is for the state before. */
    private void awaitLooked(String operation, String id) {
        boolean looksBefore = operation.equals("notebookRestart");
        String read = looksBefore ? operation : Unconfirmed.read(operation);
        long end = System.nanoTime() + LONG.toNanos();
        while (writes(sandbox, read, id) < 1 || looksBefore && !accepted(id)) {
            assertThat(System.nanoTime()).as(operation + " " + id).isLessThan(end);
            sandbox.awaitReceived(read, sandbox.count(read) + 1, Duration.ofMillis(200));
        }
    }

    private boolean accepted(String id) {
        return writes(sandbox, "notebookRestart", id) > refused.getOrDefault(id, 0);
    }

    private final Map<String, Integer> refused = new ConcurrentHashMap<>();

    private static String name(String operation, String way, boolean optimized) {
        return (optimized ? OPTIMIZED : "default") + " " + way + " " + operation;
    }

    private static String id(String operation, String way, boolean optimized) {
        return EveryStep.id(way + (optimized ? "Fast" : "Safe"), operation);
    }

    private void add(String operation, String id) {
        Function<Received, Reply> reads = Unconfirmed.add(sandbox, operation, id);
        sandbox.override(id, request -> {
            if (request.operation().equals(operation) && throttled.contains(id)) {
                refused.merge(id, 1, Integer::sum);
                return Reply.empty(429).with("Retry-After", "1");
            }
            return reads.apply(request);
        });
    }

    /** From now on the sandbox confirms all of them. */
    private void confirmAll() {
        sandbox.clearOverrides();
        for (String way : WAYS) {
            for (boolean optimized : new boolean[] {false, true}) {
                for (String operation : EveryStep.functions()) {
                    Unconfirmed.confirm(sandbox, operation, id(operation, way, optimized));
                }
            }
        }
    }

    private Map<String, Long> counts(Map<String, String> scripts) {
        return scripts.keySet().stream().collect(Collectors.toMap(name -> name, name -> {
            String operation = name.substring(name.lastIndexOf(' ') + 1);
            String way = name.contains("Stop") ? "Stop" : "Pause";
            return writes(sandbox, operation, id(operation, way, name.startsWith(OPTIMIZED)));
        }));
    }

    private static LinkedHashMap<String, String> only(Map<String, String> scripts, String way) {
        LinkedHashMap<String, String> some = new LinkedHashMap<>();
        scripts.forEach((name, script) -> {
            if (name.contains(way)) {
                some.put(name, script);
            }
        });
        return some;
    }

    private void begin(LinkedHashMap<String, String> scripts) throws Throwable {
        jenkins.runRemotely(rule -> {
            for (Map.Entry<String, String> one : scripts.entrySet()) {
                Restarts.begin(rule, one.getKey(), one.getValue());
            }
            for (String name : scripts.keySet()) {
                rule.waitForMessage("trying again", Restarts.build(rule, name));
            }
        });
    }

    private void pause(ArrayList<String> names, boolean pause) throws Throwable {
        jenkins.runRemotely(rule -> {
            for (String name : names) {
                ((CpsFlowExecution) Restarts.build(rule, name).getExecution()).pause(pause);
            }
        });
    }

    private void kill() {
        jenkins.stopJenkinsForcibly();
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
    }

    /** Starts the controller again and waits until all builds have ended: their results and logs by name. */
    private Map<String, String> endAll(Set<String> all) throws Throwable {
        jenkins.startJenkins();
        ArrayList<String> names = new ArrayList<>(all);
        return jenkins.runRemotely(rule -> {
            LinkedHashMap<String, String> ends = new LinkedHashMap<>();
            for (String name : names) {
                WorkflowRun run = Restarts.build(rule, name);
                if (name.contains("Pause") || name.equals("forgotten")) {
                    // A pause outlives the controller.
                    ((CpsFlowExecution) run.getExecution()).pause(false);
                }
                rule.waitForCompletion(run);
                ends.put(name, run.getResult() + "\n" + JenkinsRule.getLog(run));
            }
            return ends;
        });
    }

    // Many branches

    @Test
    @DisplayName("two hundred branches, killed at the tenth request: what must not be sent twice is not")
    void branches() throws Throwable {
        IntStream.range(0, BRANCHES).forEach(i -> hang(sandbox, "nb" + i + "x", "notebookRestart"));
        String branch = step("notebookRestart", "NUMBER").replace("'NUMBER'", "id");
        String script = """
                parallel(branches())
                def branches() {
                    def all = [:]
                    for (int i = 0; i < %d; i++) {
                        def id = 'nb' + i + 'x'
                        all[id] = { %s }
                    }
                    return all
                }
                """.formatted(BRANCHES, branch);
        LinkedHashMap<String, String> scripts = new LinkedHashMap<>();
        scripts.put("many", script);
        sandbox.dataforest().addNotebook(SandboxKeys.ACCOUNT_ID, "proof", "RUNNING", Instant.EPOCH);
        jenkins.startJenkins();
        String url = sandbox.url();
        jenkins.runRemotely(rule -> {
            CloudJenkins.provide(url);
            rule.waitForCompletion(Restarts.begin(rule, "proof", step("dataforestKill", "ok1")));
            Restarts.begin(rule, "many", scripts.get("many"));
        });
        awaitWrites(sandbox, Map.of("notebookRestart", 10));
        kill();
        sandbox.clearOverrides();

        Map<String, String> ends = endAll(scripts.keySet());
        assertThat(ends.get("many")).startsWith("FAILURE").contains("outcome unknown");
        for (int i = 0; i < BRANCHES; i++) {
            assertThat(writes(sandbox, "notebookRestart", "nb" + i + "x"))
                    .as("nb" + i)
                    .isLessThanOrEqualTo(1);
        }
    }

    // The journal itself

    @Test
    @DisplayName(
            "a journal that is deleted or cut off, and a checkpoint from before the step: no notebook is restarted twice")
    void lostJournals() throws Throwable {
        LinkedHashMap<String, String> scripts = new LinkedHashMap<>();
        for (String name : List.of("deleted", "half", "cut", "forgotten", "again")) {
            hang(sandbox, "ok" + name, "notebookRestart");
            hang(sandbox, "okKill" + name, "dataforestKill");
            scripts.put(
                    name,
                    "parallel(a: { " + step("notebookRestart", "ok" + name) + " }, b: { "
                            + step("dataforestKill", "okKill" + name) + " })");
        }
        jenkins.startJenkins();
        String url = sandbox.url();
        jenkins.runRemotely(rule -> {
            CloudJenkins.provide(url);
            rule.waitForCompletion(Restarts.begin(rule, "proof", step("dataforestKill", "ok1")));
            for (Map.Entry<String, String> one : scripts.entrySet()) {
                String script = one.getKey().equals("forgotten") ? "sleep(1)\n" + one.getValue() : one.getValue();
                WorkflowRun run = Restarts.begin(rule, one.getKey(), script);
                if (one.getKey().equals("forgotten")) {
                    CpsFlowExecution execution = (CpsFlowExecution) run.getExecution();
                    execution.pause(true);
                    execution.getCurrentExecutions(false).get(1, TimeUnit.MINUTES);
                    FileUtils.copyDirectory(run.getRootDir(), new File(rule.jenkins.getRootDir(), "checkpoint"));
                    execution.pause(false);
                }
            }
        });
        awaitWrites(sandbox, Map.of("notebookRestart", 5, "dataforestKill", 6));
        kill();
        sandbox.clearOverrides();
        Files.delete(journal("deleted"));
        cut(journal("half"), Files.size(journal("half")) / 2);
        cut(journal("cut"), 0);
        Path forgotten = journal("forgotten").getParent();
        Path kept = Files.move(journal("forgotten"), forgotten.resolveSibling("kept.jsonl"));
        FileUtils.deleteDirectory(forgotten.toFile());
        FileUtils.moveDirectory(jenkins.getHome().toPath().resolve("checkpoint").toFile(), forgotten.toFile());
        Files.move(kept, journal("forgotten"));

        Map<String, String> ends = endAll(scripts.keySet());
        for (String name : scripts.keySet()) {
            assertThat(writes(sandbox, "notebookRestart", "ok" + name)).as(name).isEqualTo(1);
            assertThat(writes(sandbox, "dataforestKill", "okKill" + name))
                    .as(name)
                    .isEqualTo(2);
            assertThat(ends.get(name)).as(name).startsWith("FAILURE").contains("outcome unknown");
        }
    }

    private Path journal(String job) {
        return jenkins.getHome().toPath().resolve("jobs/" + job + "/builds/1/" + TeardownAction.FILE);
    }

    private static void cut(Path file, long length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) length));
    }
}
