package io.jenkins.plugins.aicloudteardown.client.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must never be shown: a key, and the signatures and tokens of the latest requests. Finds them in a text in one pass,
 * however many they are, and so does it find every part of one that is long enough to be worth something. Safe for use by
 * many threads.
 */
public final class KnownSecrets {
    /** A part of a secret of so many characters is as secret as all of it. */
    private static final int PART = 16;
    /** A part holds one of these whole, wherever it begins. */
    private static final int BLOCK = PART / 2;
    /** Shorter ones would mask ordinary words. */
    private static final int SHORTEST = 4;
    /** No more requests than this are under way at once. */
    private static final int MOST_RECENT = 1000;

    private static final long BASE = 1_000_003;
    private static final long BASE_TO_THE_LAST = power(BLOCK - 1);

    private final Set<String> shortOnes = new LinkedHashSet<>();
    private final Map<Long, List<Block>> blocks = new HashMap<>();
    private final Deque<String> recent = new ArrayDeque<>();
    /** Most answers hold nothing that has to be cleaned, so that most headers are never taken apart. */
    private final Set<String> headers = new LinkedHashSet<>();

    private final Set<String> known = new HashSet<>();

    private record Block(String secret, int at) {}

    /** Is told where a secret, or a part of one, stands. */
    @FunctionalInterface
    interface Finder {
        void found(int from, int to);
    }

    /** @param key never forgotten */
    public KnownSecrets(Collection<String> key) {
        key.stream().filter(secret -> secret != null).forEach(secret -> {
            known.add(secret);
            index(secret);
            // As a form sends it.
            if (secret.indexOf(' ') >= 0) {
                index(secret.replace(' ', '+'));
            }
        });
    }

    /** Adds what a header of a request holds; what was added long ago is forgotten. */
    public synchronized void add(String header) {
        if (!known.contains(header) && headers.add(header) && headers.size() > MOST_RECENT) {
            headers.remove(headers.iterator().next());
        }
    }

    private void learn() {
        headers.forEach(this::learn);
        headers.clear();
    }

    private void learn(String header) {
        for (String part : header.split("[\\s,;]+")) {
            String secret = part.replaceFirst("^[A-Za-z]+=(?=[^=])", "");
            if (secret.length() >= PART && known.add(secret)) {
                recent.add(secret);
                index(secret);
                if (recent.size() > MOST_RECENT) {
                    forget(recent.remove());
                }
            }
        }
    }

    private void index(String secret) {
        if (secret.length() >= SHORTEST && secret.length() < PART) {
            shortOnes.add(secret);
        }
        for (int at = 0; at + BLOCK <= secret.length() && secret.length() >= PART; at += BLOCK) {
            blocks.computeIfAbsent(hash(secret, at), unused -> new ArrayList<>(1))
                    .add(new Block(secret, at));
        }
    }

    private void forget(String secret) {
        known.remove(secret);
        for (int at = 0; at + BLOCK <= secret.length(); at += BLOCK) {
            long hash = hash(secret, at);
            List<Block> same = blocks.get(hash);
            same.remove(new Block(secret, at));
            if (same.isEmpty()) {
                blocks.remove(hash);
            }
        }
    }

    /** Finds all of them in a text. */
    synchronized void find(String text, Finder finder) {
        learn();
        shortOnes.forEach(secret -> {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length())) {
                finder.found(at, at + secret.length());
            }
        });
        if (blocks.isEmpty() || text.length() < PART) {
            return;
        }
        long hash = hash(text, 0);
        int covered = 0;
        for (int at = 0; at + BLOCK <= text.length(); at++) {
            List<Block> same = at + BLOCK <= covered ? null : blocks.get(hash);
            if (same != null) {
                covered = Math.max(covered, longest(text, at, same, finder));
            }
            if (at + BLOCK < text.length()) {
                hash = (hash - text.charAt(at) * BASE_TO_THE_LAST) * BASE + text.charAt(at + BLOCK);
            }
        }
    }

    /** Tells the longest part that has one of the blocks there, if it is long enough; @return its end, or 0. */
    private static int longest(String text, int at, List<Block> same, Finder finder) {
        int from = at;
        int to = at;
        for (Block block : same) {
            int before = 0;
            while (before < Math.min(at, block.at())
                    && text.charAt(at - before - 1) == block.secret().charAt(block.at() - before - 1)) {
                before++;
            }
            int after = 0;
            int most = Math.min(text.length() - at, block.secret().length() - block.at());
            while (after < most && text.charAt(at + after) == block.secret().charAt(block.at() + after)) {
                after++;
            }
            if (before + after > to - from) {
                from = at - before;
                to = at + after;
            }
        }
        if (to - from < PART) {
            return 0;
        }
        finder.found(from, to);
        return to;
    }

    /** Whether there is any of them in a text. */
    boolean in(String text) {
        boolean[] any = {false};
        find(text, (from, to) -> any[0] = true);
        return any[0];
    }

    /** How many are known. */
    synchronized int size() {
        learn();
        return known.size();
    }

    private static long hash(String text, int at) {
        long hash = 0;
        for (int i = at; i < Math.min(at + BLOCK, text.length()); i++) {
            hash = hash * BASE + text.charAt(i);
        }
        return hash;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= BASE;
        }
        return power;
    }
}
