package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
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

/** Force-ends DataForest AI apps. */
@Restricted(NoExternalUse.class)
public final class DataforestKillStep extends DeferrableStep {
    private static final Parameter ID = new Parameter("id", Messages._Label_aiAppId());
    private static final Parameter ACCOUNT_ID = new Parameter("accountId", Messages._Label_accountId());

    @CheckForNull
    private String id;

    @CheckForNull
    private String accountId;

    @DataBoundConstructor
    public DataforestKillStep() {
        // Nothing is required here: a form may be saved half filled in, and order() says what is missing.
    }

    @CheckForNull
    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = Util.fixEmptyAndTrim(id);
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
        return new DataforestKill(Checks.optionalToken(ACCOUNT_ID, text(expand, ACCOUNT_ID, accountId)));
    }

    @Override
    protected String ids() {
        return id;
    }

    @Extension
    @Symbol(DataforestKill.NAME)
    public static final class DescriptorImpl extends TeardownStepDescriptor {
        public DescriptorImpl() {
            super(DataforestKill.TYPE, ID, ACCOUNT_ID);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DataforestKill_DisplayName();
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String id) {
            return checkIds(item, id);
        }

        @POST
        public FormValidation doCheckAccountId(@AncestorInPath Item item, @QueryParameter String accountId) {
            return check(item, accountId, () -> Checks.optionalToken(ACCOUNT_ID, accountId));
        }
    }
}
