package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.NotebookRestart;
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

/** Restarts a DataForest notebook. */
public final class NotebookRestartStep extends TeardownStep {
    @CheckForNull
    private String id;

    @CheckForNull
    private String accountId;

    @DataBoundConstructor
    public NotebookRestartStep() {
        // Which id is required depends on the others: see order().
    }

    @CheckForNull
    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    @CheckForNull
    public String getAccountId() {
        return accountId;
    }

    @DataBoundSetter
    public void setAccountId(String accountId) {
        this.accountId = Util.fixEmptyAndTrim(accountId);
    }

    @Override
    protected Operation operation(Expansion expand) throws BadInputException {
        return new NotebookRestart(account(text(expand, "accountId", accountId), isConfirm()));
    }

    private static String account(String accountId, boolean confirm) throws BadInputException {
        return accountId.isEmpty() && !confirm
                ? ""
                : Checks.token("accountId", accountId, Messages._Input_NeedsAccount());
    }

    @Override
    protected String oneName() {
        return "id";
    }

    @Override
    protected String one() {
        return id;
    }

    @Override
    protected String severalName() {
        return "";
    }

    @Override
    protected String several() {
        return null;
    }

    @Extension
    @Symbol("notebookRestart")
    public static final class DescriptorImpl extends TeardownStepDescriptor {
        public DescriptorImpl() {
            super("notebookRestart", Service.DATAFOREST, IdFormat.BASE62, "id", "");
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NotebookRestart_DisplayName();
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String id) {
            return checkIds(item, id, null);
        }

        @POST
        public FormValidation doCheckAccountId(
                @AncestorInPath Item item, @QueryParameter String accountId, @QueryParameter boolean confirm) {
            return check(item, accountId, () -> account(Util.fixNull(accountId).strip(), confirm));
        }
    }
}
