package io.jenkins.plugins.aicloudteardown.client.operation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time at which something ended. Its notation is documented nowhere, and what has not ended yet may be written as
 * -1, as "-" or as the beginning of time; so it counts only if it can be read and can be true.
 */
final class FinishTime {
    /** Before that the service did not exist. */
    private static final Instant EARLIEST = Instant.parse("2016-01-01T00:00:00Z");
    /** Two clocks may differ by this. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);
    /** A time without a zone is taken for the service's own; it stands in Korea. */
    private static final ZoneOffset KOREA = ZoneOffset.ofHours(9);

    private FinishTime() {}

    /** Whether a text is a time after 2015 and not in the future. */
    static boolean plausible(String text, Instant now) {
        return read(text.strip(), KOREA)
                .filter(time -> time.isAfter(EARLIEST) && time.isBefore(now.plus(CLOCKS)))
                .isPresent();
    }

    /** @param zone of a time that names none */
    static Optional<Instant> read(String text, ZoneOffset zone) {
        try {
            if (text.matches("\\d{10}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (text.matches("\\d{13}")) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            String iso =
                    text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T").replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
            return Optional.of(
                    iso.matches(".*(?:Z|[+-]\\d{2}:\\d{2})")
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
