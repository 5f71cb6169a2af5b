package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.Arrays;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many ended how, and the first failures, in the viewer's language. */
@Restricted(NoExternalUse.class)
public final class ReportSummary {
    private final ReportCounts counts;
    private final boolean building;
    private final List<ReportRow> firstFailures;

    ReportSummary(ReportCounts counts, boolean building, List<ReportRow> firstFailures) {
        this.counts = counts;
        this.building = building;
        this.firstFailures = List.copyOf(firstFailures);
    }

    /** One outcome that occurred, and how often. */
    public static final class Tally {
        private final Outcome outcome;
        private final int count;

        private Tally(Outcome outcome, int count) {
            this.outcome = outcome;
            this.count = count;
        }

        public Outcome getOutcome() {
            return outcome;
        }

        public String getWords() {
            return Words.of(outcome).toString();
        }

        public String getIcon() {
            return ReportPage.icon(outcome);
        }

        public int getCount() {
            return count;
        }
    }

    public List<Tally> getTallies() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> new Tally(outcome, counts.of(outcome, building)))
                .filter(tally -> tally.count > 0)
                .toList();
    }

    public int getTotal() {
        return counts.total();
    }

    public int getUnderWay() {
        return counts.underWay(building);
    }

    public List<ReportRow> getFirstFailures() {
        return firstFailures;
    }

    /** How many failures are not among {@link #getFirstFailures()}. */
    public int getMoreFailures() {
        int all = ReportPage.FAILURES.stream()
                .mapToInt(outcome -> counts.of(outcome, building))
                .sum();
        return Math.max(0, all - firstFailures.size());
    }

    /** Why, and what the provider said. */
    public String words(ReportRow row) {
        boolean listed = !row.getFailures().isEmpty();
        String code = listed ? row.getFailures().get(0).getCode() : row.getCode();
        String message = listed ? row.getFailures().get(0).getMessage() : row.getMessage();
        return Words.of(row.getReason()) + Words.said(row.getStatus(), code, message);
    }
}
