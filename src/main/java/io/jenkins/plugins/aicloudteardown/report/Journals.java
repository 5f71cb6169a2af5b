package io.jenkins.plugins.aicloudteardown.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import java.util.Map;
import java.util.WeakHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The journals of builds that have something under way. */
@Extension
@Restricted(NoExternalUse.class)
public class Journals {
    /** By the build itself: its name and its place may change while it runs. */
    private final Map<Run<?, ?>, BuildJournal> journals = new WeakHashMap<>();

    @NonNull
    public static Journals get() {
        return ExtensionList.lookupSingleton(Journals.class);
    }

    /** The build's journal; the same one as long as this life of the controller lasts. */
    public synchronized BuildJournal of(Run<?, ?> run) {
        return journals.computeIfAbsent(
                run, build -> new BuildJournal(build, ControllerClient.get().journals()));
    }
}
