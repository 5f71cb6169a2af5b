package io.jenkins.plugins.aicloudteardown.steps;

import io.jenkins.plugins.aicloudteardown.teardown.Handover;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that can leave its work to others: what it ends stays ended, so it does not matter who does it, and when. */
@Restricted(NoExternalUse.class)
public abstract class DeferrableStep extends TeardownStep {
    private boolean keepTrying;
    private boolean atEnd;

    /** Only for the steps of this package. */
    DeferrableStep() {}

    public boolean isKeepTrying() {
        return keepTrying;
    }

    @DataBoundSetter
    public void setKeepTrying(boolean keepTrying) {
        this.keepTrying = keepTrying;
    }

    public boolean isAtEnd() {
        return atEnd;
    }

    @DataBoundSetter
    public void setAtEnd(boolean atEnd) {
        this.atEnd = atEnd;
    }

    /** What is for the end of the build is kept trying by itself. */
    @Override
    Handover handover() {
        if (atEnd) {
            return Handover.AT_END;
        }
        return keepTrying ? Handover.KEEP_TRYING : Handover.NONE;
    }
}
