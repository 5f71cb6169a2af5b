package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import java.util.concurrent.CompletableFuture;

/** Sends a read that may be repeated: signed, limited and retried like every other call. */
@FunctionalInterface
public interface ReadCall {
    /**
     * @return the answer, whatever it says; or a {@code TransportException}, {@code LoginException} or
     *     {@code StoppedException}
     */
    CompletableFuture<HttpReply> read(HttpCall call);
}
