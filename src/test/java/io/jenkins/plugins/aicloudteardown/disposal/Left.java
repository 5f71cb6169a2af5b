package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.report.JournalsInTests;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** What tests of the room share: steps to the sandbox, what is left of them, and what the report says of it. */
final class Left {
    private static final String HUAWEI = ", connection: 'huawei', credentialsId: 'huawei-key'";
    private static final String NCP = ", connection: 'ncp', credentialsId: 'ncp-key'";

    static final String ERROR = "{\"error_code\":\"APIG.9999\",\"error_msg\":\"System error\",\"success\":false,"
            + "\"message\":\"System error\"}";

    private Left() {}

    static String deleteModel(String ids, String more) {
        return "modelartsDeleteModel(modelId: '" + ids + "'" + target(HUAWEI, more) + ")";
    }

    static String kill(String ids, String more) {
        return "dataforestKill(id: '" + ids + "'" + target(NCP, more) + ", accountId: '" + SandboxKeys.ACCOUNT_ID
                + "')";
    }

    static String deleteTask(String ids, String more) {
        return "nclueDeleteTask(taskId: '" + ids + "'" + target(NCP, more) + ")";
    }

    static String undeploy(String ids, String more) {
        return "romaUndeploy(ldApiId: '" + ids + "'" + target(HUAWEI, more) + ", instanceId: '"
                + SandboxKeys.INSTANCE_ID + "')";
    }

    private static String target(String usual, String more) {
        return (more.contains("credentialsId:") ? usual.replaceFirst(", credentialsId.*", "") : usual)
                + (more.isEmpty() ? "" : ", " + more);
    }

    /** The provider does not do what it is asked for, and says so in its own words for any error. */
    static void refuse(ProviderSandbox sandbox, String operation, String id) {
        sandbox.override(id, request -> request.operation().equals(operation) ? Reply.json(500, ERROR) : null);
    }

    /** Has NAVER Cloud know it; an ID that begins so is not known by itself. */
    static void addMissing(ProviderSandbox sandbox, String operation, String id) {
        assertThat(id).startsWith("missing");
        if (operation.equals("dataforestKill")) {
            sandbox.dataforest().addApp(id, "RUNNING");
        } else {
            sandbox.nclue().addTask(id, "completed");
        }
    }

    /** A person drops whatever a test has left. */
    static void dropAll() {
        Disposals.get().orders().all().forEach(order -> order.resources()
                .forEach(one -> Disposals.get().drop(order, one, "the test")));
        assertThat(Disposals.get().none()).isTrue();
    }

    /** What is left of a resource, in whichever order; null if nothing is. */
    static Standing standing(String id) {
        return Disposals.get().orders().all().stream()
                .map(order -> order.resource(id))
                .filter(one -> one != null && !one.stands().over())
                .findFirst()
                .orElse(null);
    }

    static Order order(String id) {
        return Disposals.get().orders().all().stream()
                .filter(order -> order.resource(id) != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is left of " + id));
    }

    /** The report's row of a resource, when all that is to be written is. */
    static ReportRow row(Run<?, ?> run, String id) throws Exception {
        JournalsInTests.awaitWritten(run);
        return run.getAction(TeardownAction.class).getRows().stream()
                .filter(row -> row.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not in the report"));
    }

    /** How often a write that names the id was received. */
    static long writes(ProviderSandbox sandbox, String operation, String id) {
        return sandbox.received(operation).stream()
                .filter(request -> request.path().contains(id) || request.body().contains(id))
                .count();
    }

    /** Starts a build of the job that goes on until it is stopped. */
    static WorkflowRun begin(CloudJenkins cloud, WorkflowJob job) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        cloud.rule().waitForMessage("holding on", run);
        return run;
    }

    /** A script that goes on until it is stopped. */
    static String holding(String script) {
        return script + "\necho 'holding on'\nsleep 3600";
    }

    /** Ends a build as a person does. */
    static void stop(CloudJenkins cloud, WorkflowRun run) throws Exception {
        run.doStop();
        cloud.rule().waitForCompletion(run);
        assertThat(run.isBuilding()).isFalse();
    }
}
