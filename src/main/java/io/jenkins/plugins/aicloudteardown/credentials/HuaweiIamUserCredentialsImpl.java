package io.jenkins.plugins.aicloudteardown.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** Kept as Jenkins keeps all credentials: the password is encrypted at rest. */
@Restricted(NoExternalUse.class)
public final class HuaweiIamUserCredentialsImpl extends BaseStandardCredentials implements HuaweiIamUserCredentials {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String domain;

    @CheckForNull
    private final String username;

    @CheckForNull
    private final Secret password;

    @DataBoundConstructor
    public HuaweiIamUserCredentialsImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String domain,
            @CheckForNull String username,
            @CheckForNull Secret password) {
        super(scope, id, description);
        this.domain = Util.fixNull(domain);
        this.username = Util.fixNull(username);
        this.password = password == null ? Secret.fromString("") : password;
    }

    @NonNull
    @Override
    public String getDomain() {
        return Util.fixNull(domain);
    }

    @NonNull
    @Override
    public String getUsername() {
        return Util.fixNull(username);
    }

    /** A file that was edited, or Configuration as Code, may leave a part out. */
    @NonNull
    @Override
    public Secret getPassword() {
        return password == null ? Secret.fromString("") : password;
    }

    @Extension
    @Symbol("huaweiIamUser")
    public static class DescriptorImpl extends BaseStandardCredentialsDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HuaweiIamUser_DisplayName();
        }

        @Override
        public String getIconClassName() {
            return "symbol-credentials plugin-credentials";
        }
    }
}
