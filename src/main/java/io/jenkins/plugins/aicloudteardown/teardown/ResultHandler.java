package io.jenkins.plugins.aicloudteardown.teardown;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How an entry point changes its build: the only thing in which entry points differ once a teardown has ended. */
@Restricted(NoExternalUse.class)
public interface ResultHandler {
    /** @param sentence not logged yet */
    void failure(String sentence);

    /** @param sentence already logged as a warning */
    void unstable(String sentence);
}
