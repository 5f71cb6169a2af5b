package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Listing;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The list that "gone" needs besides the answer that says so: read once for all resources of a teardown that are gone
 * at the same time, since a rate of one request a second allows no list for each. An id that a complete list lacked once
 * is gone for good, because no service gives it to anything else.
 */
final class SecondSource {
    private CompletableFuture<Listing> latest = CompletableFuture.completedFuture(null);

    /**
     * @param read reads the list; is called only if none of before will do
     * @return ABSENT if the id is gone by the list too; never fails
     */
    CompletableFuture<Observation> find(String id, Supplier<CompletableFuture<Listing>> read) {
        CompletableFuture<Listing> known = latest();
        return known.thenCompose(listing -> useful(listing, id) ? known : newerThan(known, read))
                .thenApply(listing -> listing.find(id));
    }

    private synchronized CompletableFuture<Listing> latest() {
        return latest;
    }

    /** Whoever finds the same list of no use waits for the same new one. */
    private synchronized CompletableFuture<Listing> newerThan(
            CompletableFuture<Listing> old, Supplier<CompletableFuture<Listing>> read) {
        if (latest == old) {
            latest = read.get().exceptionally(error -> Listing.unknown(ReadFailedException.reading(error)));
        }
        return latest;
    }

    /** What cannot be read now cannot be read for the next one either, unless it may pass. */
    private static boolean useful(Listing listing, String id) {
        if (listing == null) {
            return false;
        }
        if (listing.why() == null) {
            return listing.find(id).kind() == Observation.Kind.ABSENT;
        }
        Reason reason = listing.why().reason();
        return !reason.passing() && reason != Reason.DEADLINE_BEFORE_SEND;
    }
}
