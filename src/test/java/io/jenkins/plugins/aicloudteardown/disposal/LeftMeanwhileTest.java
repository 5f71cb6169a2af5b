package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.RomaRoutes;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What somebody deploys while the controller is down, or while a step was on its way, is not that step's. */
class LeftMeanwhileTest {
    private static final String UNDEPLOY = "romaUndeploy";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void whatIsDeployedWhileTheControllerIsDownIsLeftAlone() throws Throwable {
        String id = "apiDown1";
        try (ProviderSandbox sandbox = ProviderSandbox.start()) {
            sandbox.roma().deployedAt(id, Instant.now().minusSeconds(600));
            sandbox.override(id, request -> request.operation().equals(UNDEPLOY) ? Reply.json(429, Left.ERROR) : null);
            sessions.then(jenkins -> {
                new CloudJenkins(jenkins, sandbox);
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
                job.setDefinition(new CpsFlowDefinition(Left.undeploy(id, "keepTrying: true"), true));
                job.scheduleBuild2(0).waitForStart();
                assertThat(sandbox.awaitReceived(UNDEPLOY, 1, Duration.ofMinutes(1)))
                        .isTrue();
            });
            sandbox.clearOverrides();
            // The two clocks may differ by a minute.
            sandbox.roma().deployedAt(id, Instant.now().plusSeconds(90));
            Left.refuse(sandbox, UNDEPLOY, id);
            sessions.then(jenkins -> {
                LaterClock clock = LaterClock.set();
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("job", WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
                jenkins.assertLogContains(
                        "Not kept for later, because it was deployed again after this step had begun: " + id, run);
                sandbox.clearOverrides();
                clock.passMinutes(1);
                assertThat(sandbox.roma().status(id)).isEqualTo(RomaRoutes.DEPLOYED);
            });
        }
    }
}
