package io.jenkins.plugins.aicloudteardown.client.outcome;

/**
 * Why a resource ended as it did, as a code. The sentences for people are made where people read them.
 */
public enum Reason {
    /** The provider's own answer says that the request was accepted. */
    ACCEPTED(Family.FINE),
    /** The provider's read API showed the final state. */
    CONFIRMED(Family.FINE),
    /** The service's own code says that there is no such resource. */
    GONE(Family.REFUSED),
    /** An earlier cascading deletion of the same step removed it. */
    REMOVED_BY_CASCADE(Family.FINE),
    /** HTTP 200 whose success flag is false. */
    SUCCESS_FALSE(Family.REFUSED),
    /** The provider put it, or some of what belongs to it, into its failure list. */
    IN_FAILURE_LIST(Family.REFUSED),
    /** More than one call was needed, and some members of the cascade are still there. */
    CASCADE_INCOMPLETE(Family.UNFINISHED),
    /** The versions to be deleted by a cascade cannot be listed. */
    LISTING_REFUSED(Family.MAY_NOT),
    /** An error of the service that has no reason of its own here. */
    PROVIDER_ERROR(Family.REFUSED),
    /** In use, or in a state that does not allow it. */
    IN_USE(Family.REFUSED),
    /** Quota used up; asking again does not help. */
    QUOTA(Family.TURNED_AWAY),
    /** A gateway, not the service, says that there is no such path: a retired API or a wrong base URL. */
    ENDPOINT_NOT_FOUND(Family.WRONG_PLACE),
    /** The key, token or login was refused. */
    KEY_REFUSED(Family.MAY_NOT),
    /** The signature was refused, and the provider's clock differs too much from this one. */
    CLOCK_SKEW(Family.MAY_NOT),
    /** Tokens that IAM just gave were refused as stale, again and again. */
    TOKEN_STALE(Family.MAY_NOT),
    /** IAM gives the user no token for the project. */
    PROJECT_REFUSED(Family.MAY_NOT),
    /** Refused as by a key that may not, but in a form that is not the provider's: a firewall, or a login page. */
    UNREADABLE_REFUSAL(Family.MAY_NOT),
    /** The key is good, but may not do this (DataForest says the same of an id that does not exist). */
    NO_PERMISSION(Family.MAY_NOT),
    /** Too many requests, to the end. */
    THROTTLED(Family.TURNED_AWAY),
    /** An earlier request of the same key was refused; nothing more is sent with it for a while. */
    BREAKER_OPEN(Family.MAY_NOT),
    /** No connection: refused, reset or timed out before anything was sent. */
    CONNECT_FAILED(Family.UNREACHED),
    /** The host name is unknown. */
    DNS_FAILED(Family.UNREACHED),
    /** No trusted connection could be made. */
    TLS_FAILED(Family.WRONG_PLACE),
    /** The HTTP proxy did not let the request pass. */
    PROXY_REFUSED(Family.TURNED_AWAY),
    /** The store that holds the credential did not answer in time; nothing was sent. */
    LOOKUP_TIMED_OUT(Family.STOPPED),
    /** The time ran out before the request was sent. */
    DEADLINE_BEFORE_SEND(Family.STOPPED),
    /** The time ran out while the answer was awaited. */
    ANSWER_TIMED_OUT(Family.LOST),
    /** The connection ended before the answer was complete. */
    ANSWER_LOST(Family.LOST),
    /** A gateway reports that the service did not answer it. */
    GATEWAY_TIMEOUT(Family.LOST),
    /** The answer was larger than the limit. */
    ANSWER_TOO_LARGE(Family.UNREADABLE),
    /** The answer is not in the documented form. */
    UNREADABLE(Family.UNREADABLE),
    /** The answer contradicts itself, or does not say what it must say. */
    CONTRADICTION(Family.UNREADABLE),
    /** The answer sends the client to another address, which is never followed. */
    REDIRECTED(Family.WRONG_PLACE),
    /** Seen, but not in the final state, when the time ran out. */
    NOT_SEEN_DONE(Family.UNFINISHED),
    /** Reported as gone after an answer had been lost, and never seen before. */
    GONE_BUT_NEVER_SEEN(Family.UNFINISHED),
    /** Reported as gone, and the time ran out before the second source that this needs could be read. */
    GONE_UNPROVED(Family.UNFINISHED),
    /** The build was aborted. */
    ABORTED(Family.STOPPED),
    /** An operation before it failed, and the job stops at that. */
    SKIPPED(Family.STOPPED),
    /** The controller ended while the request was under way. */
    INTERRUPTED(Family.INTERNAL),
    /** Sent in an earlier life of the controller, to another host than the one that the connection leads to now. */
    HOST_CHANGED(Family.INTERNAL),
    /** An error in Jenkins or in this plugin, which Jenkins' log shows. */
    INTERNAL_ERROR(Family.INTERNAL),
    /** What is under way could not be written down first; nothing was sent. */
    JOURNAL_FAILED(Family.INTERNAL),
    /** Ordered for the end of the build; nothing was sent yet. */
    AT_END(Family.FINE),
    /** Deployed again after the teardown was handed over, so it is left alone. */
    DEPLOYED_AGAIN(Family.STOPPED),
    /** Ordered for the end of the build, and given up or dropped before anything was sent. */
    GIVEN_UP(Family.STOPPED),
    /** The request cannot be built or signed from what was given. */
    BAD_REQUEST(Family.MAY_NOT),
    /** Checked and signed only. */
    DRY_RUN(Family.FINE);

    /** What reasons have in common, so that nothing else has to list them. */
    public enum Family {
        /** As it was asked for. */
        FINE,
        /** The service itself said no. */
        REFUSED,
        /** The key, the permission or what was given does not allow it: somebody has to correct that. */
        MAY_NOT,
        /** Something on the way did not let it pass, so the service has not seen it. */
        TURNED_AWAY,
        /** What answers at this address is not the service. */
        WRONG_PLACE,
        /** Nothing answers at this address, perhaps only for a moment. */
        UNREACHED,
        /** No answer came, or none of the service. */
        LOST,
        /** An answer came, and nothing follows from it. */
        UNREADABLE,
        /** Begun, and not all of it is confirmed. */
        UNFINISHED,
        /** A person or the clock ended it. */
        STOPPED,
        /** It ended within Jenkins. */
        INTERNAL
    }

    private final Family family;

    Reason(Family family) {
        this.family = family;
    }

    public Family family() {
        return family;
    }

    /** Whether no answer tells what became of a request that was sent. */
    public boolean lost() {
        return family == Family.LOST || family == Family.UNREADABLE;
    }

    /** Whether the same request may be answered a moment later, with nothing changed. */
    public boolean passing() {
        return family == Family.UNREACHED || family == Family.LOST;
    }

    /** Whether the same request is answered alike until somebody corrects something. */
    public boolean lasting() {
        return family == Family.MAY_NOT || family == Family.WRONG_PLACE;
    }
}
