package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
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

/** Deletes NCLUE task models. */
@Restricted(NoExternalUse.class)
public final class NclueDeleteTaskStep extends DeferrableStep {
    private static final Parameter TASK_ID = new Parameter("taskId", Messages._Label_taskId());
    private static final Parameter WAIT_FOR_IDLE = new Parameter("waitForIdle", Messages._Label_waitForIdle());

    @CheckForNull
    private String taskId;

    @CheckForNull
    private Integer waitForIdle;

    @DataBoundConstructor
    public NclueDeleteTaskStep() {
        // Nothing is required here: a form may be saved half filled in, and order() says what is missing.
    }

    @CheckForNull
    public String getTaskId() {
        return taskId;
    }

    @DataBoundSetter
    public void setTaskId(String taskId) {
        this.taskId = Util.fixEmptyAndTrim(taskId);
    }

    /** Seconds for which a task that cannot be deleted yet is waited for; null not to wait. */
    @CheckForNull
    public Integer getWaitForIdle() {
        return waitForIdle;
    }

    @DataBoundSetter
    public void setWaitForIdle(Integer waitForIdle) {
        this.waitForIdle = waitForIdle;
    }

    @Override
    protected Operation operation(Expansion expand) throws BadInputException {
        return new NclueDeleteTask(Checks.seconds(WAIT_FOR_IDLE, waitForIdle));
    }

    @Override
    protected String ids() {
        return taskId;
    }

    @Extension
    @Symbol(NclueDeleteTask.NAME)
    public static final class DescriptorImpl extends TeardownStepDescriptor {
        public DescriptorImpl() {
            super(NclueDeleteTask.TYPE, TASK_ID, WAIT_FOR_IDLE);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NclueDeleteTask_DisplayName();
        }

        @POST
        public FormValidation doCheckTaskId(@AncestorInPath Item item, @QueryParameter String taskId) {
            return checkIds(item, taskId);
        }

        @POST
        public FormValidation doCheckWaitForIdle(@AncestorInPath Item item, @QueryParameter String waitForIdle) {
            return checkSeconds(item, WAIT_FOR_IDLE, waitForIdle);
        }
    }
}
