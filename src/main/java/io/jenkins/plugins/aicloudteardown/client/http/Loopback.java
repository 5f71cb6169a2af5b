package io.jenkins.plugins.aicloudteardown.client.http;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * What is literally this machine, whatever a name service says. Keys may be sent there in clear, so nothing that is sent
 * there may leave the machine.
 */
public final class Loopback {
    private static final Pattern HOST = Pattern.compile(
            "localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[(?:0{1,4}:){7}0{0,3}1]",
            Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    /** Whether the URI's host is this machine. */
    public static boolean is(URI uri) {
        return uri.getHost() != null && HOST.matcher(uri.getHost()).matches();
    }
}
