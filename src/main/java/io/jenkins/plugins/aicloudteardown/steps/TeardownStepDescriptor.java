package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.Target;
import io.jenkins.plugins.aicloudteardown.disposal.OfOperation;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Choices;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What the forms of the steps share. Each step also has a symbol, by which Job DSL and Configuration as Code name
 * it in the list of a freestyle job.
 */
@Restricted(NoExternalUse.class)
public abstract class TeardownStepDescriptor extends StepDescriptor implements CustomDescribableModel, OfOperation {
    static final Parameter IGNORE_MISSING = new Parameter("ignoreMissing", Messages._Label_ignoreMissing());
    static final Parameter CONFIRM = new Parameter("confirm", Messages._Label_confirm());
    static final Parameter DRY_RUN = new Parameter("dryRun", Messages._Label_dryRun());
    static final Parameter TIMEOUT = new Parameter("timeout", Messages._Label_timeout());
    static final Parameter FAILURE_RESULT = new Parameter("failureResult", Messages._Label_failureResult());
    static final Parameter PARTIAL_RESULT = new Parameter("partialResult", Messages._Label_partialResult());
    private static final Parameter KEEP_TRYING = new Parameter("keepTrying", Messages._Label_keepTrying());
    private static final Parameter AT_END = new Parameter("atEnd", Messages._Label_atEnd());
    private static final Parameter[] SHARED = {
        Parameter.CREDENTIALS_ID,
        Parameter.CONNECTION,
        IGNORE_MISSING,
        CONFIRM,
        DRY_RUN,
        TIMEOUT,
        FAILURE_RESULT,
        PARTIAL_RESULT
    };

    private final transient OperationType type;
    private final transient Parameter id;
    private final transient SortedMap<String, Parameter> parameters = new TreeMap<>();

    /**
     * @param id  names what is torn down
     * @param own the step's other parameters
     */
    TeardownStepDescriptor(OperationType type, Parameter id, Parameter... own) {
        this.type = type;
        this.id = id;
        Stream.of(new Parameter[] {id}, own, SHARED)
                .flatMap(Arrays::stream)
                .forEach(parameter -> parameters.put(parameter.name(), parameter));
        if (DeferrableStep.class.isAssignableFrom(clazz)) {
            parameters.put(KEEP_TRYING.name(), KEEP_TRYING);
            parameters.put(AT_END.name(), AT_END);
        }
    }

    @Override
    public final String getFunctionName() {
        return type.name();
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    @Override
    public final OperationType type() {
        return type;
    }

    /** The parameter that names what is torn down. */
    final Parameter id() {
        return id;
    }

    /** All parameters by their names, in order. */
    final SortedMap<String, Parameter> parameters() {
        return Collections.unmodifiableSortedMap(parameters);
    }

    /** Whether one order may name several resources. */
    public boolean isForSeveral() {
        return true;
    }

    /**
     * A Pipeline may give several ids as a list or an array, where a form and a build variable can only give a text; and
     * it may give any number. A name that is no parameter, and a value of another type, are bad input like any other.
     */
    @NonNull
    @Override
    public final Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        return new StepArguments(this).usual(arguments);
    }

    @NonNull
    @Override
    public final UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        return step;
    }

    @Override
    public final String argumentsToString(@NonNull Map<String, Object> arguments) {
        Object ids = arguments.get(id.name());
        return ids == null ? null : ids.toString();
    }

    // What the form shows

    /** The name of the field that names what is torn down. */
    public final String getIdField() {
        return id.name();
    }

    /** What that field takes, in the viewer's language. */
    public final String getIdDescription() {
        return isForSeveral() ? Messages.Form_SeveralIds() : Messages.Form_OneId();
    }

    /** A field's label, in the viewer's language. */
    public final String label(String field) {
        return parameters.get(field).label().toString();
    }

    // Drop-downs

    @POST
    public final ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String connection,
            @QueryParameter String region) {
        return new CredentialField(type.service(), item, text(connection), text(region)).items(credentialsId);
    }

    @POST
    public final ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        ListBoxModel items = new ListBoxModel();
        items.add(noConnection(), "");
        if (mayConfigure(item)) {
            for (Connection one : Connections.get().getConnections()) {
                if (one.provider() == type.service().provider()) {
                    items.add(one.getName());
                }
            }
        }
        return Choices.keep(items, connection);
    }

    /** Which hosts are called without a connection, in the viewer's language. */
    String noConnection() {
        return Messages.Form_NoConnection();
    }

    /** Whether the viewer may see what a form of this job offers and says. */
    public static boolean mayConfigure(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
    }

    @POST
    public final ListBoxModel doFillFailureResultItems(
            @AncestorInPath Item item, @QueryParameter String failureResult) {
        return results(item, failureResult, "FAILURE", "UNSTABLE", "SUCCESS");
    }

    @POST
    public final ListBoxModel doFillPartialResultItems(
            @AncestorInPath Item item, @QueryParameter String partialResult) {
        return results(item, partialResult, "UNSTABLE", "FAILURE", "SUCCESS");
    }

    /** @param choices the default first */
    private static ListBoxModel results(Item item, String current, String... choices) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            List.of(choices).forEach(items::add);
        }
        return Choices.keep(items, current);
    }

    // Checks while somebody types

    /** Says what is wrong to those who may configure the job. A field that nobody has filled in yet is no mistake. */
    static FormValidation check(Item item, String value, Checks.Check check) {
        boolean judged = !text(value).isEmpty() && mayConfigure(item) && !expandsLater(item, value);
        return judged ? Checks.inForm(check) : FormValidation.ok();
    }

    /**
     * Whether the text holds build variables; what they stand for is not known before the build. Only freestyle jobs and
     * their kind expand variables; in a Pipeline a text is what it is.
     */
    static boolean expandsLater(Item item, String text) {
        return item instanceof AbstractProject && text != null && text.contains("$");
    }

    final FormValidation checkIds(Item item, String ids) {
        return check(item, ids, () -> ids(ids));
    }

    /** The ids in a text, each checked. */
    final List<String> ids(String text) throws BadInputException {
        return Checks.ids(id, type.idFormat(), isForSeveral(), text);
    }

    @POST
    public final FormValidation doCheckFailureResult(@AncestorInPath Item item, @QueryParameter String failureResult) {
        return check(item, failureResult, () -> Checks.result(FAILURE_RESULT, text(failureResult)));
    }

    @POST
    public final FormValidation doCheckPartialResult(@AncestorInPath Item item, @QueryParameter String partialResult) {
        return check(item, partialResult, () -> Checks.result(PARTIAL_RESULT, text(partialResult)));
    }

    @POST
    public final FormValidation doCheckCredentialsId(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String connection,
            @QueryParameter String region) {
        return expandsLater(item, credentialsId)
                ? FormValidation.ok()
                : new CredentialField(type.service(), item, text(connection), text(region)).check(text(credentialsId));
    }

    @POST
    public final FormValidation doCheckConnection(
            @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String region) {
        return check(
                item,
                connection,
                () -> Target.of(type.service(), Checks.given(Parameter.CONNECTION, connection), text(region), ""));
    }

    @POST
    public final FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String timeout) {
        return checkSeconds(item, TIMEOUT, timeout);
    }

    /** A number of seconds, or blank for the default. */
    static FormValidation checkSeconds(Item item, Parameter parameter, String value) {
        return check(item, value, () -> Checks.seconds(parameter, Checks.number(value)));
    }

    static String text(String value) {
        return Util.fixNull(value).strip();
    }

    /** The service that the step's form is for. */
    public final Service service() {
        return type.service();
    }
}
