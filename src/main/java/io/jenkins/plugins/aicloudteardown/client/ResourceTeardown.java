package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings one resource from where its {@link ResourceState} stands to its result, which comes whatever happens. What
 * follows from what:
 *
 * <pre>
 * phase        event                                     next
 * NOT_SENT     begun                                     [list the members] → [read the state before] → [wait until idle] → write
 * NOT_SENT     write begins                              SENT, noted before the first byte leaves
 * NOT_SENT     already gone, unreadable, forbidden       ENDED
 * SENT         throttled, not connected                  NOT_SENT, pause, write
 * SENT         in use, and there is time to wait         NOT_SENT, pause, [wait until idle] → write
 * SENT         accepted, members are left                NOT_SENT, write the next
 * SENT         accepted, to be confirmed                 CONFIRMING, look until it is done
 * SENT         accepted; refused; gone; unreadable       ENDED
 * SENT         answer lost, may be repeated              [look] → NOT_SENT, pause, write; ENDED after the third
 * SENT         answer lost, must not be repeated         look until it is done, if it can be looked at; else ENDED
 * CONFIRMING   confirmed; cannot be looked at            ENDED
 * any          stopped                                   ENDED, as {@link ResourceState#ifEndedNow} says
 * any          an error of ours                          ENDED, as {@link ResourceState#ifEndedNow} says
 * </pre>
 */
final class ResourceTeardown {
    /** Writes that may be repeated after a lost answer are sent this often at the most. */
    private static final int LOST_TRIES = 3;

    private final Work work;
    private final Operation operation;
    private final ResourceState state;
    private final Course course;
    private volatile SignedCalls calls;
    private volatile Looks looks;
    private volatile Preparation preparation;

    ResourceTeardown(Work work, ResourceState state) {
        this.work = work;
        this.operation = work.operation();
        this.state = state;
        this.course = new Course(work, state);
    }

    ResourceState state() {
        return state;
    }

    /** How it ends, whatever happens. */
    Course course() {
        return course;
    }

    /**
     * Goes on from where the state stands. Call it once.
     *
     * @param signed null will do for what has ended
     * @return the result; never fails
     */
    CompletableFuture<ResourceResult> run(SignedCalls signed) {
        course.step(() -> {
            if (state.phase() == Phase.ENDED) {
                course.ended();
                return;
            }
            calls = signed;
            course.redact(signed::clean);
            looks = new Looks(work, state, signed, call -> signed.read(call, course::retrying));
            preparation = new Preparation(work, course, looks, this::write, this::onGone);
            if (work.later() != null) {
                Runnable confirm = () -> confirm(Duration.ZERO, Reason.INTERRUPTED);
                new Recheck(work, course, looks).begin(confirm, preparation::begin, this::onGone);
                return;
            }
            switch (state.phase()) {
                case CONFIRMING -> confirm(Looks.FIRST_PAUSE, Reason.INTERRUPTED);
                case SENT -> onLost(Reason.INTERRUPTED, null, Optional.empty());
                default -> {
                    if (work.options().dryRun()) {
                        dryRun();
                    } else if (state.answerLost()) {
                        repeat(Reason.INTERRUPTED, Optional.empty());
                    } else {
                        preparation.begin();
                    }
                }
            }
        });
        return course.result();
    }

    /** The resource was removed together with another one of the same teardown. */
    CompletableFuture<ResourceResult> removedBefore() {
        course.finish(End.of(Outcome.DONE, Reason.REMOVED_BY_CASCADE));
        return course.result();
    }

    private void dryRun() {
        course.then(
                calls.sign(operation.write(calls.endpoint(), state.id())),
                signed -> course.finish(End.of(Outcome.DRY_RUN, Reason.DRY_RUN)),
                error -> course.finish(End.of(Outcome.NOT_SENT, Reason.BAD_REQUEST)));
    }

    // The write

    private void write() {
        List<String> left = state.remaining();
        String target = left.contains(state.id()) || left.isEmpty() ? state.id() : left.get(0);
        boolean first = !state.called();
        course.then(
                calls.write(
                        first
                                ? operation.write(calls.endpoint(), target)
                                : operation.writeMember(calls.endpoint(), target),
                        this::beforeSend,
                        reply -> first ? operation.readWrite(reply, target) : operation.readMember(reply, target),
                        (why, next) -> {
                            // What is tried again here was refused or has never left.
                            refused();
                            course.retrying(why, next);
                        },
                        preparation::beforeTry),
                attempt -> {
                    state.writing(false);
                    onAttempt(target, attempt);
                });
    }

    private CompletableFuture<Void> beforeSend() {
        state.tried();
        state.writing(true);
        if (!state.phase(Phase.SENT)) {
            return CompletableFuture.failedFuture(new StoppedException(Stop.Cause.ABORTED));
        }
        return work.journal().beforeSend(state.progress());
    }

    private void refused() {
        state.phase(Phase.NOT_SENT);
        state.writing(false);
        course.note();
    }

    private void onAttempt(String target, Attempt attempt) {
        if (attempt instanceof Attempt.Lost lost) {
            onLost(lost.reason(), null, Optional.empty());
        } else if (attempt instanceof Attempt.NotSent notSent) {
            onNotSent(notSent);
        } else {
            onAnswer(target, (Attempt.Answered) attempt);
        }
    }

    private void onNotSent(Attempt.NotSent notSent) {
        state.phase(Phase.NOT_SENT);
        Outcome outcome = state.ifEndedNow(notSent.reason() == Reason.ABORTED);
        // That the key is refused, or may not do this, is more than that something is left.
        boolean partial = outcome == Outcome.PARTIAL && notSent.reason().family() != Reason.Family.MAY_NOT;
        course.finish(new End(outcome, partial ? Reason.CASCADE_INCOMPLETE : notSent.reason(), notSent.said()));
    }

    private void onAnswer(String target, Attempt.Answered answered) {
        Reading reading = answered.reading();
        switch (reading.kind()) {
            case ACCEPTED, MIXED -> onAccepted(reading);
            case GONE -> {
                // Gone is one model, but a cascade is to remove its other versions too.
                boolean others = state.remaining().size() > 1
                        && (state.answerLost() || work.options().ignoreMissing());
                if (target.equals(state.id()) && state.removed().isEmpty() && !others) {
                    onGone(reading);
                } else {
                    onAccepted(reading.accepting(target));
                }
            }
            case LOST -> onLost(reading.reason(), calls.clean(reading), Optional.of(answered.reply()));
            case UNREADABLE -> {
                take(reading);
                course.finish(End.of(Outcome.UNKNOWN, reading));
            }
            default -> onRefused(target, reading);
        }
    }

    private void onRefused(String target, Reading reading) {
        if (reading.reason() == Reason.IN_USE && preparation.patient()) {
            refused();
            preparation.waitAgain();
            return;
        }
        take(reading);
        if (!state.removed().isEmpty()) {
            state.fail(List.of(failure(target, reading.code(), reading.message())));
            if (reading.reason().family() == Reason.Family.REFUSED
                    && !state.remaining().isEmpty()) {
                // What one version is used for says nothing of the others.
                next();
            } else {
                course.finish(End.of(Outcome.PARTIAL, reading));
            }
            return;
        }
        // An earlier send, whose answer was lost, may have been carried out all the same.
        course.finish(End.of(state.answerLost() ? Outcome.UNKNOWN : Outcome.FAILED, reading));
    }

    /** Accepted, at least in part: what is left of a cascade comes next. */
    private void onAccepted(Reading reading) {
        state.answered();
        int before = state.removed().size();
        take(reading);
        List<String> remaining = state.remaining();
        if (!remaining.isEmpty() && state.removed().size() > before) {
            next();
        } else if (!remaining.isEmpty()) {
            state.fail(remaining.stream().map(id -> failure(id, "", "")).toList());
            course.finish(new End(Outcome.PARTIAL, Reason.CASCADE_INCOMPLETE, reading));
        } else if (!state.failures().isEmpty()) {
            Failure first = state.failures().get(0);
            Outcome outcome = state.removed().isEmpty() ? Outcome.FAILED : Outcome.PARTIAL;
            course.finish(new End(outcome, Reason.IN_FAILURE_LIST, reading.saying(first.code(), first.message())));
        } else if (!work.options().confirm() || !operation.canLook()) {
            course.finish(new End(Outcome.DONE, Reason.ACCEPTED, reading));
        } else {
            state.phase(Phase.CONFIRMING);
            course.note();
            confirm(Looks.FIRST_PAUSE, Reason.INTERRUPTED);
        }
    }

    /** What is left of a cascade comes next. */
    private void next() {
        state.phase(Phase.NOT_SENT);
        course.note();
        write();
    }

    /** Ids that were asked for are compared as they are; what else an answer names is only shown. */
    private void take(Reading reading) {
        state.remove(reading.done().stream().map(this::shown).toList());
        state.fail(reading.failures().stream()
                .map(one -> failure(one.id(), one.code(), one.message()))
                .toList());
    }

    private Failure failure(String id, String code, String message) {
        return new Failure(shown(id), calls.clean(code), calls.clean(message));
    }

    private String shown(String id) {
        return state.asked(id) ? id : calls.clean(id);
    }

    /** The service's own code says that there is nothing. */
    private void onGone(Reading reading) {
        if (state.answerLost() && !state.known()) {
            course.finish(new End(Outcome.UNCONFIRMED, Reason.GONE_BUT_NEVER_SEEN, reading));
        } else if (state.answerLost()) {
            course.then(looks.gone(reading, Outcome.DONE, Outcome.UNCONFIRMED), course::finish);
        } else if (work.options().ignoreMissing()) {
            course.then(looks.gone(reading, Outcome.ALREADY_GONE, Outcome.FAILED), course::finish);
        } else {
            course.finish(new End(Outcome.FAILED, Reason.GONE, reading));
        }
    }

    // After a lost answer

    /**
     * @param said  what a gateway said that does not know what became of the request, redacted; null if nothing was
     * @param reply the whole of it; it may say when to come back
     */
    private void onLost(Reason reason, Reading said, Optional<HttpReply> reply) {
        state.loseAnswer(said);
        boolean stopped = work.stop().cause().isPresent();
        boolean tooOften =
                work.later() != null || reason == Reason.ANSWER_TOO_LARGE || state.answersLost() >= LOST_TRIES;
        if (!stopped && !operation.repeatable() && operation.canLook()) {
            confirm(Duration.ZERO, reason);
        } else if (stopped || !operation.repeatable() || tooOften) {
            course.finish(End.of(Outcome.UNKNOWN, reason));
        } else {
            repeat(reason, reply);
        }
    }

    private void repeat(Reason reason, Optional<HttpReply> reply) {
        if (operation.looksBeforeRepeating()) {
            course.then(looks.once(state.id()), seen -> {
                switch (seen.kind()) {
                    case REACHED -> course.finish(End.of(Outcome.DONE, Reason.CONFIRMED));
                    case PENDING -> sendAgain(reason, reply);
                    case ABSENT -> onGone(Reading.of(Reading.Kind.GONE, Reason.GONE, "", ""));
                    case UNSEEN -> course.finish(new End(Outcome.UNKNOWN, reason, seen.why(), Asked.LOOK));
                }
            });
        } else {
            sendAgain(reason, reply);
        }
    }

    private void sendAgain(Reason reason, Optional<HttpReply> reply) {
        Duration pause = calls.pauseAfter(state.answersLost(), reply);
        state.phase(Phase.NOT_SENT);
        course.note();
        course.retrying(state.lost(reason), NextTry.of(pause, state.answersLost() + 1, LOST_TRIES));
        course.then(
                work.stop().pause(pause, work.timing()),
                over -> write(),
                stopped -> course.finish(End.of(Outcome.UNKNOWN, reason)));
    }

    private void confirm(Duration first, Reason lostBy) {
        course.then(looks.untilDone(first, lostBy), course::finish);
    }
}
