package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far one id has come: all that a restart must not forget. Written by one thread at a time, saved by another;
 * therefore each field is volatile and collections are replaced, never changed.
 */
public final class ResourceState implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How far. */
    public enum Phase {
        /** No write has left that was not refused. */
        NOT_SENT,
        /** A write may have left, its answer is not known. */
        SENT,
        /** The provider accepted it; its final state has not been seen. */
        CONFIRMING,
        /** There is a result. */
        ENDED
    }

    private final String id;
    private volatile Phase phase = Phase.NOT_SENT;
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger answersLost = new AtomicInteger();
    private volatile boolean answeredOnce;
    private volatile boolean seenBefore;
    private volatile boolean changeSeen;
    private volatile String baselineState = "";
    private volatile String baselineSince = "";
    private volatile String lastState = "";
    private volatile ArrayList<String> members;
    private volatile ArrayList<String> removed = new ArrayList<>();
    private volatile ArrayList<Failure> failures = new ArrayList<>();
    private volatile ResourceResult result;
    private transient volatile UnderWay writing;

    ResourceState(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public Phase phase() {
        return phase;
    }

    void phase(Phase phase) {
        this.phase = phase;
    }

    /** Whether a write of this process is under way. */
    public boolean writing() {
        return writing != null;
    }

    void writing(boolean underWay) {
        writing = underWay ? new UnderWay() : null;
    }

    /** How many writes were begun. */
    public int tries() {
        return tries.get();
    }

    void tried() {
        tries.incrementAndGet();
    }

    boolean answerLost() {
        return answersLost.get() > 0;
    }

    int answersLost() {
        return answersLost.get();
    }

    void loseAnswer() {
        answersLost.incrementAndGet();
    }

    /** Whether the resource is known to have existed within this step. */
    boolean known() {
        return seenBefore || answeredOnce;
    }

    /** There is an answer to the write: what was lost before it does not matter any more. */
    void answered() {
        answeredOnce = true;
        answersLost.set(0);
    }

    void seen(String state, String since) {
        if (!seenBefore) {
            baselineState = state;
            baselineSince = since;
        }
        seenBefore = true;
        lastState = state;
    }

    boolean hasBaseline() {
        return seenBefore;
    }

    boolean changeSeen() {
        return changeSeen;
    }

    /** Takes note of a state seen after the write. */
    void watch(String state, String since, boolean finalState) {
        lastState = state;
        changeSeen = changeSeen
                || !finalState
                || seenBefore && (!state.equals(baselineState) || began(since) && !since.equals(baselineSince));
    }

    /** A start that was not told before, or is not told now, cannot be compared. */
    private boolean began(String since) {
        return !since.isEmpty() && !baselineSince.isEmpty();
    }

    /** The last state that the provider's read API showed, or empty. */
    public String lastState() {
        return lastState;
    }

    /** All that is to be removed, the id itself among them; null until it is known. */
    public List<String> members() {
        return members;
    }

    void members(List<String> ids) {
        members = new ArrayList<>(ids);
    }

    /** What the provider says it removed. */
    public List<String> removed() {
        return removed;
    }

    void remove(List<String> ids) {
        ArrayList<String> all = new ArrayList<>(removed);
        ids.stream().filter(one -> !all.contains(one)).forEach(all::add);
        removed = all;
    }

    /** The provider's failure list. */
    public List<Failure> failures() {
        return failures;
    }

    void fail(List<Failure> more) {
        ArrayList<Failure> all = new ArrayList<>(failures);
        more.stream().filter(one -> !all.contains(one)).forEach(all::add);
        failures = all;
    }

    /** What is neither removed nor failed yet. */
    List<String> remaining() {
        List<String> left = new ArrayList<>(members == null ? List.of(id) : members);
        left.removeAll(removed);
        failures.forEach(failure -> left.remove(failure.id()));
        return left;
    }

    /** Whether a write of this step may have been carried out, at least in part, whatever is under way now. */
    public boolean mayHaveActed() {
        return phase == Phase.SENT || phase == Phase.CONFIRMING || answerLost() || !removed.isEmpty();
    }

    /** A result that says this and all that is known of the id by now. */
    public ResourceResult.Builder soFar(Outcome outcome, Reason reason) {
        return ResourceResult.of(id, outcome, reason)
                .effort(tries(), 0)
                .lastState(lastState)
                .removed(removed)
                .failures(failures);
    }

    /** Null until the id has ended. */
    public ResourceResult result() {
        return result;
    }

    void end(ResourceResult end) {
        result = end;
        phase = Phase.ENDED;
    }

    /** Stands for a write of this process, so it never comes back from the disk. */
    private static final class UnderWay {}
}
