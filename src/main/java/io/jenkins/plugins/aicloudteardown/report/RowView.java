package io.jenkins.plugins.aicloudteardown.report;

import hudson.Util;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the pages say about one row, in the viewer's language. */
@Restricted(NoExternalUse.class)
public final class RowView {
    /** A thousand ids in one cell help nobody. */
    private static final int SHOWN = 20;

    private final ReportRow row;
    private final boolean underWay;

    /** @param building whether what is under way may still end */
    RowView(ReportRow row, boolean building) {
        this.row = row;
        this.underWay = building && !row.isEnded();
    }

    public ReportRow getRow() {
        return row;
    }

    boolean underWay() {
        return underWay;
    }

    /** Whether it has ended otherwise than it was asked for, so that somebody has to look at it. */
    boolean left() {
        return !underWay && !row.replaced() && !row.getOutcome().good();
    }

    /** Whether it counts as one that ended so. */
    boolean counts(String outcome) {
        return getOutcomeCode().equals(outcome) && !row.replaced();
    }

    /** The smaller, the sooner somebody has to look. */
    public int getRank() {
        return ReportOrder.rank(row.getOutcome(), underWay);
    }

    public String getOutcome() {
        return underWay
                ? Messages.Report_UnderWay()
                : Words.of(row.getOutcome()).toString();
    }

    /** The outcome as the log, the docs and the API have it; empty as long as there is none. */
    public String getOutcomeCode() {
        return underWay ? "" : row.getOutcome().name();
    }

    public String getReason() {
        return underWay ? Messages.Report_AnswerAwaited() : words().why(language());
    }

    private static Locale language() {
        return LocaleProvider.getLocale();
    }

    public String getReasonCode() {
        return underWay ? "" : row.getReason().name();
    }

    /** The row of the reason in the documentation; empty where there is nothing to do. */
    public String getLink() {
        return left() ? Troubleshooting.address(row.getReason()) : "";
    }

    /** What to do next; empty where there is nothing to do. */
    public String getHint() {
        return left() ? words().next(language()) : "";
    }

    private RowWords words() {
        return new RowWords(row, row.opening());
    }

    /** What becomes of it after its step, or empty. */
    public String getKept() {
        return row.getKept().isEmpty() ? "" : Words.kept(row.getKept()).toString(language());
    }

    public String getIcon() {
        return underWay ? "symbol-status-nobuilt-anime" : icon(row.getOutcome());
    }

    public String getIconColor() {
        return underWay ? "" : iconColor(row.getOutcome());
    }

    /** What may have been carried out is not to be mistaken for what the provider refused. */
    static String icon(Outcome outcome) {
        return switch (outcome) {
            case DONE, ALREADY_GONE -> "symbol-status-blue";
            case PARTIAL, UNCONFIRMED -> "symbol-status-yellow";
            case FAILED, NOT_SENT -> "symbol-status-red";
            case UNKNOWN -> "symbol-help-circle";
            case DRY_RUN, DEFERRED -> "symbol-status-disabled";
        };
    }

    /** Status icons have their own color. */
    static String iconColor(Outcome outcome) {
        return outcome == Outcome.UNKNOWN ? "jenkins-!-error-color" : "";
    }

    public String getDuration() {
        return row.isEnded() ? Util.getTimeSpanString(row.getDurationMillis()) : "";
    }

    /** The HTTP status and the provider's code, as far as there are any. */
    public String getCode() {
        return Words.code(row.getStatus(), row.getCode());
    }

    /** The provider's message, unless the list of failures has it. */
    public String getMessage() {
        boolean listed =
                row.getFailures().stream().anyMatch(one -> one.getMessage().equals(row.getMessage()));
        return listed ? "" : row.getMessage();
    }

    /** Why, and what the provider said, in one line. */
    public String getShort() {
        boolean listed = !row.getFailures().isEmpty();
        String code = listed ? row.getFailures().get(0).getCode() : row.getCode();
        String message = listed ? row.getFailures().get(0).getMessage() : row.getMessage();
        return getReason() + Words.said(row.getStatus(), code, message);
    }

    /** What a cascade removed besides the resource itself. */
    public List<String> getRemoved() {
        return others().stream().limit(SHOWN).toList();
    }

    public int getMoreRemoved() {
        return Math.max(0, others().size() - SHOWN);
    }

    private List<String> others() {
        return row.getRemoved().stream().filter(id -> !id.equals(row.getId())).toList();
    }

    public List<ReportFailure> getFailures() {
        return row.getFailures().stream().limit(SHOWN).toList();
    }

    public int getMoreFailures() {
        return Math.max(0, row.getFailures().size() - SHOWN);
    }

    /** Whether all of these words, in small letters, stand somewhere in what is known of the row. */
    boolean has(List<String> words) {
        if (words.isEmpty()) {
            return true;
        }
        List<String> texts = new ArrayList<>(List.of(
                row.getId(),
                row.getOperation(),
                getOutcome(),
                getOutcomeCode(),
                getReason(),
                getReasonCode(),
                getKept(),
                getCode(),
                row.getMessage(),
                row.getLastState(),
                row.getHost(),
                row.getConnection(),
                row.getCredentialsId(),
                row.getStage()));
        texts.addAll(row.getRemoved());
        row.getFailures().forEach(one -> texts.addAll(List.of(one.getId(), one.getCode(), one.getMessage())));
        String all = String.join("\n", texts).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }
}
