package io.jenkins.plugins.aicloudteardown.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.Secret;

/** A Huawei Cloud IAM user, who gets a project-scoped token from IAM. */
@NameWith(value = HuaweiIamUserCredentials.NameProvider.class, priority = 32)
public interface HuaweiIamUserCredentials extends StandardCredentials {
    /** The account that the user belongs to. */
    @NonNull
    String getDomain();

    @NonNull
    String getUsername();

    @NonNull
    Secret getPassword();

    /** Shows account and user in drop-downs. */
    class NameProvider extends CredentialsNameProvider<HuaweiIamUserCredentials> {
        @NonNull
        @Override
        public String getName(@NonNull HuaweiIamUserCredentials user) {
            String description = Util.fixEmptyAndTrim(user.getDescription());
            return user.getDomain() + "/" + user.getUsername() + (description == null ? "" : " (" + description + ")");
        }
    }
}
