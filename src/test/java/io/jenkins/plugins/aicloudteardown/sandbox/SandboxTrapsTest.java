package io.jenkins.plugins.aicloudteardown.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that traps do what their names say. */
class SandboxTrapsTest extends HandMadeRequests {

    @Test
    void aHangingRequestEndsWhenItsClientHangsUp() throws Exception {
        CompletableFuture<HttpResponse<String>> response = sendAsync(kill("hang1"));
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        response.cancel(true);
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
        assertThat(sandbox.awaitInFlight(0, SOON)).isTrue();
        assertThat(sandbox.dataforest().kills("hang1")).isZero();
        assertThat(sandbox.peakInFlight()).isEqualTo(1);
    }

    @Test
    void releasedRequestsAreServedAndTheConnectionLivesOn() throws Exception {
        CompletableFuture<HttpResponse<String>> hanging = sendAsync(kill("hang1"));
        CompletableFuture<HttpResponse<String>> acted = sendAsync(deleteTask("hangActed1"));
        assertThat(sandbox.awaitInFlight(2, SOON)).isTrue();
        assertThat(sandbox.awaitReceived("nclueDeleteTask", 1, SOON)).isTrue();
        sandbox.releaseHanging();
        assertThat(hanging.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(acted.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(sandbox.nclue().exists("hangActed1")).isFalse();
        long connections = sandbox.acceptedConnections();
        assertThat(send(kill("ok1")).statusCode()).isEqualTo(200);
        assertThat(sandbox.acceptedConnections()).isEqualTo(connections);
        assertThat(sandbox.hungUp()).isZero();
    }

    @Test
    void closingEndsWhatHangsAndLeavesNoThread() {
        CompletableFuture<HttpResponse<String>> response = sendAsync(undeploy("hang"));
        assertThat(sandbox.awaitInFlight(1, SOON)).isTrue();
        int port = sandbox.port();
        sandbox.close();
        assertThatThrownBy(() -> response.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(sandbox.hungUp()).isZero();
        assertThat(sandbox.openConnections()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sandbox-" + port + "-"));
        try (ProviderSandbox again = ProviderSandbox.start(clock, port)) {
            assertThat(again.url()).isEqualTo(sandbox.url());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "html502, 502",
        "html407, 407",
        "throttledAlways, 429",
        "unavailable, 503",
        "gatewayTimeout, 504",
        "retired, 404",
        "serverError, 500",
        "badRequest, 400",
        "secretEcho, 400",
        "refusedOnce401, 401",
        "redirect, 302",
        "brokenJson, 200",
        "emptyBody, 200",
        "htmlPage, 200",
        "gzipped, 200",
        "tooLarge, 200",
        "wrongType, 200",
        "slow, 0",
        "throttledOnce, 429"
    })
    void statusesOfTheTrapsThatAllServicesHave(String trap, int status) throws Exception {
        sandbox.slowBy(Duration.ofMillis(10));
        for (HttpRequest request : fiveWrites(trap)) {
            int expected = status == 0 ? request.uri().getPath().contains("livedata") ? 204 : 200 : status;
            assertThat(send(request).statusCode()).as(request.uri().getPath()).isEqualTo(expected);
        }
        assertThat(sandbox.received()).hasSize(5).allMatch(Received::authenticated);
        assertThat(sandbox.inFlight()).isZero();
        assertThat(sandbox.count("elsewhere")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resetBefore", "resetAfter", "lostAnswer", "lostOnce", "truncated", "notHttp"})
    void answersThatNeverArrive(String trap) {
        for (HttpRequest request : fiveWrites(trap)) {
            assertThatThrownBy(() -> send(request))
                    .as(request.uri().getPath())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
        assertThat(sandbox.received()).hasSize(5);
        assertThat(sandbox.awaitInFlight(0, SOON)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "hangActed", "trickle"})
    void answersThatTakeForever(String trap) {
        sandbox.trickleEvery(Duration.ofMinutes(1));
        List<CompletableFuture<HttpResponse<String>>> responses =
                fiveWrites(trap).stream().map(this::sendAsync).toList();
        assertThat(sandbox.awaitInFlight(5, SOON)).isTrue();
        responses.forEach(response -> response.cancel(true));
        assertThat(sandbox.awaitHungUp(5, SOON)).isTrue();
    }

    @Test
    void whetherTheWriteIsCarriedOutDependsOnTheTrap() throws Exception {
        assertThatThrownBy(() -> send(undeploy("lostOnce"))).isInstanceOf(IOException.class);
        assertThat(sandbox.roma().status("lostOnce")).isEqualTo(RomaRoutes.UNDEPLOYED);
        assertThat(json(huawei("GET", V2_APIS + "/lostOnce", "").build())
                        .path("status")
                        .asInt())
                .isEqualTo(RomaRoutes.UNDEPLOYED);
        assertThat(send(undeploy("lostOnce")).statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> send(undeploy("resetAfter"))).isInstanceOf(IOException.class);
        assertThat(sandbox.roma().status("resetAfter")).isEqualTo(RomaRoutes.DEPLOYED);
        send(undeploy("gatewayTimeout"));
        assertThat(sandbox.roma().status("gatewayTimeout")).isEqualTo(RomaRoutes.UNDEPLOYED);
        send(undeploy("serverError"));
        assertThat(sandbox.roma().status("serverError")).isEqualTo(RomaRoutes.DEPLOYED);
    }

    @Test
    void namesOfTrapsEndBeforeALowerCaseLetter() throws Exception {
        assertThat(send(undeploy("serverErrors")).statusCode()).isEqualTo(404);
        assertThat(send(undeploy("serverError-1")).statusCode()).isEqualTo(500);
        assertThat(send(undeploy("serverErrorX")).statusCode()).isEqualTo(500);
        assertThat(send(undeploy("servererror")).statusCode()).isEqualTo(404);
    }

    @Test
    void anEndlessAnswerEndsWithItsClient() throws Exception {
        HttpResponse<InputStream> response = http.send(kill("endless"), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            assertThat(body.readNBytes(1024 * 1024)).hasSize(1024 * 1024);
            assertThat(sandbox.inFlight()).isEqualTo(1);
        }
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
    }

    @Test
    void oddContentIsAsOddAsPromised() throws Exception {
        assertThat(send(kill("tooLarge")).body())
                .hasSizeGreaterThan(2 * 1024 * 1024)
                .endsWith("\"id\":\"tooLarge\"}");
        assertThat(send(kill("wrongType")).body()).startsWith("[{").endsWith("}]");
        assertThat(send(kill("gzipped")).headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
        byte[] bytes = http.send(kill("wrongEncoding"), HttpResponse.BodyHandlers.ofByteArray())
                .body();
        assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)))
                .isInstanceOf(MalformedInputException.class);
        assertThat(send(kill("redirect")).headers().firstValue("Location")).hasValue(sandbox.url() + "/elsewhere");
        assertThat(send(HttpRequest.newBuilder(uri("/elsewhere")).build()).statusCode())
                .isEqualTo(200);
        assertThat(sandbox.count("elsewhere")).isEqualTo(1);
        assertThat(send(deleteTask("secretEcho")).body()).contains(SandboxKeys.NCP_ACCESS_KEY);
        assertThat(send(deleteTask("quota")).body()).contains("\"errorCode\":\"400\"");
        assertThat(send(undeploy("noPermission")).body()).contains("APIG.1005");
        assertThat(send(deleteModel("noPermission", false)).body()).contains("ModelArts.0108");
    }

    @Test
    void hintsComeBeforeTheAnswer() throws Exception {
        String target = "/api/v1/tasks/earlyHints";
        String stamp = String.valueOf(clock.millis());
        String signature =
                NcpCheck.signature("GET", target, stamp, SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY);
        assertThat(raw("GET " + target + " HTTP/1.1\r\nConnection: close\r\nx-ncp-apigw-timestamp: " + stamp
                        + "\r\nx-ncp-iam-access-key: " + SandboxKeys.NCP_ACCESS_KEY
                        + "\r\nx-ncp-apigw-signature-v2: " + signature + "\r\n\r\n"))
                .startsWith("HTTP/1.1 103 ")
                .contains("\r\n\r\nHTTP/1.1 200 ");
    }

    @Test
    void aTrickleArrivesInTheEnd() throws Exception {
        sandbox.trickleEvery(Duration.ofMillis(1));
        assertThat(send(kill("trickle")).body()).contains("\"success\":true");
    }

    @Test
    void throttlingTellsWhenToComeBackIfSet() throws Exception {
        assertThat(send(kill("throttledOnce")).headers().firstValue("Retry-After"))
                .isEmpty();
        assertThat(send(kill("throttledOnce")).statusCode()).isEqualTo(200);
        sandbox.retryAfter("7");
        assertThat(send(detail("throttledOnce")).headers().firstValue("Retry-After"))
                .hasValue("7");
    }

    @Test
    void refusedOnceMeansOnceOverAllOperations() throws Exception {
        assertThat(send(token("GET", V2_APIS + "/refusedOnce401", SandboxKeys.FIXED_TOKEN))
                        .body())
                .contains("APIG.1002");
        assertThat(send(undeploy("refusedOnce401")).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill   | successFalse | {\"message\":\"quota exceeded for resource\",\"success\":false}",
                "kill   | noFlag | {\"message\":\"success\",\"id\":\"noFlag\"}",
                "kill   | flagText | {\"success\":\"true\",\"message\":\"success\",\"id\":\"flagText\"}",
                "kill   | foreignId | {\"success\":true,\"id\":\"cMmEw7HCjVQdcHh3JVOptZ\"}",
                "task   | inUse | {\"error_code\":\"10409\","
                        + "\"message\":\"task cannot be deleted while it is running or in use\"}",
                "task   | noEcho | {}",
                "task   | foreignId | {\"task_id\":\"0aa0bb0c-9999-8888-7777-b201bc64b1c9\"}",
                "api    | okBody | {\"ld_api_id\":\"okBody\"}",
                "model  | bothEmpty | {\"delete_success_list\":[],\"delete_failed_list\":[]}",
                "model  | foreignId | {\"delete_success_list\":[\"e527d311-a947-46da-a6e0-66c49945dfaa\"],"
                        + "\"delete_failed_list\":[]}",
                "model  | extraId | {\"delete_success_list\":[\"extraId\","
                        + "\"e527d311-a947-46da-a6e0-66c49945dfaa\"],\"delete_failed_list\":[]}",
                "model  | allFailed | {\"delete_success_list\":[],"
                        + "\"delete_failed_list\":[{\"error_msg\":\"Failed to delete model because the "
                        + "model (allFailed) has been used to deploy a service.\","
                        + "\"error_code\":\"ModelArts.3009\",\"model_id\":\"allFailed\"}]}",
                "model  | mixed | {\"delete_success_list\":[\"mixed\"],"
                        + "\"delete_failed_list\":[{\"error_msg\":\"Failed to delete model because the "
                        + "model (759645d9-3672-4db1-bb6d-49ed58b84e10) has been used to deploy a "
                        + "service.\",\"error_code\":\"ModelArts.3009\","
                        + "\"model_id\":\"e527d311-a947-46da-a6e0-66c49945dfaa\"}]}",
                "model  | gone200 | {\"delete_success_list\":[],"
                        + "\"delete_failed_list\":[{\"error_msg\":\"The model gone200 does not exist.\","
                        + "\"error_code\":\"ModelArts.3001\",\"model_id\":\"gone200\"}]}",
                "model  | oldField | {\"delete_success_list\":[],"
                        + "\"delete_failed_list\":[{\"error_message\":\"Failed to delete model because the "
                        + "model (oldField) has been used to deploy a service.\","
                        + "\"error_code\":\"ModelArts.3009\",\"model_id\":\"oldField\"}]}",
                "model  | inUse500 | {\"error_code\":\"ModelArts.3009\","
                        + "\"error_msg\":\"Failed to delete model because the model (inUse500) has been "
                        + "used to deploy a service.\"}",
                "model  | subscribed | {\"error_code\":\"ModelArts.3074\","
                        + "\"error_msg\":\"The subscribed model subscribed cannot be deleted.\"}"
            })
    void trapsOfOneService(String what, String trap, String body) throws Exception {
        HttpRequest request =
                switch (what) {
                    case "kill" -> kill(trap);
                    case "task" -> deleteTask(trap);
                    case "api" -> undeploy(trap);
                    default -> deleteModel(trap, false);
                };
        assertThat(send(request).body()).isEqualTo(body);
    }

    @Test
    void trapsAlsoHideInUserNames() throws Exception {
        assertThat(send(login("unavailable", SandboxKeys.IAM_PASSWORD, byId())).statusCode())
                .isEqualTo(503);
        assertThat(send(login("unavailable", "wrong", byId())).statusCode()).isEqualTo(401);
    }
}
