package io.jenkins.plugins.aicloudteardown.teardown;

import io.jenkins.plugins.aicloudteardown.report.Opening;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where in a build an order stands.
 *
 * @param order     the order's random id; the same after a restart
 * @param node      tells it from the build's other operations: the Pipeline node's id, or {@code freestyle-N}
 * @param began     when that node began, in milliseconds since 1970, or 0
 * @param stage     gives the name of the stage, or an empty text; may take long, and is never called on the thread of a
 *                  step or a build
 * @param forgotten whether Jenkins does not know the step of another order any more
 */
@Restricted(NoExternalUse.class)
public record Origin(String order, String node, long began, Supplier<String> stage, Predicate<Opening> forgotten) {
    /** The Nth operation of a build that knows no stages and no restarts, counted from 1. */
    public static Origin freestyle(int number) {
        return new Origin(newOrder(), "freestyle-" + number, 0, () -> "", other -> false);
    }

    /** A random id of an order. */
    public static String newOrder() {
        return Long.toString(UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE, 36)
                + Long.toString(UUID.randomUUID().getLeastSignificantBits() & Long.MAX_VALUE, 36);
    }
}
