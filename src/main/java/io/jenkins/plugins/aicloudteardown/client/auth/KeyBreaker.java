package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a bad key from being tried again and again: more than five bad signatures in a row lock a Huawei key (FACTS
 * part 5). Until a key's first success on a host at most one request with it is under way, and after a refusal none for
 * {@link #PAUSE}. A success counts as long again: a key that has not been used meanwhile may have been changed.
 *
 * <p>Keys are told apart by a salted hash that cannot be computed outside this process, so no key is held here.
 */
public final class KeyBreaker {
    /** As long as Huawei's own lock. */
    public static final Duration PAUSE = Duration.ofMinutes(5);

    private static final byte[] SALT = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

    private final Timing timing;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    public KeyBreaker(Timing timing) {
        this.timing = timing;
    }

    /** What the breaker knows of one key at one host. */
    public final class State {
        private final String name;
        private final Limit limit;
        private volatile Duration provenUntil = Duration.ZERO;
        private volatile Duration openUntil = Duration.ZERO;

        private State(String name) {
            this.name = name;
            this.limit =
                    new Limit("key " + name, () -> before(provenUntil) ? Integer.MAX_VALUE : 1, Duration.ZERO);
        }

        /** Whether nothing may be sent with this key now. */
        public boolean open() {
            return before(openUntil);
        }

        private boolean before(Duration end) {
            return timing.elapsed().compareTo(end) < 0;
        }

        /** The provider took the key. */
        public void accepted() {
            provenUntil = timing.elapsed().plus(PAUSE);
            openUntil = Duration.ZERO;
        }

        /** The provider refused the key. */
        public void refused() {
            provenUntil = Duration.ZERO;
            openUntil = timing.elapsed().plus(PAUSE);
        }

        /** One turn at a time until the key is proven. */
        public Limit limit() {
            return limit;
        }

        /** Names the key in other limits without telling it. */
        public String name() {
            return name;
        }
    }

    /** The state of a key at a host; the same object as long as this breaker lives. */
    public State of(ProviderKey key, String host) {
        String name = fingerprint(key.getClass().getSimpleName(), String.join("\n", key.secrets()), user(key), host);
        return states.computeIfAbsent(name, State::new);
    }

    private static String user(ProviderKey key) {
        return key instanceof ProviderKey.IamUser user ? user.domain() + "\n" + user.user() : "";
    }

    static String fingerprint(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SALT);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
