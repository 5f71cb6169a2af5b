package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** What may happen to the bytes of a body on their way. */
enum Twist {
    CUT_BY_ONE(body -> Arrays.copyOf(body, Math.max(0, body.length - 1))),
    CUT_IN_HALF(body -> Arrays.copyOf(body, body.length / 2)),
    LOST(body -> new byte[0]),
    TWICE(body -> joined(body, body)),
    TWO_LINES(body -> joined(body, bytes("\n"), body)),
    A_REFUSAL_BEHIND(body -> joined(body, bytes("{\"success\":false}"))),
    A_REFUSAL_BEFORE(body -> joined(bytes("{\"success\":false}"), body)),
    BRACE_BEHIND(body -> joined(body, bytes("}"))),
    NUL_BEHIND(body -> joined(body, new byte[] {0})),
    SPACE_BEHIND(body -> joined(body, bytes(" \r\n"))),
    BOM(body -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, body)),
    UTF_16(body -> encoded(body, StandardCharsets.UTF_16)),
    UTF_32(body -> encoded(body, Charset.forName("UTF-32BE"))),
    NO_UTF_8(body -> joined(body, new byte[] {(byte) 0xE9})),
    GZIP(Twist::zipped),
    IN_QUOTES(body -> joined(bytes("\""), bytes(text(body).replace("\"", "\\\"")), bytes("\""))),
    SINGLE_QUOTES(body -> bytes(text(body).replace('"', '\''))),
    COMMENT(body -> joined(bytes("/* */"), body)),
    PADDED_CALL(body -> joined(bytes("callback("), body, bytes(")"))),
    HTML(body -> joined(bytes("<html><body>"), body, bytes("</body></html>")));

    private final UnaryOperator<byte[]> change;

    Twist(UnaryOperator<byte[]> change) {
        this.change = change;
    }

    byte[] apply(byte[] body) {
        return change.apply(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] encoded(byte[] body, Charset charset) {
        return text(body).getBytes(charset);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
