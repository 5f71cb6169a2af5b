package io.jenkins.plugins.aicloudteardown.client.http;

/** The teardown was stopped before this came to its end. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Stop.Cause why;

    public StoppedException(Stop.Cause why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    public Stop.Cause why() {
        return why;
    }
}
