package io.jenkins.plugins.aicloudteardown.teardown;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Jenkins' proxy, except for the hosts that Jenkins reaches without it. */
final class ProxyWithExceptions extends ProxySelector {
    private final String host;
    private final int port;
    private final List<Pattern> direct;

    ProxyWithExceptions(String host, int port, List<Pattern> direct) {
        this.host = host;
        this.port = port;
        this.direct = direct;
    }

    @Override
    public List<Proxy> select(URI uri) {
        boolean around = direct.stream()
                .anyMatch(pattern -> pattern.matcher(uri.getHost()).matches());
        return List.of(around ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException error) {
        // The request itself fails, which is told where it was asked for.
    }
}
