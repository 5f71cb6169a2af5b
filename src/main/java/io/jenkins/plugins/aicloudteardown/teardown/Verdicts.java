package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.io.Serializable;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the two parameters {@code failureResult} and {@code partialResult} say. */
@Restricted(NoExternalUse.class)
public final class Verdicts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Verdict failureResult;
    private final Verdict partialResult;

    public Verdicts(Verdict failureResult, Verdict partialResult) {
        this.failureResult = failureResult;
        this.partialResult = partialResult;
    }

    /** SUCCESS leaves the build as it is. */
    Result of(Outcome outcome, List<ResourceResult> results) {
        return Result.fromString(
                Verdict.of(outcome, results, failureResult, partialResult).name());
    }
}
