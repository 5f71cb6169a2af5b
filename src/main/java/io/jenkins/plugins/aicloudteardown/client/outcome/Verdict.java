package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        if (results.stream().anyMatch(Verdict::alwaysFails)) {
            return FAILURE;
        }
        Verdict worst = of(outcome, failed, partial);
        for (Outcome doubtful : doubtful(outcome, results)) {
            Verdict alone = of(doubtful, failed, partial);
            worst = alone.compareTo(worst) > 0 ? alone : worst;
        }
        return worst;
    }

    /** Why a verdict is not the one that was chosen for the outcome. */
    public enum Overruled {
        /** Something always fails. */
        ALWAYS_FAILS,
        /** What is not confirmed is no success. */
        NOT_CONFIRMED,
        /** For one of several alone it would be as bad. */
        ONE_OF_SEVERAL
    }

    /** Whether the choice for the outcome does not count, and why. Takes what {@link #of} takes. */
    public static Optional<Overruled> overruled(
            Outcome outcome, List<ResourceResult> results, Verdict failed, Verdict partial) {
        if (outcome.good() || of(outcome, results, failed, partial) == chosen(outcome, failed, partial)) {
            return Optional.empty();
        }
        if (results.stream().anyMatch(Verdict::alwaysFails)) {
            return Optional.of(Overruled.ALWAYS_FAILS);
        }
        return Optional.of(outcome == Outcome.UNCONFIRMED ? Overruled.NOT_CONFIRMED : Overruled.ONE_OF_SEVERAL);
    }

    private static Verdict chosen(Outcome outcome, Verdict failed, Verdict partial) {
        return outcome == Outcome.PARTIAL || outcome == Outcome.UNCONFIRMED ? partial : failed;
    }

    /** What the verdict may not be better than: one failure more never improves it. */
    private static Set<Outcome> doubtful(Outcome outcome, List<ResourceResult> results) {
        Set<Outcome> doubtful = EnumSet.noneOf(Outcome.class);
        List<ResourceResult> known =
                results.stream().filter(one -> one.outcome() != Outcome.UNKNOWN).toList();
        if (outcome == Outcome.UNKNOWN && !known.isEmpty()) {
            doubtful.add(BatchOutcome.of(known));
        }
        known.stream()
                .map(ResourceResult::outcome)
                .filter(one -> one == Outcome.UNCONFIRMED || one == Outcome.PARTIAL)
                .forEach(doubtful::add);
        return doubtful;
    }

    private static Verdict of(Outcome outcome, Verdict failed, Verdict partial) {
        return switch (outcome) {
            case DONE, ALREADY_GONE, DRY_RUN, DEFERRED -> SUCCESS;
            case PARTIAL -> partial;
            case UNCONFIRMED -> partial == SUCCESS ? UNSTABLE : partial;
            case FAILED, NOT_SENT, UNKNOWN -> failed;
        };
    }

    /** A teardown that may not run must not hide behind a choice for years. */
    public static boolean alwaysFails(ResourceResult result) {
        boolean refused = !result.outcome().good() && result.outcome() != Outcome.UNCONFIRMED;
        return refused && result.reason().family() == Reason.Family.MAY_NOT;
    }
}
