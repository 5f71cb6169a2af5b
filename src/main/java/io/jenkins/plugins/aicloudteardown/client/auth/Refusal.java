package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;

/**
 * Why nothing is sent with a key for a while: the answer that refused it.
 *
 * @param reason what was refused
 * @param status the HTTP status
 * @param code   the provider's code, or empty
 * @param words  the provider's words, fit to be shown, or empty
 * @param until  when the key is tried again, as {@code Timing.elapsed()} counts
 */
public record Refusal(Reason reason, int status, String code, String words, Duration until) {
    /** Of an answer that just came. */
    public Refusal(Reason reason, int status, String code, String words) {
        this(reason, status, code, words, Duration.ZERO);
    }

    Refusal until(Duration end) {
        return new Refusal(reason, status, code, words, end);
    }
}
