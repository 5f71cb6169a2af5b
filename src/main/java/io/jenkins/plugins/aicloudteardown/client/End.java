package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;

/**
 * How a resource is to end.
 *
 * @param said  the answer that it follows from; null where there is none
 * @param asked what that answer was asked
 */
record End(Outcome outcome, Reason reason, Reading said, Asked asked) {
    /** Of an answer to the write. */
    End(Outcome outcome, Reason reason, Reading said) {
        this(outcome, reason, said, Asked.WRITE);
    }

    static End of(Outcome outcome, Reason reason) {
        return new End(outcome, reason, null);
    }

    /** For the very reason that an answer gives. */
    static End of(Outcome outcome, Reading said) {
        return new End(outcome, said.reason(), said);
    }

    /** The same, of an answer to another question. */
    End asked(Asked question) {
        return new End(outcome, reason, said, question);
    }
}
