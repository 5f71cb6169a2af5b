package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.util.List;

/**
 * What is known of one resource at one moment: what a journal keeps, and all that a restart must not forget.
 *
 * @param phase       how far the resource has come
 * @param soFar       what may be said of it if nothing more is ever heard; once it has ended, its result
 * @param answersLost how many writes in a row left without an answer
 * @param answered    whether a write was answered once, so that the resource is known to have existed
 * @param before      what was seen before the write; null if it was not looked at
 * @param changeSeen  whether another state, or another start, was seen since the write
 * @param members     all that is to be removed, the resource itself among them; null until it is known
 */
public record Progress(
        Phase phase,
        ResourceResult soFar,
        int answersLost,
        boolean answered,
        Baseline before,
        boolean changeSeen,
        List<String> members) {

    /** How far a resource has come. */
    public enum Phase {
        /** No write is under way, and the last one, if there was one, was answered or has not left. */
        NOT_SENT,
        /** A write may have left; its answer is not known. */
        SENT,
        /** The provider accepted it; its final state has not been seen. */
        CONFIRMING,
        /** There is a result. */
        ENDED
    }

    /**
     * A state of the resource before the write.
     *
     * @param state the provider's word, redacted
     * @param since when it began, in the provider's own notation, or empty
     */
    public record Baseline(String state, String since) {}

    public String id() {
        return soFar.id();
    }

    /** Whether there is a result. */
    public boolean ended() {
        return phase == Phase.ENDED;
    }
}
