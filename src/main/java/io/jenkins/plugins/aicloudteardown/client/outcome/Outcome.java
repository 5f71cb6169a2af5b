package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.util.List;

/**
 * How one resource, or a whole step, ended. The order carries no meaning; {@link BatchOutcome} ranks them for a step, and
 * {@link #worstFirst} for people.
 */
public enum Outcome {
    /** The provider's response says that everything asked for is accepted, or it is confirmed. */
    DONE,
    /** The service's own code says that the resource does not exist, and the caller allowed that. */
    ALREADY_GONE,
    /** Something was done and something failed. */
    PARTIAL,
    /** Accepted, but not confirmed by the deadline. */
    UNCONFIRMED,
    /** The provider said no. */
    FAILED,
    /** Nothing reached the provider, or the provider refused to take the request. */
    NOT_SENT,
    /** The request may have been carried out, but no response says so. */
    UNKNOWN,
    /** Only checked and signed, nothing was sent. */
    DRY_RUN,
    /** Ordered for the end of the build, nothing was sent yet. */
    DEFERRED;

    private static final List<Outcome> WORST_FIRST =
            List.of(UNKNOWN, FAILED, NOT_SENT, PARTIAL, UNCONFIRMED, DEFERRED, DONE, ALREADY_GONE, DRY_RUN);

    /** All of them, and first what somebody has to look at first. */
    public static List<Outcome> worstFirst() {
        return WORST_FIRST;
    }

    /** Whether it is what was asked for, so that nobody needs to look at it. */
    public boolean good() {
        return this == DONE || this == ALREADY_GONE || this == DRY_RUN || this == DEFERRED;
    }
}
