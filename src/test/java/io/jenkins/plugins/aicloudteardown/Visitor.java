package io.jenkins.plugins.aicloudteardown;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jvnet.hudson.test.JenkinsRule;

/** Somebody who sends requests to Jenkins as a role, without a browser in between: thousands of them take seconds. */
final class Visitor {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final JenkinsRule jenkins;
    private final Role role;

    Visitor(JenkinsRule jenkins, Role role) {
        this.jenkins = jenkins;
        this.role = role;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> get(String path, Map<String, String> query) throws Exception {
        return get(path + "?" + form(query));
    }

    /** As one of Jenkins' own pages does it. */
    HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        var issuer = jenkins.jenkins.getCrumbIssuer();
        return send(posting(path, fields)
                .header(issuer.getDescriptor().getCrumbRequestField(), issuer.getCrumb((jakarta.servlet.ServletRequest)
                        null)));
    }

    /** As a page of somebody else does it. */
    HttpResponse<String> postFromAfar(String path, Map<String, String> fields) throws Exception {
        return send(posting(path, fields));
    }

    private HttpRequest.Builder posting(String path, Map<String, String> fields) throws Exception {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }

    private HttpRequest.Builder request(String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + path));
        if (role != Role.NOBODY) {
            String pair = role.user() + ":" + role.user();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
