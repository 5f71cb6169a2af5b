package io.jenkins.plugins.aicloudteardown.client.operation;

import java.net.URI;

/**
 * Where a service is called.
 *
 * @param base        scheme, host, port and an optional path, without a slash at the end
 * @param projectId   the Huawei project, empty for NCP
 * @param romaV2      whether ROMA Connect is called in its v2 form
 * @param maxInFlight how many requests may be under way at the same time, at least 1
 */
public record Endpoint(URI base, String projectId, boolean romaV2, int maxInFlight) {
    /** Enough to make a batch quick, few enough not to be taken for an attack. */
    public static final int DEFAULT_IN_FLIGHT = 8;

    public Endpoint {
        String text = base.toString();
        if (text.endsWith("/")) {
            base = URI.create(text.replaceAll("/+$", ""));
        }
    }

    /** @param path begins with a slash and is already percent-encoded; ids are so by their format */
    public URI at(String path) {
        return URI.create(base + path);
    }

    /** Host and port, as the log names them. */
    public String host() {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }
}
