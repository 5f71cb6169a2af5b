package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Keeps a bad key from being tried again and again: more than five bad signatures in a row lock a Huawei key (FACTS
 * part 5). Until a key's first success on a host at most one request with it is under way, and after a refusal none for
 * {@link #PAUSE}. A success counts as long again, and not beyond the beginning of the next teardown: a key may have been
 * changed meanwhile.
 *
 * <p>Keys are told apart by a salted hash that cannot be computed outside this process, so no key is held here. What is
 * known of a key is forgotten as soon as it makes no difference any more.
 */
public final class KeyBreaker {
    /** As long as Huawei's own lock. */
    public static final Duration PAUSE = Duration.ofMinutes(5);

    /** So many refusals in a row that nobody can read are taken for the key's: one is a firewall's as well. */
    private static final int UNREADABLE = 2;

    private static final byte[] SALT = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

    private final Timing timing;
    /** Also the lock of all that is in it. */
    private final Map<String, Entry> entries = new HashMap<>();

    public KeyBreaker(Timing timing) {
        this.timing = timing;
    }

    /** What is known of one key at one host. */
    private static final class Entry {
        private final String host;
        private Duration provenUntil = Duration.ZERO;
        private Refusal refusal;
        private int unreadable;
        private Duration unreadableUntil = Duration.ZERO;

        private Entry(String host) {
            this.host = host;
        }

        private boolean open(Duration now) {
            return refusal != null && now.compareTo(refusal.until()) < 0;
        }

        private boolean proven(Duration now) {
            return now.compareTo(provenUntil) < 0;
        }

        private void close() {
            refusal = null;
            unreadable = 0;
        }

        private boolean over(Duration now) {
            return !open(now) && !proven(now) && now.compareTo(unreadableUntil) >= 0;
        }
    }

    /** One key at one host. */
    public final class State {
        private final String name;
        private final String host;
        private final Limit limit;

        private State(String name, String host) {
            this.name = name;
            this.host = host;
            this.limit = new Limit("key " + name, () -> proven() ? Integer.MAX_VALUE : 1, Duration.ZERO);
        }

        /** Why nothing may be sent with this key now; empty if it may. */
        public Optional<Refusal> refusal() {
            synchronized (entries) {
                Entry entry = entries.get(name);
                return entry != null && entry.open(timing.elapsed()) ? Optional.of(entry.refusal) : Optional.empty();
            }
        }

        /** The provider took the key. */
        public void accepted() {
            change(entry -> {
                entry.provenUntil = timing.elapsed().plus(PAUSE);
                entry.close();
            });
        }

        /** The provider refused the key. */
        public void refused(Refusal how) {
            change(entry -> {
                entry.provenUntil = Duration.ZERO;
                entry.refusal = how.until(timing.elapsed().plus(PAUSE));
            });
        }

        /** Somebody refused a request in a form that is not the provider's, so that it may not be about the key. */
        public void refusedUnreadably(Refusal how) {
            change(entry -> {
                Duration now = timing.elapsed();
                entry.unreadable = now.compareTo(entry.unreadableUntil) < 0 ? entry.unreadable + 1 : 1;
                entry.unreadableUntil = now.plus(PAUSE);
                entry.provenUntil = Duration.ZERO;
                if (entry.unreadable >= UNREADABLE) {
                    entry.refusal = how.until(entry.unreadableUntil);
                }
            });
        }

        private void change(Consumer<Entry> change) {
            synchronized (entries) {
                change.accept(entries.computeIfAbsent(name, unused -> new Entry(host)));
                Duration now = timing.elapsed();
                entries.values().removeIf(entry -> entry.over(now));
            }
        }

        private boolean proven() {
            synchronized (entries) {
                Entry entry = entries.get(name);
                return entry != null && entry.proven(timing.elapsed());
            }
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

    /** The state of a key at a host. */
    public State of(ProviderKey key, String host) {
        String name = fingerprint(key.getClass().getSimpleName(), String.join("\n", key.secrets()), user(key), host);
        return new State(name, host);
    }

    private static String user(ProviderKey key) {
        return key instanceof ProviderKey.IamUser user ? user.domain() + "\n" + user.user() : "";
    }

    /** Has every key tried again at once at these hosts. */
    public void close(Collection<String> hosts) {
        synchronized (entries) {
            entries.values().stream()
                    .filter(entry -> hosts.contains(entry.host))
                    .forEach(Entry::close);
        }
    }

    /** Of how many keys something is known. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
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
