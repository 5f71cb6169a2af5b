package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Deletes ModelArts models. */
public final class ModelartsDeleteModelStep extends HuaweiTeardownStep {
    @CheckForNull
    private String modelId;

    @CheckForNull
    private String modelIds;

    private boolean cascade;

    @DataBoundConstructor
    public ModelartsDeleteModelStep() {
        // Which id is required depends on the others: see order().
    }

    @CheckForNull
    public String getModelId() {
        return modelId;
    }

    @DataBoundSetter
    public void setModelId(String modelId) {
        this.modelId = Util.fixEmptyAndTrim(modelId);
    }

    @CheckForNull
    public String getModelIds() {
        return modelIds;
    }

    @DataBoundSetter
    public void setModelIds(String modelIds) {
        this.modelIds = Util.fixEmptyAndTrim(modelIds);
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
    protected String oneName() {
        return "modelId";
    }

    @Override
    protected String one() {
        return modelId;
    }

    @Override
    protected String severalName() {
        return "modelIds";
    }

    @Override
    protected String several() {
        return modelIds;
    }

    @Extension
    @Symbol("modelartsDeleteModel")
    public static final class DescriptorImpl extends HuaweiTeardownStepDescriptor {
        public DescriptorImpl() {
            super("modelartsDeleteModel", Service.MODELARTS, IdFormat.TOKEN, "modelId", "modelIds");
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ModelartsDeleteModel_DisplayName();
        }

        @POST
        public FormValidation doCheckModelId(
                @AncestorInPath Item item, @QueryParameter String modelId, @QueryParameter String modelIds) {
            return checkIds(item, modelId, modelIds);
        }

        @POST
        public FormValidation doCheckModelIds(
                @AncestorInPath Item item, @QueryParameter String modelId, @QueryParameter String modelIds) {
            return checkIds(item, modelId, modelIds);
        }
    }
}
