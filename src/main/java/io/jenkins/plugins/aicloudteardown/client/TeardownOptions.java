package io.jenkins.plugins.aicloudteardown.client;

import java.io.Serializable;
import java.time.Duration;

/** What the caller wants besides the operation. Persisted with a Pipeline step, so it is a class. */
public final class TeardownOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Ten minutes of work, however many ids the limiter spreads out before. */
    private static final Duration WORK = Duration.ofMinutes(10);
    /** Nobody waits for a later try, and there is another one after it; but others with the same key wait for its end. */
    private static final Duration LATER_WORK = Duration.ofSeconds(90);

    private final boolean ignoreMissing;
    private final boolean confirm;
    private final boolean dryRun;
    private final Duration timeout;
    private final boolean later;

    /**
     * @param ignoreMissing whether "gone" is a success
     * @param confirm       whether to look until the final state is seen
     * @param dryRun        whether to check and sign only
     * @param timeout       for the whole teardown, or null for the default; see {@link #limit}
     */
    public TeardownOptions(boolean ignoreMissing, boolean confirm, boolean dryRun, Duration timeout) {
        this(ignoreMissing, confirm, dryRun, timeout, false);
    }

    private TeardownOptions(boolean ignoreMissing, boolean confirm, boolean dryRun, Duration timeout, boolean later) {
        this.ignoreMissing = ignoreMissing;
        this.confirm = confirm;
        this.dryRun = dryRun;
        this.timeout = timeout;
        this.later = later;
    }

    /** Of a try that is made when the step has ended: it is over when the resource is gone, by whomever. */
    static TeardownOptions later() {
        return new TeardownOptions(true, true, false, null, true);
    }

    public boolean ignoreMissing() {
        return ignoreMissing;
    }

    public boolean confirm() {
        return confirm;
    }

    public boolean dryRun() {
        return dryRun;
    }

    /** @param pacing what the limits need at least for all ids */
    public Duration limit(Duration pacing) {
        return timeout != null ? timeout : (later ? LATER_WORK : WORK).plus(pacing);
    }
}
