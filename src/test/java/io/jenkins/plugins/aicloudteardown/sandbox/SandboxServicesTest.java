package io.jenkins.plugins.aicloudteardown.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks the operations and the reads around them against the documents. */
class SandboxServicesTest extends HandMadeRequests {

    @Test
    void theDocumentsExamplesAreAnsweredAsDocumented() throws Exception {
        assertThat(send(kill("cMmEw7HCjVQdcHh3JVOptL")).body())
                .isEqualTo("{\"success\":true,\"message\":\"success\",\"id\":\"cMmEw7HCjVQdcHh3JVOptL\"}");
        assertThat(send(restart("7kHeVWhiRsxdRl0nXz04ri")).body())
                .isEqualTo("{\"success\":true,\"id\":\"7kHeVWhiRsxdRl0nXz04ri\"}");
        assertThat(send(restart("string")).body())
                .isEqualTo("{\"message\":\"resource ('string') is not allowed or not exists\",\"success\":false}");
        assertThat(send(deleteTask("f5aebc0c-1111-2222-3333-b201bc64b1c9")).body())
                .isEqualTo("{\"task_id\":\"f5aebc0c-1111-2222-3333-b201bc64b1c9\"}");
        assertThat(send(deleteTask("echoStars-1111-2222-3333-b201bc64b1c9")).body())
                .isEqualTo("{\"task_id\":\"echoStars-****-****-****-b201bc64b1c9\"}");
        HttpResponse<String> undeployed = send(undeploy("bd42841c20184da6bbf457c6d8a06e37"));
        assertThat(undeployed.statusCode()).isEqualTo(204);
        assertThat(undeployed.body()).isEmpty();
        assertThat(send(undeploy("bd42841c20184da6bbf457c6d8a06e38")))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(404))
                .satisfies(response -> assertThat(response.body())
                        .isEqualTo("{\"error_code\":\"APIG.3084\",\"error_msg\":\"The livedata API does not exist, "
                                + "id: bd42841c20184da6bbf457c6d8a06e38\"}"));
        assertThat(send(deleteModel("10eb0091-887f-4839-9929-cbc884f1e20e", false))
                        .body())
                .isEqualTo("{\"delete_success_list\":[\"10eb0091-887f-4839-9929-cbc884f1e20e\"],"
                        + "\"delete_failed_list\":[]}");
        assertThat(send(deleteModel("10eb0091-887f-4839-9929-cbc884f1e20e", false)))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(404))
                .satisfies(response -> assertThat(response.body()).contains("ModelArts.3001"));
        assertThat(sandbox.received().stream().map(Received::operation))
                .containsExactly(
                        "dataforestKill",
                        "notebookRestart",
                        "notebookRestart",
                        "nclueDeleteTask",
                        "nclueDeleteTask",
                        "romaUndeploy",
                        "romaUndeploy",
                        "modelartsDeleteModel",
                        "modelartsDeleteModel");
        assertThat(sandbox.received()).allMatch(Received::authenticated);
        assertThat(sandbox.inFlight()).isZero();
    }

    @Test
    void aKilledAppEndsAfterTheReadsAskedFor() throws Exception {
        sandbox.dataforest().killTakes(1);
        assertThat(json(detail("ok1")).path("finalStatus").asText()).isEqualTo("UNDEFINED");
        send(kill("ok1"));
        assertThat(json(detail("ok1")).path("finishedAt").isNull()).isTrue();
        JsonNode ended = json(detail("ok1"));
        assertThat(ended.path("finalStatus").asText()).isEqualTo("KILLED");
        assertThat(ended.path("finishedAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(sandbox.dataforest().status("ok1")).isEqualTo("KILLED");
        assertThat(json(ncp("POST", "/api/v2/aiapps/getList", "{\"search\":{\"accountId\":\"sandboxAccount\"}}")
                                .build())
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void badDataforestRequestsAreToldApart() throws Exception {
        assertThat(send(kill("missing1")).body()).isEqualTo("{\"message\":\"no such element\",\"success\":false}");
        assertThat(send(kill("ok1")).statusCode()).isEqualTo(200);
        assertThat(send(kill("ok-1")).body())
                .isEqualTo("{\"message\":\"invalid request parameters\",\"success\":false}");
        assertThat(send(kill("x".repeat(23))).statusCode()).isEqualTo(400);
        assertThat(send(ncp("POST", "/api/v2/aiapps/kill", "{\"id\":\"ok1\"}")
                                .setHeader("Content-Type", "text/plain")
                                .build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRestartedNotebookComesBackWithAnotherStart() throws Exception {
        String before = notebook("ok1").path("startedAt").asText();
        send(restart("ok1"));
        assertThat(notebook("ok1").path("state").asText()).isEqualTo("RESTARTING");
        JsonNode after = notebook("ok1");
        assertThat(after.path("state").asText()).isEqualTo("RUNNING");
        assertThat(after.path("startedAt").asText()).isNotEqualTo(before);
        assertThat(sandbox.dataforest().restarts("ok1")).isEqualTo(1);
        assertThat(send(notebooks("nobody", 10, 0)).statusCode()).isEqualTo(403);
        assertThat(send(notebooks(SandboxKeys.ACCOUNT_ID, 0, 0)).statusCode()).isEqualTo(400);
        JsonNode page = json(notebooks(SandboxKeys.ACCOUNT_ID, 2, 1));
        assertThat(page.path("contents")).hasSize(2);
        assertThat(page.at("/contents/0/id").asText()).isEqualTo("ok");
        assertThat(page.path("total").asInt()).isGreaterThan(40);
    }

    @Test
    void aTaskInUseCannotBeDeleted() throws Exception {
        sandbox.nclue().addTask("t1", "in_progress");
        assertThat(send(deleteTask("t1")).statusCode()).isEqualTo(409);
        sandbox.nclue().setTaskStatus("t1", "failed");
        sandbox.nclue().addRun("t1", "pending");
        assertThat(send(deleteTask("t1")).statusCode()).isEqualTo(409);
        sandbox.nclue().clearUsers("t1");
        sandbox.nclue().addIntent("t1", "registered");
        sandbox.nclue().registeredUsersBlock(true);
        assertThat(send(deleteTask("t1")).statusCode()).isEqualTo(409);
        sandbox.nclue().registeredUsersBlock(false);
        assertThat(send(deleteTask("t1")).statusCode()).isEqualTo(200);
        assertThat(sandbox.nclue().exists("t1")).isFalse();
        assertThat(send(deleteTask("t1")))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(404))
                .satisfies(response -> assertThat(response.body())
                        .isEqualTo("{\"error_code\":\"10404\",\"message\":\"task not found\"}"));
    }

    @Test
    void taskReadsFollowTheScriptAndListsArePaged() throws Exception {
        sandbox.nclue().addTask("t1", "registered");
        sandbox.nclue().setTaskStatuses("t1", "pending", "in_progress", "completed");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seen.add(json(ncp("GET", "/api/v1/tasks/t1", "").build())
                    .path("status")
                    .asText());
        }
        assertThat(seen).containsExactly("pending", "in_progress", "completed", "completed");
        IntStream.range(0, 120).forEach(i -> sandbox.nclue().addTask("p" + i, "completed"));
        JsonNode page = json(ncp("GET", "/api/v1/tasks?index=100&limit=100", "").build());
        assertThat(page.path("total").asInt()).isEqualTo(122);
        assertThat(page.path("tasks")).hasSize(22);
        for (String bad : List.of("limit=0", "limit=101", "index=-1", "limit=x")) {
            assertThat(send(ncp("GET", "/api/v1/tasks?" + bad, "").build()).statusCode())
                    .isEqualTo(400);
        }
        assertThat(json(ncp("GET", "/api/v1/task-runs", "").build()).path("runs"))
                .isEmpty();
        assertThat(json(ncp("GET", "/api/v1/profile/shopping-intents", "").build())
                        .path("profiles"))
                .isEmpty();
    }

    @Test
    void theRateIsOneRequestASecondWhenEnforced() throws Exception {
        sandbox.enforceNclueRate(true);
        assertThat(send(ncp("GET", "/api/v1/tasks", "").build()).statusCode()).isEqualTo(200);
        HttpResponse<String> throttled = send(ncp("GET", "/api/v1/tasks", "").build());
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.body()).contains("\"errorCode\":\"410\"");
    }

    @Test
    void bothFormsOfUndeployWork() throws Exception {
        String path = V2_APIS + "/ok1";
        assertThat(json(huawei("GET", path, "").build()).path("status").asInt()).isEqualTo(RomaRoutes.DEPLOYED);
        assertThat(send(huawei("POST", path + "/undeploy", "").build()).statusCode())
                .isEqualTo(204);
        assertThat(json(huawei("GET", path, "").build()).path("status").asInt()).isEqualTo(RomaRoutes.UNDEPLOYED);
        assertThat(send(huawei("POST", path + "/deploy", "").build()).statusCode())
                .isEqualTo(201);
        assertThat(sandbox.roma().status("ok1")).isEqualTo(RomaRoutes.DEPLOYED);
        assertThat(json(huawei("GET", V2_APIS, "").build()).path("total").asInt())
                .isEqualTo(2);
        assertThat(send(huawei("POST", V1_APIS + "/undeploy", "{}").build()).body())
                .contains("APIG.2011", "ld_api_id");
        assertThat(send(huawei("GET", V2_APIS.replace("e6a5", "0000") + "/ok1", "")
                                .build())
                        .body())
                .contains("parameterName:instance_id. Please");
    }

    @Test
    void writesOnOneInstanceCollideWhenEnforced() throws Exception {
        sandbox.enforceSerial(true);
        sandbox.slowBy(Duration.ofSeconds(30));
        CompletableFuture<HttpResponse<String>> first = sendAsync(undeploy("slow1"));
        assertThat(sandbox.awaitReceived("romaUndeploy", 1, SOON)).isTrue();
        HttpResponse<String> second = send(undeploy("ok2"));
        assertThat(second.statusCode()).isEqualTo(500);
        assertThat(second.body()).isEqualTo("{\"error_code\":\"APIG.9999\",\"error_msg\":\"System error\"}");
        first.cancel(true);
        assertThat(sandbox.awaitHungUp(1, SOON)).isTrue();
        assertThat(send(undeploy("ok2")).statusCode()).isEqualTo(204);
        assertThat(send(undeploy("ok3")).statusCode()).isEqualTo(204);
    }

    @Test
    void aCascadeDeletesTwentyAndKeepsSilentAboutTheRest() throws Exception {
        IntStream.range(0, 45).forEach(i -> sandbox.modelarts().addModel("m" + i, "many", "0.0." + i, "0"));
        sandbox.modelarts().addModel("elsewhere", "many", "9.0.0", "ws2");
        sandbox.modelarts().addInUse("m44", "service");
        JsonNode first = json(deleteModel("m7", true));
        assertThat(first.path("delete_success_list")).hasSize(20);
        assertThat(first.at("/delete_success_list/0").asText()).isEqualTo("m7");
        assertThat(first.path("delete_failed_list")).hasSize(1);
        assertThat(first.at("/delete_failed_list/0/error_msg").asText())
                .isEqualTo("Failed to delete model because the model (m44) has been used to deploy a service.");
        assertThat(first.at("/delete_failed_list/0/error_code").asText()).isEqualTo("ModelArts.3009");
        assertThat(sandbox.modelarts().countByName("many")).isEqualTo(26);
        assertThat(json(deleteModel("m40", true)).path("delete_success_list")).hasSize(20);
        assertThat(json(deleteModel("m43", true)).path("delete_success_list")).hasSize(4);
        assertThat(sandbox.modelarts().exists("elsewhere")).isTrue();
        assertThat(sandbox.modelarts().usedBy("m44")).isEqualTo("service");
        assertThat(sandbox.modelarts().exists("m44")).isTrue();
    }

    @Test
    void modelListsAreFuzzyAndPagedByPage() throws Exception {
        sandbox.modelarts().addModel("a", "net_1", "1", "0");
        sandbox.modelarts().addModel("b", "netX1", "1", "0");
        sandbox.modelarts().addModel("c", "my-net_1b", "1", "0");
        sandbox.modelarts().addModel("d", "net_1", "1", "ws2");
        assertThat(models("model_name=net_1")).containsExactly("c", "b", "a");
        assertThat(models("model_name=net_1&exact_match=true")).containsExactly("a");
        assertThat(models("model_name=net_1&workspace_id=ws2")).containsExactly("d");
        assertThat(models("model_name=net_1&limit=2&offset=1")).containsExactly("a");
        assertThat(models("model_name=net_1&order=asc")).containsExactly("a", "b", "c");
        assertThat(send(huawei("GET", PROJECT + "/models?limit=1001", "").build())
                        .statusCode())
                .isEqualTo(400);
        sandbox.modelarts().setStatus("a", "building");
        assertThat(json(huawei("GET", PROJECT + "/models/a", "").build())
                        .path("model_status")
                        .asText())
                .isEqualTo("building");
    }
}
