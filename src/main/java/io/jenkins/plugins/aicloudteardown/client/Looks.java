package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.operation.ReadCall;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks at one resource: once, until it is confirmed, and at the second source that "gone" needs. */
final class Looks {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Work work;
    private final ResourceState state;
    private final SignedCalls calls;
    private final ReadCall reader;

    Looks(Work work, ResourceState state, SignedCalls calls, ReadCall reader) {
        this.work = work;
        this.state = state;
        this.calls = calls;
        this.reader = reader;
    }

    ResourceState state() {
        return state;
    }

    SignedCalls calls() {
        return calls;
    }

    ReadCall reader() {
        return reader;
    }

    static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** A read that gets no answer has seen nothing. */
    CompletableFuture<Observation> once(String id) {
        return work.operation()
                .look(reader, calls.endpoint(), id, work.timing().now())
                .exceptionally(error -> Observation.unseen(ReadFailedException.reading(error)));
    }

    /**
     * Looks until everything that is to be removed is confirmed, or nothing more can be seen, or all is stopped.
     *
     * @param first how long to wait before the first look
     * @param lostBy why the answer to the write was lost, if it was
     */
    CompletableFuture<End> untilDone(Duration first, Reason lostBy) {
        return untilDone(0, first, FIRST_PAUSE, lostBy);
    }

    /** @param index which of the members is looked for */
    private CompletableFuture<End> untilDone(int index, Duration pause, Duration next, Reason lostBy) {
        List<String> all = state.members() == null ? List.of(state.id()) : state.members();
        return work.stop()
                .pause(pause, work.timing())
                .handle((over, stopped) -> stopped == null
                        ? onceProved(all.get(index))
                        : CompletableFuture.<Observation>completedFuture(null))
                .thenCompose(look -> look)
                .thenCompose(seen -> {
                    if (seen == null) {
                        return done(notSeen(lostBy));
                    }
                    if (seen.kind() == Observation.Kind.ABSENT
                            && work.operation().needsChange()) {
                        // What was to be ended and is not there any more has ended; what was to run again has not.
                        return done(End.of(Outcome.FAILED, Reason.GONE));
                    }
                    if (isDone(seen)) {
                        return index + 1 < all.size()
                                ? untilDone(index + 1, Duration.ZERO, FIRST_PAUSE, lostBy)
                                : done(End.of(Outcome.DONE, Reason.CONFIRMED));
                    }
                    if (seen.kind() == Observation.Kind.UNSEEN
                            && seen.why().reason().lasting()) {
                        return done(End.of(accepted(), seen.why()).asked(Asked.LOOK));
                    }
                    return untilDone(index, next, longer(next), lostBy);
                });
    }

    /** Looks once, and at the second source where "gone" needs one. */
    private CompletableFuture<Observation> onceProved(String id) {
        return once(id).thenCompose(seen ->
                seen.kind() == Observation.Kind.ABSENT ? gone(id) : CompletableFuture.completedFuture(seen));
    }

    private boolean isDone(Observation seen) {
        if (seen.kind() == Observation.Kind.ABSENT) {
            state.watch("", "", true);
            return true;
        }
        if (seen.kind() == Observation.Kind.UNSEEN) {
            return false;
        }
        boolean changed = state.changeSeen();
        state.watch(calls.clean(seen.state()), seen.since(), seen.kind() == Observation.Kind.REACHED);
        if (work.operation().needsChange() && !changed && state.changeSeen()) {
            // After a restart there may be nothing to see of it any more.
            work.journal().note(state.progress());
        }
        return seen.kind() == Observation.Kind.REACHED && (!work.operation().needsChange() || state.changeSeen());
    }

    private Outcome accepted() {
        return state.ifEndedNow(work.stop().because(Stop.Cause.ABORTED));
    }

    private End notSeen(Reason lostBy) {
        if (work.stop().because(Stop.Cause.ABORTED)) {
            return End.of(accepted(), Reason.ABORTED);
        }
        boolean accepted = state.phase() == Progress.Phase.CONFIRMING;
        return End.of(accepted(), accepted ? Reason.NOT_SEEN_DONE : lostBy);
    }

    /**
     * Asks the second source, where there is one, after an answer said that there is no such resource.
     *
     * @return ABSENT if it says so too
     */
    private CompletableFuture<Observation> gone(String id) {
        return work.operation().hasSecondSource()
                ? work.secondSource().find(id, () -> work.operation().list(reader, calls.endpoint()))
                : CompletableFuture.completedFuture(Observation.of(Observation.Kind.ABSENT, ""));
    }

    /**
     * Ends a resource that an answer said was gone.
     *
     * @param gone      what it said
     * @param proved    how it ends if the second source says so too
     * @param otherwise how it ends if not
     */
    CompletableFuture<End> gone(Reading gone, Outcome proved, Outcome otherwise) {
        return gone(state.id()).thenApply(seen -> switch (seen.kind()) {
            case ABSENT -> new End(proved, Reason.GONE, gone);
            case UNSEEN ->
                seen.why().reason() == Reason.DEADLINE_BEFORE_SEND
                        ? new End(otherwise, Reason.GONE_UNPROVED, gone)
                        : End.of(otherwise, seen.why()).asked(Asked.LIST);
            // Gone by one answer, there by the other: that is no "gone".
            default -> new End(otherwise, Reason.CONTRADICTION, gone, Asked.LISTED);
        });
    }

    private static CompletableFuture<End> done(End end) {
        return CompletableFuture.completedFuture(end);
    }
}
