package io.jenkins.plugins.aicloudteardown.disposal;

/** What becomes of a resource that was handed over. The names are those of the file, and never change. */
enum Disposition {
    /** Waits for the end of its build. */
    WAITING,
    /** Tried again and again. */
    OPEN,
    /** Its connection or credential cannot be used any more. */
    NO_ACCESS,
    /** The connection leads to another host than the one that has it. */
    ELSEWHERE,
    /** Not found, but with the key of another account, for which that says nothing. */
    OTHER_ACCOUNT,
    /** It was deployed again since, so it is left alone. */
    DEPLOYED_AGAIN,
    /** Its time is over. */
    GIVEN_UP,
    /** Done. */
    GONE,
    /** A later order has it, or a step of its build has torn it down. */
    REPLACED,
    /** Somebody dropped it. */
    DROPPED;

    /** Whether nothing is left to do and to show. */
    boolean over() {
        return this == GONE || this == REPLACED || this == DROPPED;
    }

    /** Whether a try is made when its time has come. */
    boolean tried() {
        return this == OPEN || this == NO_ACCESS || this == ELSEWHERE || this == OTHER_ACCOUNT;
    }
}
