package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.config.TargetNames;
import io.jenkins.plugins.aicloudteardown.report.Refusal;
import io.jenkins.plugins.aicloudteardown.report.StepCall;
import io.jenkins.plugins.aicloudteardown.teardown.Handover;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownOrder;
import io.jenkins.plugins.aicloudteardown.teardown.Verdicts;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Explanation;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What the steps share. A setter never refuses a value: what is wrong is said by the form while somebody types, and
 * by {@link #order} when a build runs.
 */
@Restricted(NoExternalUse.class)
public abstract class TeardownStep extends Step {
    private static final String DEFAULT_FAILURE = "FAILURE";
    private static final String DEFAULT_PARTIAL = "UNSTABLE";

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private String connection;

    @CheckForNull
    private String failureResult;

    @CheckForNull
    private String partialResult;

    @CheckForNull
    private Integer timeout;

    private boolean ignoreMissing;
    private boolean confirm;
    private boolean dryRun;

    /** Only for the steps of this package. */
    TeardownStep() {}

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @CheckForNull
    public String getConnection() {
        return connection;
    }

    @DataBoundSetter
    public void setConnection(String connection) {
        this.connection = Util.fixEmptyAndTrim(connection);
    }

    @NonNull
    public String getFailureResult() {
        return failureResult == null ? DEFAULT_FAILURE : failureResult;
    }

    @DataBoundSetter
    public void setFailureResult(String failureResult) {
        this.failureResult = Util.fixEmptyAndTrim(failureResult);
    }

    @NonNull
    public String getPartialResult() {
        return partialResult == null ? DEFAULT_PARTIAL : partialResult;
    }

    @DataBoundSetter
    public void setPartialResult(String partialResult) {
        this.partialResult = Util.fixEmptyAndTrim(partialResult);
    }

    /** Seconds for the whole step; null for the default. */
    @CheckForNull
    public Integer getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(Integer timeout) {
        this.timeout = timeout;
    }

    public boolean isIgnoreMissing() {
        return ignoreMissing;
    }

    @DataBoundSetter
    public void setIgnoreMissing(boolean ignoreMissing) {
        this.ignoreMissing = ignoreMissing;
    }

    public boolean isConfirm() {
        return confirm;
    }

    @DataBoundSetter
    public void setConfirm(boolean confirm) {
        this.confirm = confirm;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** The operation with its own parameters, checked. */
    protected abstract Operation operation(Expansion expand) throws BadInputException;

    /** What is torn down, as it was given; null if it was not. */
    @CheckForNull
    protected abstract String ids();

    @CheckForNull
    protected String region() {
        return null;
    }

    @CheckForNull
    protected String projectId() {
        return null;
    }

    /** What is left to others when the step ends. */
    Handover handover() {
        return Handover.NONE;
    }

    /**
     * What is asked for, checked as far as that needs nothing but the parameters.
     *
     * @param expand replaces build variables, or {@link Expansion#NONE}
     */
    public final TeardownOrder order(Expansion expand) throws BadInputException {
        Operation operation = operation(expand);
        Verdicts verdicts = new Verdicts(
                Checks.result(TeardownStepDescriptor.FAILURE_RESULT, getFailureResult()),
                Checks.result(TeardownStepDescriptor.PARTIAL_RESULT, getPartialResult()));
        return new TeardownOrder(
                        operation,
                        ids(expand),
                        new TargetNames(
                                text(expand, Parameter.CONNECTION, connection),
                                text(expand, Parameter.REGION, region()),
                                text(expand, Parameter.PROJECT_ID, projectId()),
                                text(expand, Parameter.CREDENTIALS_ID, credentialsId)),
                        new TeardownOptions(
                                ignoreMissing,
                                confirm,
                                dryRun,
                                Checks.duration(TeardownStepDescriptor.TIMEOUT, timeout)),
                        verdicts)
                .handing(handover())
                .calledBy(call(operation, expand));
    }

    /** How it is called, but for the ids: whoever reads the report may have to call it again for what is left. */
    private StepCall call(Operation operation, Expansion expand) throws BadInputException {
        TeardownStepDescriptor descriptor = (TeardownStepDescriptor) getDescriptor();
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, ?> argument :
                DescribableModel.uninstantiate2_(this).getArguments().entrySet()) {
            Parameter parameter = descriptor.parameters().get(argument.getKey());
            if (parameter != null && !parameter.equals(descriptor.id())) {
                Object value = argument.getValue();
                arguments.put(parameter.name(), value instanceof String text ? expand.expand(parameter, text) : value);
            }
        }
        return new StepCall(
                descriptor.id().name(),
                descriptor.isForSeveral(),
                operation.service(),
                Explanation.Again.of(operation),
                arguments);
    }

    private List<String> ids(Expansion expand) throws BadInputException {
        TeardownStepDescriptor descriptor = (TeardownStepDescriptor) getDescriptor();
        String ids = ids();
        return descriptor.ids(ids == null ? null : expand.expand(descriptor.id(), ids));
    }

    /** A parameter's text; empty if it was left out. */
    static String text(Expansion expand, Parameter parameter, String value) throws BadInputException {
        return value == null ? "" : Checks.given(parameter, expand.expand(parameter, value));
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        try {
            return new TeardownStepExecution(context, order(Expansion.NONE));
        } catch (BadInputException e) {
            Refusal.note(context.get(Run.class), getDescriptor().getFunctionName(), e.getMessage());
            throw new AbortException(Words.line(getDescriptor().getFunctionName(), e.inLog()));
        }
    }
}
