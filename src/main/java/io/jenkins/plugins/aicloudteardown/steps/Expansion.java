package io.jenkins.plugins.aicloudteardown.steps;

import io.jenkins.plugins.aicloudteardown.words.BadInputException;

/** What a door does with a parameter's text before it is split and checked. */
@FunctionalInterface
public interface Expansion {
    /** A Pipeline's values are literal: what stands in them is what is meant. */
    Expansion NONE = (parameter, value) -> value;

    /**
     * @param parameter whose text it is, to name it in a complaint
     * @param value the text, never null
     */
    String expand(String parameter, String value) throws BadInputException;
}
