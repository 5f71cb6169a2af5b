package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What follows from a try for each resource. */
final class TryResults {
    /** What was ordered before it was deployed may not be there yet, even when its build has just ended. */
    private static final Duration YOUNG = Duration.ofMinutes(15);

    private final Order order;
    private final long now;

    TryResults(Disposals disposals, Order order) {
        this.order = order;
        this.now = disposals.now();
    }

    /** What is not over when its days are; what was overdue, because Jenkins was down, has had its try by then. */
    List<Standing> inTime(List<Standing> lines) {
        return isTooOld()
                ? lines.stream()
                        .map(one -> one.stands().tried() ? one.as(Disposition.GIVEN_UP) : one)
                        .toList()
                : lines;
    }

    private boolean isTooOld() {
        int days = Connections.get()
                .named(order.taken().place().connection())
                .map(Connection::getKeepTryingDays)
                .orElse(Connection.DEFAULT_KEEP_TRYING_DAYS);
        return now - order.due() >= Duration.ofDays(days).toMillis();
    }

    /** @param operation one that only another version of the plugin knows */
    List<Standing> unknown(List<Standing> due, String operation) {
        String why = Messages._Disposal_Unknown(operation).toString(Locale.ENGLISH);
        return due.stream()
                .map(one -> one.tried(Disposition.OPEN, slow(), one.deployed(), why, one.row()))
                .toList();
    }

    /** @param withdrawn whether the connection or the credential is not to be had any more */
    List<Standing> withoutAccess(List<Standing> due, String why, boolean withdrawn) {
        return due.stream()
                .map(one -> withdrawn
                        ? one.tried(Disposition.NO_ACCESS, slow(), one.deployed(), why, one.row())
                        : one.tried(Disposition.OPEN, next(one), one.deployed(), why, one.row()))
                .toList();
    }

    List<Standing> elsewhere(List<Standing> due, String host) {
        return due.stream()
                .map(one -> one.tried(Disposition.ELSEWHERE, slow(), one.deployed(), host, one.row()))
                .toList();
    }

    /**
     * @param rows     how each ended
     * @param deployed the last deployment of each that may be torn down
     * @param account  whose key was used
     */
    List<Standing> of(List<Standing> due, Map<String, ReportRow> rows, Map<String, String> deployed, String account) {
        List<Standing> lines = new ArrayList<>();
        for (Standing one : due) {
            ReportRow row = rows.getOrDefault(one.id(), one.row());
            String known = deployed.get(one.id());
            lines.add(of(one, row, known, account));
        }
        return lines;
    }

    private Standing of(Standing one, ReportRow row, String deployed, String account) {
        boolean missing = row.getOutcome() == Outcome.ALREADY_GONE;
        if ((missing || onlyNotFound(row))
                && !account.equals(order.taken().place().account())) {
            return one.tried(Disposition.OTHER_ACCOUNT, slow(), deployed, null, row.as(Outcome.FAILED));
        }
        if (missing && isYoung()) {
            return one.tried(Disposition.OPEN, next(one), deployed, null, row.as(Outcome.FAILED));
        }
        if (missing || row.getOutcome() == Outcome.DONE) {
            return one.tried(Disposition.GONE, 0, deployed, null, row);
        }
        if (row.getReason() == Reason.DEPLOYED_AGAIN) {
            return one.tried(Disposition.DEPLOYED_AGAIN, 0, deployed, null, row);
        }
        boolean correctable = row.getReason().lasting();
        return one.tried(Disposition.OPEN, correctable ? slow() : next(one), deployed, null, row);
    }

    /** What was accepted from another key before, and is not found now: nothing was sent in this try, and nothing seen. */
    private static boolean onlyNotFound(ReportRow row) {
        return row.getOutcome() == Outcome.DONE
                && row.getTries() == 0
                && row.getLastState().isEmpty();
    }

    private boolean isYoung() {
        return order.taken().atEnd() && now - Math.max(order.taken().taken(), order.due()) < YOUNG.toMillis();
    }

    /** What is for the end of a build is tried then; what a step could not finish, after a first pause. */
    private long next(Standing one) {
        int pauses = order.taken().atEnd() ? one.tries() : one.tries() + 1;
        return now + TryPauses.after(pauses).toMillis();
    }

    private long slow() {
        return now + TryPauses.SLOW.toMillis();
    }
}
