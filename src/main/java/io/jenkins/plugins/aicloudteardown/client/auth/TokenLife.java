package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.Backoff;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a token may be used, from when it was given. */
final class TokenLife {
    /** Tokens live 24 hours; a call that begins with one must also end with it. */
    private static final Duration MARGIN = Duration.ofMinutes(30);
    /** A token that seems to be old at once costs a login for every request otherwise, and too many lock the user. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private TokenLife() {}

    /**
     * Half of the token's life, or all but half an hour of a long one. Its beginning is what the answer itself tells, since
     * its end is written by the same clock.
     *
     * @param now by the clock of this machine, for an answer that does not tell its own
     */
    static Duration of(HttpReply reply, Instant now) {
        Instant given =
                time(reply, "issued_at").or(() -> Backoff.told(reply.headers())).orElse(now);
        return time(reply, "expires_at")
                .map(end -> usable(Duration.between(given, end)))
                .orElse(MARGIN);
    }

    private static Duration usable(Duration life) {
        Duration half = life.dividedBy(2);
        Duration used = half.compareTo(MARGIN) < 0 ? half : life.minus(MARGIN);
        return used.compareTo(LEAST) < 0 ? LEAST : used;
    }

    private static Optional<Instant> time(HttpReply reply, String name) {
        return reply.object().map(body -> JsonText.at(body.path("token"), name)).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
