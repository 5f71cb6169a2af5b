package io.jenkins.plugins.aicloudteardown.teardown;

import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.config.TargetNames;
import io.jenkins.plugins.aicloudteardown.report.StepCall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What an entry point asks for: checked parameters and nothing secret. Persisted with a running Pipeline step, so it holds plain
 * values; connection and credential are looked up anew after a restart.
 */
@Restricted(NoExternalUse.class)
public final class TeardownOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Operation operation;
    private final ArrayList<String> ids;
    private final TargetNames target;
    private final TeardownOptions options;
    private final Verdicts verdicts;
    /** Null in programs of before there was any. */
    private final Handover handover;
    /** Null where that is not known. */
    private final StepCall call;

    public TeardownOrder(
            Operation operation, List<String> ids, TargetNames target, TeardownOptions options, Verdicts verdicts) {
        this(operation, ids, target, options, verdicts, Handover.NONE, null);
    }

    private TeardownOrder(
            Operation operation,
            List<String> ids,
            TargetNames target,
            TeardownOptions options,
            Verdicts verdicts,
            Handover handover,
            StepCall call) {
        this.operation = operation;
        this.ids = new ArrayList<>(ids);
        this.target = target;
        this.options = options;
        this.verdicts = verdicts;
        this.handover = handover;
        this.call = call;
    }

    /** The same, with something left to others when it ends. */
    public TeardownOrder handing(Handover what) {
        return new TeardownOrder(operation, ids, target, options, verdicts, what, call);
    }

    /** The same, with how its step was called. */
    public TeardownOrder calledBy(StepCall step) {
        return new TeardownOrder(operation, ids, target, options, verdicts, handover, step);
    }

    /** How its step was called, or null where that is not known. */
    StepCall call() {
        return call;
    }

    /** A dry run leaves nothing to anybody. */
    Handover handover() {
        return handover == null || options.dryRun() ? Handover.NONE : handover;
    }

    public Operation operation() {
        return operation;
    }

    /** In the order given. */
    public List<String> ids() {
        return ids;
    }

    TargetNames target() {
        return target;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    TeardownOptions options() {
        return options;
    }
}
