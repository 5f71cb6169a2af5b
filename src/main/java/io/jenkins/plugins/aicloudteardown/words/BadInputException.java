package io.jenkins.plugins.aicloudteardown.words;

import hudson.AbortException;
import java.util.Locale;
import org.jvnet.localizer.Localizable;

/**
 * What was asked for cannot be done as it was given: one sentence that names the parameter and what is expected. The
 * build log speaks English; a form shows {@link #problem()} in the viewer's language.
 */
public final class BadInputException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final Localizable problem;

    public BadInputException(Localizable problem) {
        super(problem.toString(Locale.ENGLISH));
        this.problem = problem;
    }

    public Localizable problem() {
        return problem;
    }
}
