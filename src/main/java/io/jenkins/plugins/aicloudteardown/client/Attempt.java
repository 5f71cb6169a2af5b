package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;

/** How one call ended, after all the tries that are always allowed. */
sealed interface Attempt {
    /** There is an answer, and it is not one that asks for another try. */
    record Answered(HttpReply reply, Reading reading) implements Attempt {}

    /** The request left, and no answer came. */
    record Lost(Reason reason) implements Attempt {}

    /**
     * The provider has not taken the request on.
     *
     * @param said      what was said instead, redacted
     * @param notBefore when another try may begin at the earliest, as {@code Timing.elapsed()} counts
     */
    record NotSent(Reading said, Duration notBefore) implements Attempt {
        NotSent(Reason reason) {
            this(Reading.of(Reading.Kind.REFUSED, reason, "", ""), Duration.ZERO);
        }

        Reason reason() {
            return said.reason();
        }
    }
}
