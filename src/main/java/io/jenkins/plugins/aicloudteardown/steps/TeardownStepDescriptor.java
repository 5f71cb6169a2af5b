package io.jenkins.plugins.aicloudteardown.steps;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.Endpoints;
import io.jenkins.plugins.aicloudteardown.credentials.CredentialKinds;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/** What the forms of the five steps share. */
public abstract class TeardownStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private final String functionName;
    private final Service service;
    private final IdFormat format;
    private final String oneName;
    private final String severalName;

    /** @param severalName empty where the step takes one id only */
    protected TeardownStepDescriptor(
            String functionName, Service service, IdFormat format, String oneName, String severalName) {
        this.functionName = functionName;
        this.service = service;
        this.format = format;
        this.oneName = oneName;
        this.severalName = severalName;
    }

    @Override
    public final String getFunctionName() {
        return functionName;
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /**
     * A Pipeline may give several ids as a list or an array, where a form and a build variable can only give a text; and
     * it may give any number. A name that is no parameter, and a value of another type, are bad input like any other.
     */
    @NonNull
    @Override
    public final Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        return StepArguments.usual(functionName, DescribableModel.of(clazz), severalName, arguments);
    }

    @NonNull
    @Override
    public final UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        return step;
    }

    @Override
    public final String argumentsToString(@NonNull Map<String, Object> arguments) {
        Object named = arguments.getOrDefault(oneName, arguments.get(severalName));
        return named == null ? null : named.toString();
    }

    // Drop-downs

    @POST
    public final ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String connection,
            @QueryParameter String region) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!mayUseCredentials(item)) {
            return items.includeCurrentValue(credentialsId);
        }
        List<DomainRequirement> host = requirements(connection, region);
        return items.includeEmptyValue()
                .includeMatchingAs(
                        authentication(item),
                        item,
                        StandardCredentials.class,
                        host,
                        CredentialKinds.of(service.provider()))
                .includeCurrentValue(credentialsId);
    }

    private static Authentication authentication(Item item) {
        return item instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2;
    }

    private static boolean mayUseCredentials(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    private List<DomainRequirement> requirements(String connection, String region) {
        try {
            Endpoints endpoints = Endpoints.of(
                    service,
                    Util.fixNull(connection).strip(),
                    Util.fixNull(region).strip(),
                    "");
            return URIRequirementBuilder.fromUri(endpoints.endpoint().base().toString())
                    .build();
        } catch (BadInputException e) {
            // Which host it will be is not known yet; the form says so at the field itself.
            return List.of();
        }
    }

    @POST
    public final ListBoxModel doFillConnectionItems(@AncestorInPath Item item, @QueryParameter String connection) {
        ListBoxModel items = new ListBoxModel().add("");
        if (mayConfigure(item)) {
            for (Connection one : Connections.get().getConnections()) {
                if (one.provider() == service.provider()) {
                    items.add(one.getName());
                }
            }
        }
        String current = Util.fixEmptyAndTrim(connection);
        if (current != null && items.stream().noneMatch(option -> option.value.equals(current))) {
            items.add(current);
        }
        return items;
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
            Arrays.stream(choices).forEach(items::add);
        }
        String text = Util.fixEmptyAndTrim(current);
        if (text != null && items.stream().noneMatch(option -> option.value.equals(text))) {
            // Kept as it is, so that saving the form does not silently choose another result.
            items.add(text);
        }
        return items;
    }

    // Checks while somebody types

    /** Says what is wrong to those who may configure the job. */
    protected static FormValidation check(Item item, Checks.Check check) {
        return mayConfigure(item) ? Checks.inForm(check) : FormValidation.ok();
    }

    /** The same for a text that may hold build variables; what they stand for is not known before the build. */
    protected static FormValidation check(Item item, String text, Checks.Check check) {
        return expandsLater(item, text) ? FormValidation.ok() : check(item, check);
    }

    /** Only freestyle jobs and their kind expand variables; in a Pipeline a text is what it is. */
    private static boolean expandsLater(Item item, String text) {
        return item instanceof AbstractProject && text != null && text.contains("$");
    }

    /** Both fields of ids are judged together, at whichever of them somebody types. */
    protected final FormValidation checkIds(Item item, String one, String several) {
        String list = Util.fixEmptyAndTrim(several);
        boolean both = Util.fixEmptyAndTrim(one) != null && list != null;
        String text = both ? null : Util.fixNull(one) + Util.fixNull(list);
        return check(item, text, () -> Checks.ids(format, oneName, one, severalName, list));
    }

    @POST
    public final FormValidation doCheckFailureResult(@AncestorInPath Item item, @QueryParameter String failureResult) {
        return checkResult(item, "failureResult", failureResult);
    }

    @POST
    public final FormValidation doCheckPartialResult(@AncestorInPath Item item, @QueryParameter String partialResult) {
        return checkResult(item, "partialResult", partialResult);
    }

    private static FormValidation checkResult(Item item, String name, String value) {
        String text = Util.fixEmptyAndTrim(value);
        return text == null ? FormValidation.ok() : check(item, () -> Checks.result(name, text));
    }

    /** Whether a build of this job would find the credential, and could sign with it. */
    @POST
    public final FormValidation doCheckCredentialsId(
            @AncestorInPath Item item,
            @QueryParameter String credentialsId,
            @QueryParameter String connection,
            @QueryParameter String region) {
        if (!mayUseCredentials(item)) {
            return FormValidation.ok();
        }
        if (expandsLater(item, credentialsId)) {
            return FormValidation.ok();
        }
        return Checks.inForm(
                () -> checkCredential(item, Util.fixNull(credentialsId).strip(), connection, region));
    }

    private void checkCredential(Item item, String given, String connection, String region) throws BadInputException {
        Endpoints endpoints;
        try {
            endpoints = Endpoints.of(
                    service,
                    Util.fixNull(connection).strip(),
                    Util.fixNull(region).strip(),
                    "");
        } catch (BadInputException e) {
            // Said at the field itself; which host the credential is for is not known before.
            return;
        }
        String id = given.isEmpty() ? endpoints.credentialsId() : given;
        if (id.isEmpty()) {
            throw new BadInputException(Messages._Input_CredentialsId());
        }
        URI host = endpoints.endpoint().base();
        if (!finds(item, id, host, CredentialsMatchers.always())) {
            throw new BadInputException(Messages._Input_CredentialNotFound(id, host.getHost()));
        }
        if (!finds(item, id, host, CredentialKinds.of(service.provider()))) {
            throw new BadInputException(CredentialKinds.expected(service.provider(), id));
        }
    }

    private static boolean finds(Item item, String id, URI host, CredentialsMatcher kind) {
        return !CredentialsProvider.listCredentialsInItem(
                        StandardCredentials.class,
                        item,
                        authentication(item),
                        URIRequirementBuilder.fromUri(host.toString()).build(),
                        CredentialsMatchers.allOf(CredentialsMatchers.withId(id), kind))
                .isEmpty();
    }

    @POST
    public final FormValidation doCheckConnection(
            @AncestorInPath Item item, @QueryParameter String connection, @QueryParameter String region) {
        String name = Util.fixNull(connection).strip();
        if (name.isEmpty() || !mayConfigure(item)) {
            return FormValidation.ok();
        }
        return Checks.inForm(
                () -> Endpoints.of(service, name, Util.fixNull(region).strip(), ""));
    }

    @POST
    public final FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String timeout) {
        return checkSeconds(item, "timeout", timeout);
    }

    /** A number of seconds, or blank for the default. */
    protected static FormValidation checkSeconds(Item item, String name, String value) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            return FormValidation.ok();
        }
        return check(item, () -> Checks.seconds(name, Checks.number(text)));
    }

    /** The service that the step's form is for. */
    protected final Service service() {
        return service;
    }
}
