package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** What the two parameters {@code failureResult} and {@code partialResult} say. */
public final class Verdicts implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What they may say. */
    public static final Set<String> CHOICES =
            Set.of(Verdict.FAILURE.name(), Verdict.UNSTABLE.name(), Verdict.SUCCESS.name());

    private final String failureResult;
    private final String partialResult;

    public Verdicts(String failureResult, String partialResult) {
        this.failureResult = failureResult;
        this.partialResult = partialResult;
    }

    /** SUCCESS leaves the build as it is. */
    Result of(Outcome outcome, List<ResourceResult> results) {
        Verdict verdict = Verdict.of(outcome, results, Verdict.valueOf(failureResult), Verdict.valueOf(partialResult));
        return Result.fromString(verdict.name());
    }
}
