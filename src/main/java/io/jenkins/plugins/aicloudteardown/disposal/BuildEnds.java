package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.model.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When builds ended, which is asked for and never heard of: a build that is killed, or whose job is deleted, tells nobody.
 * One thread at a time.
 */
final class BuildEnds {
    /** While a folder is moved, and right after the start of Jenkins, builds are nowhere for a moment. */
    private static final long PATIENCE_MILLIS = 120_000;

    private final Map<Owner, Long> seen = new HashMap<>();
    private final Map<Owner, Long> missing = new HashMap<>();

    /**
     * @param now in milliseconds since 1970
     * @return when it ended, or at least was still under way; empty if it has not ended, as far as that is known
     */
    Optional<Long> ended(Owner owner, long now) {
        Optional<Run<?, ?>> found = owner.run();
        if (found.isEmpty()) {
            long since = missing.computeIfAbsent(owner, build -> now);
            return now - since < PATIENCE_MILLIS ? Optional.empty() : Optional.of(seen.getOrDefault(owner, 0L));
        }
        missing.remove(owner);
        Run<?, ?> run = found.get();
        if (run.isBuilding() || run.isLogUpdated()) {
            seen.put(owner, now);
            return Optional.empty();
        }
        return Optional.of(run.getStartTimeInMillis() + run.getDuration());
    }

    /** What is known of a build holds under its job's new name. */
    void moved(Owner from, Owner to) {
        move(seen, from, to);
        move(missing, from, to);
    }

    private static void move(Map<Owner, Long> times, Owner from, Owner to) {
        Long time = times.remove(from);
        if (time != null) {
            times.put(to, time);
        }
    }

    void forget(Owner owner) {
        seen.remove(owner);
        missing.remove(owner);
    }
}
