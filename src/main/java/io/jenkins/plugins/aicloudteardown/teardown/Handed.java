package io.jenkins.plugins.aicloudteardown.teardown;

import java.util.List;

/**
 * What became of what a step leaves to others.
 *
 * @param ids what was handed over
 * @param why a sentence for what was not, though it was to be; or empty
 */
record Handed(List<String> ids, String why) {
    static final Handed NOTHING = new Handed(List.of(), "");
}
