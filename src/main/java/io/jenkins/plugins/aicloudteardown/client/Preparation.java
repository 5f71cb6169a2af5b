package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Members;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What comes before a write: the list of what a cascade removes, the read before a write that must not be repeated, and
 * the wait for a busy resource.
 */
final class Preparation {
    private final Work work;
    private final Operation operation;
    private final ResourceState state;
    private final Course course;
    private final SignedCalls calls;
    private final Looks looks;
    private final Runnable write;
    private final Consumer<Reading> gone;
    private volatile Duration idleSince;

    /**
     * @param write comes next if nothing is in the way
     * @param gone  comes next if there is nothing to write to
     */
    Preparation(Work work, Course course, Looks looks, Runnable write, Consumer<Reading> gone) {
        this.work = work;
        this.operation = work.operation();
        this.state = looks.state();
        this.course = course;
        this.calls = looks.calls();
        this.looks = looks;
        this.write = write;
        this.gone = gone;
    }

    void begin() {
        if (state.members() != null) {
            readBefore();
            return;
        }
        course.then(
                operation.members(looks.reader(), calls.endpoint(), state.id()),
                this::onMembers,
                error -> onMembers(Members.unknown(ReadFailedException.reading(error))));
    }

    private void onMembers(Members members) {
        Reading why = members.why();
        if (why == null) {
            state.members(members.ids());
            if (members.seen()) {
                state.seen("", "");
            }
            readBefore();
        } else if (why.kind() == Reading.Kind.GONE) {
            gone.accept(why);
        } else {
            boolean forbidden = why.reason() == Reason.NO_PERMISSION;
            course.finish(
                    forbidden
                            ? new End(Outcome.NOT_SENT, Reason.LISTING_REFUSED, why)
                            : End.of(Outcome.NOT_SENT, why).asked(Asked.BEFORE));
        }
    }

    /** A write that must not be repeated is preceded by a read: it proves the connection and shows the state before. */
    private void readBefore() {
        course.then(beforeTry(), no -> {
            if (no.isEmpty()) {
                waitUntilIdle(Looks.FIRST_PAUSE);
            } else {
                boolean gone = no.get().kind() == Reading.Kind.GONE;
                course.finish(
                        gone
                                ? End.of(Outcome.FAILED, no.get())
                                : End.of(Outcome.NOT_SENT, no.get()).asked(Asked.BEFORE));
            }
        });
    }

    /**
     * Before each try of a write that must not be repeated: what was seen before a pause may be old.
     *
     * @return why there is to be none, if so
     */
    CompletableFuture<Optional<Reading>> beforeTry() {
        if (operation.repeatable() || !operation.canLook()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return looks.once(state.id()).thenApply(seen -> switch (seen.kind()) {
            case UNSEEN -> Optional.of(calls.clean(seen.why()));
            case ABSENT -> Optional.of(Reading.of(Reading.Kind.GONE, Reason.GONE, "", ""));
            default -> {
                boolean finalState = seen.kind() == Observation.Kind.REACHED;
                state.baseline(calls.clean(seen.state()), seen.since(), finalState);
                yield Optional.empty();
            }
        });
    }

    /** A busy resource is looked at until it is idle, or until that has taken as long as the operation allows. */
    private void waitUntilIdle(Duration pause) {
        if (!patient()) {
            write.run();
            return;
        }
        course.then(looks.once(state.id()), seen -> {
            if (idleSince == null) {
                // The wait for a turn before the first look is no wait for the resource.
                idleSince = work.timing().elapsed();
            }
            if (seen.kind() == Observation.Kind.UNSEEN && seen.why().reason().lasting()) {
                course.finish(End.of(state.ifEndedNow(false), seen.why()).asked(Asked.BEFORE));
                return;
            }
            if (seen.kind() == Observation.Kind.PENDING) {
                state.seen(calls.clean(seen.state()), seen.since());
            }
            if (operation.busy(seen)) {
                wait(pause);
            } else {
                write.run();
            }
        });
    }

    /** Whether there is time left to wait for a busy resource. */
    boolean patient() {
        return patience().compareTo(Duration.ZERO) > 0;
    }

    /** How much longer a busy resource is waited for. */
    private Duration patience() {
        Duration waited =
                idleSince == null ? Duration.ZERO : work.timing().elapsed().minus(idleSince);
        return operation.waitForIdle().minus(waited);
    }

    /** Waits for a resource that the write found busy. */
    void waitAgain() {
        wait(Looks.FIRST_PAUSE);
    }

    private void wait(Duration pause) {
        NextTry next = new NextTry(pause, 0, 0, Optional.of(work.timing().now().plus(patience())));
        course.retrying(Reading.of(Reading.Kind.REFUSED, Reason.IN_USE, state.lastState(), ""), next);
        course.pause(pause, () -> waitUntilIdle(Looks.longer(pause)));
    }
}
