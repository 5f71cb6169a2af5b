package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;

/** IAM did not give a token. Its message is the provider's, redacted; it has no cause. */
public final class LoginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;
    private final String code;
    private final Duration notBefore;

    LoginException(Reason reason, int status, String code, String words, Duration notBefore) {
        super(words, null, false, false);
        this.reason = reason;
        this.status = status;
        this.code = code;
        this.notBefore = notBefore;
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

    /**
     * When IAM wants to be asked again at the earliest, as {@code Timing.elapsed()} counts; zero if it does not say.
     */
    public Duration notBefore() {
        return notBefore;
    }
}
