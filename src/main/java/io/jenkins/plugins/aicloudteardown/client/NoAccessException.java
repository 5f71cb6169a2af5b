package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/** There is no key to call with, for a reason that is told as the reason of each resource. */
public final class NoAccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public NoAccessException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
