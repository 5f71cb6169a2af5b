package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/** IAM did not give a token. Its message is the provider's, redacted; it has no cause. */
public final class LoginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;
    private final String code;

    LoginException(Reason reason, int status, String code, String words) {
        super(words, null, false, false);
        this.reason = reason;
        this.status = status;
        this.code = code;
    }

    public Reason reason() {
        return reason;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
