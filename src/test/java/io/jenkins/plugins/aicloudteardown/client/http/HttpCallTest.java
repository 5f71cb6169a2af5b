package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCallTest {
    /** {@link TransportTest} holds the plain ones to what the JDK sends. */
    @ParameterizedTest
    @CsvSource({
        "https://host/,           host",
        "https://host:443/,       host",
        "https://host:80/,        host:80",
        "https://host:8443/,      host:8443",
        "HTTPS://host:443/,       host",
        "http://host:80/,         host",
        "http://127.0.0.1:8080/,  127.0.0.1:8080",
        "http://[::1]:8080/,      [::1]:8080",
    })
    void namesTheHostAsTheHeaderDoes(String uri, String host) {
        assertThat(HttpCall.get(URI.create(uri)).host()).isEqualTo(host);
    }

    @Test
    void theBodyIsUtf8OrEmpty() {
        URI uri = URI.create("https://host/");

        assertThat(HttpCall.post(uri, "é").body()).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(HttpCall.post(uri).body()).isEmpty();
        assertThat(HttpCall.delete(uri).body()).isEmpty();
    }
}
