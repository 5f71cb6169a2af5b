package io.jenkins.plugins.aicloudteardown.steps;

import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What becomes of a parameter's text before it is split and checked. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface Expansion {
    /** A Pipeline's values are literal: what stands in them is what is meant. */
    Expansion NONE = (parameter, value) -> value;

    /**
     * @param parameter whose text it is, to name it in an error
     * @param value the text, never null
     */
    String expand(Parameter parameter, String value) throws BadInputException;
}
