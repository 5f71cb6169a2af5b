package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One HTTP answer as it comes over the wire. */
record Answer(int status, List<Header> headers, byte[] body) {
    private static final int SHOWN = 1200;

    /** All values of a header, in their order. */
    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The whole answer as bytes; the connection ends with it. */
    byte[] wire() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Fuzz\r\nConnection: close\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        boolean bodiless = status == 204 || status == 304;
        if (!bodiless) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!bodiless) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.valueOf(status));
        headers.forEach(header -> text.append(" [").append(header).append(']'));
        text.append(' ');
        String shown = new String(body, StandardCharsets.UTF_8);
        shown.codePoints().limit(SHOWN).forEach(c -> {
            if (c < ' ' || c == 0xFEFF || c == 0xFFFD) {
                text.append(String.format("\\x%02x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return shown.length() > SHOWN ? text + "… (" + body.length + " bytes)" : text.toString();
    }
}
