package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The one rule by which the outcomes of several resources become the outcome of a step. */
public final class BatchOutcome {
    private static final Set<Outcome> DONE_ENOUGH = EnumSet.of(Outcome.DONE, Outcome.ALREADY_GONE, Outcome.UNCONFIRMED);
    private static final Set<Outcome> NOT_DONE = EnumSet.of(Outcome.FAILED, Outcome.NOT_SENT);

    private BatchOutcome() {}

    /**
     * First match wins: any UNKNOWN; something done and something not; nothing done, or nothing even sent; any
     * UNCONFIRMED; done.
     *
     * @param results at least one result
     */
    public static Outcome of(Collection<ResourceResult> results) {
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        results.forEach(result -> seen.add(result.outcome()));
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("a batch without results has no outcome");
        }
        if (seen.size() == 1) {
            return seen.iterator().next();
        }
        if (seen.contains(Outcome.UNKNOWN)) {
            return Outcome.UNKNOWN;
        }
        boolean somethingDone = seen.contains(Outcome.PARTIAL) || seen.stream().anyMatch(DONE_ENOUGH::contains);
        boolean somethingNot = seen.contains(Outcome.PARTIAL) || seen.stream().anyMatch(NOT_DONE::contains);
        if (somethingDone && somethingNot) {
            return Outcome.PARTIAL;
        }
        if (somethingNot) {
            return seen.contains(Outcome.FAILED) ? Outcome.FAILED : Outcome.NOT_SENT;
        }
        if (seen.contains(Outcome.DRY_RUN)) {
            return Outcome.DRY_RUN;
        }
        if (seen.contains(Outcome.DEFERRED)) {
            return Outcome.DEFERRED;
        }
        return seen.contains(Outcome.UNCONFIRMED) ? Outcome.UNCONFIRMED : Outcome.DONE;
    }
}
