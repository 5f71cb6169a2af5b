package io.jenkins.plugins.aicloudteardown.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import io.jenkins.plugins.aicloudteardown.config.Target;
import io.jenkins.plugins.aicloudteardown.words.Choices;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of Huawei Cloud's steps share. */
@Restricted(NoExternalUse.class)
public abstract class HuaweiTeardownStepDescriptor extends TeardownStepDescriptor {
    HuaweiTeardownStepDescriptor(OperationType type, Parameter id, Parameter... own) {
        super(
                type,
                id,
                Stream.concat(Stream.of(own), Stream.of(Parameter.REGION, Parameter.PROJECT_ID))
                        .toArray(Parameter[]::new));
    }

    @Override
    final String noConnection() {
        return Messages.Form_ConnectionOrRegion();
    }

    @POST
    public final ListBoxModel doFillRegionItems(@AncestorInPath Item item, @QueryParameter String region) {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Form_NoRegion(), "");
        if (mayConfigure(item)) {
            Target.regions(service()).forEach(items::add);
        }
        return Choices.keep(items, region);
    }

    @POST
    public final FormValidation doCheckRegion(
            @AncestorInPath Item item, @QueryParameter String region, @QueryParameter String connection) {
        return check(
                item, region, () -> Target.of(service(), text(connection), Checks.given(Parameter.REGION, region), ""));
    }

    @POST
    public final FormValidation doCheckProjectId(@AncestorInPath Item item, @QueryParameter String projectId) {
        return check(item, projectId, () -> Checks.token(Parameter.PROJECT_ID, projectId, Messages::_Input_ProjectId));
    }
}
