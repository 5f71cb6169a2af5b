package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/** Rows for tests. */
final class ReportRows {
    private ReportRows() {}

    static ReportRow sent(String node, String id) {
        ResourceResult result = ResourceResult.of(id, Outcome.UNKNOWN, Reason.INTERRUPTED)
                .effort(1, 0)
                .build();
        return ReportRow.underWay(node, "Teardown", "dataforestKill", "127.0.0.1", result);
    }

    static ReportRow done(String node, String id) {
        return ended(node, id, Outcome.DONE, Reason.ACCEPTED);
    }

    static ReportRow ended(String node, String id, Outcome outcome, Reason reason) {
        ResourceResult result = ResourceResult.of(id, outcome, reason)
                .effort(1, 12)
                .said(200, "", "")
                .build();
        return ReportRow.ended(node, "Teardown", "dataforestKill", "127.0.0.1", result);
    }
}
