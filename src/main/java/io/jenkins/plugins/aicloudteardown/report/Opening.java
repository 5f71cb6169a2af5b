package io.jenkins.plugins.aicloudteardown.report;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The line that an order has in the journal before the first of its resources: what tells a step that is resumed from one
 * of which nothing was noted, and one that Jenkins remembers from one that it has forgotten.
 *
 * @param opening       the order's random id
 * @param node          the id of the Pipeline node, or {@code freestyle-N}
 * @param began         when that node began, in milliseconds since 1970; node ids are used again, together with this
 *                      they are not
 * @param operation     the function's name
 * @param connection    the connection's name, or empty
 * @param spent         how much of the order's time was used when this was written, in milliseconds
 * @param credentialsId which credential is meant, the connection's default among them; empty in lines of earlier
 *                      versions
 * @param call          how the step was called; null in lines of earlier versions
 */
@Restricted(NoExternalUse.class)
public record Opening(
        String opening,
        String node,
        long began,
        String operation,
        String connection,
        long spent,
        String credentialsId,
        StepCall call)
        implements JournalLine {
    public Opening {
        opening = opening == null ? "" : opening;
        node = node == null ? "" : node;
        operation = operation == null ? "" : operation;
        connection = connection == null ? "" : connection;
        credentialsId = credentialsId == null ? "" : credentialsId;
    }

    /** The same order at a later time. */
    public Opening after(long millis) {
        return new Opening(opening, node, began, operation, connection, millis, credentialsId, call);
    }
}
