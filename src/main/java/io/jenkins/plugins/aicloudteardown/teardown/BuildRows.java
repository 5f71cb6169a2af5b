package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.ResourceState;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.report.ReportStore;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The rows of one teardown in its build's report. Safe for use by many threads; never blocks. */
final class BuildRows {
    private static final Logger LOGGER = Logger.getLogger(BuildRows.class.getName());

    private final ReportStore store = ReportStore.get();
    private final Run<?, ?> run;
    private final String node;
    private final String stage;
    private final String operation;
    private final String host;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Queue<CompletableFuture<Void>> written = new ConcurrentLinkedQueue<>();

    /**
     * Asks the place for its stage, which may take long.
     *
     * @param host empty where it was not looked up
     */
    BuildRows(Run<?, ?> run, Place place, String operation, String host) {
        this.run = run;
        this.node = place.node();
        this.stage = stage(place);
        this.operation = operation;
        this.host = host;
    }

    /** A name is nothing to fail for. */
    private static String stage(Place place) {
        try {
            return place.stage().get();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The stage of a teardown cannot be found out", e);
            return "";
        }
    }

    /** What the report says if nothing more should ever be heard of a resource whose write leaves now, or has left. */
    CompletableFuture<Void> underWay(ResourceState item) {
        boolean accepted = item.phase() == ResourceState.Phase.CONFIRMING;
        ResourceResult result = item.soFar(accepted ? Outcome.UNCONFIRMED : Outcome.UNKNOWN, Reason.INTERRUPTED)
                .build();
        return store.append(run, ReportRow.underWay(node, stage, operation, host, result));
    }

    void ended(ResourceResult result) {
        ended.add(result.id());
        written.add(store.append(run, ReportRow.ended(node, stage, operation, host, result)));
    }

    /**
     * Writes the rows that an earlier life of the controller may have been killed over.
     *
     * @return ends when all rows of this teardown are on the disk, or fails if one could not be written
     */
    CompletableFuture<Void> finish(Collection<ResourceResult> results) {
        results.stream().filter(result -> !ended.contains(result.id())).forEach(this::ended);
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new));
    }
}
