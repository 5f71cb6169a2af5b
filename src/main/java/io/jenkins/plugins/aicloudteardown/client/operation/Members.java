package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import java.util.List;

/**
 * What belongs to one id.
 *
 * @param ids  the id itself among them; empty if it could not be found out
 * @param seen whether a read showed the id itself
 * @param why  where it could not, the answer that was given instead; otherwise null
 */
public record Members(List<String> ids, boolean seen, Reading why) {
    /** The id alone, without having looked. */
    public static Members alone(String id) {
        return new Members(List.of(id), false, null);
    }

    /** What was read. */
    public static Members seen(List<String> ids) {
        return new Members(ids, true, null);
    }

    /** @param why what the answer says instead */
    static Members unknown(HttpReply reply, Reading why) {
        return unknown(why.at(reply.status()));
    }

    public static Members unknown(Reading why) {
        return new Members(List.of(), false, why);
    }
}
