package io.jenkins.plugins.aicloudteardown.controller;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.client.http.FreshRoute;
import io.jenkins.plugins.aicloudteardown.client.http.Loopback;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * HTTP clients for Jenkins' present proxy settings. Each owns a thread, so they are kept until the settings change.
 *
 * <p>They have no {@code Authenticator}, which is why core's builder is not used: with one, the JDK drops our own
 * Authorization header and turns a 401 without a challenge into an I/O error. The proxy's user and password go along
 * with each request that takes the proxy; the JDK sends them to the proxy only.
 */
final class ProxyRoutes {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Supplier<ProxyConfiguration> present;
    private final Executor executor;

    /**
     * @param present  gives Jenkins' proxy, or null where there is none
     * @param executor for the clients' own work, host names included
     */
    ProxyRoutes(Supplier<ProxyConfiguration> present, Executor executor) {
        this.present = present;
        this.executor = executor;
    }

    /** One client for all who ask. */
    Supplier<Transport.Route> shared() {
        return keptWhileUnchanged(this::fresh);
    }

    /** Another one, for what must not be sent over a connection that may be dead. */
    Supplier<Transport.Route> once(Timing timing) {
        Supplier<Supplier<Transport.Route>> kept = keptWhileUnchanged(() -> new FreshRoute(this::fresh, timing));
        return () -> kept.get().get();
    }

    /** Keeps what the maker made until the proxy's settings change. */
    <T> Supplier<T> keptWhileUnchanged(Supplier<T> maker) {
        return new Supplier<>() {
            private Settings settings;
            private T kept;

            @Override
            public synchronized T get() {
                Settings now = Settings.of(present.get());
                if (!now.equals(settings)) {
                    kept = maker.get();
                    settings = now;
                }
                return kept;
            }
        };
    }

    /** A new client, which nobody else has connections of. */
    Transport.Route fresh() {
        Settings now = Settings.of(present.get());
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .executor(executor);
        if (now.host().isEmpty()) {
            return Transport.Route.direct(build(client.proxy(HttpClient.Builder.NO_PROXY)));
        }
        ProxySelector selector = new WithExceptions(now);
        String authorization = now.authorization();
        return new Transport.Route(
                build(client.proxy(selector)),
                uri -> selector.select(uri).get(0) == Proxy.NO_PROXY ? null : authorization);
    }

    /** The client's own thread takes the class loader of whoever builds it along: that of a build would not be freed. */
    private static HttpClient build(HttpClient.Builder builder) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Jenkins.class.getClassLoader());
        try {
            return builder.build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What a client is made from. */
    private record Settings(String host, int port, String user, Secret password, String direct) {
        static Settings of(ProxyConfiguration proxy) {
            return proxy == null || Util.fixEmptyAndTrim(proxy.name) == null
                    ? new Settings("", 0, "", null, "")
                    : new Settings(
                            proxy.name,
                            proxy.port,
                            Util.fixNull(proxy.getUserName()),
                            proxy.getSecretPassword(),
                            Util.fixNull(proxy.getNoProxyHost()));
        }

        /** The value of Proxy-Authorization, or null where the proxy asks for none. */
        String authorization() {
            if (user.isEmpty()) {
                return null;
            }
            String pair = user + ":" + Secret.toString(password);
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The proxy, except for this machine and the hosts that Jenkins reaches without it. */
    private static final class WithExceptions extends ProxySelector {
        private final List<Proxy> proxy;
        private final NoProxyHosts direct;

        WithExceptions(Settings settings) {
            // Unresolved: core would ask the name service for the proxy's name here, on whatever thread this is.
            proxy = List.of(
                    new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(settings.host(), settings.port())));
            direct = NoProxyHosts.of(settings.direct());
        }

        @Override
        public List<Proxy> select(URI uri) {
            return Loopback.is(uri) || direct.include(uri.getHost()) ? List.of(Proxy.NO_PROXY) : proxy;
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException error) {
            // The request itself fails, which is told where it was asked for.
        }
    }
}
