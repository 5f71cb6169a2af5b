package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.model.Run;
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
        if (disposals.loaded().isDone() && disposals.none()) {
            return;
        }
        moves = moves.thenCombine(disposals.loaded(), (done, known) -> known)
                .thenCompose(done -> Disposals.later(() -> disposals.orders().all().stream()
                        .filter(order -> order.owner().job().equals(oldName))
                        .forEach(order -> disposals.follow(order, newName))))
                .exceptionally(error -> {
                    LOGGER.log(Level.WARNING, error, () -> newName + " could not be followed");
                    return null;
                });
    }

    /** A job may have got its new name while its build's order was written under the old one. Blocks. */
    void takenFrom(Run<?, ?> run, Order order) {
        String name = run.getParent().getFullName();
        if (!name.equals(order.owner().job())) {
            disposals.follow(order, name);
        }
    }

    /**
     * What a deleted job has left is not another's that gets its name: it is named so that no other job can be. Does not
     * block.
     */
    void deleted(String name) {
        moved(name, name + " [deleted]");
    }

    /** Ends when all jobs that were moved are followed. */
    synchronized CompletableFuture<Void> followed() {
        return moves;
    }
}
