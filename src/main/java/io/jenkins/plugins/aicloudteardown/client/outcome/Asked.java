package io.jenkins.plugins.aicloudteardown.client.outcome;

/** What was asked when the answer came that a reason speaks of. */
public enum Asked {
    /** That it be done. */
    WRITE,
    /** What there is, before it is done. */
    BEFORE,
    /** Whether it is done. */
    LOOK,
    /** The list that has to lack what an answer says is gone; it could not be read. */
    LIST,
    /** The same list, which still has it. */
    LISTED
}
