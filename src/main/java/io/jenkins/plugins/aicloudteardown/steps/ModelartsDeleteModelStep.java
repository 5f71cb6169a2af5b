package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
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

/** Deletes ModelArts models. */
@Restricted(NoExternalUse.class)
public final class ModelartsDeleteModelStep extends HuaweiTeardownStep {
    private static final Parameter MODEL_ID = new Parameter("modelId", Messages._Label_modelId());
    private static final Parameter CASCADE = new Parameter("cascade", Messages._Label_cascade());

    @CheckForNull
    private String modelId;

    private boolean cascade;

    @DataBoundConstructor
    public ModelartsDeleteModelStep() {
        // Nothing is required here: a form may be saved half filled in, and order() says what is missing.
    }

    @CheckForNull
    public String getModelId() {
        return modelId;
    }

    @DataBoundSetter
    public void setModelId(String modelId) {
        this.modelId = Util.fixEmptyAndTrim(modelId);
    }

    public boolean isCascade() {
        return cascade;
    }

    @DataBoundSetter
    public void setCascade(boolean cascade) {
        this.cascade = cascade;
    }

    @Override
    protected Operation operation(Expansion expand) {
        return new ModelartsDeleteModel(cascade);
    }

    @Override
    protected String ids() {
        return modelId;
    }

    @Extension
    @Symbol(ModelartsDeleteModel.NAME)
    public static final class DescriptorImpl extends HuaweiTeardownStepDescriptor {
        public DescriptorImpl() {
            super(ModelartsDeleteModel.TYPE, MODEL_ID, CASCADE);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelartsDeleteModel_DisplayName();
        }

        @POST
        public FormValidation doCheckModelId(@AncestorInPath Item item, @QueryParameter String modelId) {
            return checkIds(item, modelId);
        }
    }
}
