package io.jenkins.plugins.aicloudteardown.steps;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.Endpoints;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUser;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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
     * A Pipeline may give several ids as a list; a form and a build variable can only give a text. The comma at the end
     * keeps an empty list from looking like none.
     */
    @NonNull
    @Override
    public final Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        if (!(arguments.get(severalName) instanceof Collection<?> list)) {
            return arguments;
        }
        Map<String, Object> joined = new HashMap<>(arguments);
        joined.put(severalName, list.stream().map(String::valueOf).collect(Collectors.joining(",", "", ",")));
        return joined;
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
        var authentication = item instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2;
        return items.includeEmptyValue()
                .includeMatchingAs(
                        authentication,
                        item,
                        StandardCredentials.class,
                        host,
                        CredentialsMatchers.anyOf(
                                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                                service.provider() == Provider.HUAWEI
                                        ? CredentialsMatchers.anyOf(
                                                CredentialsMatchers.instanceOf(StringCredentials.class),
                                                CredentialsMatchers.instanceOf(HuaweiIamUser.class))
                                        : CredentialsMatchers.never()))
                .includeCurrentValue(credentialsId);
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

    public final ListBoxModel doFillFailureResultItems() {
        return new ListBoxModel().add("FAILURE").add("UNSTABLE").add("SUCCESS");
    }

    public final ListBoxModel doFillPartialResultItems() {
        return new ListBoxModel().add("UNSTABLE").add("FAILURE").add("SUCCESS");
    }

    // Checks while somebody types

    /** Says what is wrong to those who may configure the job. */
    protected static FormValidation check(Item item, Checks.Check check) {
        return mayConfigure(item) ? Checks.inForm(check) : FormValidation.ok();
    }

    /** Both fields of ids are judged together, at whichever of them somebody types. */
    protected final FormValidation checkIds(Item item, String one, String several) {
        String list = Util.fixEmptyAndTrim(several);
        return check(item, () -> Checks.ids(format, oneName, one, severalName, list));
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
        int seconds = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        return check(item, () -> Checks.seconds(name, seconds));
    }

    /** The service that the step's form is for. */
    protected final Service service() {
        return service;
    }
}
