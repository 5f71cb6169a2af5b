package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** The calls of one teardown: with one key, to one service, stopped together. */
final class SignedCalls {
    private final CallContext context;
    private final boolean patient;

    SignedCalls(CallContext context) {
        this(context, true);
    }

    private SignedCalls(CallContext context, boolean patient) {
        this.context = context;
        this.patient = patient;
    }

    /** The same without a second try after a pause, for somebody who comes back by himself. */
    SignedCalls impatient() {
        return new SignedCalls(context, false);
    }

    Endpoint endpoint() {
        return context.endpoint();
    }

    /** Fit to be shown: nothing of what was signed with. */
    String clean(String words) {
        return context.clean(words);
    }

    Reading clean(Reading reading) {
        return context.clean(reading);
    }

    /** How long to wait after so many tries, of which the last had this answer, or none that could be read. */
    Duration pauseAfter(int tries, Optional<HttpReply> reply) {
        return context.pauseAfter(tries, reply);
    }

    /** Sends a write; what is given is as {@link Ask} says. */
    CompletableFuture<Attempt> write(
            HttpCall call,
            Supplier<CompletableFuture<Void>> beforeSend,
            Function<HttpReply, Reading> read,
            Ask.Retries retries,
            Supplier<CompletableFuture<Optional<Reading>>> beforeAnotherTry) {
        return new SignedCall(context, new Ask(call, true, beforeSend, read, retries, beforeAnotherTry), patient).run();
    }

    /**
     * Sends a read.
     *
     * @return the answer, whatever it says, or a {@link ReadFailedException}
     */
    CompletableFuture<HttpReply> read(HttpCall call, Ask.Retries retries) {
        return new SignedCall(context, Ask.read(call, context::classify, retries), patient)
                .run()
                .thenApply(attempt -> {
                    if (attempt instanceof Attempt.Answered answered) {
                        Reading reading = answered.reading();
                        if (reading.kind() == Reading.Kind.KEY_REFUSED || reading.reason() == Reason.TOKEN_STALE) {
                            throw new ReadFailedException(context.clean(reading));
                        }
                        return answered.reply();
                    }
                    if (attempt instanceof Attempt.NotSent notSent) {
                        throw new ReadFailedException(notSent.said());
                    }
                    Reason lost = ((Attempt.Lost) attempt).reason();
                    throw new ReadFailedException(Reading.of(Reading.Kind.LOST, lost, "", ""));
                });
    }

    /** Sends a read and tells how it ended, whatever the answer says. */
    CompletableFuture<Attempt> probe(HttpCall call, Function<HttpReply, Reading> read) {
        return new SignedCall(context, Ask.read(call, read, (why, next) -> {}), patient).run();
    }

    /** Signs without sending, where that needs no request of its own. */
    CompletableFuture<Void> sign(HttpCall call) {
        return context.key.signer().local()
                ? context.key.signer().sign(call, context.stop).thenAccept(headers -> {})
                : CompletableFuture.completedFuture(null);
    }
}
