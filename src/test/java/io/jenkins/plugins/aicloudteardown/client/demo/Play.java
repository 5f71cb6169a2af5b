package io.jenkins.plugins.aicloudteardown.client.demo;

import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import java.time.Duration;
import java.util.List;

/** One step as a job would have it. */
record Play(Operation operation, TeardownOptions options, List<String> ids) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Play of(Operation operation, String... ids) {
        return new Play(operation, new TeardownOptions(false, false, false, PATIENCE), List.of(ids));
    }

    static Play ignoringMissing(Operation operation, String... ids) {
        return new Play(operation, new TeardownOptions(true, false, false, PATIENCE), List.of(ids));
    }

    static Play confirming(Operation operation, Duration timeout, String... ids) {
        return new Play(operation, new TeardownOptions(false, true, false, timeout), List.of(ids));
    }

    static Play dry(Operation operation, String... ids) {
        return new Play(operation, new TeardownOptions(false, false, true, PATIENCE), List.of(ids));
    }
}
