package io.jenkins.plugins.aicloudteardown.client;

import java.time.Duration;

/**
 * What the caller wants besides the operation.
 *
 * @param ignoreMissing whether "gone" is a good end
 * @param confirm       whether to look until the final state is seen
 * @param dryRun        whether to check and sign only
 * @param timeout       for the whole teardown, or null for the default; see {@link #limit}
 */
public record TeardownOptions(boolean ignoreMissing, boolean confirm, boolean dryRun, Duration timeout) {
    /** Ten minutes of work, however many ids the limiter spreads out before. */
    private static final Duration WORK = Duration.ofMinutes(10);

    /** @param pacing what the limiter needs at least for all ids */
    public Duration limit(Duration pacing) {
        return timeout != null ? timeout : WORK.plus(pacing);
    }
}
