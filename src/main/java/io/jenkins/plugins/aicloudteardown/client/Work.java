package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;

/** What all resources of one teardown share. */
record Work(
        Operation operation,
        TeardownOptions options,
        Journal journal,
        Timing timing,
        Stop stop,
        SecondSource secondSource) {
    Work(Operation operation, TeardownOptions options, Journal journal, Timing timing) {
        this(operation, options, journal, timing, new Stop(), new SecondSource());
    }
}
