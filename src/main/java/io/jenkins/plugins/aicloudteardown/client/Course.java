package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The course of one resource: one step follows another until the first end. Whatever is thrown on the way ends it, and
 * nothing happens, or is told, after the end.
 */
final class Course {
    private static final Logger LOGGER = Logger.getLogger(Course.class.getName());

    private final Work work;
    private final ResourceState state;
    private final Duration begun;
    private final CompletableFuture<ResourceResult> result = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile UnaryOperator<String> redaction = words -> words;

    Course(Work work, ResourceState state) {
        this.work = work;
        this.state = state;
        this.begun = work.timing().elapsed();
    }

    /** Ends with the result; never fails. */
    CompletableFuture<ResourceResult> result() {
        return result;
    }

    /** @param clean takes out of a provider's message what must not be shown */
    void redact(UnaryOperator<String> clean) {
        redaction = clean;
    }

    /** Takes a step, unless it has ended. */
    void step(Runnable what) {
        if (ended.get()) {
            return;
        }
        try {
            what.run();
        } catch (Throwable error) {
            onError(error);
        }
    }

    /** Takes a step when the future ends; if that fails with an error that is not a response, the resource ends. */
    <T> void then(CompletableFuture<T> future, Consumer<T> next) {
        then(future, next, this::onError);
    }

    <T> void then(CompletableFuture<T> future, Consumer<T> next, Consumer<Throwable> otherwise) {
        future.whenComplete((value, error) -> step(() -> {
            if (error == null) {
                next.accept(value);
            } else {
                otherwise.accept(Causes.unwrap(error));
            }
        }));
    }

    /** Takes a step after a pause, unless everything is stopped meanwhile. */
    void pause(Duration pause, Runnable next) {
        then(
                work.stop().pause(pause, work.timing()),
                over -> next.run(),
                stopped -> stopped(work.stop().cause().orElse(Stop.Cause.ABORTED)));
    }

    void note() {
        step(() -> work.journal().note(state.progress()));
    }

    void retrying(Reading why, NextTry next) {
        step(() -> work.journal().retrying(state.id(), why, next));
    }

    /** Ends it because everything is stopped. */
    void stopped(Stop.Cause cause) {
        endNow(cause != Stop.Cause.DEADLINE, state.ifEndedBy(cause));
    }

    /** Ends it as it stands, if it has not ended. */
    void endNow(boolean cutShort, Reason reason) {
        if (state.phase() == Phase.ENDED) {
            ended();
        } else {
            finish(End.of(state.ifEndedNow(cutShort), reason));
        }
    }

    /** It had ended before it began here. */
    void ended() {
        if (ended.compareAndSet(false, true)) {
            result.complete(state.result());
        }
    }

    void finish(End end) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        ResourceResult.Builder builder = state.soFar(end.outcome(), end.reason())
                .asked(end.asked())
                .effort(state.tries(), work.timing().elapsed().minus(begun).toMillis());
        Reading said = end.said();
        if (said != null) {
            builder.said(said.status(), redaction.apply(said.code()), redaction.apply(said.message()));
        }
        state.writing(false);
        state.end(builder.build());
        try {
            work.journal().ended(state.progress());
        } finally {
            result.complete(state.result());
        }
    }

    private void onError(Throwable error) {
        LOGGER.log(Level.WARNING, error, () -> "The teardown of " + state.id() + " was ended by an error");
        endNow(true, Reason.INTERNAL_ERROR);
    }
}
