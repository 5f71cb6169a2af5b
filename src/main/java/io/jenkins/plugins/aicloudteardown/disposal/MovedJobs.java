package io.jenkins.plugins.aicloudteardown.disposal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Follows jobs that are renamed or moved. */
final class MovedJobs {
    private static final Logger LOGGER = Logger.getLogger(MovedJobs.class.getName());

    private final Disposals disposals;
    private CompletableFuture<Void> moves = CompletableFuture.completedFuture(null);

    MovedJobs(Disposals disposals) {
        this.disposals = disposals;
    }

    /** One after the other, since a folder may be renamed right after its job. Does not block. */
    synchronized void moved(String oldName, String newName) {
        if (disposals.none()) {
            return;
        }
        moves = moves.thenCompose(done -> Disposals.later(() -> disposals.orders().all().stream()
                        .filter(order -> order.owner().job().equals(oldName))
                        .forEach(order -> disposals.change(order, List.of(Change.job(newName))))))
                .exceptionally(error -> {
                    LOGGER.log(Level.WARNING, error, () -> newName + " could not be followed");
                    return null;
                });
    }

    /** Ends when all jobs that were moved are followed. */
    synchronized CompletableFuture<Void> followed() {
        return moves;
    }
}
