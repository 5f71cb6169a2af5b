package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Deletes NCLUE task models. */
public final class NclueDeleteTaskStep extends TeardownStep {
    @CheckForNull
    private String taskId;

    @CheckForNull
    private String taskIds;

    @CheckForNull
    private Integer waitForIdle;

    @DataBoundConstructor
    public NclueDeleteTaskStep() {
        // Which id is required depends on the others: see order().
    }

    @CheckForNull
    public String getTaskId() {
        return taskId;
    }

    @DataBoundSetter
    public void setTaskId(String taskId) {
        this.taskId = Util.fixEmptyAndTrim(taskId);
    }

    @CheckForNull
    public String getTaskIds() {
        return taskIds;
    }

    @DataBoundSetter
    public void setTaskIds(String taskIds) {
        this.taskIds = Util.fixEmptyAndTrim(taskIds);
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
        return new NclueDeleteTask(Checks.seconds("waitForIdle", waitForIdle));
    }

    @Override
    protected String oneName() {
        return "taskId";
    }

    @Override
    protected String one() {
        return taskId;
    }

    @Override
    protected String severalName() {
        return "taskIds";
    }

    @Override
    protected String several() {
        return taskIds;
    }

    @Extension
    @Symbol("nclueDeleteTask")
    public static final class DescriptorImpl extends TeardownStepDescriptor {
        public DescriptorImpl() {
            super("nclueDeleteTask", Service.NCLUE, IdFormat.TOKEN, "taskId", "taskIds");
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NclueDeleteTask_DisplayName();
        }

        @POST
        public FormValidation doCheckTaskId(
                @AncestorInPath Item item, @QueryParameter String taskId, @QueryParameter String taskIds) {
            return checkIds(item, taskId, taskIds);
        }

        @POST
        public FormValidation doCheckTaskIds(
                @AncestorInPath Item item, @QueryParameter String taskId, @QueryParameter String taskIds) {
            return checkIds(item, taskId, taskIds);
        }

        @POST
        public FormValidation doCheckWaitForIdle(@AncestorInPath Item item, @QueryParameter String waitForIdle) {
            return checkSeconds(item, "waitForIdle", waitForIdle);
        }
    }
}
