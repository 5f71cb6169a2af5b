package io.jenkins.plugins.aicloudteardown.teardown;

import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.config.Where;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a door asks for: checked parameters and nothing secret. Persisted with a running Pipeline step, so it holds plain
 * values; connection and credential are looked up anew after a restart.
 */
public final class TeardownOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Operation operation;
    private final ArrayList<String> ids;
    private final Where where;
    private final Verdicts verdicts;
    private final boolean ignoreMissing;
    private final boolean confirm;
    private final boolean dryRun;
    /** Seconds, or 0 for the default. */
    private final int timeout;

    public TeardownOrder(
            Operation operation,
            List<String> ids,
            Where where,
            Verdicts verdicts,
            boolean ignoreMissing,
            boolean confirm,
            boolean dryRun,
            int timeout) {
        this.operation = operation;
        this.ids = new ArrayList<>(ids);
        this.where = where;
        this.verdicts = verdicts;
        this.ignoreMissing = ignoreMissing;
        this.confirm = confirm;
        this.dryRun = dryRun;
        this.timeout = timeout;
    }

    public Operation operation() {
        return operation;
    }

    /** In the order given. */
    public List<String> ids() {
        return ids;
    }

    Where where() {
        return where;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    TeardownOptions options() {
        return new TeardownOptions(ignoreMissing, confirm, dryRun, timeout == 0 ? null : Duration.ofSeconds(timeout));
    }
}
