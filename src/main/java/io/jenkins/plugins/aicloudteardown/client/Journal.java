package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import java.util.concurrent.CompletableFuture;

/**
 * Is told what happens. Called from many threads, never for two events of the same resource at once; must not block.
 */
public interface Journal {
    /**
     * A write is about to leave. Nothing is sent before the future ends; if it fails, nothing is sent at all.
     */
    CompletableFuture<Void> beforeSend(Progress progress);

    /** Something was learnt. It is not waited for: if it is forgotten, there is a doubt that is none, and nothing worse. */
    void note(Progress progress);

    /** A try failed in a way that allows another one. */
    void retrying(String id, Reading why, NextTry next);

    /** One resource has ended; how is what {@link Progress#soFar} says. */
    void ended(Progress progress);
}
