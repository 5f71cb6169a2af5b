package io.jenkins.plugins.aicloudteardown.client;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that are meant to turn a request away from its host or its path. Generated, and the same in every run. */
public final class HostileTexts {
    private static final long SEED = 20_261_126;
    private static final int PIECES_AT_MOST = 6;

    /** What has a meaning in a URL, a header or a host name, what looks like that, and what is harmless beside it. */
    private static final List<String> PIECES = List.of(
            "/",
            "//",
            "\\",
            "@",
            "#",
            "?",
            "%",
            "&",
            "=",
            ";",
            ":",
            ",",
            "..",
            ".",
            "/../",
            "/./",
            "%2f",
            "%2e%2e",
            "%00",
            "%0d%0a",
            "%40",
            "%25",
            "\r",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\0",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00ad",
            "\u200b",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\ud800",
            // Look-alikes of / \ @ ? # . : and of letters and digits.
            "\uff0f",
            "\u2044",
            "\u2215",
            "\uff3c",
            "\uff20",
            "\uff1f",
            "\uff03",
            "\u3002",
            "\uff0e",
            "\ufe52",
            "\uff1a",
            "\u0430",
            "\u0131",
            "\u017f",
            "\u212a",
            "\uff41",
            "\u0661",
            "\ud835\udfce",
            "e\u0301",
            "\u00df",
            "xn--80ak6aa92e",
            "evil.example",
            "@evil.example",
            "//evil.example",
            ".evil.example",
            "#@evil.example/",
            "user:password@",
            "https:",
            "https://",
            "http://",
            "file:",
            "javascript:",
            "localhost",
            "127.0.0.1",
            "127.1",
            "0x7f000001",
            "2130706433",
            "169.254.169.254",
            "[::1]",
            "[::ffff:7f00:1]",
            ":80",
            ":443",
            ":0",
            ":-1",
            ":99999",
            "\r\nHost: evil.example",
            "a",
            "Z",
            "9",
            "-",
            "_",
            "null");

    private HostileTexts() {}

    /**
     * So many texts: half of them only pieces, half of them one of the good ones with something put in or taken out.
     *
     * @param good what the receiver takes as it is
     */
    public static Stream<String> of(int count, String... good) {
        Random random = new Random(SEED);
        return Stream.generate(() -> random.nextBoolean() ? pieces(random) : changed(random, good))
                .limit(count);
    }

    private static String pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(PIECES_AT_MOST) + 1; i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String changed(Random random, String... good) {
        StringBuilder text = new StringBuilder(good[random.nextInt(good.length)]);
        for (int i = random.nextInt(2) + 1; i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextInt(4) == 0 && at < text.length()) {
                text.deleteCharAt(at);
            } else {
                text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }
}
