package io.jenkins.plugins.aicloudteardown.client.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: exponential with full jitter, or what the provider's {@code Retry-After} says.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);
    /** A day-long Retry-After would outlive every deadline, and its addition must not overflow. */
    private static final Duration LONGEST_ASKED = Duration.ofDays(1);

    private final DoubleSupplier random;

    /** @param random values of [0, 1) */
    public Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** @param failed how many tries have failed, from 1 */
    public Duration after(int failed) {
        long ceiling = Math.min(MOST.toMillis(), FIRST.toMillis() << Math.min(failed - 1, 20));
        return Duration.ofMillis((long) (ceiling * random.getAsDouble()));
    }

    /** Like {@link #after(int)}, but at least what the answer asks for. */
    public Duration after(int failed, HttpHeaders headers, Instant now) {
        Duration own = after(failed);
        return retryAfter(headers, now)
                .filter(asked -> asked.compareTo(own) > 0)
                .orElse(own);
    }

    /**
     * What an answer's {@code Retry-After} asks for, in seconds or as a date; no longer than a day. A date is counted from
     * the answer's own, if there is one, so that a wrong clock here makes no difference.
     */
    public static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(value -> {
                    if (value.matches("[0-9]+")) {
                        boolean absurd = value.length() > 9;
                        return Optional.of(absurd ? LONGEST_ASKED : Duration.ofSeconds(Long.parseLong(value)));
                    }
                    return date(value)
                            .map(until -> Duration.between(told(headers).orElse(now), until))
                            .filter(pause -> pause.compareTo(Duration.ZERO) > 0);
                })
                .map(asked -> asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked);
    }

    /** The time that an answer's {@code Date} tells. */
    public static Optional<Instant> told(HttpHeaders headers) {
        return headers.firstValue("Date").flatMap(Backoff::date);
    }

    /** An HTTP date, as in {@code Retry-After} and {@code Date}. */
    public static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
