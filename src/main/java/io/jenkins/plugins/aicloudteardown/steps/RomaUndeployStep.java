package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Cancels the deployment of ROMA Connect backend APIs. */
@Restricted(NoExternalUse.class)
public final class RomaUndeployStep extends HuaweiTeardownStep {
    private static final Parameter LD_API_ID = new Parameter("ldApiId", Messages._Label_ldApiId());
    private static final Parameter INSTANCE_ID = new Parameter("instanceId", Messages._Label_instanceId());

    @CheckForNull
    private String ldApiId;

    @CheckForNull
    private String instanceId;

    @DataBoundConstructor
    public RomaUndeployStep() {
        // Nothing is required here: a form may be saved half filled in, and order() says what is missing.
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
                Checks.token(INSTANCE_ID, text(expand, INSTANCE_ID, instanceId), Messages::_Input_InstanceId));
    }

    @Override
    protected String ids() {
        return ldApiId;
    }

    @Extension
    @Symbol(RomaUndeploy.NAME)
    public static final class DescriptorImpl extends HuaweiTeardownStepDescriptor {
        public DescriptorImpl() {
            super(RomaUndeploy.TYPE, LD_API_ID, INSTANCE_ID);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RomaUndeploy_DisplayName();
        }

        @POST
        public FormValidation doCheckLdApiId(@AncestorInPath Item item, @QueryParameter String ldApiId) {
            return checkIds(item, ldApiId);
        }

        @POST
        public FormValidation doCheckInstanceId(@AncestorInPath Item item, @QueryParameter String instanceId) {
            return check(item, instanceId, () -> Checks.token(INSTANCE_ID, instanceId, Messages::_Input_InstanceId));
        }
    }
}
