package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.Progress.Baseline;
import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far one resource has come. Written by one thread at a time, read by others; therefore each field is volatile and
 * lists are replaced, never changed.
 */
final class ResourceState {
    private final String id;
    private volatile Phase phase;
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger answersLost = new AtomicInteger();
    private volatile boolean answered;
    private volatile Baseline before;
    private volatile boolean finalBefore;
    private volatile boolean changeSeen;
    private volatile Reading said;
    private volatile String lastState = "";
    private volatile List<String> members;
    private volatile List<String> removed = List.of();
    private volatile List<Failure> failures = List.of();
    private volatile ResourceResult result;
    private volatile boolean writing;

    private ResourceState(String id, Phase phase) {
        this.id = id;
        this.phase = phase;
    }

    /** Of a resource that nothing was sent for. */
    static ResourceState fresh(String id) {
        return new ResourceState(id, Phase.NOT_SENT);
    }

    /** Of a resource of which it is not known whether something was sent for it. */
    static ResourceState unread(String id) {
        return new ResourceState(id, Phase.SENT);
    }

    static ResourceState of(Progress past) {
        ResourceState state = new ResourceState(past.id(), past.phase());
        ResourceResult soFar = past.soFar();
        state.tries.set(soFar.tries());
        state.answersLost.set(past.answersLost());
        state.answered = past.answered();
        state.before = past.before();
        state.changeSeen = past.changeSeen();
        state.lastState = soFar.lastState();
        state.members = past.members();
        state.removed = soFar.removed();
        state.failures = soFar.failures();
        state.said = Reading.of(Reading.Kind.LOST, soFar.reason(), soFar.code(), soFar.message())
                .at(soFar.status());
        state.result = past.ended() ? soFar : null;
        return state;
    }

    /** What a journal is told. */
    Progress progress() {
        ResourceResult end = result;
        ResourceResult soFar =
                end != null ? end : soFar(ifEndedNow(false), Reason.INTERRUPTED).build();
        return new Progress(phase, soFar, answersLost(), answered, before, changeSeen, members);
    }

    String id() {
        return id;
    }

    Phase phase() {
        return phase;
    }

    /** @return false if it has ended meanwhile, which stands */
    synchronized boolean phase(Phase next) {
        if (result == null) {
            phase = next;
        }
        return result == null;
    }

    /** Whether a write of this process is under way. */
    boolean writing() {
        return writing;
    }

    void writing(boolean underWay) {
        writing = underWay;
    }

    /** How many writes were begun. */
    int tries() {
        return tries.get();
    }

    void tried() {
        tries.incrementAndGet();
    }

    /** What was said instead of the last answer that was lost, or that nothing was. */
    Reading lost(Reason reason) {
        return said != null && said.reason() == reason ? said : Reading.of(Reading.Kind.LOST, reason, "", "");
    }

    /** Whether a write may have been taken on before: what a first call would begin has begun. */
    boolean called() {
        return answered || answerLost();
    }

    boolean answerLost() {
        return answersLost.get() > 0;
    }

    int answersLost() {
        return answersLost.get();
    }

    /** @param gateway what was said instead of an answer, redacted; null where nothing was */
    void loseAnswer(Reading gateway) {
        answersLost.incrementAndGet();
        if (gateway != null) {
            said = gateway;
        }
    }

    /** Whether the resource is known to have existed within this step. */
    boolean known() {
        return before != null || answered;
    }

    /** There is an answer to the write: what was lost before it does not matter any more. */
    void answered() {
        answered = true;
        answersLost.set(0);
        said = null;
    }

    /** It was seen to exist before the write. */
    void seen(String state, String since) {
        if (before == null) {
            before = new Baseline(state, since);
        }
        lastState = state;
    }

    /**
     * What was seen directly before a write, which is what comes after it is compared with.
     *
     * @param finalState whether the operation is to bring about that very state
     */
    void baseline(String state, String since, boolean finalState) {
        before = new Baseline(state, since);
        finalBefore = finalState;
        lastState = state;
    }

    boolean changeSeen() {
        return changeSeen;
    }

    /**
     * Takes note of a state seen after the write. If the write was accepted, whatever differs from before is its effect.
     * If its answer was lost, what is seen may be somebody else's: then another start counts, and another state only if
     * the final state was seen directly before the write.
     *
     * @param finalState whether it is the state that the operation is to bring about
     */
    void watch(String state, String since, boolean finalState) {
        boolean otherState = answerLost()
                ? !finalState && finalBefore
                : !finalState || before != null && !state.equals(before.state());
        lastState = state;
        changeSeen = changeSeen || otherState || before != null && restarted(since);
    }

    /** A start that was not told before, or is not told now, cannot be compared. */
    private boolean restarted(String since) {
        return !since.isEmpty() && !before.since().isEmpty() && !since.equals(before.since());
    }

    /** The last state that the provider's read API showed, or empty. */
    String lastState() {
        return lastState;
    }

    /** All that is to be removed, the id itself among them; null until it is known. */
    List<String> members() {
        return members;
    }

    void members(List<String> ids) {
        members = List.copyOf(ids);
    }

    /** What the provider says it removed. */
    List<String> removed() {
        return removed;
    }

    void remove(List<String> ids) {
        removed = joined(removed, ids);
    }

    /** The provider's failure list. */
    List<Failure> failures() {
        return failures;
    }

    void fail(List<Failure> more) {
        failures = joined(failures, more);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        ArrayList<T> all = new ArrayList<>(some);
        more.stream().filter(one -> !all.contains(one)).forEach(all::add);
        return List.copyOf(all);
    }

    /** Whether an id that an answer names is one that was asked for. */
    boolean asked(String other) {
        return id.equals(other) || members != null && members.contains(other);
    }

    /** What is neither removed nor failed yet. */
    List<String> remaining() {
        List<String> left = new ArrayList<>(members == null ? List.of(id) : members);
        left.removeAll(removed);
        failures.forEach(failure -> left.remove(failure.id()));
        return left;
    }

    /** Whether a write of this step may have been carried out, at least in part, whatever is under way now. */
    boolean mayHaveActed() {
        return phase == Phase.SENT || phase == Phase.CONFIRMING || answerLost() || !removed.isEmpty();
    }

    /**
     * What may be said of this resource if nothing more is heard of it.
     *
     * @param cutShort whether somebody ends it, and not merely its time is over or its way blocked
     */
    Outcome ifEndedNow(boolean cutShort) {
        if (!mayHaveActed()) {
            return Outcome.NOT_SENT;
        }
        if (cutShort || phase == Phase.SENT || answerLost()) {
            return Outcome.UNKNOWN;
        }
        return phase == Phase.CONFIRMING ? Outcome.UNCONFIRMED : Outcome.PARTIAL;
    }

    /** Why it ends so, where nothing but the stop is to blame. */
    Reason ifEndedBy(Stop.Cause cause) {
        return switch (cause) {
            case ABORTED -> Reason.ABORTED;
            case SKIPPED -> Reason.SKIPPED;
            case DEADLINE ->
                switch (ifEndedNow(false)) {
                    case NOT_SENT -> Reason.DEADLINE_BEFORE_SEND;
                    case UNCONFIRMED -> Reason.NOT_SEEN_DONE;
                    case PARTIAL -> Reason.CASCADE_INCOMPLETE;
                    default -> tries() > 0 ? Reason.ANSWER_TIMED_OUT : Reason.INTERRUPTED;
                };
        };
    }

    /** A result that says this and all that is known of the resource by now. */
    ResourceResult.Builder soFar(Outcome outcome, Reason reason) {
        ResourceResult.Builder builder = ResourceResult.of(id, outcome, reason)
                .effort(tries(), 0)
                .lastState(lastState)
                .removed(removed)
                .failures(failures);
        Reading instead = said;
        if (instead != null && !outcome.good()) {
            builder.said(instead.status(), instead.code(), instead.message());
        }
        return builder;
    }

    /** Null until the resource has ended. */
    ResourceResult result() {
        return result;
    }

    synchronized void end(ResourceResult end) {
        result = end;
        phase = Phase.ENDED;
    }
}
