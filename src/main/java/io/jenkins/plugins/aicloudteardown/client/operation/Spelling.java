package io.jenkins.plugins.aicloudteardown.client.operation;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether an id in a provider's list may be the one that was asked for, however it is written there: a UUID without
 * case and hyphens, and a {@code *} for what the service does not show (document 001, "Response example"). That makes
 * "not in the list" narrow; where an answer has to name the very resource, only the same text will do.
 */
final class Spelling {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{32}");

    private final String asked;
    private final boolean uuid;

    Spelling(String asked) {
        String bare = asked.replace("-", "");
        uuid = UUID.matcher(bare).matches();
        this.asked = uuid ? bare.toLowerCase(Locale.ROOT) : asked;
    }

    boolean mayBe(String listed) {
        String other = uuid ? listed.replace("-", "").toLowerCase(Locale.ROOT) : listed;
        return other.indexOf('*') < 0 ? other.equals(asked) : fits(other, asked);
    }

    /** One star may hide one character or many. */
    private static boolean fits(String stars, String text) {
        int from = 0;
        int star = -1;
        int retry = 0;
        int at = 0;
        while (at < text.length()) {
            if (from < stars.length() && stars.charAt(from) == '*') {
                star = from++;
                retry = at;
            } else if (from < stars.length() && stars.charAt(from) == text.charAt(at)) {
                from++;
                at++;
            } else if (star >= 0) {
                from = star + 1;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (from < stars.length() && stars.charAt(from) == '*') {
            from++;
        }
        return from == stars.length();
    }
}
