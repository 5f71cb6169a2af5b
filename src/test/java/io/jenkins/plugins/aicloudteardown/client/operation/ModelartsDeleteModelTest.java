package io.jenkins.plugins.aicloudteardown.client.operation;

import static io.jenkins.plugins.aicloudteardown.client.http.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelartsDeleteModelTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ID = "10eb0091-887f-4839-9929-cbc884f1e20e";
    private static final String OTHER = "e527d311-a947-46da-a6e0-66c49945dfaa";
    private static final String HOST = "https://modelarts.cn-north-4.myhuaweicloud.com";
    private static final Endpoint ENDPOINT = new Endpoint(URI.create(HOST), "project", false, 8);
    private static final String IN_USE = "Failed to delete model because the model "
            + "(759645d9-3672-4db1-bb6d-49ed58b84e10) has been used to deploy a service.";

    private final ModelartsDeleteModel single = new ModelartsDeleteModel(false);
    private final ModelartsDeleteModel cascade = new ModelartsDeleteModel(true);

    @Test
    @DisplayName("document 004, example request")
    void buildsTheDocumentedRequest() {
        HttpCall call = single.write(ENDPOINT, ID);

        assertThat(call.method()).isEqualTo("DELETE");
        assertThat(call.uri()).hasToString(HOST + "/v1/project/models/" + ID);
        assertThat(call.json()).isEmpty();
    }

    @Test
    @DisplayName("document 004, table 2: cascade")
    void asksForTheCascadeInTheQuery() {
        assertThat(cascade.write(ENDPOINT, ID).uri()).hasToString(HOST + "/v1/project/models/" + ID + "?cascade=true");
    }

    @Test
    @DisplayName("document 004, example response 200: one deleted, another one failed")
    void readsTheDocumentedExample() {
        Reading reading = read(json(
                200,
                "{'delete_success_list' : [ '" + ID + "' ], 'delete_failed_list' : [ {'error_msg' : '" + IN_USE
                        + "', 'error_code' : 'ModelArts.3009', 'model_id' : '" + OTHER + "' } ]}"));

        assertThat(reading)
                .isEqualTo(Reading.of(
                        Kind.MIXED,
                        Reason.IN_FAILURE_LIST,
                        "ModelArts.3009",
                        IN_USE,
                        List.of(ID),
                        List.of(new Failure(OTHER, "ModelArts.3009", IN_USE))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],'delete_failed_list':[]}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],'delete_failed_list':null}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e']}",
            })
    void allInTheSuccessListIsDone(String body) {
        assertThat(read(json(200, body))).isEqualTo(Reading.accepted(ID));
    }

    @Test
    void allInTheFailureListIsRefused() {
        Reading reading = read(json(
                200,
                "{'delete_success_list':[],'delete_failed_list':[{'model_id':'" + ID
                        + "','error_code':'ModelArts.3009','error_msg':'in use'}]}"));

        assertThat(reading.kind()).isEqualTo(Kind.REFUSED);
        assertThat(reading.reason()).isEqualTo(Reason.IN_FAILURE_LIST);
        assertThat(reading.code()).isEqualTo("ModelArts.3009");
        assertThat(reading.failures()).containsExactly(new Failure(ID, "ModelArts.3009", "in use"));
    }

    @Test
    @DisplayName("document 004, table 5: older documents say error_message")
    void readsTheOlderFieldOfAFailure() {
        Reading reading =
                read(json(200, "{'delete_failed_list':[{'model_id':'" + ID + "','error_message':'in use'}]}"));

        assertThat(reading.failures()).containsExactly(new Failure(ID, "", "in use"));
        assertThat(reading.message()).isEqualTo("in use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'delete_success_list':[],'delete_failed_list':[]}",
                "{'delete_success_list':null,'delete_failed_list':null}",
                "{'delete_success_list':['e527d311-a947-46da-a6e0-66c49945dfaa'],'delete_failed_list':[]}",
                "{'delete_success_list':[],'delete_failed_list':[{'model_id':'e527d311-a947-46da-a6e0-66c49945dfaa'}]}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],"
                        + "'delete_failed_list':[{'model_id':'10eb0091-887f-4839-9929-cbc884f1e20e'}]}",
            })
    void listsThatSayNothingOfTheIdOrBothContradict(String body) {
        for (ModelartsDeleteModel operation : List.of(single, cascade)) {
            Reading reading = operation.readWrite(json(200, body), ID);
            assertThat(reading.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(reading.reason()).isEqualTo(Reason.CONTRADICTION);
        }
    }

    @Test
    void anExtraIdContradictsWithoutACascadeAndIsKeptToBeTold() {
        HttpReply reply = json(200, "{'delete_success_list':['" + ID + "','" + OTHER + "'],'delete_failed_list':[]}");

        assertThat(single.readWrite(reply, ID).reason()).isEqualTo(Reason.CONTRADICTION);
        assertThat(single.readWrite(reply, ID).done()).containsExactly(ID, OTHER);
        assertThat(cascade.readWrite(reply, ID).kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(cascade.readWrite(reply, ID).done()).containsExactly(ID, OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'delete_success_list':'10eb0091-887f-4839-9929-cbc884f1e20e'}",
                "{'delete_success_list':{'id':'10eb0091-887f-4839-9929-cbc884f1e20e'}}",
                "{'delete_success_list':[1]}",
                "{'delete_success_list':[['10eb0091-887f-4839-9929-cbc884f1e20e']]}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],'delete_failed_list':'x'}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],'delete_failed_list':['x']}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],'delete_failed_list':[{}]}",
                "{'delete_success_list':['10eb0091-887f-4839-9929-cbc884f1e20e'],'delete_failed_list':[null]}",
                "{}",
                "{'success':true}",
                "",
                "[]",
            })
    void anythingButTheDocumentedListsIsUnreadable(String body) {
        assertThat(read(json(200, body)).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @ParameterizedTest
    @DisplayName("ModelArts, error codes")
    @CsvSource({
        "404, ModelArts.3001, GONE,        GONE",
        "500, ModelArts.3009, REFUSED,     IN_USE",
        "400, ModelArts.3009, REFUSED,     IN_USE",
        "400, ModelArts.3074, REFUSED,     PROVIDER_ERROR",
        "400, ModelArts.0204, REFUSED,     PROVIDER_ERROR",
        "401, ModelArts.0201, KEY_REFUSED, KEY_REFUSED",
        "401, ModelArts.0202, TOKEN_STALE, TOKEN_STALE",
        "401, ModelArts.0203, TOKEN_STALE, TOKEN_STALE",
        "403, ModelArts.0108, REFUSED,     NO_PERMISSION",
        "403, ModelArts.0210, REFUSED,     NO_PERMISSION",
        "429, ModelArts.4206, THROTTLED,   THROTTLED",
        "403, ModelArts.3001, REFUSED,     NO_PERMISSION",
        "500, ModelArts.3001, REFUSED,     PROVIDER_ERROR",
    })
    void readsTheServicesErrors(int status, String code, Kind kind, Reason reason) {
        assertThat(read(json(status, "{'error_code':'" + code + "','error_msg':'m'}")))
                .isEqualTo(Reading.of(kind, reason, code, "m"));
    }

    @Test
    void goneMayAlsoStandInTheFailureList() {
        String body = "{'delete_success_list':[],'delete_failed_list':[{'model_id':'" + ID
                + "','error_code':'ModelArts.3001','error_msg':'no such model'}]}";

        assertThat(read(json(200, body)))
                .isEqualTo(Reading.of(Kind.GONE, Reason.GONE, "ModelArts.3001", "no such model"));
    }

    @Test
    void whatAGatewayCannotFindIsNeverGone() {
        assertThat(List.of(
                        json(404, "{'error_code':'APIG.0101','error_msg':'no'}"),
                        Replies.html(404),
                        Replies.empty(404)))
                .allSatisfy(reply -> assertThat(read(reply).reason()).isEqualTo(Reason.ENDPOINT_NOT_FOUND));
        assertThat(read(json(404, "{'error_code':'ModelArts.3001','code':'APIG.0101'}"))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void isGoneWhenItsOwnReadSaysSo() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'model_id':'" + ID + "','model_status':'published'}"),
                json(404, "{'error_code':'ModelArts.3001','error_msg':'no'}"));

        assertThat(single.look(reader, ENDPOINT, ID, NOW).join())
                .isEqualTo(Observation.of(Observation.Kind.PENDING, "published"));
        assertThat(single.look(reader, ENDPOINT, ID, NOW).join())
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(reader.calls()).containsOnly("GET " + HOST + "/v1/project/models/" + ID);
        assertThat(List.of(
                        json(200, "{'model_id':'other','model_status':'published'}"),
                        json(404, "{'error_code':'APIG.0101','error_msg':'no'}"),
                        json(403, "{'error_code':'ModelArts.0108','error_msg':'no'}"),
                        Replies.html(502)))
                .allSatisfy(reply -> assertThat(single.look(new ScriptedReader(reply), ENDPOINT, ID, NOW)
                                .join()
                                .kind())
                        .isEqualTo(Observation.Kind.UNSEEN));
    }

    @Test
    void withoutACascadeTheIdStandsForItself() {
        ScriptedReader reader = new ScriptedReader();

        assertThat(single.members(reader, ENDPOINT, ID).join().ids()).containsExactly(ID);
        assertThat(reader.calls()).isEmpty();
        assertThat(single.oneAtATime()).isFalse();
        assertThat(cascade.oneAtATime()).isTrue();
    }

    @Test
    @DisplayName("document 004, table 2: all models with the same name but different versions")
    void aCascadeMeansTheModelsOfEqualNameInItsOwnWorkspace() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'model_id':'" + ID + "','model_name':'my model','workspace_id':'w1'}"),
                json(
                        200,
                        "{'models':[{'model_id':'v2','model_name':'my model'},{'model_id':'x','model_name':'my"
                                + " models'},{'model_id':'y','model_name':'My Model'},{'model_id':'" + ID
                                + "','model_name':'my model'}],'total_count':4}"));

        Members members = cascade.members(reader, ENDPOINT, ID).join();

        assertThat(members.ids()).containsExactly(ID, "v2");
        assertThat(reader.calls())
                .containsExactly(
                        "GET " + HOST + "/v1/project/models/" + ID,
                        "GET " + HOST
                                + "/v1/project/models?model_name=my%20model&exact_match=true&workspace_id=w1&offset=0&limit=1000");
    }

    @Test
    void aModelWithoutAWorkspaceIsInTheDefaultOne() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'model_id':'" + ID + "','model_name':'m'}"),
                json(200, "{'models':[{'model_id':'" + ID + "','model_name':'m'}],'total_count':1}"));

        assertThat(cascade.members(reader, ENDPOINT, ID).join().ids()).containsExactly(ID);
        assertThat(reader.calls().get(1)).contains("workspace_id=0&");
    }

    @Test
    void readsEveryPageOfTheList() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'model_id':'" + ID + "','model_name':'m'}"),
                json(200, "{'models':[" + thousand() + "],'total_count':1002}"),
                json(
                        200,
                        "{'models':[{'model_id':'last','model_name':'m'},{'model_id':'" + ID
                                + "','model_name':'m'}],'total_count':1002}"));

        assertThat(cascade.members(reader, ENDPOINT, ID).join().ids())
                .hasSize(1002)
                .contains("last");
        assertThat(reader.calls().get(2)).contains("&offset=1&");
    }

    @Test
    void aListThatIsForbiddenOrUnreadableOrWithoutEndIsNoSet() {
        HttpReply model = json(200, "{'model_id':'" + ID + "','model_name':'m'}");
        Members forbidden = members(model, json(403, "{'error_code':'ModelArts.0108','error_msg':'no'}"));
        assertThat(forbidden.ids()).isEmpty();
        assertThat(forbidden.why().reason()).isEqualTo(Reason.NO_PERMISSION);

        assertThat(List.of(
                        members(model, json(200, "{}")),
                        members(model, json(200, "{'models':[" + thousand() + "]}")),
                        members(model, json(200, "{'models':[{'model_id':'../x','model_name':'m'}]}")),
                        members(json(200, "{'model_id':'" + ID + "'}")),
                        members(json(200, "{'model_id':'other','model_name':'m'}")),
                        members(json(403, "{'error_code':'ModelArts.0108','error_msg':'no'}"))))
                .allSatisfy(members -> {
                    assertThat(members.ids()).isEmpty();
                    assertThat(members.why()).isNotNull();
                });
        assertThat(members(json(404, "{'error_code':'ModelArts.3001','error_msg':'no'}"))
                        .why()
                        .kind())
                .isEqualTo(Kind.GONE);
    }

    private static String thousand() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "{'model_id':'v" + i + "','model_name':'m'}")
                .collect(Collectors.joining(","));
    }

    private Members members(HttpReply... replies) {
        return cascade.members(new ScriptedReader(replies), ENDPOINT, ID).join();
    }

    private Reading read(HttpReply reply) {
        return single.readWrite(reply, ID);
    }
}
