package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a try that is made when the step has ended must know, so that it never tears down what was deployed since. Safe
 * for use by many threads.
 */
public final class LaterTry {
    /** The provider's clock and this one may differ by this. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Map<String, String> known;
    private final Set<String> unsure;
    private final Instant until;

    /**
     * @param known  the last deployment of each id that may be torn down, as {@link Deployments#mark()} says
     * @param until  of an id that is not known: what was deployed until then may be torn down
     * @param unsure the ids whose last write may have been carried out: nothing is sent for one that cannot be looked at
     */
    public LaterTry(Map<String, String> known, Instant until, Set<String> unsure) {
        this.known = new ConcurrentHashMap<>(known);
        this.until = until;
        this.unsure = Set.copyOf(unsure);
    }

    /** Whether something was deployed that must not be torn down; if not, anything that comes after it must not. */
    boolean deployedSince(String id, Deployments now) {
        String before = known.get(id);
        boolean since = before == null ? now.after(until.plus(CLOCKS)) : !before.equals(now.mark());
        if (!since) {
            known.put(id, now.mark());
        }
        return since;
    }

    boolean unsure(String id) {
        return unsure.contains(id);
    }

    /** The last deployment of each id, as far as it was read. */
    public Map<String, String> known() {
        return Map.copyOf(known);
    }
}
