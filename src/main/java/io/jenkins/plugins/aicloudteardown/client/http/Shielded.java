package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs what may throw where nobody can catch it, or where others have to run after it. */
final class Shielded {
    private static final Logger LOGGER = Logger.getLogger(Shielded.class.getName());

    private Shielded() {}

    static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            log(e);
        }
    }

    /** Names the class alone: a message of the JDK's client may hold a header's value. */
    static void log(Throwable error) {
        LOGGER.log(
                Level.FINE, "thrown where nobody waits: {0}", error.getClass().getName());
    }
}
