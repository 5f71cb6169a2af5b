package io.jenkins.plugins.aicloudteardown.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.config.Endpoints;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of Huawei Cloud's steps share. */
public abstract class HuaweiTeardownStepDescriptor extends TeardownStepDescriptor {
    protected HuaweiTeardownStepDescriptor(
            String functionName, Service service, IdFormat format, String oneName, String severalName) {
        super(functionName, service, format, oneName, severalName);
    }

    @POST
    public final ListBoxModel doFillRegionItems(@AncestorInPath Item item, @QueryParameter String region) {
        ListBoxModel items = new ListBoxModel().add("");
        if (mayConfigure(item)) {
            Endpoints.regions(service()).forEach(items::add);
        }
        String current = Util.fixEmptyAndTrim(region);
        if (current != null && items.stream().noneMatch(option -> option.value.equals(current))) {
            items.add(current);
        }
        return items;
    }

    @POST
    public final FormValidation doCheckRegion(
            @AncestorInPath Item item, @QueryParameter String region, @QueryParameter String connection) {
        String name = Util.fixNull(connection).strip();
        return check(
                item, () -> Endpoints.of(service(), name, Util.fixNull(region).strip(), ""));
    }

    @POST
    public final FormValidation doCheckProjectId(
            @AncestorInPath Item item, @QueryParameter String projectId, @QueryParameter String connection) {
        boolean mayBeDefault = Util.fixEmptyAndTrim(connection) != null && Util.fixEmptyAndTrim(projectId) == null;
        return mayBeDefault
                ? FormValidation.ok()
                : check(item, projectId, () -> Checks.token("projectId", projectId, Messages._Input_ProjectId()));
    }
}
