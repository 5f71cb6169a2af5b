package io.jenkins.plugins.aicloudteardown.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Checks recording, scripted replies and the server underneath. */
class ProviderSandboxTest extends HandMadeRequests {
    @Test
    void overridesComeAfterAuthenticationAndBeforeTraps() throws Exception {
        sandbox.overrideOnce("serverError", received -> Reply.json(418, "{\"n\":" + received.number() + "}"));
        sandbox.override(
                "serverError", received -> received.operation().equals("romaUndeploy") ? Reply.empty(202) : null);
        HttpRequest forged = huawei("POST", V1_APIS + "/undeploy", "{\"ld_api_id\":\"serverError\"}", "wrong")
                .build();
        assertThat(send(forged).statusCode()).isEqualTo(401);
        assertThat(send(undeploy("serverError")).body()).isEqualTo("{\"n\":2}");
        assertThat(send(undeploy("serverError")).statusCode()).isEqualTo(202);
        assertThat(send(huawei("GET", V2_APIS + "/serverError", "").build()).statusCode())
                .isEqualTo(500);
        sandbox.clearOverrides();
        assertThat(send(undeploy("serverError")).statusCode()).isEqualTo(500);
    }

    @Test
    void anInterceptorMayLetTheServiceActFirst() {
        sandbox.interceptOnce("ok1", (received, act) -> {
            act.get();
            return Reply.hang();
        });
        CompletableFuture<HttpResponse<String>> response = sendAsync(deleteModel("ok1", false));
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        response.cancel(true);
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
        assertThat(sandbox.modelarts().exists("ok1")).isFalse();
    }

    @Test
    void connectionsAreKeptAndHeadersRecorded() throws Exception {
        for (int i = 0; i < 3; i++) {
            send(ncp("GET", "/api/v1/tasks?index=0&limit=1", "").build());
        }
        assertThat(sandbox.acceptedConnections()).isEqualTo(1);
        Received last = sandbox.received("tasks/list").get(2);
        assertThat(last.number()).isEqualTo(3);
        assertThat(last.path()).isEqualTo("/api/v1/tasks");
        assertThat(last.query()).isEqualTo("index=0&limit=1");
        assertThat(last.headers()).containsKeys("host", "x-ncp-iam-access-key");
        assertThat(last.at()).isEqualTo(START);
        sandbox.forget();
        assertThat(sandbox.received()).isEmpty();
        assertThat(sandbox.count("tasks/list")).isZero();
    }

    @Test
    void unknownPathsAreRecordedToo() throws Exception {
        assertThat(send(ncp("GET", "/api/v9/tasks", "").build()).body()).contains("\"errorCode\":\"300\"");
        assertThat(send(huawei("PUT", PROJECT + "/models", "").build()).body()).contains("APIG.0101");
        assertThat(sandbox.count("unknown")).isEqualTo(2);
    }

    @Test
    void nonsenseIsRefusedAndChunksAreRead() throws Exception {
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(raw("GET /" + "x".repeat(300_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(sandbox.received()).isEmpty();
        String chunked = "POST /x HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2;a=b\r\nde\r\n0\r\n\r\n";
        assertThat(raw(chunked)).startsWith("HTTP/1.1 404 ");
        assertThat(sandbox.received().get(0).body()).isEqualTo("abcde");
    }

    @Test
    void connectionsCanBeResetBeforeAnythingIsRead() throws Exception {
        // The JDK's client tries a second connection if the first is reset before it has noticed to be connected.
        sandbox.resetNextConnections(2);
        assertThatThrownBy(() -> send(kill("ok1"))).isInstanceOf(IOException.class);
        assertThat(sandbox.received()).isEmpty();
        sandbox.resetNextConnections(0);
        assertThat(send(kill("ok1")).statusCode()).isEqualTo(200);
    }

    @Test
    void manyClientsAtOnceAreAllServed() {
        List<CompletableFuture<HttpResponse<String>>> responses =
                IntStream.range(0, 200).mapToObj(i -> sendAsync(kill("ok" + i))).toList();
        assertThat(responses).allSatisfy(response -> assertThat(
                        response.get(30, TimeUnit.SECONDS).statusCode())
                .isEqualTo(200));
        assertThat(sandbox.count("dataforestKill")).isEqualTo(200);
        assertThat(sandbox.received().stream().map(Received::number))
                .isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void tlsWorksTooHangingIncluded() throws Exception {
        SandboxTls tls = SandboxTls.create();
        HttpClient trusting = HttpClient.newBuilder()
                .sslContext(tls.client())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (ProviderSandbox secure = ProviderSandbox.startTls(clock, tls.server())) {
            assertThat(secure.url()).startsWith("https://127.0.0.1:");
            ProviderSandbox plain = sandbox;
            sandbox = secure;
            try {
                CompletableFuture<HttpResponse<String>> hanging =
                        trusting.sendAsync(kill("hang"), HttpResponse.BodyHandlers.ofString());
                assertThat(secure.awaitInFlight(1, SOON)).isTrue();
                secure.releaseHanging();
                assertThat(hanging.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
                assertThat(trusting.send(kill("ok1"), HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
                assertThat(secure.acceptedConnections()).isEqualTo(1);
                CompletableFuture<HttpResponse<String>> left =
                        trusting.sendAsync(kill("hang2"), HttpResponse.BodyHandlers.ofString());
                assertThat(secure.awaitInFlight(1, SOON)).isTrue();
                left.cancel(true);
                assertThat(secure.awaitHungUp(1, SOON)).isTrue();
                assertThatThrownBy(() -> send(kill("ok2"))).isInstanceOf(SSLException.class);
            } finally {
                sandbox = plain;
            }
        }
    }

    @Test
    void theProgramSaysWhereItListensAndEndsWithItsInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SandboxMain.class.getName(),
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(line).matches("sandbox listening on http://127\\.0\\.0\\.1:\\d+");
            URI elsewhere = URI.create(line.substring(line.indexOf("http")) + "/elsewhere");
            assertThat(send(HttpRequest.newBuilder(elsewhere).build()).statusCode())
                    .isEqualTo(200);
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
