package io.jenkins.plugins.aicloudteardown.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStepDescriptor;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The post-build action: tears down after any result of the build, unless {@link When} says otherwise. */
@Restricted(NoExternalUse.class)
public final class TeardownRecorder extends Recorder {
    private static final Parameter WHEN = new Parameter("when", Messages._Label_when());

    private ArrayList<TeardownStep> operations;
    private boolean stopOnFailure;

    @CheckForNull
    private String when;

    @DataBoundConstructor
    public TeardownRecorder(List<TeardownStep> operations) {
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

    /** One of {@code always}, {@code onlyOnSuccess} and {@code onlyOnFailure}. */
    @NonNull
    public String getWhen() {
        return when == null ? When.ALWAYS.text() : when;
    }

    @DataBoundSetter
    public void setWhen(String when) {
        String text = Util.fixEmptyAndTrim(when);
        this.when = When.ALWAYS.text().equals(text) ? null : text;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        Optional<When> choice = When.of(getWhen());
        if (choice.isEmpty()) {
            throw WHEN.bad(Messages::_Input_When);
        }
        Result soFar = build.getResult();
        if (!choice.get().includes(soFar)) {
            listener.getLogger()
                    .println("Nothing is torn down, because it is asked for " + getWhen() + " and the build is " + soFar
                            + " so far.");
            return true;
        }
        try {
            if (!new OperationList(operations, stopOnFailure, build, listener).run()) {
                build.setResult(Result.FAILURE);
            }
            return true;
        } catch (InterruptedException e) {
            throw aborted(build, listener);
        }
    }

    /** For Jenkins an interrupted post-build action is a failed one; people who abort a build want to see it aborted. */
    private static AbortException aborted(AbstractBuild<?, ?> build, BuildListener listener) {
        Executor executor = build.getExecutor();
        if (executor != null) {
            executor.recordCauseOfInterruption(build, listener);
            build.setResult(executor.abortResult());
        } else {
            build.setResult(Result.ABORTED);
        }
        return new AbortException("the build was aborted");
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Extension
    @Symbol("aiCloudTeardown")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
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

        /** The label of the field, in the viewer's language. */
        public String getWhenLabel() {
            return WHEN.label().toString();
        }

        public List<TeardownStepDescriptor> getOperationDescriptors() {
            return OperationList.descriptors();
        }

        @POST
        public ListBoxModel doFillWhenItems(@AncestorInPath Item item, @QueryParameter String when) {
            ListBoxModel items = new ListBoxModel();
            if (!TeardownStepDescriptor.mayConfigure(item)) {
                return items.add(Util.fixNull(when));
            }
            items.add(Messages.When_Always(), When.ALWAYS.text());
            items.add(Messages.When_OnlyOnSuccess(), When.ONLY_ON_SUCCESS.text());
            items.add(Messages.When_OnlyOnFailure(), When.ONLY_ON_FAILURE.text());
            return items;
        }

        @POST
        public FormValidation doCheckWhen(@AncestorInPath Item item, @QueryParameter String when) {
            if (!TeardownStepDescriptor.mayConfigure(item)) {
                return FormValidation.ok();
            }
            String text = Util.fixEmptyAndTrim(when);
            return text == null || When.of(text).isPresent()
                    ? FormValidation.ok()
                    : FormValidation.error(WHEN.bad(Messages::_Input_When).inForm());
        }
    }
}
