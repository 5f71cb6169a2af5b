package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Backoff SHORTEST = new Backoff(() -> 0);
    private static final Backoff HALF = new Backoff(() -> 0.5);
    private static final Backoff LONGEST = new Backoff(() -> Math.nextDown(1.0));

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 8000", "6, 15000", "7, 15000", "100, 15000"})
    void doublesUntilHalfAMinute(int failed, long millis) {
        assertThat(HALF.after(failed)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void jitterSpreadsOverTheWholePause() {
        assertThat(SHORTEST.after(6)).isZero();
        assertThat(LONGEST.after(6)).isEqualTo(Duration.ofMillis(29_999));
        assertThat(LONGEST.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(29_999));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                " 7 | PT7S",
                "0 | PT0.5S",
                "-5 | PT0.5S",
                "1.5 | PT0.5S",
                "soon | PT0.5S",
                "86400 | PT24H",
                "86401 | PT24H",
                "999999999 | PT24H",
                "99999999999999999999999999 | PT24H",
                "Wed, 04 Mar 2026 05:06:17 GMT | PT10S",
                "Wed, 04 Mar 2026 05:06:07 GMT | PT0.5S",
                "Wed, 04 Mar 2020 05:06:07 GMT | PT0.5S",
                "Wed, 04 Mar 2099 05:06:07 GMT | PT24H",
                "Fri, 31 Dec 9999 23:59:59 GMT | PT24H",
            })
    void honoursRetryAfter(String value, Duration pause) {
        assertThat(HALF.after(1, Replies.headers(Map.of("Retry-After", value)), NOW))
                .isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT24H", "-PT24H", "P400D"})
    void aDateIsCountedFromTheAnswersOwnWhateverTheTimeIsHere(Duration ahead) {
        Map<String, String> headers =
                Map.of("Date", "Wed, 04 Mar 2026 05:06:07 GMT", "Retry-After", "Wed, 04 Mar 2026 05:06:17 GMT");

        assertThat(Backoff.retryAfter(Replies.headers(headers), NOW.plus(ahead)))
                .contains(Duration.ofSeconds(10));
    }

    @Test
    void waitsLongerThanAskedWhereItsOwnPauseIsLonger() {
        assertThat(LONGEST.after(6, Replies.headers(Map.of("Retry-After", "1")), NOW))
                .isEqualTo(Duration.ofMillis(29_999));
        assertThat(HALF.after(3, Replies.headers(Map.of()), NOW)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsAnHttpDate() {
        assertThat(Backoff.date("Wed, 04 Mar 2026 05:06:07 GMT")).contains(NOW);
        assertThat(Backoff.date("2026-03-04T05:06:07Z")).isEmpty();
    }
}
