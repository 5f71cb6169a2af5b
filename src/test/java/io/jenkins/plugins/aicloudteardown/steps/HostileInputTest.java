package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.HostileTexts;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job gives is refused in a sentence, or is nothing but letters, digits and two signs. */
class HostileInputTest {
    private static final int TEXTS = 20_000;
    private static final Pattern HARMLESS = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]*");
    private static final String[] LIKE_IDS = {"10eb0091-887f-4839-9929-cbc884f1e20e", "cMmEw7HCjVQdcHh3JVOptL", "a,b c"
    };

    @ParameterizedTest
    @EnumSource
    void idsOfAText(IdFormat format) {
        List<String> passed = HostileTexts.of(TEXTS, LIKE_IDS)
                .flatMap(text -> ids(format, text).stream())
                .toList();
        assertThat(passed).hasSizeGreaterThan(500).allMatch(HARMLESS.asMatchPredicate());
    }

    /** A list's elements are no texts of ids: one with a separator in it is one bad id, and never two good ones. */
    @ParameterizedTest
    @EnumSource
    void idsOfAList(IdFormat format) {
        List<String> texts = HostileTexts.of(TEXTS, LIKE_IDS).toList();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            List<String> given = List.of(texts.get(i), texts.get(i + 1));
            List<String> passed = ids(format, Checks.join(given));
            assertThat(passed).allMatch(HARMLESS.asMatchPredicate());
            assertThat(given.stream().map(String::strip)).containsAll(passed);
        }
    }

    private static List<String> ids(IdFormat format, String text) {
        try {
            return Checks.ids(Parameter.PROJECT_ID, format, true, text);
        } catch (BadInputException e) {
            assertThat(e.getMessage()).isNotBlank();
            return List.of();
        }
    }

    @Test
    void projectsInstancesAndAccounts() {
        List<String> passed = HostileTexts.of(TEXTS, LIKE_IDS)
                .map(HostileInputTest::token)
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(passed).hasSizeGreaterThan(100).allMatch(HARMLESS.asMatchPredicate());
    }

    private static String token(String text) {
        try {
            String optional = Checks.optionalToken(Parameter.PROJECT_ID, text);
            String required =
                    optional.isEmpty() ? "" : Checks.token(Parameter.PROJECT_ID, text, Messages::_Input_ProjectId);
            assertThat(required).isEqualTo(optional);
            return optional;
        } catch (BadInputException e) {
            return "";
        }
    }
}
