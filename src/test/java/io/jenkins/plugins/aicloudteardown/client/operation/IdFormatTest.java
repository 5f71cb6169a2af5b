package io.jenkins.plugins.aicloudteardown.client.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"null", "NULL", "Null", "undefined", "Undefined", "None", "NONE", "nil", "NIL"})
    void theTextOfNothingIsNoId(String text) {
        assertThat(IdFormat.saysNothing(text)).isTrue();
        assertThat(IdFormat.values()).noneMatch(format -> format.fits(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nullable", "annul", "none1", "nilo", "undefined2", "n", "0"})
    void whatOnlyBeginsLikeItIsOne(String text) {
        assertThat(IdFormat.saysNothing(text)).isFalse();
        assertThat(IdFormat.values()).allMatch(format -> format.fits(text));
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatAPathCouldReadOtherwiseIsOne(IdFormat format) {
        assertThat(new String[] {"", ".", "..", "a/b", "a b", "a%2Fb", "a?b", "a\n", "é"})
                .noneMatch(format::fits);
    }
}
