package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many ended how, the worst of them, and what was refused, in the viewer's language. */
@Restricted(NoExternalUse.class)
public final class ReportSummary {
    /** How many of a kind the build's own page shows. */
    private static final int SHOWN = 5;

    private final ReportCounts counts;
    private final boolean building;
    private final List<RowView> worst;
    private final List<Refusal> refusals;

    /** @param left what is left to do, the worst first */
    ReportSummary(ReportCounts counts, boolean building, List<RowView> left, List<Refusal> refusals) {
        this.counts = counts;
        this.building = building;
        this.worst = left.stream().limit(SHOWN).toList();
        this.refusals = refusals.stream().limit(SHOWN).toList();
    }

    /** One outcome that occurred, and how often. */
    public static final class Tally {
        private final Outcome outcome;
        private final int count;

        private Tally(Outcome outcome, int count) {
            this.outcome = outcome;
            this.count = count;
        }

        public String getOutcome() {
            return outcome.name();
        }

        public String getWords() {
            return Words.of(outcome).toString();
        }

        public String getIcon() {
            return RowView.icon(outcome);
        }

        public String getIconColor() {
            return RowView.iconColor(outcome);
        }

        public int getCount() {
            return count;
        }
    }

    /** The worst first. */
    public List<Tally> getTallies() {
        return Outcome.worstFirst().stream()
                .map(outcome -> new Tally(outcome, counts.of(outcome, building)))
                .filter(tally -> tally.count > 0)
                .toList();
    }

    /** Whether there is anything to show. */
    public boolean isAny() {
        return counts.any();
    }

    public int getTotal() {
        return counts.total();
    }

    public int getUnderWay() {
        return counts.underWay(building);
    }

    /** How many are left to do. */
    public int getLeft() {
        return counts.left(building);
    }

    public List<RowView> getWorst() {
        return worst;
    }

    /** How many are left to do that are not among {@link #getWorst()}. */
    public int getMoreLeft() {
        return Math.max(0, getLeft() - worst.size());
    }

    /** How many operations were refused before any resource had a row. */
    public int getRefused() {
        return counts.refused();
    }

    public List<Refusal> getRefusals() {
        return refusals;
    }

    /** How many refusals are not among {@link #getRefusals()}. */
    public int getMoreRefused() {
        return Math.max(0, counts.refused() - refusals.size());
    }
}
