package io.jenkins.plugins.aicloudteardown.client.operation;

import static io.jenkins.plugins.aicloudteardown.client.http.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RomaUndeployTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ID = "bd42841c20184da6bbf457c6d8a06e37";
    private static final String HOST = "https://roma.cn-north-4.myhuaweicloud.com";
    private static final Endpoint V1 = new Endpoint(URI.create(HOST), "project", false, 8);
    private static final Endpoint V2 = new Endpoint(URI.create(HOST), "project", true, 8);

    private final RomaUndeploy operation = new RomaUndeploy("instance");

    @Test
    @DisplayName("document 002, URI and example request")
    void buildsTheDocumentedRequest() {
        HttpCall call = operation.write(V1, ID);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString(HOST + "/v1/project/apic/instances/instance/livedata-apis/undeploy");
        assertThat(call.json()).contains("{\"ld_api_id\":\"bd42841c20184da6bbf457c6d8a06e37\"}");
    }

    @Test
    void buildsTodaysFormWhereTheConnectionSaysSo() {
        HttpCall call = operation.write(V2, ID);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri())
                .hasToString(HOST + "/v2/project/apic/instances/instance/livedata-apis/" + ID + "/undeploy");
        assertThat(call.json()).isEmpty();
    }

    @Test
    @DisplayName("document 002, status code 204")
    void readsTheDocumentedSuccess() {
        assertThat(read(Replies.empty(204))).isEqualTo(Reading.accepted(ID));
    }

    @ParameterizedTest(name = "document 002, example response {0}")
    @CsvSource({
        "400, APIG.2011, 'Invalid parameter value,parameterName:instance_id. Please refer to the support "
                + "documentation', REFUSED, PROVIDER_ERROR",
        "401, APIG.1002, Incorrect token or token resolution failed, TOKEN_STALE, TOKEN_STALE",
        "403, APIG.1005, No permissions to request this method, REFUSED, NO_PERMISSION",
        "404, APIG.3084, 'The livedata API does not exist, id: bd42841c20184da6bbf457c6d8a06e37', GONE, GONE",
        "500, APIG.9999, System error, REFUSED, PROVIDER_ERROR",
    })
    void readsTheDocumentedErrors(int status, String code, String message, Kind kind, Reason reason) {
        assertThat(read(json(status, "{'error_code' : '" + code + "', 'error_msg' : '" + message + "'}")))
                .isEqualTo(Reading.of(kind, reason, code, message));
    }

    @Test
    void anotherSuccessStatusIsUnreadable() {
        assertThat(List.of(
                        json(200, "{'ld_api_id':'" + ID + "'}"),
                        Replies.empty(200),
                        Replies.empty(202),
                        Replies.html(200)))
                .allSatisfy(reply -> assertThat(read(reply).kind()).isEqualTo(Kind.UNREADABLE));
    }

    @Test
    void goneIsOnlyTheServicesOwnCode() {
        assertThat(List.of(
                        json(404, "{'error_code':'APIG.0101','error_msg':'The API does not exist'}"),
                        json(404, "{'error_code':'APIGW.0101','error_msg':'The API does not exist'}"),
                        Replies.html(404),
                        Replies.empty(404)))
                .allSatisfy(reply -> assertThat(read(reply).reason()).isEqualTo(Reason.ENDPOINT_NOT_FOUND));
        assertThat(List.of(
                        json(404, "{'error_code':'APIG.3000','error_msg':'The instance does not exist'}"),
                        json(403, "{'error_code':'APIG.3084','error_msg':'no'}"),
                        json(400, "{'error_code':'APIG.3084','error_msg':'no'}"),
                        json(404, "{'error_code':'APIG.3084','code':'APIG.0101'}"),
                        json(404, "{'error':{'errorCode':'300','message':'Not Found'}}")))
                .allSatisfy(reply -> assertThat(read(reply).kind()).isEqualTo(Kind.REFUSED));
    }

    @ParameterizedTest
    @CsvSource({"1, REACHED, 1", "3, REACHED, 3", "4, PENDING, 4", "'\"4\"', PENDING, 4"})
    void isUndeployedOnceItsStatusIsNotDeployed(String status, Observation.Kind kind, String state) {
        ScriptedReader reader = new ScriptedReader(json(200, "{'id':'" + ID + "','status':" + status + "}"));

        assertThat(operation.look(reader, V1, ID, NOW).join()).isEqualTo(Observation.of(kind, state));
        assertThat(reader.calls())
                .containsExactly("GET " + HOST + "/v2/project/apic/instances/instance/livedata-apis/" + ID);
    }

    @Test
    void seesNothingInAnAnswerWithoutAStatus() {
        assertThat(look(json(404, "{'error_code':'APIG.3084','error_msg':'gone'}")))
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(List.of(
                        json(200, "{'id':'" + ID + "'}"),
                        json(200, "{'status':1}"),
                        json(200, "{'id':'other','status':1}"),
                        json(200, "{'id':'" + ID + "','status':9}"),
                        json(200, "{'id':'" + ID + "','status':4.0}"),
                        json(200, "{'id':'" + ID + "','status':1.0}"),
                        json(200, "{'id':'" + ID + "','status':true}"),
                        json(200, "{'id':'" + ID + "','status':'error','message':'request blocked'}"),
                        json(200, "{'id':'" + ID + "','status':'deployed'}"),
                        json(200, "{'id':'" + ID + "','status':1,'error_code':'APIG.9999'}"),
                        json(200, "{'status':null}"),
                        json(200, "{'status':''}"),
                        json(200, "{'id':'another','status':1}"),
                        json(200, ""),
                        json(404, "{'error_code':'APIG.0101','error_msg':'no'}"),
                        json(403, "{'error_code':'APIG.1005','error_msg':'no'}"),
                        Replies.html(200)))
                .allSatisfy(reply -> assertThat(look(reply).kind()).isEqualTo(Observation.Kind.UNSEEN));
    }

    @Test
    void oneWriteAtATimeForAnInstance() {
        assertThat(operation.limits(V1, "key", true)).singleElement().satisfies(limit -> {
            assertThat(limit.inFlight().getAsInt()).isEqualTo(1);
            assertThat(limit.key()).contains("instance", "roma.cn-north-4.myhuaweicloud.com");
        });
        assertThat(operation.limits(V1, "another key", true).get(0).key())
                .isEqualTo(operation.limits(V1, "key", true).get(0).key());
        assertThat(new RomaUndeploy("other").limits(V1, "key", true).get(0).key())
                .isNotEqualTo(operation.limits(V1, "key", true).get(0).key());
        assertThat(operation.limits(V1, "key", false)).isEmpty();
    }

    @Test
    void isRepeatedOnlyAfterALook() {
        assertThat(operation.name()).isEqualTo("romaUndeploy");
        assertThat(operation.service()).isEqualTo(Service.ROMA);
        assertThat(operation.repeatable()).isTrue();
        assertThat(operation.looksBeforeRepeating()).isTrue();
    }

    private Reading read(HttpReply reply) {
        return operation.readWrite(reply, ID);
    }

    private Observation look(HttpReply reply) {
        return operation.look(new ScriptedReader(reply), V1, ID, NOW).join();
    }
}
