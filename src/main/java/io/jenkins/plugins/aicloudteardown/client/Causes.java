package io.jenkins.plugins.aicloudteardown.client;

import java.util.concurrent.CompletionException;

/** What futures wrap. */
final class Causes {
    private Causes() {}

    static Throwable unwrap(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
