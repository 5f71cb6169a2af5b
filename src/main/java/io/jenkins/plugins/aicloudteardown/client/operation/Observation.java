package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;

/**
 * What a read of a resource showed.
 *
 * @param kind  what it means for this operation
 * @param state the provider's word for the state, or empty; it need not be a documented one
 * @param since when that state began, in the provider's own notation, or empty
 * @param why   where nothing was seen, the answer that was given instead; otherwise null
 */
public record Observation(Kind kind, String state, String since, Reading why) {
    /** What a state means for an operation. */
    public enum Kind {
        /** There, and not yet what the operation is to bring about. */
        PENDING,
        /** What the operation is to bring about. */
        REACHED,
        /** The service's own code says that there is none. */
        ABSENT,
        /** Nothing could be seen. */
        UNSEEN
    }

    public static Observation of(Kind kind, String state) {
        return new Observation(kind, state, "", null);
    }

    /** @param why what the answer says instead */
    static Observation unseen(HttpReply reply, Reading why) {
        return unseen(why.at(reply.status()));
    }

    public static Observation unseen(Reading why) {
        return new Observation(Kind.UNSEEN, "", "", why);
    }
}
