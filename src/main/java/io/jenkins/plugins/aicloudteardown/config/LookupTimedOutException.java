package io.jenkins.plugins.aicloudteardown.config;

import hudson.AbortException;
import io.jenkins.plugins.aicloudteardown.controller.Lookups;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.Locale;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The store of a credential did not answer in time: one sentence that names the credential. The build log speaks
 * English; a form shows {@link #problem()} in the viewer's language.
 */
@Restricted(NoExternalUse.class)
public final class LookupTimedOutException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final Localizable problem;

    LookupTimedOutException(String credentialsId) {
        this(Messages._Lookup_TimedOut(credentialsId, Lookups.LIMIT.toSeconds()));
    }

    private LookupTimedOutException(Localizable problem) {
        super(problem.toString(Locale.ENGLISH));
        this.problem = problem;
    }

    public Localizable problem() {
        return problem;
    }
}
