package io.jenkins.plugins.aicloudteardown.client;

import java.util.concurrent.CompletionException;

/** What futures wrap. */
public final class Causes {
    private Causes() {}

    public static Throwable unwrap(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
