package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
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

/** Force-ends DataForest AI apps. */
public final class DataforestKillStep extends TeardownStep {
    @CheckForNull
    private String id;

    @CheckForNull
    private String ids;

    @CheckForNull
    private String accountId;

    @DataBoundConstructor
    public DataforestKillStep() {
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
    public String getIds() {
        return ids;
    }

    @DataBoundSetter
    public void setIds(String ids) {
        this.ids = Util.fixEmptyAndTrim(ids);
    }

    /** Whose apps are listed to tell, for ignoreMissing, that one is gone. */
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
        return new DataforestKill(Checks.optionalToken("accountId", text(expand, "accountId", accountId)));
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
        return "ids";
    }

    @Override
    protected String several() {
        return ids;
    }

    @Extension
    @Symbol("dataforestKill")
    public static final class DescriptorImpl extends TeardownStepDescriptor {
        public DescriptorImpl() {
            super("dataforestKill", Service.DATAFOREST, IdFormat.BASE62, "id", "ids");
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DataforestKill_DisplayName();
        }

        @POST
        public FormValidation doCheckId(
                @AncestorInPath Item item, @QueryParameter String id, @QueryParameter String ids) {
            return checkIds(item, id, ids);
        }

        @POST
        public FormValidation doCheckIds(
                @AncestorInPath Item item, @QueryParameter String id, @QueryParameter String ids) {
            return checkIds(item, id, ids);
        }

        @POST
        public FormValidation doCheckAccountId(@AncestorInPath Item item, @QueryParameter String accountId) {
            return check(item, accountId, () -> Checks.optionalToken("accountId", accountId));
        }
    }
}
