package io.jenkins.plugins.aicloudteardown.client.operation;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an id may look like. A whitelist: an id becomes part of a path, and nothing of it is ever encoded. */
public enum IdFormat {
    /** DataForest: a UUID in base62, case-sensitive (document 000, "Request parameters"). */
    BASE62("[0-9A-Za-z]{1,22}"),
    /** All others: what the providers' own ids and examples are made of. */
    TOKEN("[0-9A-Za-z][0-9A-Za-z_-]{0,63}");

    /** What languages and tools make of a value that is not there: no id that anybody meant. */
    private static final Set<String> NOTHING = Set.of("null", "undefined", "none", "nil");

    private final Pattern pattern;

    IdFormat(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    public boolean fits(String id) {
        return pattern.matcher(id).matches() && !saysNothing(id);
    }

    /** Whether a text is what a value that was never set looks like, in any case. */
    public static boolean saysNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }
}
