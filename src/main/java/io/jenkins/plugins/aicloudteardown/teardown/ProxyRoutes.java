package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * One HTTP client for Jenkins' present proxy settings, made anew when they change, since each client owns a thread.
 *
 * <p>It has no {@code Authenticator}: with one, the JDK drops our own Authorization header and turns a 401 without a
 * challenge into an I/O error. The proxy's user and password go along with each request that takes the proxy; the JDK
 * sends them to the proxy only.
 */
final class ProxyRoutes implements Supplier<Transport.Route> {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Executor executor;
    private Settings settings;
    private Transport.Route route;

    ProxyRoutes(Executor executor) {
        this.executor = executor;
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
    }

    @Override
    public synchronized Transport.Route get() {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        Settings now = Settings.of(proxy);
        if (route == null || !Objects.equals(now, settings)) {
            settings = now;
            route = route(now, proxy);
        }
        return route;
    }

    private Transport.Route route(Settings now, ProxyConfiguration proxy) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .executor(executor);
        if (now.host().isEmpty()) {
            return Transport.Route.direct(
                    client.proxy(HttpClient.Builder.NO_PROXY).build());
        }
        ProxySelector selector = new ProxyWithExceptions(now.host(), now.port(), proxy.getNoProxyHostPatterns());
        String authorization = authorization(now);
        return new Transport.Route(
                client.proxy(selector).build(),
                uri -> selector.select(uri).get(0) == Proxy.NO_PROXY ? null : authorization);
    }

    private static String authorization(Settings now) {
        if (now.user().isEmpty()) {
            return null;
        }
        String pair = now.user() + ":" + Secret.toString(now.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
