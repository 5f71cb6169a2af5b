package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/** A read got no answer that could be read on; what is known instead is redacted. */
final class ReadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reading why;

    ReadFailedException(Reading why) {
        super(why.reason().name(), null, false, false);
        this.why = why;
    }

    /** What a failed read says instead of an answer. */
    static Reading reading(Throwable error) {
        return Causes.unwrap(error) instanceof ReadFailedException failed
                ? failed.why
                : Reading.of(Reading.Kind.REFUSED, Reason.UNREADABLE, "", "");
    }
}
