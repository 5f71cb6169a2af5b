package io.jenkins.plugins.aicloudteardown.client.operation;

import java.util.List;

/**
 * What belongs to one id.
 *
 * @param ids   the id itself among them; empty if it could not be found out
 * @param why   where it could not, the answer that was given instead; otherwise null
 */
public record Members(List<String> ids, Reading why) {
    public static Members of(List<String> ids) {
        return new Members(ids, null);
    }

    public static Members unknown(Reading why) {
        return new Members(List.of(), why);
    }
}
