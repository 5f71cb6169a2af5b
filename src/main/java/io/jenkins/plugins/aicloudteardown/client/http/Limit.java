package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * What a {@link KeyedLimiter} holds to for one key.
 *
 * @param key      what is limited
 * @param inFlight how many may hold a turn at the same time; asked anew whenever a turn is given
 * @param interval at least this long between two turns
 */
public record Limit(String key, IntSupplier inFlight, Duration interval) {
    public static Limit inFlight(String key, int max) {
        return new Limit(key, () -> max, Duration.ZERO);
    }

    public static Limit every(String key, Duration interval) {
        return new Limit(key, () -> Integer.MAX_VALUE, interval);
    }
}
