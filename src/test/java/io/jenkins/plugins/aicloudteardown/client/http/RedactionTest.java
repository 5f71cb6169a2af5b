package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final Redaction NOTHING_KNOWN = Redaction.of(List.of());

    @Test
    void masksKnownSecretsTheLongestFirst() {
        Redaction redaction = Redaction.of(Arrays.asList("AKID", "AKIDSECRET", null, ""));

        assertThat(redaction.clean("AKIDSECRET and AKID and AKIDAKID")).isEqualTo("**** and **** and ********");
    }

    @Test
    void aSecretShorterThanFourCharactersWouldMaskOrdinaryWords() {
        assertThat(Redaction.of(List.of("abc")).clean("abc is the alphabet")).isEqualTo("abc is the alphabet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u202e", "\u0000", "\u0007", "\u00ad", "\ufeff"})
    void aSecretBrokenUpByUnseenCharactersIsMaskedAllTheSame(String unseen) {
        String broken = "SECRET" + unseen + "VALUE";

        assertThat(Redaction.of(List.of("SECRETVALUE")).clean("it is " + broken + "."))
                .isEqualTo("it is ****.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-auth-token: MIIabc, accept: json | x-auth-token: ****, accept: json",
                "X-Auth-Token:MIIabc | X-Auth-Token:****",
                "X-Subject-Token=MIIabc&a=b | X-Subject-Token=****&a=b",
                "X-Security-Token: abc;x | X-Security-Token: ****;x",
                "x-ncp-iam-access-key: AKIDAKID | x-ncp-iam-access-key: ****",
                "x-ncp-apigw-signature-v2: a+b/c= end | x-ncp-apigw-signature-v2: **** end",
                "x-ncp-apigw-signature-v1: a+b/c= | x-ncp-apigw-signature-v1: ****",
                "x-ncp-apigw-api-key: abc | x-ncp-apigw-api-key: ****",
                "{\"password\":\"hunter2\",\"a\":1} | {\"password\":\"****\",\"a\":1}",
                "{\"secret\" : \"hunter2\"} | {\"secret\" : \"****\"}",
                "proxy-authorization: Basic dXNlcjpwYXNz | proxy-authorization: ****",
                "Authorization: Bearer a b c | Authorization: ****",
                "{\"authorization\":\"Bearer a\"} | {\"authorization\":\"****\"}",
                "Access=AKIDAKID, SignedHeaders=host, Signature=0a1b | Access=****, SignedHeaders=host, Signature=****",
            })
    void masksEveryHeaderThatCarriesAKey(String words, String shown) {
        assertThat(NOTHING_KNOWN.clean(words)).isEqualTo(shown);
    }

    @Test
    void masksTheCanonicalRequestThatHuaweisGatewayEchoes() {
        String hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        String echo = "verify aksk signature fail, canonicalRequest: POST|/v1/p/models/||host:h|x-auth-token:MIIabc|"
                + "x-sdk-date:20191115T033655Z||host;x-sdk-date|" + hash
                + ", Authorization: SDK-HMAC-SHA256 Access=AKIDAKID, SignedHeaders=host;x-sdk-date, Signature=" + hash;

        assertThat(NOTHING_KNOWN.clean(echo))
                .startsWith(
                        "verify aksk signature fail, canonicalRequest: POST|/v1/p/models/||host:h|x-auth-token:****")
                .doesNotContain("MIIabc", "AKIDAKID", hash)
                .endsWith("Authorization: ****");
    }

    @Test
    void leavesOrdinaryWordsAlone() {
        String words = "Failed to delete model because the model (759645d9-3672-4db1-bb6d-49ed58b84e10) has been used, "
                + "id: bd42841c20184da6bbf457c6d8a06e37";

        assertThat(NOTHING_KNOWN.clean(words)).isEqualTo(words);
    }

    @Test
    void isOneLineWithoutControlAndDirectionCharacters() {
        assertThat(NOTHING_KNOWN.clean("  one\r\n\ttwo\u2028three\u202e\u001b[31m four\u0085five\u2066 "))
                .isEqualTo("one two three[31m four five");
    }

    @Test
    void cutsAtFiveHundredCharacters() {
        assertThat(NOTHING_KNOWN.clean("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(NOTHING_KNOWN.clean("x".repeat(501))).isEqualTo("x".repeat(499) + "…");
    }

    @Test
    void neverCutsACharacterInTwo() {
        assertThat(NOTHING_KNOWN.clean("x".repeat(498) + "🙂🙂")).isEqualTo("x".repeat(498) + "…");
        assertThat(NOTHING_KNOWN.clean("x".repeat(497) + "🙂🙂🙂")).isEqualTo("x".repeat(497) + "🙂…");
    }

    @Test
    void masksBeforeItCuts() {
        String secret = "S".repeat(40);

        assertThat(Redaction.of(List.of(secret)).clean("x".repeat(480) + secret))
                .isEqualTo("x".repeat(480) + "****");
    }
}
