package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/**
 * There is no complete answer. It has no cause and no text of another exception: the JDK's messages may hold header
 * values.
 */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean sent;

    TransportException(Reason reason, boolean sent) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.sent = sent;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the first byte of the request may have left this machine. */
    public boolean sent() {
        return sent;
    }
}
