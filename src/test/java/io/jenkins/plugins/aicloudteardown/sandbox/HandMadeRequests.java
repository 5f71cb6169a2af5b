package io.jenkins.plugins.aicloudteardown.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * A sandbox with a clock that can be set, and requests made and signed by hand; the product's client takes no part.
 */
@Timeout(60)
abstract class HandMadeRequests {

    static final Duration SOON = Duration.ofSeconds(10);
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final String PROJECT = "/v1/" + SandboxKeys.PROJECT_ID;
    static final String V1_APIS = PROJECT + "/apic/instances/" + SandboxKeys.INSTANCE_ID + "/livedata-apis";
    static final String V2_APIS = V1_APIS.replaceFirst("/v1/", "/v2/");
    static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    final SettableClock clock = new SettableClock(START);
    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(SOON)
            .build();
    ProviderSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ProviderSandbox.start(clock);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    List<HttpRequest> fiveWrites(String id) {
        // Apps and notebooks are of one service, and some of its traps count how often one id stepped on them.
        return List.of(kill(id), restart(id + "2"), deleteTask(id), undeploy(id), deleteModel(id, false));
    }

    HttpRequest kill(String id) {
        return ncp("POST", "/api/v2/aiapps/kill", id(id)).build();
    }

    HttpRequest detail(String id) {
        return ncp("POST", "/api/v2/aiapps/getDetail", id(id)).build();
    }

    HttpRequest restart(String id) {
        return ncp("POST", "/api/v2/notebooks/restart", id(id)).build();
    }

    HttpRequest notebooks(String account, int limit, int offset) {
        ObjectNode body = Json.object().put("accountId", account);
        body.putObject("paging").put("limit", limit).put("offset", offset);
        return ncp("POST", "/api/v2/notebooks/getList", body.toString()).build();
    }

    JsonNode notebook(String id) throws Exception {
        JsonNode contents = json(notebooks(SandboxKeys.ACCOUNT_ID, 100, 0)).path("contents");
        return StreamSupport.stream(contents.spliterator(), false)
                .filter(notebook -> notebook.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    HttpRequest deleteTask(String id) {
        return ncp("DELETE", "/api/v1/tasks/" + id, "").build();
    }

    HttpRequest undeploy(String id) {
        return huawei(
                        "POST",
                        V1_APIS + "/undeploy",
                        Json.object().put("ld_api_id", id).toString())
                .build();
    }

    HttpRequest deleteModel(String id, boolean cascade) {
        return huawei("DELETE", PROJECT + "/models/" + id + (cascade ? "?cascade=true" : ""), "")
                .build();
    }

    List<String> models(String query) throws Exception {
        JsonNode models =
                json(huawei("GET", PROJECT + "/models?" + query, "").build()).path("models");
        return StreamSupport.stream(models.spliterator(), false)
                .map(model -> model.path("model_id").asText())
                .toList();
    }

    static String id(String id) {
        return Json.object().put("id", id).toString();
    }

    HttpRequest.Builder ncp(String method, String target, String body) {
        return ncp(method, target, body, SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY);
    }

    HttpRequest.Builder ncp(String method, String target, String body, String key, String secret) {
        String stamp = String.valueOf(clock.millis());
        return request(method, target, body)
                .header("x-ncp-apigw-timestamp", stamp)
                .header("x-ncp-iam-access-key", key)
                .header("x-ncp-apigw-signature-v2", NcpCheck.signature(method, target, stamp, key, secret));
    }

    HttpRequest.Builder huawei(String method, String target, String body) {
        return huawei(method, target, body, SandboxKeys.HUAWEI_SECRET_KEY);
    }

    HttpRequest.Builder huawei(String method, String target, String body, String secret) {
        return huaweiSigning(method, target, body, List.of("host", "x-sdk-date"), secret);
    }

    HttpRequest.Builder huaweiSigning(String method, String target, String body, List<String> names, String secret) {
        String date = STAMP.format(clock.instant());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", "127.0.0.1:" + sandbox.port());
        headers.put("x-sdk-date", date);
        Request signed = new Request(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
        String signature = HuaweiCheck.signature(secret, date, HuaweiCheck.canonicalRequest(signed, names));
        return request(method, target, body)
                .header("X-Sdk-Date", date)
                .header(
                        "Authorization",
                        authorization(SandboxKeys.HUAWEI_ACCESS_KEY, String.join(";", names), signature));
    }

    static String authorization(String key, String names, String signature) {
        return "SDK-HMAC-SHA256 Access=" + key + ", SignedHeaders=" + names + ", Signature=" + signature;
    }

    HttpRequest token(String method, String target, String token) {
        return request(method, target, "").header("X-Auth-Token", token).build();
    }

    HttpRequest login(String user, String password, String scope) {
        ObjectNode body = Json.object();
        ObjectNode identity = body.putObject("auth").putObject("identity");
        identity.putArray("methods").add("password");
        identity.putObject("password")
                .putObject("user")
                .put("name", user)
                .put("password", password)
                .putObject("domain")
                .put("name", SandboxKeys.IAM_DOMAIN);
        if (!scope.isEmpty()) {
            ((ObjectNode) body.get("auth")).putObject("scope").set("project", Json.read(scope));
        }
        return request("POST", "/v3/auth/tokens?nocatalog=true", body.toString())
                .setHeader("Content-Type", "application/json;charset=utf8")
                .build();
    }

    String tokenValue(String scope) throws Exception {
        return send(login(SandboxKeys.IAM_USER, SandboxKeys.IAM_PASSWORD, scope))
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    static String byId() {
        return Json.object().put("id", SandboxKeys.PROJECT_ID).toString();
    }

    static String byName(String name) {
        return Json.object().put("name", name).toString();
    }

    HttpRequest.Builder request(String method, String target, String body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(target))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        return body.isEmpty() ? builder : builder.header("Content-Type", "application/json");
    }

    URI uri(String target) {
        return URI.create(sandbox.url() + target);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(HttpRequest request) throws Exception {
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.read(response.body());
    }

    String raw(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    static final class SettableClock extends Clock {
        private volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
