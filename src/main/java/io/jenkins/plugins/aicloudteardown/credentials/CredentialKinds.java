package io.jenkins.plugins.aicloudteardown.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Which kinds of Jenkins credentials can sign for a provider. */
@Restricted(NoExternalUse.class)
public final class CredentialKinds {
    private CredentialKinds() {}

    public static CredentialsMatcher of(Provider provider) {
        CredentialsMatcher pair = CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class);
        return provider == Provider.NCP
                ? pair
                : CredentialsMatchers.anyOf(
                        pair,
                        CredentialsMatchers.instanceOf(StringCredentials.class),
                        CredentialsMatchers.instanceOf(HuaweiIamUserCredentials.class));
    }

    /** That the credential of this id is of none of them. */
    public static BadInputException wrong(Provider provider, String id) {
        return Parameter.CREDENTIALS_ID.bad(name ->
                provider == Provider.NCP ? Messages._Input_KindNcp(name, id) : Messages._Input_KindHuawei(name, id));
    }
}
