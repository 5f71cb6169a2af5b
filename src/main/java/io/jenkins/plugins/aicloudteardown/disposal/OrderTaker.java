package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.config.AccessResolver;
import io.jenkins.plugins.aicloudteardown.config.TargetNames;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import io.jenkins.plugins.aicloudteardown.report.Opening;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Where a step leaves what is to be done when it has ended. */
@Restricted(NoExternalUse.class)
public final class OrderTaker {
    /** For the reads that an order begins with. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);

    private final Run<?, ?> run;
    private final Operation operation;
    private final TargetNames names;

    public OrderTaker(Run<?, ?> run, Operation operation, TargetNames names) {
        this.run = run;
        this.operation = operation;
        this.names = names;
    }

    /** Reads when each resource was deployed last; empty where an id cannot be deployed again. Never fails. */
    public CompletableFuture<Map<String, Deployments>> deployments(Access access, Collection<String> ids) {
        return operation.hasDeployments()
                ? ControllerClient.get().client().deployments(operation, access, ids, READ_LIMIT)
                : CompletableFuture.completedFuture(Map.of());
    }

    /**
     * Takes what a step could not finish. The first try comes in a minute.
     *
     * @param deployed the last deployment of each that may be torn down, as far as there are deployments
     * @return ends when it is on the disk, with the ids taken; fails with an {@code IOException} if it cannot be written
     */
    public CompletableFuture<List<String>> keepTrying(
            Opening step, String stage, Access access, List<Progress> unfinished, Map<String, String> deployed) {
        Disposals disposals = Disposals.get();
        long first = disposals.now() + TryPauses.after(0).toMillis();
        return take(taken(step, stage, access, false), unfinished, Disposition.OPEN, first, deployed);
    }

    /** Takes what is for the end of the build; otherwise as {@link #keepTrying}. */
    public CompletableFuture<List<String>> atEnd(Opening step, String stage, Access access, List<Progress> all) {
        return take(taken(step, stage, access, true), all, Disposition.WAITING, 0, Map.of());
    }

    private CompletableFuture<List<String>> take(
            Taken taken, List<Progress> what, Disposition state, long next, Map<String, String> deployed) {
        List<Standing> resources = what.stream()
                .map(one ->
                        ReportRow.of(taken.step(), taken.stage(), taken.place().host(), one, null))
                .map(row -> Standing.of(row, state, next, deployed.get(row.getId())))
                .toList();
        return Disposals.get().intake().take(taken, resources).thenApply(order -> {
            Disposals.get().movedJobs().takenFrom(run, order);
            return order.resources().stream().map(Standing::id).toList();
        });
    }

    private Taken taken(Opening step, String stage, Access access, boolean atEnd) {
        return new Taken(
                step.opening(),
                Disposals.get().now(),
                atEnd,
                operation.own(),
                Owner.of(run),
                place(access),
                Disposals.home(),
                step,
                stage);
    }

    private Place place(Access access) {
        return new Place(
                names.connection(),
                names.region(),
                access.endpoint().projectId(),
                AccessResolver.credentialsId(names),
                access.endpoint().host(),
                Accounts.mark(operation.service().provider(), access.key()));
    }

    /** A step has torn these down, so no order needs to. */
    public void tornDown(Opening step, Access access, List<String> ids) {
        if (!ids.isEmpty() && !Disposals.get().none()) {
            Taken like = taken(step, "", access, false);
            Disposals.get().intake().tornDown(like, ids);
        }
    }
}
