package io.jenkins.plugins.aicloudteardown.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.credentials.CredentialKinds;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of both kinds of connection share. */
@Restricted(NoExternalUse.class)
public abstract class ConnectionDescriptor extends Descriptor<Connection> {
    /** Only for the connections of this package: no service calls another kind. */
    ConnectionDescriptor() {}

    /** Whether what a field holds is judged for the viewer. Others may see the page, and its fields are checked for them too. */
    static boolean mayConfigure() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /** The provider whose kinds of credentials the form offers. */
    abstract Provider provider();

    /** Ordinary global credentials; those of a folder are not known here, and a job finds them all the same. */
    @POST
    public final ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (!mayConfigure()) {
            return items.includeCurrentValue(credentialsId);
        }
        items.add(Messages.Form_NoDefaultCredential(), "");
        try {
            items.includeMatchingAs(
                    ACL.SYSTEM2,
                    Jenkins.get(),
                    StandardCredentials.class,
                    List.of(),
                    CredentialsMatchers.allOf(notForTheSystem(), CredentialKinds.of(provider())));
        } catch (RuntimeException e) {
            // A store that fails is told of by the check; what is configured stays.
            return items.includeCurrentValue(credentialsId);
        }
        return items.includeCurrentValue(credentialsId);
    }

    private static CredentialsMatcher notForTheSystem() {
        return CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));
    }

    @POST
    public final FormValidation doCheckCredentialsId(@QueryParameter String credentialsId) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        String id = Util.fixEmptyAndTrim(credentialsId);
        try {
            return check(id);
        } catch (RuntimeException e) {
            return FormValidation.error(CredentialKinds.unreadable(id, e).inForm());
        }
    }

    private FormValidation check(String id) {
        if (id == null || global(id, CredentialKinds.of(provider()))) {
            return FormValidation.ok();
        }
        return global(id, CredentialsMatchers.always())
                ? FormValidation.error(CredentialKinds.wrong(provider(), id).inForm())
                : FormValidation.warning(Messages.Connection_CredentialNotGlobal(id));
    }

    private static boolean global(String id, CredentialsMatcher kind) {
        return !CredentialsProvider.listCredentialsInItemGroup(
                        StandardCredentials.class,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        List.of(),
                        CredentialsMatchers.allOf(CredentialsMatchers.withId(id), notForTheSystem(), kind))
                .isEmpty();
    }

    /** A blank URL stands for the public default. */
    static FormValidation checkUrl(String url) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        String text = Util.fixEmptyAndTrim(url);
        return text == null || BaseUrl.parse(text).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.Connection_Url());
    }

    @POST
    public final FormValidation doCheckName(@QueryParameter String name, @QueryParameter String savedName) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        return ConnectionNames.problem(name, savedName, Connections.get().getConnections())
                .map(problem -> FormValidation.error(problem.toString()))
                .orElseGet(FormValidation::ok);
    }

    @POST
    public final FormValidation doCheckMaxInFlight(@QueryParameter String maxInFlight) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        return FormValidation.validatePositiveInteger(maxInFlight);
    }

    @POST
    public final FormValidation doCheckKeepTryingDays(@QueryParameter String keepTryingDays) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        return FormValidation.validatePositiveInteger(keepTryingDays);
    }

    /** An ID may be blank; otherwise it must be fit to stand in a path. */
    static FormValidation checkId(String value) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        String text = Util.fixEmptyAndTrim(value);
        return text == null || IdFormat.TOKEN.fits(text)
                ? FormValidation.ok()
                : FormValidation.error(Messages.Connection_Id());
    }
}
