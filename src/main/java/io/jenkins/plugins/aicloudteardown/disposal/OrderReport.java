package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.report.Journals;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import java.util.List;
import java.util.Optional;

/** Has the report of the build follow, as long as there is one. */
final class OrderReport {
    private OrderReport() {}

    /**
     * Shows what has changed since; a hundred tries that end alike are one row. May read the build from the disk.
     *
     * @param before how the resources of the order stood
     */
    static void show(Order order, List<Standing> before) {
        List<ReportRow> rows = order.resources().stream()
                .filter(now -> before.stream().noneMatch(now::looksLike))
                .map(OrderReport::row)
                .toList();
        // A build or a job that is gone has no report, and takes nothing else along.
        Optional<Run<?, ?>> run =
                rows.isEmpty() ? Optional.empty() : order.owner().run();
        run.ifPresent(build -> rows.forEach(Journals.get().of(build)::note));
    }

    static ReportRow row(Standing one) {
        ReportRow row = one.leftUnsent() ? one.row().as(Outcome.NOT_SENT, Reason.GIVEN_UP) : one.row();
        return row.kept(one.stands().name(), one.by());
    }
}
