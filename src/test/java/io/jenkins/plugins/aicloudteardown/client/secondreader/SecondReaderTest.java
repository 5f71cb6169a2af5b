package io.jenkins.plugins.aicloudteardown.client.secondreader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Done means done: whatever an answer looks like, the client takes it for done, gone, seen or granted only where a second
 * reader, which knows the providers' documents alone, agrees.
 */
class SecondReaderTest {
    /** Other answers with {@code -Dsecondreader.seed=…}, more of them with {@code -Dsecondreader.answers=…}. */
    static final long SEED = Long.getLong("secondreader.seed", 20260304L);

    private static final long ANSWERS = Long.getLong("secondreader.answers", 210_000L);

    private static Stream<Question> questions() {
        return Questions.all();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void noAnswerCountsThatTheDocumentsDoNotLetCount(Question question) {
        Hunt hunt = new Hunt(question, SEED).read(ANSWERS / Questions.all().count());

        assertThat(hunt.findings()).isEmpty();
        // A reader that never says anything would be right, and tested by nothing.
        assertThat(hunt.claims()).as("said of so many answers").hasSizeGreaterThan(1);
    }
}
