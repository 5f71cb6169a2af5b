package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String MODEL = "modelartsDeleteModel";
    private static final String UNDEPLOY = "romaUndeploy";
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

    /** What becomes of each in the end, as its build's report says it. */
    private static TreeMap<String, String> ends(JenkinsRule rule, List<String> names) throws Exception {
        LeftPage left = ExtensionList.lookupSingleton(LeftPage.class);
        ExtensionList.lookupSingleton(MinuteWork.class).run();
        while (left.getTotal() > 0) {
            Thread.onSpinWait();
        }
        TreeMap<String, String> ends = new TreeMap<>();
        for (String name : names) {
            Run<?, ?> run = build(rule, name);
            while (kept(run).equals("OPEN") || kept(run).equals("WAITING")) {
                Thread.onSpinWait();
            }
            ends.put(name, kept(run));
        }
        return ends;
    }

    private static String kept(Run<?, ?> run) {
        return run.getAction(TeardownAction.class).getRows().get(0).getKept();
    }

    private void hang(String id, String operation) {
        sandbox.override(id, request -> request.operation().equals(operation) ? Reply.hang() : null);
    }

    private void actAndHang(String id, String operation) {
        sandbox.intercept(id, (request, act) -> {
            if (!request.operation().equals(operation)) {
                return null;
            }
            act.get();
            return Reply.hang();
        });
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

    private java.util.stream.Stream<Received> received(String id) {
        return sandbox.received().stream()
                .filter(one -> one.path().contains(id) || one.body().contains(id));
    }

    @Test
    void killedInATry() throws Throwable {
        LinkedHashMap<String, String> scripts = scripts();
        String url = sandbox.url();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            begin(rule, url, scripts);
        });
        sandbox.forget();
        hang("okReading", "livedata-apis/deployments");
        actAndHang("okUndeployed", UNDEPLOY);
        hang("okLooking", "models/get");
        hang("okWriting", MODEL);
        actAndHang("okActed", MODEL);
        actAndHang("okCascade", MODEL);
        hangWhenAccepted("okConfirming");
        ArrayList<String> names = new ArrayList<>(scripts.keySet());
        jenkins.runRemotely(rule -> {
            for (String name : names) {
                if (!name.equals(OPTIMIZED)) {
                    build(rule, name).doStop();
                }
            }
        });
        assertThat(sandbox.awaitInFlight(7, LONG)).as("%s", sandbox.received()).isTrue();

        jenkins.stopJenkinsForcibly();
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
        Map<String, Long> sent = new TreeMap<>();
        names.forEach(name -> sent.put(name, writes(name)));
        assertThat(sent)
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
        sandbox.clearOverrides();
        sandbox.forget();
        jenkins.startJenkins();
        TreeMap<String, String> ends = jenkins.runRemotely(rule -> {
            return ends(rule, names);
        });

        assertThat(ends.values()).as("%s", ends).containsOnly("GONE");
        names.forEach(name -> sent.put(name, writes(name)));
        assertThat(sent)
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
    }
}
