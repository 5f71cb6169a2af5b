package io.jenkins.plugins.aicloudteardown.teardown;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How a door changes its build: the one thing in which doors differ once a teardown has ended. */
@Restricted(NoExternalUse.class)
public interface ResultHandler {
    /** @param sentence not logged yet */
    void failure(String sentence);

    /** @param sentence already logged as a warning */
    void unstable(String sentence);
}
