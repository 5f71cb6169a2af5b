package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;

/**
 * What all resources of one teardown share.
 *
 * @param later of a try that is made when the step has ended; otherwise null
 */
record Work(
        Operation operation,
        TeardownOptions options,
        Journal journal,
        Timing timing,
        Stop stop,
        SecondSource secondSource,
        LaterTry later) {
    Work(Operation operation, TeardownOptions options, Journal journal, Timing timing, LaterTry later) {
        this(operation, options, journal, timing, new Stop(), new SecondSource(), later);
    }
}
