package io.jenkins.plugins.aicloudteardown.config;

import io.jenkins.plugins.aicloudteardown.client.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Which base URLs an administrator may name: https, or http where the host is literally this machine, since keys are
 * sent there.
 */
final class BaseUrl {
    private BaseUrl() {}

    /** Empty if the text is not such a URL. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text.strip());
            // The JDK's client writes every other character as a question mark, which would end the path.
            boolean ascii = uri.toString().chars().allMatch(character -> character < 128);
            boolean plain = ascii
                    && uri.getHost() != null
                    // Nor in the path, where it reads like a user, and the host like a part of it.
                    && uri.toString().indexOf('@') < 0
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!plain) {
                return Optional.empty();
            }
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean local = "http".equalsIgnoreCase(uri.getScheme()) && Loopback.is(uri);
            return https || local ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
