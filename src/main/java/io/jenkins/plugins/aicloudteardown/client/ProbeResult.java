package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * How a probe ended.
 *
 * @param said  ACCEPTED if the service answered with the documented list; redacted
 * @param ahead how far the provider's clock is ahead of this one, to the second; empty if the answer does not tell
 */
public record ProbeResult(Reading said, Optional<Duration> ahead) {
    /** Of a probe that got no answer. */
    public static ProbeResult without(Reason reason) {
        return new ProbeResult(Reading.of(Reading.Kind.LOST, reason, "", ""), Optional.empty());
    }

    public Reason reason() {
        return said.reason();
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int status() {
        return said.status();
    }

    /** The provider's code, or empty. */
    public String code() {
        return said.code();
    }

    /** The provider's message, redacted and cut, or empty. */
    public String message() {
        return said.message();
    }
}
