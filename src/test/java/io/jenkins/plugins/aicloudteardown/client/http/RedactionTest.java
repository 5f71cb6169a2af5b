package io.jenkins.plugins.aicloudteardown.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    @ValueSource(
            strings = {
                "\u200b", "\u202e", "\u0000", "\u0007", "\u00ad", "\ufeff", "\ud83d", "\ude42", "\ufffe", "\uffff"
            })
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

    @ParameterizedTest
    @ValueSource(
            strings = {"cut \ud83d", "cut \ude42", "cut \ufffe", "cut \uffff", "cut\u0000 \u001f\u009f", "c\ud83dut "})
    void holdsNothingThatXmlCannot(String words) {
        assertThat(NOTHING_KNOWN.clean(words)).isEqualTo("cut");
        assertThat(NOTHING_KNOWN.clean("a whole \ud83d\ude42")).isEqualTo("a whole \ud83d\ude42");
    }

    // In whatever way it is written

    private static final String TOKEN = "MIIabc+/def==~\"x'y<z>&0123456789%41-_.ABCDEFG";
    private static final String PASSWORD = "p/w+1é&%<\"";

    static Stream<Named<UnaryOperator<String>>> writings() {
        return Stream.of(
                Named.of("as it is", text -> text),
                Named.of("JSON", RedactionTest::json),
                Named.of("JSON with escaped slashes", text -> json(text).replace("/", "\\/")),
                Named.of("JSON in JSON", text -> json(json(text).replace("/", "\\/"))),
                Named.of("JSON in JSON in JSON", text -> json(json(json(text)))),
                Named.of("JSON, every character", text -> each(text, c -> String.format("\\u%04x", (int) c))),
                Named.of("JSON, capitals", text -> each(text, c -> String.format("\\u%04X", (int) c))),
                Named.of("JavaScript", text -> each(text, c -> String.format("\\x%02x", (int) c))),
                Named.of("a URL", text -> URLEncoder.encode(text, UTF_8)),
                Named.of("a URL, small letters", text -> small(URLEncoder.encode(text, UTF_8))),
                Named.of("a URL in a URL", text -> URLEncoder.encode(URLEncoder.encode(text, UTF_8), UTF_8)),
                Named.of("old JavaScript", text -> each(text, c -> String.format("%%u%04x", (int) c))),
                Named.of("XML", RedactionTest::xml),
                Named.of("XML in XML", text -> xml(xml(text))),
                Named.of("HTML, decimal", text -> each(text, c -> "&#" + (int) c + ";")),
                Named.of("HTML, padded", text -> each(text, c -> String.format("&#%07d;", (int) c))),
                Named.of("HTML, hexadecimal", text -> each(text, c -> "&#x" + Integer.toHexString(c) + ";")),
                Named.of("HTML, named", text -> xml(text).replace("/", "&sol;").replace("+", "&plus;")),
                Named.of("a URL in JSON in HTML", text -> xml(json(URLEncoder.encode(text, UTF_8)))),
                Named.of("Base64", text -> base64(text)),
                Named.of("Base64 of more, moved by one", text -> base64("u" + text + " and more")),
                Named.of("Base64 of more, moved by two", text -> base64("u:" + text + " and more")),
                Named.of("Base64 in JSON", text -> json(base64("{\"x-auth-token\":\"" + text + "\"}"))),
                Named.of(
                        "Base64 for URLs",
                        text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8))),
                Named.of("hexadecimal", text -> HexFormat.of().formatHex(text.getBytes(UTF_8))),
                Named.of(
                        "hexadecimal, capitals",
                        text -> HexFormat.of().withUpperCase().formatHex(text.getBytes(UTF_8))));
    }

    private static String json(String text) {
        String quoted = TextNode.valueOf(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String each(String text, Function<Character, String> written) {
        return text.chars().mapToObj(c -> written.apply((char) c)).collect(Collectors.joining());
    }

    private static String small(String escaped) {
        return Pattern.compile("%..").matcher(escaped).replaceAll(hex -> hex.group()
                .toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("writings")
    void aSecretIsMaskedInWhateverWayItIsWritten(UnaryOperator<String> writing) {
        for (String secret : List.of(TOKEN, PASSWORD)) {
            String written = writing.apply(secret);
            Redaction redaction = Redaction.of(List.of(secret));

            assertThat(redaction.clean("it is " + written + " here"))
                    .startsWith("it is ****")
                    .endsWith(" here")
                    .doesNotContain(written)
                    .hasSizeLessThan("it is **** here".length() + 3);
            assertThat(redaction.clean("x".repeat(490) + " " + written)).startsWith("x".repeat(490) + " *");
        }
    }

    @ParameterizedTest
    @MethodSource("writings")
    void soIsEveryPartOfSixteenCharacters(UnaryOperator<String> writing) {
        String secret = "abcdefghijklmnopqrstuvwxyz/+0123456789";
        Redaction redaction = Redaction.of(List.of(secret));
        for (int from = 0; from + 16 <= secret.length(); from++) {
            String part = writing.apply(secret.substring(from, from + 16));

            assertThat(redaction.clean("it is " + part + "…"))
                    .as("from %s", from)
                    .startsWith("it is ****")
                    .hasSizeLessThan(14);
        }
    }

    @Test
    void aPartOfFifteenCharactersIsNoSecret() {
        assertThat(Redaction.of(List.of("abcdefghijklmnopqrst")).clean("it is abcdefghijklmno"))
                .isEqualTo("it is abcdefghijklmno");
    }

    @Test
    void aTokenThatIsWrappedIsMaskedInEveryLine() {
        String token = "MII" + "abcdefghij0123456789".repeat(20);
        String wrapped = token.replaceAll("(.{64})", "$1\r\n");

        assertThat(Redaction.of(List.of(token)).clean(wrapped).replace(" ", "")).doesNotContainPattern("[a-j0-9]{16}");
    }

    @Test
    void whatIsBehindAMaskThatIsVeryLongIsShownAndMaskedToo() {
        String token = "t0ken".repeat(10_000);
        Redaction redaction = Redaction.of(List.of(token, "hidden"));

        assertThat(redaction.clean(token + " and " + base64(token) + " and hidden"))
                .isEqualTo("**** and **** and ****");
    }

    /** It took seconds for one, on one of four threads that all teardowns share. */
    @Test
    void aMegabyteCostsMillisecondsWithAThousandSignaturesKnown() {
        KnownSecrets secrets = new KnownSecrets(List.of("AKIDAKIDAKID", "secret-key-of-somebody"));
        Random random = new Random(7);
        String last = "";
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            last = HexFormat.of().formatHex(bytes);
            secrets.add("SDK-HMAC-SHA256 Access=AKIDAKIDAKID, SignedHeaders=host;x-sdk-date, Signature=" + last);
        }
        String part = last.substring(0, 16);
        Redaction redaction = Redaction.of(secrets);
        List<String> megabytes = List.of(
                "no such model; ".repeat(70_000),
                (last.substring(0, 40) + ' ').repeat(25_000),
                "\\u0020".repeat(170_000) + last,
                "A".repeat(1_000_000) + last);

        // Not by the clock: others may use the processor meanwhile.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (String words : megabytes) {
            for (int i = 0; i < 5; i++) {
                assertThat(redaction.clean(words)).doesNotContain(part);
            }
        }
        Duration used = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        assertThat(used.dividedBy(5L * megabytes.size())).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void whatWasAddedLongAgoIsForgottenAndTheKeyIsNot() {
        KnownSecrets secrets = new KnownSecrets(List.of("the-key-of-somebody"));
        for (int i = 0; i < 3000; i++) {
            secrets.add("the-key-of-somebody");
            secrets.add("signature-number-" + (100_000 + i) + "-of-this");
        }
        assertThat(secrets.size()).isEqualTo(1001);
        assertThat(Redaction.of(secrets).clean("the-key-of-somebody signature-number-102999-of-this"))
                .isEqualTo("**** ****");
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
