package io.jenkins.plugins.aicloudteardown.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
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

    @NonNull
    private final String domain;

    @NonNull
    private final String username;

    @NonNull
    private final Secret password;

    @DataBoundConstructor
    public HuaweiIamUserCredentialsImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @NonNull String domain,
            @NonNull String username,
            @NonNull Secret password) {
        super(scope, id, description);
        this.domain = domain;
        this.username = username;
        this.password = password;
    }

    @NonNull
    @Override
    public String getDomain() {
        return domain;
    }

    @NonNull
    @Override
    public String getUsername() {
        return username;
    }

    @NonNull
    @Override
    public Secret getPassword() {
        return password;
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
