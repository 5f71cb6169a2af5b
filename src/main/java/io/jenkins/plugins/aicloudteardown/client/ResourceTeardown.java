package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Members;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.ReadCall;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings one id from where its {@link ResourceState} stands to its result. Each method is one decision; the future that it
 * returns always ends with a result, whatever happens.
 */
final class ResourceTeardown {
    /** Writes that may be repeated after a lost answer are sent this often at the most. */
    private static final int LOST_TRIES = 3;

    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final Duration SLOWEST_LOOK = Duration.ofSeconds(15);

    private final Operation operation;
    private final TeardownOptions options;
    private final Endpoint endpoint;
    private final ResourceState state;
    private final Journal journal;
    private final SignedCalls calls;
    private final Timing timing;
    private final Stop stop;
    private final Instant begun;
    private final ReadCall reader;
    private volatile Instant patientSince;
    private volatile Reason lostBy = Reason.ANSWER_LOST;

    ResourceTeardown(
            Operation operation,
            TeardownOptions options,
            Endpoint endpoint,
            ResourceState state,
            Journal journal,
            SignedCalls calls,
            Timing timing,
            Stop stop) {
        this.operation = operation;
        this.options = options;
        this.endpoint = endpoint;
        this.state = state;
        this.journal = journal;
        this.calls = calls;
        this.timing = timing;
        this.stop = stop;
        this.begun = timing.now();
        this.reader = call -> calls.read(call, this::retrying);
    }

    CompletableFuture<ResourceResult> run() {
        return switch (state.phase()) {
            case ENDED -> CompletableFuture.completedFuture(state.result());
            case CONFIRMING -> confirm(FIRST_LOOK);
            case SENT -> lost(Reason.INTERRUPTED, Optional.empty());
            case NOT_SENT -> options.dryRun() ? dryRun() : prepare();
        };
    }

    /** The id was removed together with another one of the same step. */
    ResourceResult removedBefore() {
        return ended(result(Outcome.DONE, Reason.REMOVED_BY_CASCADE));
    }

    private CompletableFuture<ResourceResult> dryRun() {
        return calls.sign(operation.write(endpoint, state.id()))
                .handle((nothing, error) -> error == null
                        ? end(Outcome.DRY_RUN, Reason.DRY_RUN)
                        : end(Outcome.NOT_SENT, Reason.BAD_REQUEST))
                .thenCompose(result -> result);
    }

    // Before the write

    private CompletableFuture<ResourceResult> prepare() {
        if (state.members() != null) {
            return baseline();
        }
        return operation
                .members(reader, endpoint, state.id())
                .exceptionally(error -> Members.unknown(readFailure(error)))
                .thenCompose(this::expand);
    }

    private CompletableFuture<ResourceResult> expand(Members members) {
        if (members.why() == null) {
            state.members(members.ids());
            if (!members.seen()) {
                return baseline();
            }
            state.seen("", "");
            return stop.guard(journal.save(state))
                    .handle((nothing, error) -> error == null ? baseline() : notSaved())
                    .thenCompose(result -> result);
        }
        Reading why = members.why();
        if (why.kind() == Reading.Kind.GONE) {
            return gone(why.status(), why);
        }
        boolean forbidden = why.reason() == Reason.NO_PERMISSION;
        return said(Outcome.NOT_SENT, forbidden ? Reason.LISTING_REFUSED : why.reason(), why.status(), why);
    }

    /** A write that must not be repeated is preceded by a read: it proves the connection and shows the state before. */
    private CompletableFuture<ResourceResult> baseline() {
        boolean look = operation.canLook() && !state.hasBaseline() && !operation.repeatable();
        if (!look) {
            return whenIdle(FIRST_LOOK);
        }
        return look(state.id()).thenCompose(sight -> {
            switch (sight.kind()) {
                case UNSEEN:
                    return said(Outcome.NOT_SENT, sight.why().reason(), sight.why().status(), sight.why());
                case ABSENT:
                    return end(Outcome.FAILED, Reason.GONE);
                default:
                    state.seen(calls.clean(sight.state()), sight.since());
                    return whenIdle(FIRST_LOOK);
            }
        });
    }

    /** A busy resource is looked at until it is idle, or until that has taken as long as the operation allows. */
    private CompletableFuture<ResourceResult> whenIdle(Duration pause) {
        if (!patient()) {
            return write();
        }
        return look(state.id()).thenCompose(sight -> {
            if (patientSince == null) {
                // The wait for a turn before the first look is no wait for the resource.
                patientSince = timing.now();
            }
            if (sight.kind() == Observation.Kind.UNSEEN) {
                return sight.why().reason().lasting()
                        ? said(notSentNow(), sight.why().reason(), sight.why().status(), sight.why())
                        : write();
            }
            if (sight.kind() == Observation.Kind.PENDING) {
                state.seen(calls.clean(sight.state()), sight.since());
            }
            return operation.busy(sight) ? later(pause) : write();
        });
    }

    private boolean patient() {
        Duration waited = patientSince == null ? Duration.ZERO : Duration.between(patientSince, timing.now());
        return waited.compareTo(operation.waitForIdle()) < 0;
    }

    private CompletableFuture<ResourceResult> later(Duration pause) {
        retrying(Reason.IN_USE, state.lastState(), pause);
        return stop.pause(pause, timing)
                .handle((over, stopped) -> stopped == null ? whenIdle(longer(pause)) : stoppedBeforeSend())
                .thenCompose(result -> result);
    }

    private CompletableFuture<ResourceResult> stoppedBeforeSend() {
        boolean aborted = stop.because(Stop.Cause.ABORTED);
        Reason reason = aborted ? Reason.ABORTED : Reason.DEADLINE_BEFORE_SEND;
        return end(notSentNow(), reason);
    }

    /** Of a write that does not go out: an earlier one of this step may have been carried out. */
    private Outcome notSentNow() {
        return state.mayHaveActed() ? Outcome.UNKNOWN : Outcome.NOT_SENT;
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        return longer.compareTo(SLOWEST_LOOK) > 0 ? SLOWEST_LOOK : longer;
    }

    // The write

    private CompletableFuture<ResourceResult> write() {
        List<String> left = state.remaining();
        String target = left.contains(state.id()) || left.isEmpty() ? state.id() : left.get(0);
        return calls.write(
                        operation.write(endpoint, target),
                        () -> {
                            state.tried();
                            state.phase(ResourceState.Phase.SENT);
                            state.writing(true);
                            return journal.beforeSend(state);
                        },
                        reply -> operation.readWrite(reply, target),
                        (reason, code, pause) -> {
                            // What is tried again here was refused or has never left.
                            refused();
                            retrying(reason, code, pause);
                        })
                .thenCompose(attempt -> {
                    state.writing(false);
                    return judge(target, attempt);
                });
    }

    /** The save is not waited for: a restart that is quicker finds a doubt that is none, and nothing worse. */
    private void refused() {
        state.phase(ResourceState.Phase.NOT_SENT);
        state.writing(false);
        journal.save(state);
    }

    private CompletableFuture<ResourceResult> judge(String target, Attempt attempt) {
        if (attempt instanceof Attempt.Lost lost) {
            return lost(lost.reason(), Optional.empty());
        }
        if (attempt instanceof Attempt.NotSent notSent) {
            Reading why = Reading.of(Reading.Kind.REFUSED, notSent.reason(), notSent.code(), notSent.message());
            // Of a cascade that was aborted, some may be gone and some not: that is no result to go by.
            boolean broken =
                    notSent.reason() == Reason.ABORTED && !state.removed().isEmpty();
            if (state.answerLost() || broken) {
                return said(Outcome.UNKNOWN, notSent.reason(), notSent.status(), why);
            }
            return state.removed().isEmpty()
                    ? said(Outcome.NOT_SENT, notSent.reason(), notSent.status(), why)
                    : said(Outcome.PARTIAL, Reason.CASCADE_INCOMPLETE, notSent.status(), why);
        }
        Attempt.Answered answered = (Attempt.Answered) attempt;
        Reading reading = answered.reading();
        int status = answered.reply().status();
        switch (reading.kind()) {
            case ACCEPTED:
            case MIXED:
                return taken(target, status, reading);
            case GONE:
                // Gone is one model, but a cascade is to remove its other versions too.
                boolean others = state.remaining().size() > 1 && (state.answerLost() || options.ignoreMissing());
                return target.equals(state.id()) && state.removed().isEmpty() && !others
                        ? gone(status, reading)
                        : taken(target, status, Reading.accepted(target));
            case LOST:
                return lost(reading.reason(), Optional.of(answered.reply()));
            case UNREADABLE:
                state.remove(clean(reading.done()));
                state.fail(cleanFailures(reading.failures()));
                return said(Outcome.UNKNOWN, reading.reason(), status, reading);
            default:
                if (reading.reason() == Reason.IN_USE && patient()) {
                    refused();
                    return later(FIRST_LOOK);
                }
                state.fail(cleanFailures(reading.failures()));
                if (!state.removed().isEmpty()) {
                    state.fail(List.of(failure(target, reading)));
                    return said(Outcome.PARTIAL, reading.reason(), status, reading);
                }
                // An earlier send, whose answer was lost, may have been carried out all the same.
                return said(state.answerLost() ? Outcome.UNKNOWN : Outcome.FAILED, reading.reason(), status, reading);
        }
    }

    /** Accepted, at least in part: what is left of a cascade comes next. */
    private CompletableFuture<ResourceResult> taken(String target, int status, Reading reading) {
        state.answered();
        int before = state.removed().size();
        state.remove(clean(reading.done()));
        state.fail(cleanFailures(reading.failures()));
        boolean progress = state.removed().size() > before;
        List<String> remaining = state.remaining();
        if (!remaining.isEmpty() && progress) {
            return stop.guard(journal.save(state))
                    .handle((nothing, error) -> error == null ? write() : notSaved())
                    .thenCompose(result -> result);
        }
        if (!remaining.isEmpty()) {
            state.fail(remaining.stream().map(id -> new Failure(id, "", "")).toList());
            return said(Outcome.PARTIAL, Reason.CASCADE_INCOMPLETE, status, reading);
        }
        if (!state.failures().isEmpty()) {
            Failure first = state.failures().get(0);
            Outcome outcome = state.removed().isEmpty() ? Outcome.FAILED : Outcome.PARTIAL;
            Reading why = Reading.of(Reading.Kind.MIXED, Reason.IN_FAILURE_LIST, first.code(), first.message());
            return said(outcome, Reason.IN_FAILURE_LIST, status, why);
        }
        if (!options.confirm() || !operation.canLook()) {
            return said(Outcome.DONE, Reason.ACCEPTED, status, reading);
        }
        state.phase(ResourceState.Phase.CONFIRMING);
        return stop.guard(journal.save(state))
                .handle((nothing, error) -> error == null ? confirm(FIRST_LOOK) : notSaved())
                .thenCompose(result -> result);
    }

    /** The service's own code says that there is nothing. */
    private CompletableFuture<ResourceResult> gone(int status, Reading reading) {
        if (state.answerLost()) {
            Outcome outcome = state.known() ? Outcome.DONE : Outcome.UNCONFIRMED;
            Reason reason = state.known() ? Reason.GONE : Reason.GONE_BUT_NEVER_SEEN;
            return said(outcome, reason, status, reading);
        }
        if (!options.ignoreMissing()) {
            return said(Outcome.FAILED, Reason.GONE, status, reading);
        }
        return operation
                .confirmGone(reader, endpoint, state.id())
                .exceptionally(error -> Observation.unseen(readFailure(error)))
                .thenCompose(sight -> {
                    if (sight.kind() == Observation.Kind.ABSENT) {
                        return said(Outcome.ALREADY_GONE, Reason.GONE, status, reading);
                    }
                    // Gone by one answer, there or not to be seen by the other: that is no "gone".
                    return sight.kind() == Observation.Kind.UNSEEN
                            ? said(Outcome.FAILED, sight.why().reason(), sight.why().status(), sight.why())
                            : said(Outcome.FAILED, Reason.CONTRADICTION, status, reading);
                });
    }

    // After a lost answer

    /** @param reply of a gateway that does not know what became of the request; it may say when to come back */
    private CompletableFuture<ResourceResult> lost(Reason reason, Optional<HttpReply> reply) {
        state.loseAnswer();
        lostBy = reason;
        if (stop.cause().isPresent()) {
            return end(Outcome.UNKNOWN, reason);
        }
        if (!operation.repeatable()) {
            return operation.canLook() ? confirm(Duration.ZERO) : end(Outcome.UNKNOWN, reason);
        }
        if (reason == Reason.ANSWER_TOO_LARGE || state.answersLost() >= LOST_TRIES) {
            return end(Outcome.UNKNOWN, reason);
        }
        if (!operation.looksBeforeRepeating()) {
            return again(reason, reply);
        }
        return look(state.id()).thenCompose(sight -> switch (sight.kind()) {
            case REACHED -> end(Outcome.DONE, Reason.CONFIRMED);
            case PENDING -> again(reason, reply);
            case ABSENT -> gone(0, Reading.of(Reading.Kind.GONE, Reason.GONE, "", ""));
            case UNSEEN -> said(Outcome.UNKNOWN, reason, sight.why().status(), sight.why());
        });
    }

    private CompletableFuture<ResourceResult> again(Reason reason, Optional<HttpReply> reply) {
        Duration pause = calls.pauseAfter(state.answersLost(), reply);
        retrying(reason, "", pause);
        return stop.pause(pause, timing)
                .handle((over, stopped) -> stopped == null ? write() : end(Outcome.UNKNOWN, reason))
                .thenCompose(result -> result);
    }

    // Looking until it is done

    private CompletableFuture<ResourceResult> confirm(Duration pause) {
        return confirm(0, pause, pause.isZero() ? FIRST_LOOK : pause);
    }

    /** @param index which of the members is looked for */
    private CompletableFuture<ResourceResult> confirm(int index, Duration pause, Duration next) {
        List<String> all = state.members() == null ? List.of(state.id()) : state.members();
        return stop.pause(pause, timing)
                .handle((over, stopped) -> stopped == null ? look(all.get(index)) : null)
                .thenCompose(look -> look == null
                        ? notSeen(null)
                        : look.thenCompose(sight -> {
                            if (seen(sight)) {
                                return index + 1 < all.size()
                                        ? confirm(index + 1, Duration.ZERO, FIRST_LOOK)
                                        : end(Outcome.DONE, Reason.CONFIRMED);
                            }
                            if (sight.kind() == Observation.Kind.ABSENT) {
                                return end(Outcome.FAILED, Reason.GONE);
                            }
                            if (sight.kind() == Observation.Kind.UNSEEN
                                    && sight.why().reason().lasting()) {
                                return notSeen(sight.why());
                            }
                            return confirm(index, next, longer(next));
                        }));
    }

    private boolean seen(Observation sight) {
        if (sight.kind() == Observation.Kind.ABSENT) {
            // What was to be ended and is not there any more has ended; what was to run again has not.
            return !operation.needsChange();
        }
        if (sight.kind() == Observation.Kind.UNSEEN) {
            return false;
        }
        boolean changed = state.changeSeen();
        state.watch(calls.clean(sight.state()), sight.since(), sight.kind() == Observation.Kind.REACHED);
        if (operation.needsChange() && !changed && state.changeSeen()) {
            // After a restart there may be nothing to see of it any more.
            journal.save(state);
        }
        return sight.kind() == Observation.Kind.REACHED && (!operation.needsChange() || state.changeSeen());
    }

    private CompletableFuture<ResourceResult> notSeen(Reading why) {
        boolean accepted = state.phase() == ResourceState.Phase.CONFIRMING;
        boolean aborted = stop.because(Stop.Cause.ABORTED);
        Outcome outcome = accepted && !aborted ? Outcome.UNCONFIRMED : Outcome.UNKNOWN;
        if (why != null) {
            return said(outcome, why.reason(), why.status(), why);
        }
        return end(outcome, aborted ? Reason.ABORTED : accepted ? Reason.NOT_SEEN_DONE : lostBy);
    }

    private CompletableFuture<Observation> look(String id) {
        return operation.look(reader, endpoint, id).exceptionally(error -> Observation.unseen(readFailure(error)));
    }

    // Words of others, results

    private void retrying(Reason reason, String code, Duration pause) {
        journal.retrying(state.id(), reason, code, state.tries(), pause);
    }

    private static Reading readFailure(Throwable error) {
        if (SignedCalls.unwrap(error) instanceof ReadFailedException failure) {
            return Reading.of(Reading.Kind.REFUSED, failure.reason(), failure.code(), failure.getMessage())
                    .at(failure.status());
        }
        return Reading.of(Reading.Kind.REFUSED, Reason.UNREADABLE, "", "");
    }

    /** Stopped while it was saved, or only a controller that is going down cannot save; nothing is sent then. */
    private CompletableFuture<ResourceResult> notSaved() {
        boolean late = stop.because(Stop.Cause.DEADLINE);
        Reason reason = stop.cause().isEmpty() ? Reason.INTERRUPTED : Reason.ABORTED;
        if (state.tries() == 0) {
            return end(Outcome.NOT_SENT, late ? Reason.DEADLINE_BEFORE_SEND : reason);
        }
        if (!late) {
            return end(Outcome.UNKNOWN, reason);
        }
        return state.phase() == ResourceState.Phase.CONFIRMING
                ? end(Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE)
                : end(Outcome.PARTIAL, Reason.CASCADE_INCOMPLETE);
    }

    private List<String> clean(List<String> ids) {
        return ids.stream().map(calls::clean).toList();
    }

    private List<Failure> cleanFailures(List<Failure> list) {
        return list.stream()
                .map(f -> new Failure(calls.clean(f.id()), calls.clean(f.code()), calls.clean(f.message())))
                .toList();
    }

    private Failure failure(String id, Reading reading) {
        return new Failure(id, calls.clean(reading.code()), calls.clean(reading.message()));
    }

    private CompletableFuture<ResourceResult> said(Outcome outcome, Reason reason, int status, Reading reading) {
        return CompletableFuture.completedFuture(ended(
                result(outcome, reason).said(status, calls.clean(reading.code()), calls.clean(reading.message()))));
    }

    private CompletableFuture<ResourceResult> end(Outcome outcome, Reason reason) {
        return CompletableFuture.completedFuture(ended(result(outcome, reason)));
    }

    private ResourceResult.Builder result(Outcome outcome, Reason reason) {
        return state.soFar(outcome, reason)
                .effort(state.tries(), Duration.between(begun, timing.now()).toMillis());
    }

    private ResourceResult ended(ResourceResult.Builder builder) {
        ResourceResult result = builder.build();
        state.end(result);
        journal.ended(result);
        return result;
    }
}
