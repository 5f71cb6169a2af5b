package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.util.List;

/** What an outcome is worth to whoever asked for it, in the names of Jenkins' results. */
public enum Verdict {
    /** Leaves the build as it is. */
    SUCCESS,
    /** Marks the build and lets it go on. */
    UNSTABLE,
    /** Fails the build. */
    FAILURE;

    /**
     * The one rule.
     *
     * @param failed  the caller's choice for what failed
     * @param partial the caller's choice for what was done in part or could not be confirmed; the latter is never a
     *     success
     */
    public static Verdict of(Outcome outcome, List<ResourceResult> results, Verdict failed, Verdict partial) {
        if (results.stream().anyMatch(Verdict::mayNot)) {
            return FAILURE;
        }
        return switch (outcome) {
            case DONE, ALREADY_GONE, DRY_RUN -> SUCCESS;
            case PARTIAL -> partial;
            case UNCONFIRMED -> partial == SUCCESS ? UNSTABLE : partial;
            case FAILED, NOT_SENT, UNKNOWN -> failed;
        };
    }

    /** A teardown that may not run must not hide behind a choice for years. */
    private static boolean mayNot(ResourceResult result) {
        boolean refused = !result.outcome().good() && result.outcome() != Outcome.UNCONFIRMED;
        return refused && result.reason().family() == Reason.Family.MAY_NOT;
    }
}
