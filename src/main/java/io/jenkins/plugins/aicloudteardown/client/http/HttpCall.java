package io.jenkins.plugins.aicloudteardown.client.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request as it will be sent, before it is signed. The URI is built once and its raw path and query are what is
 * signed.
 *
 * @param method  GET, POST or DELETE
 * @param uri     absolute, already percent-encoded
 * @param json    the JSON body, if there is one
 */
public record HttpCall(String method, URI uri, Optional<String> json) {

    public static HttpCall get(URI uri) {
        return new HttpCall("GET", uri, Optional.empty());
    }

    public static HttpCall delete(URI uri) {
        return new HttpCall("DELETE", uri, Optional.empty());
    }

    public static HttpCall post(URI uri) {
        return new HttpCall("POST", uri, Optional.empty());
    }

    public static HttpCall post(URI uri, String json) {
        return new HttpCall("POST", uri, Optional.of(json));
    }

    /** The body's bytes as sent and hashed; empty if there is no body. */
    public byte[] body() {
        return json.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElseGet(() -> new byte[0]);
    }

    /** The Host header exactly as the JDK's client sends it: without the scheme's own port, even where it is named. */
    public String host() {
        int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == usual ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
