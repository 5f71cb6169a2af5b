package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds that are begun in one life of a controller and end in the next, and what the sandbox received of them. */
public final class Restarts {
    /** Long enough for a busy machine; nothing waits for it to pass. */
    static final Duration LONG = Duration.ofMinutes(1);

    /** The names of builds that save nothing while they run, and that do not go on after a restart. */
    static final String OPTIMIZED = "optimized";

    static final String NOT_RESUMABLE = "not resumable";

    private Restarts() {}

    /** Starts a build of a new job, whose name is how the next session finds it, and waits until its step has begun. */
    static WorkflowRun begin(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        if (name.startsWith(OPTIMIZED)) {
            job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        }
        if (name.equals(NOT_RESUMABLE)) {
            job.addProperty(new DisableResumeJobProperty());
        }
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[Pipeline] " + script.substring(0, script.indexOf('(')), run);
        return run;
    }

    static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    /** Waits for the end of a build that an earlier session began. */
    static WorkflowRun end(JenkinsRule jenkins, String name, Result expected) throws Exception {
        WorkflowRun run = jenkins.waitForCompletion(build(jenkins, name));
        assertThat(run.getResult()).as(name + "\n" + Scripts.log(run)).isEqualTo(expected);
        return run;
    }

    /** A request that names this id gets no answer. */
    public static void hang(ProviderSandbox sandbox, String id, String operation) {
        sandbox.override(id, request -> request.operation().equals(operation) ? Reply.hang() : null);
    }

    /** The provider does what was asked for, and its response is lost. */
    public static void actAndHang(ProviderSandbox sandbox, String id, String operation) {
        sandbox.intercept(id, (request, act) -> {
            if (!request.operation().equals(operation)) {
                return null;
            }
            act.get();
            return Reply.hang();
        });
    }

    /** Waits until each operation was received at least so often, proofs of keys included. */
    static void awaitWrites(ProviderSandbox sandbox, Map<String, Integer> times) {
        times.forEach((operation, count) -> assertThat(sandbox.awaitReceived(operation, count, LONG))
                .as(operation)
                .isTrue());
    }

    /** How often a write that names this id was received. */
    static long writes(ProviderSandbox sandbox, String operation, String id) {
        return sandbox.received(operation).stream()
                .filter(request -> request.path().contains(id) || request.body().contains(id))
                .count();
    }

    static boolean blocksRestart(WorkflowRun run) throws Exception {
        return step(run).blocksRestart();
    }

    /** The one step that the build is in. */
    static StepExecution step(WorkflowRun run) throws Exception {
        List<StepExecution> steps =
                run.getExecution().getCurrentExecutions(true).get(1, TimeUnit.MINUTES);
        assertThat(steps).hasSize(1);
        return steps.get(0);
    }
}
