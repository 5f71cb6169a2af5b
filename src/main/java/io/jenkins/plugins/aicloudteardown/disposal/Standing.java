package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import java.util.List;

/**
 * How one resource of an order stands.
 *
 * @param id       the resource's
 * @param state    null stands for one that this version does not know
 * @param tries    how many were made since it was handed over
 * @param next     when the next one is, in milliseconds since 1970; 0 for at once
 * @param deployed its last deployment that may be torn down, or null
 * @param said     a sentence that says what is in the way, in English, or null
 * @param by       who dropped it, or null
 * @param row      what was learnt last, as the build's report shows it
 */
record Standing(
        String id, Disposition state, int tries, long next, String deployed, String said, String by, ReportRow row)
        implements OrderLine {

    /** Whether it has all without which nothing can be said of it. */
    boolean whole() {
        return id != null && row != null;
    }

    /** As it is handed over. */
    static Standing of(ReportRow row, Disposition state, long next, String deployed) {
        return new Standing(row.getId(), state, 0, next, deployed, null, null, row);
    }

    /** What is not known cannot be done. */
    Disposition stands() {
        return state == null ? Disposition.GIVEN_UP : state;
    }

    Standing as(Disposition other) {
        return new Standing(id, other, tries, next, deployed, said, by, row);
    }

    Standing droppedBy(String who) {
        return new Standing(id, Disposition.DROPPED, tries, next, deployed, said, who, row);
    }

    /** Tried at once; what was given up begins anew. */
    Standing atOnce() {
        int made = stands() == Disposition.GIVEN_UP ? 0 : tries;
        return new Standing(id, Disposition.OPEN, made, 0, deployed, null, by, row);
    }

    Standing nextAt(long time) {
        return new Standing(id, state, tries, time, deployed, said, by, row);
    }

    /** A write is about to leave. */
    Standing sending(ReportRow sent) {
        return new Standing(id, state, tries, next, deployed, said, by, sent);
    }

    /** After a try. */
    Standing tried(Disposition then, long nextTry, String lastDeployment, String why, ReportRow result) {
        return new Standing(id, then, tries + 1, nextTry, lastDeployment, why, by, result);
    }

    /** Whether a report shows both alike. */
    boolean looksLike(Standing other) {
        return id.equals(other.id)
                && state == other.state
                && row.getOutcome() == other.row.getOutcome()
                && row.getReason() == other.row.getReason()
                && row.getStatus() == other.row.getStatus()
                && row.getCode().equals(other.row.getCode());
    }

    /** Whether nothing was ever sent for it, and nothing will be any more. */
    boolean leftUnsent() {
        boolean ended = stands() == Disposition.GIVEN_UP || stands() == Disposition.DROPPED;
        return ended && row.getOutcome() == Outcome.DEFERRED;
    }

    /** Whether the last write may have been carried out, and no response says so. */
    boolean unsure() {
        return row.getOutcome() == Outcome.UNKNOWN;
    }

    /** What a new try begins with: what was removed, and what is to be, but nothing of what failed. */
    Progress again() {
        Progress was = row.progress();
        List<String> removed = was.soFar().removed();
        // All of it was accepted, so there is nothing to send: it is looked at until it can be seen.
        boolean accepted = !removed.isEmpty() && (was.members() == null || removed.containsAll(was.members()));
        ResourceResult soFar = ResourceResult.of(id, Outcome.NOT_SENT, Reason.INTERRUPTED)
                .removed(List.copyOf(removed))
                .lastState(was.soFar().lastState())
                .build();
        boolean called = was.answered() || was.answersLost() > 0 || was.phase() == Phase.SENT;
        return new Progress(
                accepted ? Phase.CONFIRMING : Phase.NOT_SENT, soFar, 0, called, was.before(), false, was.members());
    }
}
