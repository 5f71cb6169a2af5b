package io.jenkins.plugins.aicloudteardown.client.secondreader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether two spellings may name the same resource. */
final class Ids {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");

    private Ids() {}

    /** Document 001 shows an id with stars in place of characters; a UUID may be written in either case, with hyphens or not. */
    static boolean maybeSame(String shown, String id) {
        return starred(shown, id) || UUID.matcher(plain(id)).matches() && starred(plain(shown), plain(id));
    }

    private static String plain(String id) {
        return id.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static boolean starred(String shown, String id) {
        if (shown.length() != id.length()) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (shown.charAt(i) != '*' && shown.charAt(i) != id.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an id shows at least one character: what is all stars names nothing. */
    static boolean shows(String id) {
        return id.chars().anyMatch(c -> c != '*' && c != '-');
    }

    /** A value as a text, empty where it is none. */
    static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Whether an entry of a list may be this resource: an entry that does not say which one it is may be any. */
    static boolean maybe(JsonNode entry, List<String> names, String id) {
        List<String> told = names.stream()
                .map(name -> text(entry.path(name)))
                .filter(text -> !text.isBlank())
                .toList();
        return told.isEmpty() || told.stream().anyMatch(text -> maybeSame(text, id));
    }
}
