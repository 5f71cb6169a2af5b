package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.report.Opening;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** Orders to delete a model, due since 1970, in files as an earlier life of the controller has left them. */
final class WrittenOrders {
    private static final String OPERATION = "modelartsDeleteModel";

    private final String connection;
    private final String host;
    private final String credentialsId;

    /** @param host where the connection {@code huawei} led to */
    WrittenOrders(String host, String credentialsId) {
        this("huawei", host, credentialsId);
    }

    WrittenOrders(String connection, String host, String credentialsId) {
        this.connection = connection;
        this.host = host;
        this.credentialsId = credentialsId;
    }

    /** Where this Jenkins keeps them. */
    static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("ai-cloud-teardown").resolve("orders");
    }

    static Path file(String order) {
        return directory().resolve(order + ".jsonl");
    }

    OrderFile write(String order, String model, long taken) throws IOException {
        return write(order, model, taken, 0);
    }

    /**
     * Writes one that is not told to this life of the controller.
     *
     * @param next when it is tried next
     */
    OrderFile write(String order, String model, long taken, long next) throws IOException {
        OrderFile file = new OrderFile(file(order));
        Opening step = new Opening(order, "7", taken, OPERATION, connection, 0, "", null);
        file.append(
                List.of(
                        new Taken(
                                order,
                                taken,
                                false,
                                Map.of(),
                                new Owner("of-earlier/job", 1, taken, "SYSTEM"),
                                new Place(connection, "", SandboxKeys.PROJECT_ID, credentialsId, host, ""),
                                Disposals.home(),
                                step,
                                ""),
                        Standing.of(row(step, model), Disposition.OPEN, next, null),
                        Change.due(Disposals.get().now(), 0)),
                false,
                0);
        return file;
    }

    private ReportRow row(Opening step, String model) {
        ResourceResult result = ResourceResult.of(model, Outcome.FAILED, Reason.PROVIDER_ERROR)
                .said(500, "ModelArts.0010", "System error")
                .build();
        Progress ended = new Progress(Progress.Phase.ENDED, result, 0, true, null, false, null);
        return ReportRow.of(step, "", host, ended, null);
    }
}
