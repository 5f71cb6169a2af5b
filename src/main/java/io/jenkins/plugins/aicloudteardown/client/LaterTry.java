package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What a try that is made when the step has ended must know, so that it never tears down what was deployed since. Safe
 * for use by many threads.
 */
public final class LaterTry {
    /** The provider's clock and this one may differ by this. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);
    /** A write that has waited longer than this for its turn is not sent on what was read before it. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Map<String, String> known;
    private final Set<String> unsure;
    private final Instant until;
    private final LongSupplier nanos;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    /**
     * @param known  the last deployment of each id that may be torn down, as {@link Deployments#mark()} says
     * @param until  of an id that is not known: what was deployed until then may be torn down
     * @param unsure the ids whose last write may have been carried out: nothing is sent for one that cannot be looked at
     * @param nanos  a clock that is never set
     */
    public LaterTry(Map<String, String> known, Instant until, Set<String> unsure, LongSupplier nanos) {
        this.nanos = nanos;
        this.known = new ConcurrentHashMap<>(known);
        this.until = until;
        this.unsure = Set.copyOf(unsure);
    }

    /** Whether something was deployed after that time, whatever the two clocks may differ. */
    public static boolean after(Deployments now, Instant time) {
        return now.after(time.plus(CLOCKS));
    }

    /** Whether something was deployed that must not be torn down; if not, anything that comes after it must not. */
    boolean deployedSince(String id, Deployments now) {
        read.put(id, nanos.getAsLong());
        String before = known.get(id);
        boolean since = before == null ? after(now, until) : !before.equals(now.mark());
        if (!since) {
            known.put(id, now.mark());
        }
        return since;
    }

    /** Whether what was read of its deployments still holds. */
    public boolean fresh(String id) {
        Long at = read.get(id);
        return at == null || nanos.getAsLong() - at <= FRESH.toNanos();
    }

    boolean unsure(String id) {
        return unsure.contains(id);
    }

    /** The last deployment of each id, as far as it was read. */
    public Map<String, String> known() {
        return Map.copyOf(known);
    }
}
