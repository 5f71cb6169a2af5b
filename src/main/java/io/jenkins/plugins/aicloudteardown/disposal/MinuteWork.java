package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.Extension;
import hudson.model.PeriodicWork;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Asks each minute which builds have ended. */
@Extension
@Restricted(NoExternalUse.class)
public final class MinuteWork extends PeriodicWork {
    @Override
    protected void doRun() {
        Disposals disposals = Disposals.get();
        if (!disposals.none()) {
            Disposals.later(disposals::askBuilds);
        }
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }
}
