package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * How a probe ended.
 *
 * @param reason  ACCEPTED if the service answered with the documented list
 * @param status  the HTTP status, or 0 if there was no answer
 * @param code    the provider's code, or empty
 * @param message the provider's words, redacted and cut, or empty
 * @param ahead   how far the provider's clock is ahead of this one, to the second; empty if the answer does not tell
 */
public record ProbeResult(Reason reason, int status, String code, String message, Optional<Duration> ahead) {}
