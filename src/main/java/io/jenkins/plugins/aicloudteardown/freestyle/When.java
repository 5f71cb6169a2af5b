package io.jenkins.plugins.aicloudteardown.freestyle;

import hudson.model.Result;
import java.util.Arrays;
import java.util.Optional;

/** After which results so far the post-build action runs. An unstable build has neither succeeded nor failed. */
enum When {
    ALWAYS("always"),
    ONLY_ON_SUCCESS("onlyOnSuccess"),
    /** Aborted and not built are no success: what such a build has deployed must be torn down too. */
    ONLY_ON_FAILURE("onlyOnFailure");

    private final String text;

    When(String text) {
        this.text = text;
    }

    /** As it stands in configurations. */
    String text() {
        return text;
    }

    static Optional<When> of(String text) {
        return Arrays.stream(values()).filter(when -> when.text.equals(text)).findFirst();
    }

    /** @param result null while nothing has gone wrong */
    boolean includes(Result result) {
        return switch (this) {
            case ALWAYS -> true;
            case ONLY_ON_SUCCESS -> result == null || result.isBetterOrEqualTo(Result.SUCCESS);
            case ONLY_ON_FAILURE -> result != null && result.isWorseThan(Result.UNSTABLE);
        };
    }
}
