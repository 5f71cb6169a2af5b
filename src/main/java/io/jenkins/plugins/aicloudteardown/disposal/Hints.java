package io.jenkins.plugins.aicloudteardown.disposal;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What Jenkins tells of, if it does: so that nobody waits for the next minute. */
final class Hints {
    private Hints() {}

    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Builds extends RunListener<Run<?, ?>> {
        /** The build's lock may be held here, so nothing is done but asking later. */
        @Override
        public void onFinalized(@NonNull Run<?, ?> run) {
            Disposals disposals = Disposals.get();
            if (!disposals.none()) {
                Disposals.later(disposals::askBuilds);
            }
        }
    }

    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Items extends ItemListener {
        @Override
        public void onLoaded() {
            Disposals.get().load();
        }

        /** Is told for every job in a folder that is renamed or moved. */
        @Override
        public void onLocationChanged(Item item, String oldName, String newName) {
            Disposals.get().movedJobs().moved(oldName, newName);
        }

        /** Is told for every job in a folder that is deleted. */
        @Override
        public void onDeleted(Item item) {
            if (item instanceof Job) {
                Disposals.get().movedJobs().deleted(item.getFullName());
            }
        }
    }
}
