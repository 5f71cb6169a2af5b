package io.jenkins.plugins.aicloudteardown.teardown;

import java.util.function.Supplier;

/**
 * Where in a build an operation stands.
 *
 * @param node  tells it from the build's other operations: the Pipeline node's id, or {@code freestyle-N}
 * @param stage gives the name of the stage, or an empty text; may take long, and is never called on a door's own thread
 */
public record Place(String node, Supplier<String> stage) {
    /** The Nth operation of a build that knows no stages, counted from 1. */
    public static Place freestyle(int number) {
        return new Place("freestyle-" + number, () -> "");
    }
}
