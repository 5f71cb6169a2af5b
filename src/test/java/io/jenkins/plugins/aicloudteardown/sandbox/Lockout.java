package io.jenkins.plugins.aicloudteardown.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Locks a name for five minutes after more than five failures in a row, as Huawei does with access keys (FACTS,
 * section 5). A locked name is refused even with the right secret.
 */
final class Lockout {

    private static final int FAILURES_ALLOWED = 5;
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Instant> lockedUntil = new HashMap<>();
    private long refused;

    Lockout(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean locked(String name) {
        Instant until = lockedUntil.get(name);
        if (until == null) {
            return false;
        }
        if (clock.instant().isBefore(until)) {
            refused++;
            return true;
        }
        lockedUntil.remove(name);
        return false;
    }

    synchronized void failed(String name) {
        refused++;
        if (failures.merge(name, 1, Integer::sum) > FAILURES_ALLOWED) {
            failures.remove(name);
            lockedUntil.put(name, clock.instant().plus(LOCKED_FOR));
        }
    }

    synchronized void succeeded(String name) {
        failures.remove(name);
    }

    synchronized long refused() {
        return refused;
    }

    synchronized void forget() {
        failures.clear();
        lockedUntil.clear();
        refused = 0;
    }
}
