package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.Set;

/**
 * What a reader takes answers for.
 *
 * @param ids for {@link Kind#SET}, what belongs together; otherwise empty
 */
record Claim(Kind kind, Set<String> ids) {
    enum Kind {
        /** Nothing that could turn a build green follows. */
        NOTHING,
        /** All that was asked for is done. */
        DONE,
        /** What was to be brought about is seen. */
        REACHED,
        /** The service's own answer says that there is none. */
        GONE,
        /** A complete list does not hold it. */
        LACKS,
        /** A complete list holds it, and these are all of its versions. */
        SET,
        /** A token was given. */
        TOKEN
    }

    static final Claim NOTHING = of(Kind.NOTHING);

    static Claim of(Kind kind) {
        return new Claim(kind, Set.of());
    }

    @Override
    public String toString() {
        return ids.isEmpty() ? kind.toString() : kind + " " + ids;
    }
}
