package io.jenkins.plugins.aicloudteardown.client.http;

import io.jenkins.plugins.aicloudteardown.client.outcome.VisibleText;
import java.util.Arrays;

/** A text without its escapes, and where in the original each of its characters stands. */
final class DecodedText {
    private final String text;
    private final int[] from;
    private final int[] to;

    private DecodedText(String text, int[] from, int[] to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** The text as it is. */
    static DecodedText of(String text) {
        int[] from = new int[text.length()];
        int[] to = new int[text.length()];
        Arrays.setAll(from, i -> i);
        Arrays.setAll(to, i -> i + 1);
        return new DecodedText(text, from, to);
    }

    String text() {
        return text;
    }

    /** Where what stands at this place begins in the original. */
    int from(int at) {
        return from[at];
    }

    /** Where what ends before this place ends in the original. */
    int to(int end) {
        return to[end - 1];
    }

    /** The same with one layer of escapes less; this very one if there are none. */
    DecodedText decoded() {
        StringBuilder made = new StringBuilder(text.length());
        int[] begins = new int[text.length()];
        int[] ends = new int[text.length()];
        boolean any = false;
        int at = 0;
        while (at < text.length()) {
            Escapes.Escape escape = Escapes.at(text, at);
            int length = escape == null ? 1 : escape.length();
            String stands = escape == null ? text.substring(at, at + 1) : VisibleText.of(escape.character());
            any |= escape != null;
            if (escape != null && stands.isEmpty() && !escape.character().isBlank()) {
                at += length;
                continue;
            }
            String shown = stands.isEmpty() ? " " : stands;
            for (int i = 0; i < shown.length(); i++) {
                begins[made.length()] = from[at];
                ends[made.length()] = to[at + length - 1];
                made.append(shown.charAt(i));
            }
            at += length;
        }
        return any ? new DecodedText(made.toString(), begins, ends) : this;
    }
}
