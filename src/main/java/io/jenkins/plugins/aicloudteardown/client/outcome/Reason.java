package io.jenkins.plugins.aicloudteardown.client.outcome;

/**
 * Why a resource ended as it did, as a code. The words for people are made where people read them.
 */
public enum Reason {
    /** The provider's own answer says that the request was accepted. */
    ACCEPTED,
    /** The provider's read API showed the final state. */
    CONFIRMED,
    /** The service's own code says that there is no such resource. */
    GONE,
    /** An earlier cascading deletion of the same step removed it. */
    REMOVED_BY_CASCADE,
    /** HTTP 200 whose success flag is false. */
    SUCCESS_FALSE,
    /** The provider put it, or some of what belongs to it, into its failure list. */
    IN_FAILURE_LIST,
    /** More than one call was needed, and some members of the cascade are still there. */
    CASCADE_INCOMPLETE,
    /** The versions to be deleted by a cascade cannot be listed. */
    LISTING_REFUSED,
    /** An error of the service that has no reason of its own here. */
    PROVIDER_ERROR,
    /** In use, or in a state that does not allow it. */
    IN_USE,
    /** Quota used up; asking again does not help. */
    QUOTA,
    /** A gateway, not the service, says that there is no such path: a retired API or a wrong base URL. */
    ENDPOINT_NOT_FOUND,
    /** The key, token or login was refused. */
    KEY_REFUSED,
    /** The signature was refused, and the provider's clock differs too much from this one. */
    CLOCK_SKEW,
    /** The key is good, but may not do this (DataForest says the same of an id that does not exist). */
    NO_PERMISSION,
    /** Too many requests, to the end. */
    THROTTLED,
    /** An earlier request of the same key was refused; nothing more is sent with it for a while. */
    BREAKER_OPEN,
    /** No connection: refused, reset or timed out before anything was sent. */
    CONNECT_FAILED,
    /** The host name is unknown. */
    DNS_FAILED,
    /** No trusted connection could be made. */
    TLS_FAILED,
    /** The HTTP proxy did not let the request pass. */
    PROXY_REFUSED,
    /** The time ran out before the request was sent. */
    DEADLINE_BEFORE_SEND,
    /** The time ran out while the answer was awaited. */
    ANSWER_TIMED_OUT,
    /** The connection ended before the answer was complete. */
    ANSWER_LOST,
    /** A gateway reports that the service did not answer it. */
    GATEWAY_TIMEOUT,
    /** The answer was larger than the limit. */
    ANSWER_TOO_LARGE,
    /** The answer is not in the documented form. */
    UNREADABLE,
    /** The answer contradicts itself, or does not say what it must say. */
    CONTRADICTION,
    /** The answer sends the client to another address, which is never followed. */
    REDIRECTED,
    /** Seen, but not in the final state, when the time ran out. */
    NOT_SEEN_DONE,
    /** Reported as gone after an answer had been lost, and never seen before. */
    GONE_BUT_NEVER_SEEN,
    /** The build was aborted. */
    ABORTED,
    /** An operation before it failed, and the job stops at that. */
    SKIPPED,
    /** The controller ended while the request was under way. */
    INTERRUPTED,
    /** The request cannot be built or signed from what was given. */
    BAD_REQUEST,
    /** Checked and signed only. */
    DRY_RUN
}
