package io.jenkins.plugins.aicloudteardown.client.secondreader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same over real connections: no course of answers makes the whole client say done or gone where none of them did. */
class WholeClientTest {
    private static final long ANSWERS = Long.getLong("secondreader.answers", 210_000L) / 100;

    /** As {@link Hunt} does, only that a play takes longer. */
    private static final int TOLD = 5;

    private static final int SHRUNK = 12;

    private final Play play = new Play();

    @AfterEach
    void close() {
        play.close();
    }

    @ParameterizedTest
    @EnumSource
    void noTeardownEndsGreenThatTheDocumentsDoNotLetEndSo(Actor actor) {
        SplittableRandom seeds =
                new SplittableRandom(SecondReaderTest.SEED ^ actor.name().hashCode());
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Map<String, String> findings = new LinkedHashMap<>();
        int shrunk = 0;
        for (int number = 0; play.answers() < ANSWERS / Actor.values().length; number++) {
            Script script = script(actor, seeds.split());
            Optional<String> wrong = play.wrong(script);
            outcomes.merge(play.outcome(), 1, Integer::sum);
            if (wrong.isPresent() && findings.size() < TOLD && shrunk++ < SHRUNK) {
                Script smallest = Shrinker.smallest(
                        script, Script::smaller, fewer -> play.wrong(fewer).isPresent());
                String what = play.wrong(smallest).orElse("not again") + "  (seed " + SecondReaderTest.SEED + ", play "
                        + number + ") " + smallest;
                findings.putIfAbsent(smallest.toString(), what);
            }
        }

        assertThat(findings.values()).isEmpty();
        assertThat(outcomes).containsKeys(Outcome.DONE, Outcome.FAILED, Outcome.UNKNOWN);
    }

    private static Script script(Actor actor, RandomGenerator random) {
        Map<Exchange.Asked, List<Draft>> replies = new EnumMap<>(Exchange.Asked.class);
        for (Exchange.Asked asked : Exchange.Asked.values()) {
            List<Draft> drafts = new ArrayList<>();
            int count = asked == Exchange.Asked.LOGIN ? 1 : 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                boolean lost = random.nextInt(asked == Exchange.Asked.WRITE ? 3 : 12) == 0;
                drafts.addAll(lost ? List.of(Draft.empty(Script.LOST)) : replies(actor, asked, random));
            }
            replies.put(asked, drafts);
        }
        return new Script(actor, random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), replies);
    }

    private static List<Draft> replies(Actor actor, Exchange.Asked asked, RandomGenerator random) {
        List<Draft> documented =
                asked == Exchange.Asked.LOGIN ? Documented.login(random) : actor.documented(asked, random);
        return random.nextBoolean() ? documented : new Mutator(random, actor.id()).mutate(documented);
    }
}
