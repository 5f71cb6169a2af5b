package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/** A read got no answer; its message is the provider's, redacted. */
final class ReadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;
    private final String code;

    ReadFailedException(Reason reason, int status, String code, String words) {
        super(words, null, false, false);
        this.reason = reason;
        this.status = status;
        this.code = code;
    }

    Reason reason() {
        return reason;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
