package io.jenkins.plugins.aicloudteardown.sandbox;

/**
 * What a look at a request's credentials found.
 *
 * @param text what the provider would add to its refusal
 */
record Finding(Kind kind, String text) {

    enum Kind {
        ADMITTED,
        NOT_PERMITTED,
        NO_CREDENTIALS,
        BAD_SIGNATURE,
        LOCKED,
        UNKNOWN_TOKEN,
        EXPIRED_TOKEN,
        OTHER_PROJECT
    }

    static final Finding ADMITTED = of(Kind.ADMITTED);

    static Finding of(Kind kind) {
        return new Finding(kind, "");
    }

    boolean admitted() {
        return kind == Kind.ADMITTED;
    }

    /** Whether the credentials are genuine, whatever they allow. */
    boolean authentic() {
        return kind == Kind.ADMITTED || kind == Kind.NOT_PERMITTED || kind == Kind.OTHER_PROJECT;
    }
}
