package io.jenkins.plugins.aicloudteardown.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Has Jenkins record which builds used a credential: once for each build, because every record rewrites a file that all
 * builds share, and a build may have hundreds of steps.
 *
 * <p>Two credentials are the same only if they are the same object. Their ids may be alike in two folders, and one that
 * was changed meanwhile is recorded anew.
 */
final class TrackedUses {
    private static final Map<Run<?, ?>, TrackedUses> BY_BUILD = new WeakHashMap<>();

    private final List<WeakReference<StandardCredentials>> tracked = new ArrayList<>();

    private TrackedUses() {}

    static void track(Run<?, ?> run, StandardCredentials credentials) {
        TrackedUses ofTheBuild;
        synchronized (BY_BUILD) {
            ofTheBuild = BY_BUILD.computeIfAbsent(run, build -> new TrackedUses());
        }
        ofTheBuild.trackOnce(run, credentials);
    }

    /** One at a time: parallel steps begin together, and all but the first find it done. */
    private synchronized void trackOnce(Run<?, ?> run, StandardCredentials credentials) {
        if (tracked.stream().noneMatch(known -> known.refersTo(credentials))) {
            CredentialsProvider.track(run, credentials);
            tracked.removeIf(known -> known.refersTo(null));
            tracked.add(new WeakReference<>(credentials));
        }
    }
}
