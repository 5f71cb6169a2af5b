package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.client.outcome.BatchOutcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the two parameters {@code failureResult} and {@code partialResult} say. */
@Restricted(NoExternalUse.class)
public final class Verdicts implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What may be done, or may not: never a success, whoever goes on with it. */
    private static final Set<Outcome> DOUBTFUL = EnumSet.of(Outcome.UNKNOWN, Outcome.UNCONFIRMED);

    private final Verdict failureResult;
    private final Verdict partialResult;

    public Verdicts(Verdict failureResult, Verdict partialResult) {
        this.failureResult = failureResult;
        this.partialResult = partialResult;
    }

    /**
     * SUCCESS leaves the build as it is.
     *
     * @param handed the ids of those that others go on with: they are not done, but they are not forgotten either
     */
    Result of(List<ResourceResult> results, List<String> handed) {
        List<ResourceResult> kept = kept(results, handed);
        Verdict verdict = kept.isEmpty()
                ? Verdict.SUCCESS
                : Verdict.of(BatchOutcome.of(kept), kept, failureResult, partialResult);
        if (kept.size() < results.size()) {
            Verdict others = Verdict.of(ofHanded(results, handed), List.of(), failureResult, partialResult);
            verdict = others.compareTo(verdict) > 0 ? others : verdict;
        }
        return Result.fromString(verdict.name());
    }

    /** Why they do not decide over the build; empty if they do. */
    Optional<Verdict.Overruled> overruled(List<ResourceResult> results, List<String> handed) {
        List<ResourceResult> kept = kept(results, handed);
        Optional<Verdict.Overruled> overruled = kept.isEmpty()
                ? Optional.empty()
                : Verdict.overruled(BatchOutcome.of(kept), kept, failureResult, partialResult);
        return overruled.isPresent() || kept.size() == results.size()
                ? overruled
                : Verdict.overruled(ofHanded(results, handed), List.of(), failureResult, partialResult);
    }

    /** What is handed over is begun at least, and where nobody knows whether it is done, not confirmed. */
    private static Outcome ofHanded(List<ResourceResult> results, List<String> handed) {
        boolean doubtful =
                results.stream().anyMatch(one -> handed.contains(one.id()) && DOUBTFUL.contains(one.outcome()));
        return doubtful ? Outcome.UNCONFIRMED : Outcome.PARTIAL;
    }

    private static List<ResourceResult> kept(List<ResourceResult> results, List<String> handed) {
        return results.stream().filter(one -> !handed.contains(one.id())).toList();
    }
}
