package io.jenkins.plugins.aicloudteardown.teardown;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is left to others when a step ends. The names are those of the saved program, and never change. */
@Restricted(NoExternalUse.class)
public enum Handover {
    /** Nothing. */
    NONE,
    /** What it could not finish. */
    KEEP_TRYING,
    /** All of it, for when the build has ended. */
    AT_END
}
