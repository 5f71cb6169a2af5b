package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an outcome is worth to whoever asked for it, in the names of Jenkins' results. */
public enum Verdict {
    /** Leaves the build as it is. */
    SUCCESS,
    /** Marks the build and lets it go on. */
    UNSTABLE,
    /** Fails the build. */
    FAILURE;

    /** A teardown that may not run must not hide behind a choice for years. */
    private static final Set<Reason> ALWAYS_FAILURE = EnumSet.of(
            Reason.KEY_REFUSED,
            Reason.CLOCK_SKEW,
            Reason.NO_PERMISSION,
            Reason.BREAKER_OPEN,
            Reason.LISTING_REFUSED,
            Reason.BAD_REQUEST);

    private static final Set<Outcome> REFUSED =
            EnumSet.of(Outcome.FAILED, Outcome.NOT_SENT, Outcome.PARTIAL, Outcome.UNKNOWN);

    /**
     * The one rule.
     *
     * @param failed  the caller's choice for what failed
     * @param partial the caller's choice for what was done in part or could not be confirmed; the latter is never a
     *     success
     */
    public static Verdict of(Outcome outcome, List<ResourceResult> results, Verdict failed, Verdict partial) {
        boolean mayNot = results.stream()
                .anyMatch(result -> REFUSED.contains(result.outcome()) && ALWAYS_FAILURE.contains(result.reason()));
        if (mayNot) {
            return FAILURE;
        }
        return switch (outcome) {
            case DONE, ALREADY_GONE, DRY_RUN -> SUCCESS;
            case PARTIAL -> partial;
            case UNCONFIRMED -> partial == SUCCESS ? UNSTABLE : partial;
            case FAILED, NOT_SENT, UNKNOWN -> failed;
        };
    }
}
