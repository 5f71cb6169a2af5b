package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import io.jenkins.plugins.aicloudteardown.client.operation.Observation;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.function.Consumer;

/**
 * What comes first in a try that is made when the step has ended: whether the resource was deployed anew since, and how it
 * is. Time has passed, so nothing is sent for what was only known before.
 */
final class Recheck {
    private final Work work;
    private final Operation operation;
    private final ResourceState state;
    private final Course course;
    private final Looks looks;
    private final SignedCalls calls;

    Recheck(Work work, Course course, Looks looks) {
        this.work = work;
        this.operation = work.operation();
        this.state = looks.state();
        this.course = course;
        this.looks = looks;
        this.calls = looks.calls();
    }

    /**
     * @param confirm comes next if the resource was accepted before
     * @param write   comes next if it is still there
     * @param gone    comes next if it is not
     */
    void begin(Runnable confirm, Runnable write, Consumer<Reading> gone) {
        Runnable next = state.phase() == Phase.CONFIRMING ? confirm : () -> look(write, gone);
        if (!operation.hasDeployments()) {
            next.run();
            return;
        }
        course.then(
                operation.deployments(looks.reader(), calls.endpoint(), state.id()),
                now -> onDeployments(now, next),
                error -> onDeployments(Deployments.unknown(ReadFailedException.reading(error)), next));
    }

    private void onDeployments(Deployments now, Runnable next) {
        if (now.why() != null) {
            course.finish(End.of(unseen(), calls.clean(now.why())));
        } else if (work.later().deployedSince(state.id(), now)) {
            course.finish(End.of(Outcome.NOT_SENT, Reason.DEPLOYED_AGAIN));
        } else {
            next.run();
        }
    }

    private void look(Runnable write, Consumer<Reading> gone) {
        course.then(looks.once(state.id()), seen -> {
            switch (seen.kind()) {
                case REACHED -> course.finish(End.of(Outcome.DONE, Reason.CONFIRMED));
                case PENDING -> {
                    state.seen(calls.clean(seen.state()), seen.since());
                    write.run();
                }
                case ABSENT -> {
                    // Of a cascade the other versions may still be there.
                    if (state.remaining().stream().anyMatch(left -> !left.equals(state.id()))) {
                        write.run();
                    } else {
                        gone.accept(Reading.of(Reading.Kind.GONE, Reason.GONE, "", ""));
                    }
                }
                case UNSEEN -> onUnseen(seen, write);
            }
        });
    }

    /** A key that may delete and not read is none that has to stop; but what was lost is not sent again unseen. */
    private void onUnseen(Observation seen, Runnable write) {
        Reading why = calls.clean(seen.why());
        if (why.reason() == Reason.NO_PERMISSION && !work.later().unsure(state.id())) {
            write.run();
        } else {
            course.finish(End.of(unseen(), why));
        }
    }

    private Outcome unseen() {
        return work.later().unsure(state.id()) ? Outcome.UNKNOWN : state.ifEndedNow(false);
    }
}
