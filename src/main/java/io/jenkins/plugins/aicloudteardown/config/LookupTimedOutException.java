package io.jenkins.plugins.aicloudteardown.config;

import hudson.AbortException;
import io.jenkins.plugins.aicloudteardown.controller.Lookups;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The store of a credential did not answer in time: one sentence that names the credential, in the build
 * log's English.
 */
@Restricted(NoExternalUse.class)
public final class LookupTimedOutException extends AbortException {
    private static final long serialVersionUID = 1L;

    LookupTimedOutException(String credentialsId) {
        super(Messages._Lookup_TimedOut(credentialsId, Lookups.LIMIT.toSeconds())
                .toString(Locale.ENGLISH));
    }
}
