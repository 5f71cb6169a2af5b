package io.jenkins.plugins.aicloudteardown.disposal;

import java.time.Duration;
import java.util.List;

/** How long it is until the next try. */
final class TryPauses {
    /** For what nothing but a person can change. */
    static final Duration SLOW = Duration.ofHours(1);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30));

    private TryPauses() {}

    /** @param pauses how many there were before it */
    static Duration after(int pauses) {
        return pauses < PAUSES.size() ? PAUSES.get(pauses) : SLOW;
    }
}
