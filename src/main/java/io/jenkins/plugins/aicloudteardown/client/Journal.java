package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Is told what happens. Called from many threads, never for two events of the same id at once; must not block.
 */
public interface Journal {
    /**
     * A write is about to leave. Nothing is sent before the future ends; if it fails, nothing is sent at all.
     */
    CompletableFuture<Void> beforeSend(ResourceState item);

    /** Something was learnt that must survive a restart. Nothing goes on before the future ends. */
    CompletableFuture<Void> save(ResourceState item);

    /** A try failed in a way that allows another one, which begins after the pause. */
    void retrying(String id, Reason reason, String code, int tries, Duration pause);

    /** One id has ended. */
    void ended(ResourceResult result);
}
