package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.operation.ReadCall;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks at one resource: once, until it is seen to be done, and at the second source that "gone" needs. */
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
                .look(reader, calls.endpoint(), id)
                .exceptionally(error -> Observation.unseen(ReadFailedException.reading(error)));
    }

    /**
     * Looks until all that is to be removed is seen to be done, or nothing more can be seen, or all is stopped.
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
                .handle((over, stopped) ->
                        stopped == null ? once(all.get(index)) : CompletableFuture.<Observation>completedFuture(null))
                .thenCompose(look -> look)
                .thenCompose(seen -> {
                    if (seen == null) {
                        return done(notSeen(lostBy));
                    }
                    if (isDone(seen)) {
                        return index + 1 < all.size()
                                ? untilDone(index + 1, Duration.ZERO, FIRST_PAUSE, lostBy)
                                : done(End.of(Outcome.DONE, Reason.CONFIRMED));
                    }
                    if (seen.kind() == Observation.Kind.ABSENT) {
                        return done(End.of(Outcome.FAILED, Reason.GONE));
                    }
                    if (seen.kind() == Observation.Kind.UNSEEN
                            && seen.why().reason().lasting()) {
                        return done(End.of(accepted(), seen.why()));
                    }
                    return untilDone(index, next, longer(next), lostBy);
                });
    }

    private boolean isDone(Observation seen) {
        if (seen.kind() == Observation.Kind.ABSENT) {
            // What was to be ended and is not there any more has ended; what was to run again has not.
            return !work.operation().needsChange();
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
     * Asks the second source after the service's own code said that there is no such resource.
     *
     * @param gone what it said
     */
    CompletableFuture<End> confirmGone(Reading gone) {
        return work.operation()
                .confirmGone(reader, calls.endpoint(), state.id())
                .exceptionally(error -> Observation.unseen(ReadFailedException.reading(error)))
                .thenApply(seen -> switch (seen.kind()) {
                    case ABSENT -> new End(Outcome.ALREADY_GONE, Reason.GONE, gone);
                    case UNSEEN -> End.of(Outcome.FAILED, seen.why());
                    // Gone by one answer, there by the other: that is no "gone".
                    default -> new End(Outcome.FAILED, Reason.CONTRADICTION, gone);
                });
    }

    private static CompletableFuture<End> done(End end) {
        return CompletableFuture.completedFuture(end);
    }
}
