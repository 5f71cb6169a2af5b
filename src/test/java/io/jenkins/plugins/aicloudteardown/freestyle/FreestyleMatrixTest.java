package io.jenkins.plugins.aicloudteardown.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Cell;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Row;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultScenarios;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.steps.EveryStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Freestyle jobs obey docs/fault-matrix.md too: every fault that needs nothing but an id, in real time, each in a job
 * of its own with all operations, by turns as a build step and as a post-build action.
 */
@WithJenkins
class FreestyleMatrixTest {
    private record Played(Row row, String id, QueueTaskFuture<FreeStyleBuild> build) {}

    @Test
    void freestyleJobsObeyTheSameTable(JenkinsRule jenkins) throws Exception {
        Map<String, String> ids = FaultScenarios.madeByAnId();
        assertThat(ids.values()).doesNotHaveDuplicates();
        // A refused key ends every request that uses it, so what happens then does not depend on the id.
        List<Row> rows = FaultMatrix.read().rows().stream()
                .filter(row -> ids.containsKey(row.fault()) && !row.reasons().contains(Reason.KEY_REFUSED))
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);

        try (CloudJenkins cloud = new CloudJenkins(jenkins)) {
            jenkins.jenkins.setNumExecutors(rows.size());
            List<Played> played = new ArrayList<>();
            for (Row row : rows) {
                String id = ids.get(row.fault());
                played.add(
                        new Played(row, id, job(jenkins, row, id, played.size()).scheduleBuild2(0)));
            }
            for (Played one : played) {
                FreeStyleBuild build = one.build().get(2, TimeUnit.MINUTES);
                String said = one.row().fault() + "\n" + JenkinsRule.getLog(build);
                assertThat(outcomes(build)).as(said).isEqualTo(expectedOutcomes(one.row()));
                assertThat(reasons(build)).as(said).isEqualTo(one.row().reasons());
                assertThat(sends(cloud, one)).as(said).isEqualTo(expectedSends(one.row()));
                assertThat(build.getResult()).as(said).isEqualTo(expectedResult(one.row()));
            }
        }
    }

    private static FreeStyleProject job(JenkinsRule jenkins, Row row, String id, int number) throws Exception {
        // NCLUE takes one request a second of one key.
        String key = "ncp-key-" + number;
        CloudJenkins.add(CloudJenkins.pair(key, SandboxKeys.ncpAccessKey(number), SandboxKeys.NCP_SECRET_KEY));
        List<TeardownStep> operations = new ArrayList<>();
        for (String operation : row.cells().keySet()) {
            boolean own = EveryStep.credential(operation).equals("ncp-key");
            operations.add(EveryStep.step(operation, id, own ? key : EveryStep.credential(operation)));
        }
        FreeStyleProject job = jenkins.createFreeStyleProject();
        if (number % 2 == 0) {
            job.getBuildersList().add(new TeardownBuilder(operations));
        } else {
            job.getPublishersList().add(new TeardownRecorder(operations));
        }
        return job;
    }

    private static Map<String, Outcome> outcomes(FreeStyleBuild build) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (ReportRow row : build.getAction(TeardownAction.class).getRows()) {
            outcomes.put(row.getOperation(), row.getOutcome());
        }
        return outcomes;
    }

    private static Set<Reason> reasons(FreeStyleBuild build) {
        return build.getAction(TeardownAction.class).getRows().stream()
                .map(ReportRow::getReason)
                .collect(Collectors.toSet());
    }

    private static Map<String, Outcome> expectedOutcomes(Row row) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        row.cells().forEach((operation, cell) -> outcomes.put(operation, cell.outcome()));
        return outcomes;
    }

    private static Map<String, Long> sends(CloudJenkins cloud, Played played) {
        Map<String, Long> sends = new LinkedHashMap<>();
        for (String operation : played.row().cells().keySet()) {
            sends.put(
                    operation,
                    cloud.sandbox().received(operation).stream()
                            .filter(request -> request.body().contains('"' + played.id() + '"')
                                    || request.path().endsWith("/" + played.id()))
                            .count());
        }
        return sends;
    }

    private static Map<String, Long> expectedSends(Row row) {
        Map<String, Long> sends = new LinkedHashMap<>();
        row.cells().forEach((operation, cell) -> sends.put(operation, cell.sends()));
        return sends;
    }

    private static Result expectedResult(Row row) {
        Verdict worst = row.cells().values().stream()
                .map(Cell::verdict)
                .max(Verdict::compareTo)
                .orElseThrow();
        return Result.fromString(worst.name());
    }
}
