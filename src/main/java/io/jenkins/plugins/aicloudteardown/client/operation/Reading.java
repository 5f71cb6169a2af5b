package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.List;

/**
 * What an answer says.
 *
 * @param kind     what follows from it
 * @param reason   why
 * @param status   its HTTP status, where it is not told beside; 0 if there was no answer
 * @param code     the provider's code, or empty
 * @param message  the provider's message as received, or empty
 * @param done     what the answer names as done
 * @param failures what the answer names as failed
 */
public record Reading(
        Kind kind, Reason reason, int status, String code, String message, List<String> done, List<Failure> failures) {
    /** What follows from an answer. */
    public enum Kind {
        /** All of it was accepted. */
        ACCEPTED,
        /** Some was done and some failed. */
        MIXED,
        /** The service's own code says that there is no such resource. */
        GONE,
        /** A clear no. */
        REFUSED,
        /** Not taken on, because there were too many: may be sent again. */
        THROTTLED,
        /** The token is too old or void: may be sent again with a new one. */
        TOKEN_STALE,
        /** The key, token or signature is refused: must not be sent again. */
        KEY_REFUSED,
        /** A proxy on the way did not let it pass: the provider has not seen it. */
        NOT_DELIVERED,
        /** A gateway got no answer from the service, which may have acted. */
        LOST,
        /** Nothing follows from it. */
        UNREADABLE
    }

    public static Reading accepted(String id) {
        return of(Kind.ACCEPTED, Reason.ACCEPTED, "", "", List.of(id), List.of());
    }

    public static Reading of(Kind kind, Reason reason, String code, String message) {
        return of(kind, reason, code, message, List.of(), List.of());
    }

    static Reading of(
            Kind kind, Reason reason, String code, String message, List<String> done, List<Failure> failures) {
        return new Reading(kind, reason, 0, code, message, done, failures);
    }

    public static Reading of(Kind kind, Reason reason, ErrorBody body) {
        return of(kind, reason, body.code(), body.message());
    }

    public static Reading contradiction(String message) {
        return of(Kind.UNREADABLE, Reason.CONTRADICTION, "", message);
    }

    /** The same with the status of its answer. */
    public Reading at(int status) {
        return new Reading(kind, reason, status, code, message, done, failures);
    }

    /** The same, with what the answer names as done and as failed. */
    Reading naming(List<String> done, List<Failure> failures) {
        return new Reading(kind, reason, status, code, message, done, failures);
    }

    /** The same, with other words. */
    public Reading saying(String otherCode, String otherMessage) {
        return new Reading(kind, reason, status, otherCode, otherMessage, done, failures);
    }

    /** The same answer, with another meaning. */
    public Reading as(Kind otherKind, Reason otherReason) {
        return new Reading(otherKind, otherReason, status, code, message, done, failures);
    }

    /** The same answer, taken for the end of this resource. */
    public Reading accepting(String id) {
        return accepted(id).at(status);
    }
}
