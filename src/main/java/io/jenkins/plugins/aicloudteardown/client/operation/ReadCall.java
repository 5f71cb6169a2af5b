package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import java.util.concurrent.CompletableFuture;

/** Sends a read that may be repeated: signed, limited and retried like every other call. */
@FunctionalInterface
public interface ReadCall {
    /**
     * @return the answer, whatever it says; fails where there is none or where it refuses the key, with an exception
     *     that only whoever made this call can read: an operation lets it pass
     */
    CompletableFuture<HttpReply> read(HttpCall call);
}
