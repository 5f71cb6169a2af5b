package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Puts mutated answers before both readers and keeps where they differ, each in its smallest form once. */
final class Hunt {
    /** So many ways to be wrong are told of one question; the others are the same ones, or come up after them. */
    private static final int TOLD = 6;
    /** To shrink is dear, and a reader that is always wrong would be shrunk for ever. */
    private static final int SHRUNK = 60;

    private final Question question;
    private final long seed;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<Claim.Kind, Integer> claims = new EnumMap<>(Claim.Kind.class);
    private int shrunk;
    private long answers;

    Hunt(Question question, long seed) {
        this.question = question;
        this.seed = seed;
    }

    /** Reads at least so many answers. */
    Hunt read(long atLeast) {
        SplittableRandom seeds = new SplittableRandom(seed ^ question.name().hashCode());
        for (int number = 0; answers < atLeast; number++) {
            RandomGenerator random = seeds.split();
            List<Draft> drafts = new Mutator(random, question.id())
                    .mutate(question.documented().apply(random));
            Optional<String> wrong = wrong(drafts, true);
            if (wrong.isPresent() && findings.size() < TOLD && shrunk++ < SHRUNK) {
                keep(drafts, number);
            }
        }
        return this;
    }

    private void keep(List<Draft> drafts, int number) {
        List<Draft> smallest =
                Shrinker.smallest(drafts, candidate -> wrong(candidate, false).isPresent());
        String what = wrong(smallest, false).orElseThrow();
        findings.putIfAbsent(smallest.toString(), new Finding(question, seed, number, what, smallest));
    }

    /** What the first reader says and must not say, if it does. */
    private Optional<String> wrong(List<Draft> drafts, boolean counted) {
        Conversation conversation =
                new Conversation(drafts.stream().map(Draft::answer).toList());
        Claim claim;
        try {
            claim = question.first().apply(conversation);
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("threw " + e);
        } finally {
            answers += counted ? conversation.given().size() : 0;
        }
        if (counted) {
            claims.merge(claim.kind(), 1, Integer::sum);
        }
        boolean right = claim.kind() == Claim.Kind.NOTHING || question.second().may(claim, conversation);
        return right ? Optional.empty() : Optional.of(claim.toString());
    }

    List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /** How often the first reader said what. */
    Map<Claim.Kind, Integer> claims() {
        return claims;
    }

    long answers() {
        return answers;
    }
}
