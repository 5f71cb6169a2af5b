package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Cancels the deployment of ROMA Connect backend APIs. */
public final class RomaUndeployStep extends HuaweiTeardownStep {
    @CheckForNull
    private String ldApiId;

    @CheckForNull
    private String ldApiIds;

    @CheckForNull
    private String instanceId;

    @DataBoundConstructor
    public RomaUndeployStep() {
        // Which id is required depends on the others: see order().
    }

    @CheckForNull
    public String getLdApiId() {
        return ldApiId;
    }

    @DataBoundSetter
    public void setLdApiId(String ldApiId) {
        this.ldApiId = Util.fixEmptyAndTrim(ldApiId);
    }

    @CheckForNull
    public String getLdApiIds() {
        return ldApiIds;
    }

    @DataBoundSetter
    public void setLdApiIds(String ldApiIds) {
        this.ldApiIds = Util.fixEmptyAndTrim(ldApiIds);
    }

    @CheckForNull
    public String getInstanceId() {
        return instanceId;
    }

    @DataBoundSetter
    public void setInstanceId(String instanceId) {
        this.instanceId = Util.fixEmptyAndTrim(instanceId);
    }

    @Override
    protected Operation operation(Expansion expand) throws BadInputException {
        return new RomaUndeploy(
                Checks.token("instanceId", text(expand, "instanceId", instanceId), Messages._Input_InstanceId()));
    }

    @Override
    protected String oneName() {
        return "ldApiId";
    }

    @Override
    protected String one() {
        return ldApiId;
    }

    @Override
    protected String severalName() {
        return "ldApiIds";
    }

    @Override
    protected String several() {
        return ldApiIds;
    }

    @Extension
    @Symbol("romaUndeploy")
    public static final class DescriptorImpl extends HuaweiTeardownStepDescriptor {
        public DescriptorImpl() {
            super("romaUndeploy", Service.ROMA, IdFormat.TOKEN, "ldApiId", "ldApiIds");
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RomaUndeploy_DisplayName();
        }

        @POST
        public FormValidation doCheckLdApiId(
                @AncestorInPath Item item, @QueryParameter String ldApiId, @QueryParameter String ldApiIds) {
            return checkIds(item, ldApiId, ldApiIds);
        }

        @POST
        public FormValidation doCheckLdApiIds(
                @AncestorInPath Item item, @QueryParameter String ldApiId, @QueryParameter String ldApiIds) {
            return checkIds(item, ldApiId, ldApiIds);
        }

        @POST
        public FormValidation doCheckInstanceId(@AncestorInPath Item item, @QueryParameter String instanceId) {
            return check(item, instanceId, () -> Checks.token("instanceId", instanceId, Messages._Input_InstanceId()));
        }
    }
}
