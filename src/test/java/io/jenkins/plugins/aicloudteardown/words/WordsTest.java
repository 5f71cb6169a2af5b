package io.jenkins.plugins.aicloudteardown.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {
    /** Each bundle alone: a key that only the English one has must not pass. */
    private static final Control ALONE = new Control() {
        @Override
        public List<Locale> getCandidateLocales(String name, Locale locale) {
            return List.of(locale);
        }
    };

    static List<Locale> languages() {
        return List.of(Locale.ROOT, Locale.KOREAN, Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyOutcomeAndReasonHasWordsAndSaysWhetherThereIsAHint(Locale language) {
        ResourceBundle bundle = ResourceBundle.getBundle(Messages.class.getName(), language, ALONE);

        assertThat(keys(Outcome.values(), "Outcome."))
                .containsExactlyInAnyOrderElementsOf(keysOf(bundle, "Outcome."))
                .allSatisfy(key -> assertThat(bundle.getString(key)).isNotBlank());
        assertThat(keys(Reason.values(), "Reason."))
                .containsExactlyInAnyOrderElementsOf(keysOf(bundle, "Reason."))
                .allSatisfy(key -> assertThat(bundle.getString(key)).isNotBlank());
        assertThat(keys(Reason.values(), "Hint.")).containsExactlyInAnyOrderElementsOf(keysOf(bundle, "Hint."));
    }

    @Test
    void whatWentWrongHasAHintUnlessSomebodyWantedItSo() {
        assertThat(Arrays.stream(Reason.values())
                        .filter(reason ->
                                Words.hint(reason).toString(Locale.ENGLISH).isEmpty()))
                .containsExactlyInAnyOrder(
                        Reason.ACCEPTED,
                        Reason.CONFIRMED,
                        Reason.REMOVED_BY_CASCADE,
                        Reason.DRY_RUN,
                        Reason.ABORTED,
                        Reason.SKIPPED,
                        Reason.AT_END);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | APIG.3084 | not there | ` (HTTP 404 APIG.3084 \"not there\")`",
                "404 | ``        | not there | ` (HTTP 404 \"not there\")`",
                "404 | APIG.3084 | ``        | ` (HTTP 404 APIG.3084)`",
                "404 | ``        | ``        | ` (HTTP 404)`",
                "0   | APIG.3084 | not there | ` (APIG.3084 \"not there\")`",
                "0   | ``        | not there | ` (\"not there\")`",
                "0   | ``        | ``        | ``",
            })
    void whatTheProviderSaidStandsInBracketsAsFarAsThereIsAnything(
            int status, String code, String message, String said) {
        assertThat(Words.said(status, code, message)).isEqualTo(said);
    }

    @Test
    void aCodeMayStandWithoutAStatusAndAStatusWithoutACode() {
        assertThat(Words.code(500, "ModelArts.3009")).isEqualTo("HTTP 500 ModelArts.3009");
        assertThat(Words.code(500, "")).isEqualTo("HTTP 500");
        assertThat(Words.code(0, "ModelArts.3009")).isEqualTo("ModelArts.3009");
        assertThat(Words.code(0, "")).isEmpty();
    }

    private static List<String> keys(Enum<?>[] codes, String prefix) {
        return Stream.of(codes).map(code -> prefix + code.name()).toList();
    }

    private static List<String> keysOf(ResourceBundle bundle, String prefix) {
        return bundle.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }
}
