package io.jenkins.plugins.aicloudteardown.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Which kinds of Jenkins credentials can sign for a provider. */
@Restricted(NoExternalUse.class)
public final class CredentialKinds {
    private static final Logger LOGGER = Logger.getLogger(CredentialKinds.class.getName());

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

    /** That the store of a credential failed. What it says of that may be about anything, so only its kind is told. */
    public static BadInputException unreadable(String id, RuntimeException error) {
        LOGGER.log(Level.FINE, error, () -> "The credential '" + id + "' could not be read");
        String kind = error.getClass().getSimpleName();
        return Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialStore(name, id, kind));
    }

    /** That the credential of this id is of none of them. */
    public static BadInputException wrong(Provider provider, String id) {
        return Parameter.CREDENTIALS_ID.bad(name ->
                provider == Provider.NCP ? Messages._Input_KindNcp(name, id) : Messages._Input_KindHuawei(name, id));
    }
}
