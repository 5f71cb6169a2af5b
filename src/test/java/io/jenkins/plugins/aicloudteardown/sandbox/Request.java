package io.jenkins.plugins.aicloudteardown.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP request as it came over the wire. Path and query stay encoded, because both providers sign them that way.
 *
 * @param headers names in lower case; a repeated header's values are joined by {@code ", "}
 */
public record Request(String method, String target, Map<String, String> headers, byte[] body) {

    /** The path, encoded as received. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** The query, encoded as received, or an empty text. */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** A header's value, or null. */
    public String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
