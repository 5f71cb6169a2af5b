package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** What the steps of a build say while they wait. */
final class Statuses {
    private Statuses() {}

    /** Waits until a step of the build says this. */
    static void await(WorkflowRun run, String words) {
        assertThat(await(Restarts.LONG, () -> of(run).stream().anyMatch(status -> status.contains(words))))
                .as("%s says: %s", of(run), words)
                .isTrue();
    }

    private static List<String> of(WorkflowRun run) {
        try {
            return run.getExecution().getCurrentExecutions(true).get().stream()
                    .map(StepExecution::getStatus)
                    .filter(status -> status != null)
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** @return whether the condition came to hold in time */
    static boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return true;
    }
}
