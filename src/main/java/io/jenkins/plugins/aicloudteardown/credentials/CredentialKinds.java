package io.jenkins.plugins.aicloudteardown.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jvnet.localizer.Localizable;

/** Which kinds of Jenkins credentials can sign for a provider. */
public final class CredentialKinds {
    private CredentialKinds() {}

    public static CredentialsMatcher of(Provider provider) {
        CredentialsMatcher pair = CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class);
        return provider == Provider.NCP
                ? pair
                : CredentialsMatchers.anyOf(
                        pair,
                        CredentialsMatchers.instanceOf(StringCredentials.class),
                        CredentialsMatchers.instanceOf(HuaweiIamUser.class));
    }

    /** That the credential of this id is of none of them. */
    public static Localizable expected(Provider provider, String id) {
        return provider == Provider.NCP ? Messages._Input_KindNcp(id) : Messages._Input_KindHuawei(id);
    }
}
