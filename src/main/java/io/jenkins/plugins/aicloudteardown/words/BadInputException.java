package io.jenkins.plugins.aicloudteardown.words;

import hudson.AbortException;
import java.util.Locale;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What was asked for cannot be done as it was given: one sentence that names the parameter and what is expected. The
 * message is the build log's, in English.
 */
@Restricted(NoExternalUse.class)
public final class BadInputException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final String inForm;

    public BadInputException(Localizable problem) {
        this(problem.toString(Locale.ENGLISH), problem.toString());
    }

    BadInputException(String message, String inForm) {
        super(message);
        this.inForm = inForm;
    }

    /** The message, and where to read on, as what fails a build. */
    public String inLog() {
        return getMessage() + " " + Troubleshooting.input();
    }

    /** The same sentence for a form, in the language of the request that checked the value. */
    public String inForm() {
        return inForm;
    }
}
