package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One provider function as a validated value: its request, how its answer is read, and how it is confirmed. Persisted
 * with a running Pipeline step, so its fields are plain.
 */
public abstract class Operation implements Caller, Serializable {
    private static final long serialVersionUID = 1L;

    public abstract OperationType type();

    /**
     * What it takes to make this operation again besides its {@link #type() type}: names and ids, nothing secret. Kept on
     * the disk where a teardown is handed over, so a name that was used once keeps its meaning. How long this step waits
     * is not among it.
     */
    public Map<String, String> own() {
        return Map.of();
    }

    /** What names a resource besides its project and its id, which are unique within it only; empty if nothing does. */
    public String scope() {
        return "";
    }

    /** The Pipeline function's name. */
    public final String name() {
        return type().name();
    }

    @Override
    public final Service service() {
        return type().service();
    }

    /** The request that changes something. */
    public abstract HttpCall write(Endpoint endpoint, String id);

    /** What the answer to {@link #write} says. */
    public abstract Reading readWrite(HttpReply reply, String id);

    /**
     * The request that removes one member of a cascade by itself. After its first call a cascade is not asked for again:
     * it would take along what was deployed since its members were listed.
     */
    public HttpCall writeMember(Endpoint endpoint, String id) {
        return write(endpoint, id);
    }

    /** What the answer to {@link #writeMember} says. */
    public Reading readMember(HttpReply reply, String id) {
        return readWrite(reply, id);
    }

    /** How long a resource that is busy is waited for before it is written to; zero not to wait. */
    public Duration waitForIdle() {
        return Duration.ZERO;
    }

    /** Whether what was seen does not allow the write yet. */
    public boolean busy(Observation seen) {
        return false;
    }

    /** Whether several ids of one step must be worked on one after the other. */
    public boolean oneAtATime() {
        return false;
    }

    /** Whether a write whose answer was lost may be sent again. */
    public boolean repeatable() {
        return true;
    }

    /** Whether the state has to be read before a lost write is sent again. */
    public boolean looksBeforeRepeating() {
        return false;
    }

    /** Whether {@link #look} can see something with the parameters given. */
    public boolean canLook() {
        return true;
    }

    /**
     * Whether the final state is also the state before, so that it counts only after another state, or another start,
     * was seen since the write.
     */
    public boolean needsChange() {
        return false;
    }

    /**
     * Reads the resource once.
     *
     * @param now by this clock, for what a service says of the time at which something ended
     */
    public abstract CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now);

    /**
     * Whether an answer that reports the resource as gone is not enough, because its code is not the resource's own: then
     * {@link #list} has to lack it too.
     */
    public boolean hasSecondSource() {
        return false;
    }

    /** Reads the list of all resources of this kind. */
    public CompletableFuture<Listing> list(ReadCall reader, Endpoint endpoint) {
        throw new UnsupportedOperationException(name() + " has no second source");
    }

    /**
     * Whether the same id may be deployed anew after it was torn down: then {@link #deployments} tells whether it was.
     */
    public boolean hasDeployments() {
        return false;
    }

    /** Reads when the resource was deployed. */
    public CompletableFuture<Deployments> deployments(ReadCall reader, Endpoint endpoint, String id) {
        throw new UnsupportedOperationException(name() + " has no deployments");
    }

    /**
     * Everything that one write is to remove: more than the id itself where the provider cascades. Read before the
     * first write.
     */
    public CompletableFuture<Members> members(ReadCall reader, Endpoint endpoint, String id) {
        return CompletableFuture.completedFuture(Members.alone(id));
    }

    /** At least this long between two requests of one key. */
    public final Duration interval() {
        return service().interval();
    }

    /** Whether writes go out one after the other, so that several ids take as long as all of them together. */
    public boolean serial() {
        return oneAtATime();
    }

    /**
     * How many requests one id takes if a list has one page and nothing is tried or looked at again. Each of them waits
     * for its turn, so the time that many ids need at least is counted by it.
     */
    public int requests(boolean ignoreMissing, boolean confirm) {
        int write = 1;
        int baseline = canLook() && !repeatable() ? 1 : 0;
        int idle = waitForIdle().isZero() ? 0 : 1;
        int confirmation = canLook() && confirm ? 1 : 0;
        int secondSource = hasSecondSource() && ignoreMissing ? 1 : 0;
        return write + baseline + idle + confirmation + secondSource;
    }
}
