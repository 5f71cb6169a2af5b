package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.PeriodicWork;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.steps.Restarts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.JenkinsLocationConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller whose process is killed in a later try, wherever that was: the next one looks first, and never sends twice. */
class LeftKilledTest {
    /** Long enough for a busy machine; nothing waits for it to pass. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final String MODEL = "modelartsDeleteModel";
    private static final String UNDEPLOY = "romaUndeploy";
    private static final Pattern TAKEN = Pattern.compile("okTake\\d+x");
    private static final String ALL_TAKEN = "all are taken";
    /** Its orders stay on the disk until it is stopped, so that whoever finds none of them there knows that it has ended. */
    private static final String TAKING = """
            def all = [:]
            for (int i = 0; i < 12; i++) {
              def id = 'okTake' + i + 'x'
              all[id] = { %s(modelId: id, atEnd: true, connection: 'huawei', credentialsId: 'huawei-key') }
            }
            parallel all
            echo '%s'
            sleep 3600
            """.formatted(MODEL, ALL_TAKEN);
    /** What has been removed and is not found soon after its order was taken: that is looked at once more, later. */
    private static final Set<String> SOON_MISSING = Set.of("okActed", "okCascade", "okConfirming");
    /** The name of a build that saves nothing while it runs. */
    private static final String OPTIMIZED = "okOptimized";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** One job for each, with a credential of its own, since one at a time is tried with each. */
    private static LinkedHashMap<String, String> scripts() {
        LinkedHashMap<String, String> scripts = new LinkedHashMap<>();
        for (String id : List.of("okLooking", "okWriting", "okActed", "okConfirming", OPTIMIZED)) {
            scripts.put(id, MODEL + "(modelId: '" + id + "', " + target(id));
        }
        scripts.put("okCascade", MODEL + "(modelId: 'okCascade', cascade: true, " + target("okCascade"));
        for (String id : List.of("okReading", "okUndeployed")) {
            scripts.put(
                    id,
                    UNDEPLOY + "(ldApiId: '" + id + "', instanceId: '" + SandboxKeys.INSTANCE_ID + "', " + target(id));
        }
        return scripts;
    }

    private static String target(String id) {
        return "atEnd: true, connection: 'huawei', credentialsId: 'key-" + id + "')";
    }

    private static void begin(JenkinsRule rule, String url, Map<String, String> scripts) throws Exception {
        CloudJenkins.provide(url);
        // Until a key has had its first success, one request at a time is all that may be under way with it.
        rule.buildAndAssertSuccess(
                job(rule, "proof", MODEL + "(modelId: 'okProof', connection: 'huawei', credentialsId: 'huawei-key')"));
        for (Map.Entry<String, String> one : scripts.entrySet()) {
            CloudJenkins.add(CloudJenkins.pair(
                    "key-" + one.getKey(), SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY));
            WorkflowJob job = job(rule, one.getKey(), one.getValue() + "\necho 'holding on'\nsleep 3600");
            if (one.getKey().equals(OPTIMIZED)) {
                job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
            }
            rule.waitForMessage("holding on", job.scheduleBuild2(0).waitForStart());
        }
    }

    private static WorkflowJob job(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static WorkflowRun build(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    /** A controller that is started again has another address here, and would pause what was handed over under the one before. */
    private static void sameHome() {
        JenkinsLocationConfiguration.get().setUrl("https://jenkins.example.com/");
    }

    /** Does what Jenkins does each minute. */
    private static void tick(JenkinsRule rule) {
        for (PeriodicWork work : rule.jenkins.getExtensionList(PeriodicWork.class)) {
            if (work instanceof MinuteWork || work.getClass().getName().contains("AsyncResourceDisposer")) {
                work.run();
            }
        }
    }

    private static void stopWhenAllAreTaken(JenkinsRule rule) throws Exception {
        WorkflowRun taking = build(rule, "taking");
        if (taking.isBuilding() && JenkinsRule.getLog(taking).contains(ALL_TAKEN)) {
            taking.doStop();
        }
    }

    /** What has become of each, as its build's report says it. */
    private static TreeMap<String, String> ends(JenkinsRule rule, List<String> names) throws Exception {
        TreeMap<String, String> ends = new TreeMap<>();
        for (String name : names) {
            ends.put(name, kept(build(rule, name)));
        }
        return ends;
    }

    private static String kept(Run<?, ?> run) {
        return run.getAction(TeardownAction.class).getRows().stream()
                .map(ReportRow::getKept)
                .collect(Collectors.joining(" "));
    }

    /** Accepted, and no look at it after that is ever answered. */
    private void hangWhenAccepted(String id) {
        sandbox.override(
                id, request -> request.operation().equals("models/get") && writes(id) > 0 ? Reply.hang() : null);
    }

    private long writes(String id) {
        return received(id)
                .filter(one -> one.operation().equals(MODEL) || one.operation().equals(UNDEPLOY))
                .count();
    }

    private Stream<Received> received(String id) {
        return sandbox.received().stream()
                .filter(one -> one.path().contains(id) || one.body().contains(id));
    }

    /** How many orders are on the disk. */
    private long orders() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.count();
        }
    }

    private Path directory() {
        return jenkins.getHome().toPath().resolve("ai-cloud-teardown").resolve("orders");
    }

    /** What is to be torn down for a build that was killed while its steps were taken. */
    private Set<String> taken() throws IOException {
        Set<String> taken = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory())) {
            for (Path file : files) {
                Matcher ids = TAKEN.matcher(Files.readString(file));
                while (ids.find()) {
                    taken.add(ids.group());
                }
            }
        }
        return taken;
    }

    private boolean lookedAt(Set<String> names) {
        return names.stream().allMatch(name -> received(name).findAny().isPresent());
    }

    private TreeMap<String, Long> sent(Collection<String> names) {
        TreeMap<String, Long> sent = new TreeMap<>();
        names.forEach(name -> sent.put(name, writes(name)));
        return sent;
    }

    @Test
    void killedInATryAndWhileOrdersAreTaken() throws Throwable {
        LinkedHashMap<String, String> scripts = scripts();
        ArrayList<String> names = new ArrayList<>(scripts.keySet());
        String url = sandbox.url();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            sameHome();
            begin(rule, url, scripts);
        });
        sandbox.forget();
        Restarts.hang(sandbox, "okReading", "livedata-apis/deployments");
        Restarts.actAndHang(sandbox, "okUndeployed", UNDEPLOY);
        Restarts.hang(sandbox, "okLooking", "models/get");
        Restarts.hang(sandbox, "okWriting", MODEL);
        Restarts.actAndHang(sandbox, "okActed", MODEL);
        Restarts.actAndHang(sandbox, "okCascade", MODEL);
        hangWhenAccepted("okConfirming");
        jenkins.runRemotely(rule -> {
            for (String name : names) {
                if (!name.equals(OPTIMIZED)) {
                    build(rule, name).doStop();
                }
            }
            tick(rule);
        });
        assertThat(sandbox.awaitInFlight(7, LONG)).as("%s", sandbox.received()).isTrue();
        jenkins.runRemotely(rule -> {
            job(rule, "taking", TAKING).scheduleBuild2(0).waitForStart();
        });
        while (orders() < names.size() + 4) {
            Thread.onSpinWait();
        }

        jenkins.stopJenkinsForcibly();
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
        assertThat(sent(names))
                .isEqualTo(Map.of(
                        "okReading",
                        0L,
                        "okUndeployed",
                        1L,
                        "okLooking",
                        0L,
                        "okWriting",
                        1L,
                        "okActed",
                        1L,
                        "okCascade",
                        1L,
                        "okConfirming",
                        1L,
                        OPTIMIZED,
                        0L));
        Set<String> taken = taken();
        sandbox.clearOverrides();
        sandbox.forget();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            sameHome();
        });
        TreeMap<String, String> expected = new TreeMap<>();
        names.forEach(name -> expected.put(name, SOON_MISSING.contains(name) ? "OPEN" : "GONE"));
        long limit = System.nanoTime() + LONG.toNanos();
        TreeMap<String, String> ends;
        do {
            ends = jenkins.runRemotely(rule -> {
                stopWhenAllAreTaken(rule);
                tick(rule);
                return ends(rule, names);
            });
        } while ((!ends.equals(expected) || orders() > SOON_MISSING.size() || !lookedAt(SOON_MISSING))
                && System.nanoTime() < limit);

        assertThat(ends).isEqualTo(expected);
        assertThat(orders()).isEqualTo(SOON_MISSING.size());
        assertThat(sent(names))
                .as("in the next life")
                .isEqualTo(Map.of(
                        "okReading",
                        1L,
                        "okUndeployed",
                        0L,
                        "okLooking",
                        1L,
                        "okWriting",
                        1L,
                        "okActed",
                        0L,
                        "okCascade",
                        0L,
                        "okConfirming",
                        0L,
                        OPTIMIZED,
                        1L));
        for (String name : names) {
            assertThat(received(name).findFirst().orElseThrow().operation())
                    .as("what comes first for " + name)
                    .isNotIn(MODEL, UNDEPLOY);
        }
        assertThat(taken).hasSizeGreaterThanOrEqualTo(4);
        assertThat(sent(taken).values()).as("%s were taken", taken).containsOnly(1L);
        assertThat(sandbox.received(MODEL))
                .as("each once")
                .extracting(Received::path)
                .doesNotHaveDuplicates();
    }
}
