package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;

/** Rows for tests. */
final class ReportRows {
    private ReportRows() {}

    /** Of an order that is named after its node. */
    static Opening opening(String node, String operation) {
        return new Opening("order" + node, node, 0, operation, "", 0);
    }

    static ReportRow of(Opening order, String stage, Phase phase, ResourceResult result) {
        Progress progress = new Progress(phase, result, 0, false, null, false, null);
        return ReportRow.of(order, stage, "127.0.0.1", progress, null);
    }

    static ReportRow sent(String node, String id) {
        ResourceResult result = ResourceResult.of(id, Outcome.UNKNOWN, Reason.INTERRUPTED)
                .effort(1, 0)
                .build();
        return of(opening(node, "dataforestKill"), "Teardown", Phase.SENT, result);
    }

    static ReportRow done(String node, String id) {
        return ended(node, id, Outcome.DONE, Reason.ACCEPTED);
    }

    static ReportRow ended(String node, String id, Outcome outcome, Reason reason) {
        ResourceResult result = ResourceResult.of(id, outcome, reason)
                .effort(1, 12)
                .said(200, "", "")
                .build();
        return of(opening(node, "dataforestKill"), "Teardown", Phase.ENDED, result);
    }
}
