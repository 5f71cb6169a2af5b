package io.jenkins.plugins.aicloudteardown.client.outcome;

import java.util.regex.Pattern;

/** What of a text can be seen: one line that a log, a page and XML can hold. */
public final class VisibleText {
    private static final Pattern SPACE = Pattern.compile("[\\s\\x85\\p{Zl}\\p{Zp}]+");
    /** Control and direction characters, halves of characters, and the two that are none. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\uFFFE\\uFFFF]+");

    private VisibleText() {}

    /** @param text null is nothing, too */
    public static String of(String text) {
        return text == null ? "" : visible(text);
    }

    private static String visible(String text) {
        return UNSEEN.matcher(SPACE.matcher(text).replaceAll(" "))
                .replaceAll("")
                .strip();
    }
}
