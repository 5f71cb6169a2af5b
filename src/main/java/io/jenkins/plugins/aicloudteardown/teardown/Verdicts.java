package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.client.outcome.ItemResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The one rule by which an outcome becomes the build's result. */
public final class Verdicts implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the two parameters may say. */
    public static final Set<String> CHOICES = Set.of("FAILURE", "UNSTABLE", "SUCCESS");

    /** A teardown that may not run must not hide behind a parameter for years. */
    private static final Set<Reason> ALWAYS_FAILURE = EnumSet.of(
            Reason.KEY_REFUSED,
            Reason.CLOCK_SKEW,
            Reason.NO_PERMISSION,
            Reason.BREAKER_OPEN,
            Reason.LISTING_REFUSED,
            Reason.BAD_REQUEST);

    private static final Set<Outcome> REFUSED = EnumSet.of(Outcome.FAILED, Outcome.NOT_SENT, Outcome.PARTIAL);

    private final String failureResult;
    private final String partialResult;

    public Verdicts(String failureResult, String partialResult) {
        this.failureResult = failureResult;
        this.partialResult = partialResult;
    }

    /** SUCCESS leaves the build as it is. */
    Result of(Outcome outcome, List<ItemResult> results) {
        boolean mayNot = results.stream()
                .anyMatch(result -> REFUSED.contains(result.outcome()) && ALWAYS_FAILURE.contains(result.reason()));
        if (mayNot) {
            return Result.FAILURE;
        }
        return switch (outcome) {
            case DONE, ALREADY_GONE, DRY_RUN -> Result.SUCCESS;
            case PARTIAL -> Result.fromString(partialResult);
            case UNCONFIRMED -> partialResult.equals("SUCCESS") ? Result.UNSTABLE : Result.fromString(partialResult);
            case FAILED, NOT_SENT, UNKNOWN -> Result.fromString(failureResult);
        };
    }
}
