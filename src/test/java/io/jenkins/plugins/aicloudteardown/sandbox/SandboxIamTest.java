package io.jenkins.plugins.aicloudteardown.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks tokens, users and projects. */
class SandboxIamTest extends HandMadeRequests {

    @Test
    void tokensAreIssuedForAProjectAndEnd() throws Exception {
        sandbox.tokenLifetime(Duration.ofHours(1));
        HttpResponse<String> login = send(login(SandboxKeys.IAM_USER, SandboxKeys.IAM_PASSWORD, byId()));
        assertThat(login.statusCode()).isEqualTo(201);
        JsonNode token = Json.read(login.body()).path("token");
        assertThat(token.path("expires_at").asText()).isEqualTo("2026-03-01T11:00:00.000000Z");
        assertThat(token.at("/project/id").asText()).isEqualTo(SandboxKeys.PROJECT_ID);
        String value = login.headers().firstValue("X-Subject-Token").orElseThrow();
        assertThat(value).hasSizeGreaterThan(2000);

        assertThat(send(token("GET", PROJECT + "/models", value)).statusCode()).isEqualTo(200);
        assertThat(send(token("GET", PROJECT.replace("77b6", "0000") + "/models", value))
                        .body())
                .contains("ModelArts.0210");
        assertThat(send(token("GET", V2_APIS, value + "x")).body())
                .isEqualTo(
                        "{\"error_code\":\"APIG.1002\",\"error_msg\":\"Incorrect token or token resolution failed\"}");

        clock.forward(Duration.ofHours(1));
        assertThat(send(token("GET", PROJECT + "/models", value)).body()).contains("ModelArts.0202");
        assertThat(send(token("GET", V2_APIS, value)).body()).contains("APIG.1002");
        assertThat(sandbox.count("iam/token")).isEqualTo(1);
    }

    @Test
    void revokedTokensAreUnknownAndTheFixedOneStays() throws Exception {
        String value = tokenValue(byName(SandboxKeys.PROJECT_NAME));
        sandbox.revokeTokens();
        HttpResponse<String> refused = send(token("GET", PROJECT + "/models", value));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("ModelArts.0203");
        assertThat(send(token("GET", PROJECT + "/models", SandboxKeys.FIXED_TOKEN))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenForAnotherProjectOrNoneIsOfNoUseHere() throws Exception {
        for (String scope : List.of(byName(SandboxKeys.OTHER_PROJECT_NAME), "")) {
            String value = tokenValue(scope);
            assertThat(send(token("GET", PROJECT + "/models", value)).statusCode())
                    .isEqualTo(403);
            assertThat(send(token("GET", V2_APIS, value)).statusCode()).isEqualTo(401);
            assertThat(send(token("GET", "/v3/projects", value)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void wrongPasswordsLockTheUser() throws Exception {
        for (int i = 1; i <= 6; i++) {
            HttpResponse<String> refused = send(login(SandboxKeys.IAM_USER, "wrong", byId()));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body())
                    .isEqualTo("{\"error\":{\"code\":401,\"message\":\"The username or password is wrong.\","
                            + "\"title\":\"Unauthorized\"}}");
        }
        assertThat(send(login(SandboxKeys.IAM_USER, SandboxKeys.IAM_PASSWORD, byId()))
                        .body())
                .contains("locked");
        assertThat(sandbox.iam().refusedLogins()).isEqualTo(7);
    }

    @Test
    void projectsAreFoundByName() throws Exception {
        JsonNode projects = Json.read(
                        send(huawei("GET", "/v3/projects?name=cn-north-4", "").build())
                                .body())
                .path("projects");
        assertThat(projects).hasSize(1);
        assertThat(projects.at("/0/id").asText()).isEqualTo(SandboxKeys.PROJECT_ID);
    }
}
