package io.jenkins.plugins.aicloudteardown.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One request that the sandbox received.
 *
 * @param number 1 for the first since the start or the last {@link ProviderSandbox#forget()}
 * @param path encoded as received
 * @param query encoded as received, empty when there is none
 * @param headers names in lower case
 * @param operation the route's name, {@code elsewhere} for the target of the {@code redirect} trap, else
 *     {@code unknown}
 * @param authenticated whether its signature, token or password was right
 * @param at the sandbox's own time, clock skew included
 */
public record Received(
        int number,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        String operation,
        boolean authenticated,
        Instant at) {}
