package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Proves to a provider who calls. One signer serves one key and one project. */
public interface Signer {
    /**
     * The headers that this very try needs; asked anew for every try, because signatures and tokens grow old.
     *
     * @return the headers, or a {@link LoginException}, or a {@code TransportException} if IAM could not be asked
     */
    CompletableFuture<Map<String, String>> sign(HttpCall call, Stop stop);

    /** Why nothing can be signed now, without asking anybody; empty if that is not known. */
    default Optional<Refusal> refusal() {
        return Optional.empty();
    }

    /** Whether what is signed with ends by itself and can be had anew. */
    default boolean renewable() {
        return false;
    }

    /**
     * Told that the provider no longer takes what was signed with.
     *
     * @param refused the headers of the refused try, as {@link #sign} gave them
     * @return whether signing once more can help
     */
    default boolean renew(Map<String, String> refused) {
        return false;
    }

    /** Whether signing needs no request of its own. */
    default boolean local() {
        return true;
    }
}
