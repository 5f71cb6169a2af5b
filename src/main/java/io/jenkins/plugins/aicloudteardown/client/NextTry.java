package io.jenkins.plugins.aicloudteardown.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A try that is to come.
 *
 * @param pause  comes before it
 * @param number which one it is, the first being 1; 0 for one that only looks whether there is something to try
 * @param most   how many there are of its kind; 0 if only the time ends them
 * @param until  when they end, where that is not when the teardown does
 */
public record NextTry(Duration pause, int number, int most, Optional<Instant> until) {
    /** One of so many. */
    static NextTry of(Duration pause, int number, int most) {
        return new NextTry(pause, number, most, Optional.empty());
    }

    /** One of those that only the teardown's own end stops. */
    static NextTry untilTheEnd(Duration pause, int number) {
        return of(pause, number, 0);
    }
}
