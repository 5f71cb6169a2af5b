package io.jenkins.plugins.aicloudteardown.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients follow Jenkins' proxy settings; what they send is tested with the steps. */
class ProxyRoutesTest {
    private static final URI PROVIDER = URI.create("https://provider.example/path");

    private ProxyConfiguration present;
    private final ProxyRoutes routes = new ProxyRoutes(() -> present, ForkJoinPool.commonPool());

    private static ProxyConfiguration proxy(String name, String direct) {
        ProxyConfiguration proxy = new ProxyConfiguration(name, 3128);
        proxy.setNoProxyHost(direct);
        return proxy;
    }

    private static Proxy way(Transport.Route route, URI uri) {
        return route.client().proxy().orElseThrow().select(uri).get(0);
    }

    @Test
    void withoutAProxyAllIsDirect() {
        for (ProxyConfiguration none : new ProxyConfiguration[] {null, proxy(" ", null)}) {
            present = none;
            assertThat(way(routes.fresh(), PROVIDER)).isEqualTo(Proxy.NO_PROXY);
            assertThat(routes.fresh().proxyAuthorization().apply(PROVIDER)).isNull();
        }
    }

    /** A name service that hangs would hold up whoever asks for the client. */
    @Test
    void theProxysNameIsNotLookedUpHere() {
        present = proxy("localhost", null);
        Proxy proxy = way(routes.fresh(), PROVIDER);
        assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
        assertThat(proxy.address()).isEqualTo(InetSocketAddress.createUnresolved("localhost", 3128));
    }

    @Test
    void theProxyIsFoundByItsNameAllTheSame() throws Exception {
        try (ForwardProxy server = new ForwardProxy("user", "password")) {
            present = new ProxyConfiguration("localhost", server.port());
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://provider.example/"))
                    .build();
            HttpClient client = routes.shared().get().client();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(407);
            assertThat(server.seen()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "provider.example,               true",
        "*.example,                      true",
        "other.example provider.example, true",
        "'other.example,provider.*',     true",
        "other.example|*.example,        true",
        "providerXexample,               false",
        "example,                        false",
        "other.example,                  false",
    })
    void theListOfExceptionsIsReadAsCoreReadsIt(String direct, boolean around) {
        present = proxy("proxy.example", direct);
        assertThat(way(routes.fresh(), PROVIDER).equals(Proxy.NO_PROXY)).isEqualTo(around);
        assertThat(present.createProxy(PROVIDER.getHost()).equals(Proxy.NO_PROXY))
                .isEqualTo(around);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/",
                "https://LOCALHOST/",
                "http://127.0.0.1:8080/path",
                "https://127.255.3.4/",
                "http://[::1]:8080/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[0000:0000:0000:0000:0000:0000:0000:0001]/"
            })
    void thisMachineIsNeverCalledThroughAProxy(URI here) {
        present = new ProxyConfiguration("proxy.example", 3128, "user", "password");
        Transport.Route route = routes.fresh();

        assertThat(way(route, here)).isEqualTo(Proxy.NO_PROXY);
        assertThat(route.proxyAuthorization().apply(here)).isNull();
        assertThat(route.proxyAuthorization().apply(PROVIDER)).isEqualTo("Basic dXNlcjpwYXNzd29yZA==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost.example/",
                "https://127.0.0.1.example/",
                "https://[::2]/",
                "https://[2001:db8::1]/",
                "https://128.0.0.1/"
            })
    void whatOnlyLooksLikeThisMachineIsCalledThroughIt(URI there) {
        present = proxy("proxy.example", null);
        assertThat(way(routes.fresh(), there)).isNotEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:db8::1],                  true",
        "2001:db8::1,                    true",
        "2001:DB8:0:0:0:0:0:1,           true",
        "'other.example,[2001:db8::1]',  true",
        "[2001:db8::2],                  false",
        "[2001:db8::1,                   true",
        "[^a],                           false",
        "[z-a],                          false",
        "2001,                           false",
    })
    void anIpv6AddressCanBeAnException(String direct, boolean around) {
        present = proxy("proxy.example", direct);
        assertThat(way(routes.fresh(), URI.create("https://[2001:db8::1]:8443/path"))
                        .equals(Proxy.NO_PROXY))
                .isEqualTo(around);
        assertThat(way(routes.fresh(), PROVIDER)).isNotEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void theProxyOfTheJvmIsNotUsed() {
        Properties before = (Properties) System.getProperties().clone();
        try {
            for (String scheme : List.of("http", "https")) {
                System.setProperty(scheme + ".proxyHost", "127.0.0.1");
                System.setProperty(scheme + ".proxyPort", "9");
                System.setProperty(scheme + ".nonProxyHosts", "");
            }
            assertThat(way(routes.fresh(), PROVIDER)).isEqualTo(Proxy.NO_PROXY);
            present = proxy("proxy.example", "provider.example");
            assertThat(way(routes.fresh(), PROVIDER)).isEqualTo(Proxy.NO_PROXY);
        } finally {
            System.setProperties(before);
        }
    }

    @Test
    void noClientHasAnAuthenticatorOrFollowsARedirect() {
        for (ProxyConfiguration proxy : new ProxyConfiguration[] {null, proxy("proxy.example", null)}) {
            present = proxy;
            HttpClient client = routes.fresh().client();
            assertThat(client.authenticator()).isEmpty();
            assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
            assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void theSharedClientIsKeptUntilTheSettingsChange() {
        Supplier<Transport.Route> shared = routes.shared();
        Transport.Route direct = shared.get();
        assertThat(shared.get()).isSameAs(direct);
        present = proxy("proxy.example", null);
        Transport.Route proxied = shared.get();
        assertThat(proxied).isNotSameAs(direct);
        present = proxy("proxy.example", null);
        assertThat(shared.get()).isSameAs(proxied);
        present = proxy("proxy.example", "provider.example");
        assertThat(shared.get()).isNotSameAs(proxied);
        assertThat(way(shared.get(), PROVIDER)).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void anyThingElseIsKeptJustAsLong() {
        AtomicInteger made = new AtomicInteger();
        Supplier<Integer> kept = routes.keptWhileUnchanged(made::incrementAndGet);
        assertThat(kept.get()).isEqualTo(1);
        assertThat(kept.get()).isEqualTo(1);
        present = proxy("proxy.example", null);
        assertThat(kept.get()).isEqualTo(2);
    }

    @Test
    void aFreshClientIsNobodyElses() {
        assertThat(routes.fresh().client()).isNotSameAs(routes.fresh().client());
    }

    @Test
    void aClientsThreadHoldsNoBuildsClassLoader() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        Set<Thread> old = selectors();
        Transport.Route route;
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            current.setContextClassLoader(loader);
            route = routes.fresh();
            assertThat(current.getContextClassLoader()).isSameAs(loader);
        } finally {
            current.setContextClassLoader(before);
        }
        Set<Thread> made = selectors();
        made.removeAll(old);
        assertThat(made).as("%s", route).hasSize(1).allSatisfy(selector -> assertThat(selector.getContextClassLoader())
                .isSameAs(Jenkins.class.getClassLoader()));
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .collect(Collectors.toSet());
    }
}
