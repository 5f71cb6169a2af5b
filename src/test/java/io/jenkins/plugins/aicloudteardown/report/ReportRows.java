package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Explanation.Again;
import java.util.Map;

/** Rows for tests. */
final class ReportRows {
    private ReportRows() {}

    /** Of an order that is named after its node. */
    static Opening opening(String node, String operation) {
        return new Opening("order" + node, node, 0, operation, "ncp", 0, "ncp-key", call());
    }

    static StepCall call() {
        return new StepCall("id", true, Service.DATAFOREST, Again.HARMLESS, Map.of("connection", "ncp"));
    }

    /** As a table of the file has it. */
    static ReportRow of(Opening order, String stage, Phase phase, ResourceResult result, int place) {
        Progress progress = new Progress(phase, result, 0, false, null, false, null);
        ReportRow row = ReportRow.of(order, stage, "127.0.0.1", progress, null, place);
        row.opened(order);
        return row;
    }

    static ReportRow of(Opening order, String stage, Phase phase, ResourceResult result) {
        return of(order, stage, phase, result, 0);
    }

    static ReportRow sent(String node, String id) {
        ResourceResult result = ResourceResult.of(id, Outcome.UNKNOWN, Reason.INTERRUPTED)
                .effort(1, 0)
                .build();
        return of(opening(node, "dataforestKill"), "Teardown", Phase.SENT, result, 0);
    }

    static ReportRow done(String node, String id) {
        return ended(node, id, Outcome.DONE, Reason.ACCEPTED);
    }

    static ReportRow ended(String node, String id, Outcome outcome, Reason reason) {
        return ended(node, id, outcome, reason, 0);
    }

    static ReportRow ended(String node, String id, Outcome outcome, Reason reason, int place) {
        ResourceResult result = ResourceResult.of(id, outcome, reason)
                .effort(1, 12)
                .said(200, "", "")
                .build();
        return of(opening(node, "dataforestKill"), "Teardown", Phase.ENDED, result, place);
    }
}
