package io.jenkins.plugins.aicloudteardown.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks signatures against published vectors, and what becomes of wrong ones. */
class SandboxSignatureTest extends HandMadeRequests {

    private static final Instant VECTORS_SIGNED_AT = Instant.parse("2019-11-15T03:36:55Z");

    @ParameterizedTest
    @CsvSource({
        "POST, /vserver/v2/createServerInstances?regionCode=KR, xBcE26XFU55BMjppdPT7ZY3oDrqoOedfPyAn3Cq4lUw=",
        "POST, /api/v2/aiapps/kill, +4V13LJuSH+t5ql3Czi6B5eZBUyB1EZgimy8Dw3HZi0=",
        "POST, /api/v2/notebooks/restart, 8JAnc3ebnbWtXbP+OjIs1jfjKFd5cMisGl7tJR1q99Q=",
        "DELETE, /api/v1/tasks/f5aebc0c-0000-0000-0000-b201bc64b1c9, retzT5Ldb+3TfUDO3DYqc1DieEpLXcQqjIvho45QJXg=",
        "GET, /api/v1/tasks?index=0&limit=20, jiKgyFPcO9Jeza/MfjdyddzOofF8X6UGYKIAs8hN0Lc="
    })
    void ncpVectorsAreAccepted(String method, String target, String signature) {
        NcpCheck check = new NcpCheck(new SandboxClock(new SettableClock(Instant.ofEpochMilli(1_700_000_000_000L))));
        assertThat(check.check(ncpVector(method, target, signature)).admitted()).isTrue();
        assertThat(check.check(ncpVector(method, target + "x", signature)).admitted())
                .isFalse();
        assertThat(check.check(ncpVector(method, target, signature.toLowerCase()))
                        .admitted())
                .isFalse();
    }

    private static Request ncpVector(String method, String target, String signature) {
        return new Request(
                method,
                target,
                Map.of(
                        "x-ncp-apigw-timestamp",
                        "1700000000000",
                        "x-ncp-iam-access-key",
                        SandboxKeys.NCP_ACCESS_KEY,
                        "x-ncp-apigw-signature-v2",
                        signature),
                new byte[0]);
    }

    private enum HuaweiVector {
        GET_WITH_QUERY(
                "GET",
                "service.region.example.com",
                "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
                "content-type;host;x-sdk-date",
                "",
                "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe"),
        DELETE_MODEL(
                "DELETE",
                "modelarts.cn-north-4.myhuaweicloud.com",
                "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/models/10eb0091-887f-4839-9929-cbc884f1e20e?cascade=true",
                "host;x-project-id;x-sdk-date",
                "",
                "c4d79aeb25128acb91a25df3aa790ce4cebc94324ebbfd1cd9a772218f8a49f0"),
        UNDEPLOY(
                "POST",
                "roma.cn-north-4.myhuaweicloud.com",
                "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/apic/instances/e6a5871bfb5b47d19c5874790f639ef8"
                        + "/livedata-apis/undeploy",
                "host;x-project-id;x-sdk-date",
                "{\"ld_api_id\":\"bd42841c20184da6bbf457c6d8a06e37\"}",
                "44484f333fcb330c327561f5425db0ca0d58af81f766f6bb30467f8bb9188627");

        final String method;
        final String host;
        final String target;
        final String signed;
        final String body;
        final String signature;

        HuaweiVector(String method, String host, String target, String signed, String body, String signature) {
            this.method = method;
            this.host = host;
            this.target = target;
            this.signed = signed;
            this.body = body;
            this.signature = signature;
        }

        Request request(String sentBody) {
            return new Request(
                    method,
                    target,
                    Map.of(
                            "host",
                            host,
                            "content-type",
                            "application/json",
                            "x-sdk-date",
                            "20191115T033655Z",
                            "x-project-id",
                            SandboxKeys.PROJECT_ID,
                            "authorization",
                            authorization(SandboxKeys.HUAWEI_ACCESS_KEY, signed, signature)),
                    sentBody.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(HuaweiVector.class)
    void huaweiVectorsAreAccepted(HuaweiVector vector) {
        SandboxClock then = new SandboxClock(new SettableClock(VECTORS_SIGNED_AT));
        HuaweiCheck check = new HuaweiCheck(then, new IssuedTokens(then));
        assertThat(check.check(vector.request(vector.body), SandboxKeys.PROJECT_ID))
                .isEqualTo(Finding.ADMITTED);
        assertThat(check.check(vector.request(vector.body + " "), SandboxKeys.PROJECT_ID)
                        .kind())
                .isEqualTo(Finding.Kind.BAD_SIGNATURE);
        then.skew(Duration.ofMinutes(15));
        assertThat(check.check(vector.request(vector.body), SandboxKeys.PROJECT_ID)
                        .kind())
                .isEqualTo(Finding.Kind.ADMITTED);
        then.skew(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(check.check(vector.request(vector.body), SandboxKeys.PROJECT_ID)
                        .kind())
                .isEqualTo(Finding.Kind.BAD_SIGNATURE);
    }

    @Test
    void canonicalRequestsSortAndEncode() {
        Request request = new Request(
                "GET",
                "/v1/a%20b?b=2&a1=x&a=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29&c",
                Map.of("host", "h:1", "x-sdk-date", "d"),
                new byte[0]);
        assertThat(HuaweiCheck.canonicalRequest(request, List.of("x-sdk-date", "host"))
                        .split("\n", -1))
                .containsExactly(
                        "GET",
                        "/v1/a%20b/",
                        "a=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29&a1=x&b=2&c=",
                        "host:h:1",
                        "x-sdk-date:d",
                        "",
                        "host;x-sdk-date",
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void aWrongNcpSignatureGetsTheGatewaysRefusal() throws Exception {
        HttpResponse<String> response = send(ncp("GET", "/api/v1/tasks", "")
                .setHeader("x-ncp-apigw-signature-v2", "AAAA")
                .build());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"errorCode\":\"200\",\"message\":\"Authentication Failed\","
                        + "\"details\":\"Invalid authentication information.\"}}");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(sandbox.received().get(0).authenticated()).isFalse();
        assertThat(sandbox.refusedSignatures()).isEqualTo(1);
        assertThat(send(HttpRequest.newBuilder(uri("/api/v1/tasks")).build()).body())
                .contains("Authentication information are missing.");
    }

    @Test
    void theNcpClockAllowsFiveMinutes() throws Exception {
        sandbox.clockSkew(Duration.ofMinutes(5));
        HttpResponse<String> response = send(ncp("GET", "/api/v1/tasks", "").build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Date")).hasValue("Sun, 01 Mar 2026 10:05:00 GMT");
        sandbox.clockSkew(Duration.ofMinutes(-5).minusSeconds(1));
        assertThat(send(ncp("GET", "/api/v1/tasks", "").build()).statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyWithoutPermissionsIsRefusedInEachServicesWords() throws Exception {
        String key = SandboxKeys.NCP_POWERLESS_ACCESS_KEY;
        String secret = SandboxKeys.NCP_POWERLESS_SECRET_KEY;
        assertThat(send(ncp("DELETE", "/api/v1/tasks/ok1", "", key, secret).build()))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(401))
                .satisfies(response -> assertThat(response.body()).contains("\"errorCode\":\"210\""));
        assertThat(send(ncp("POST", "/api/v2/aiapps/kill", "{\"id\":\"ok1\"}", key, secret)
                        .build()))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(403))
                .satisfies(response -> assertThat(response.body()).contains("not allowed to access"));
        assertThat(sandbox.received()).allMatch(Received::authenticated);
    }

    @Test
    void aWrongHuaweiSignatureIsEchoedAndLocksTheKey() throws Exception {
        for (int i = 1; i <= 5; i++) {
            HttpResponse<String> response =
                    send(huawei("GET", PROJECT + "/models", "", "wrong").build());
            assertThat(response.statusCode()).isEqualTo(401);
            JsonNode body = Json.read(response.body());
            assertThat(body.path("error_code").asText()).isEqualTo("APIG.0301");
            assertThat(body.path("error_msg").asText())
                    .startsWith("Incorrect IAM authentication information: verify aksk signature fail")
                    .contains("Access=" + SandboxKeys.HUAWEI_ACCESS_KEY, "Signature=", "|x-sdk-date:");
            assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        }
        assertThat(send(huawei("GET", PROJECT + "/models", "").build()).statusCode())
                .as("five failures do not lock")
                .isEqualTo(200);
        for (int i = 1; i <= 6; i++) {
            send(huawei("GET", PROJECT + "/models", "", "wrong").build());
        }
        HttpResponse<String> locked =
                send(huawei("GET", PROJECT + "/models", "").build());
        assertThat(locked.statusCode()).isEqualTo(401);
        assertThat(locked.body()).contains("APIG.0301", "locked");
        assertThat(sandbox.refusedSignatures()).isEqualTo(12);
        clock.forward(Duration.ofMinutes(5));
        assertThat(send(huawei("GET", PROJECT + "/models", "").build()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void dateAndHostMustBeSigned() throws Exception {
        assertThat(send(huaweiSigning("GET", PROJECT + "/models", "", List.of("host"), SandboxKeys.HUAWEI_SECRET_KEY)
                                .build())
                        .body())
                .contains("X-Sdk-Date and Host must be signed");
        assertThat(send(huaweiSigning(
                                        "GET",
                                        PROJECT + "/models",
                                        "",
                                        List.of("x-sdk-date"),
                                        SandboxKeys.HUAWEI_SECRET_KEY)
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }
}
