package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells administrators that nothing of what was handed over under another URL is torn down. */
@Extension
@Restricted(NoExternalUse.class)
public final class PausedMonitor extends AdministrativeMonitor {
    @Override
    public boolean isActivated() {
        return Disposals.get().orders().all().stream().anyMatch(Disposals::isPaused);
    }

    @Override
    public String getDisplayName() {
        return Messages.Disposals_DisplayName();
    }
}
