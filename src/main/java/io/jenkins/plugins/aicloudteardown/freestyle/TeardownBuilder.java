package io.jenkins.plugins.aicloudteardown.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Builder;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStepDescriptor;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The build step. A plain builder: as a {@code SimpleBuildStep} it would run in Pipelines too, with a thread each, where
 * the steps themselves need none.
 */
@Restricted(NoExternalUse.class)
public final class TeardownBuilder extends Builder {
    private ArrayList<TeardownStep> operations;
    private boolean stopOnFailure;

    @DataBoundConstructor
    public TeardownBuilder(List<TeardownStep> operations) {
        this.operations = operations == null ? new ArrayList<>() : new ArrayList<>(operations);
    }

    private Object readResolve() {
        if (operations == null) {
            operations = new ArrayList<>();
        }
        return this;
    }

    public List<TeardownStep> getOperations() {
        return Collections.unmodifiableList(operations);
    }

    /** Whether the operations after a failed one are skipped. */
    public boolean isStopOnFailure() {
        return stopOnFailure;
    }

    @DataBoundSetter
    public void setStopOnFailure(boolean stopOnFailure) {
        this.stopOnFailure = stopOnFailure;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        return new OperationList(operations, stopOnFailure, build, listener).run();
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Extension
    @Symbol("aiCloudTeardown")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Teardown_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> job) {
            return OperationList.suits(job);
        }

        public List<TeardownStepDescriptor> getOperationDescriptors() {
            return OperationList.descriptors();
        }
    }
}
