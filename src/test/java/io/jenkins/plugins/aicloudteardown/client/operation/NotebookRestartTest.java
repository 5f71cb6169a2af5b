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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookRestartTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ID = "7kHeVWhiRsxdRl0nXz04ri";
    private static final Endpoint ENDPOINT = new Endpoint(URI.create("https://df.apigw.ntruss.com"), "", false, 8);

    private final NotebookRestart operation = new NotebookRestart("account");

    @Test
    @DisplayName("document 003, example request")
    void buildsTheDocumentedRequest() {
        HttpCall call = operation.write(ENDPOINT, ID);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://df.apigw.ntruss.com/api/v2/notebooks/restart");
        assertThat(call.json()).contains("{\"id\":\"7kHeVWhiRsxdRl0nXz04ri\"}");
    }

    @Test
    @DisplayName("document 003, example response 200")
    void readsTheDocumentedSuccess() {
        assertThat(read(json(200, "{'success':true,'id':'" + ID + "'}"))).isEqualTo(Reading.accepted(ID));
    }

    @Test
    @DisplayName("document 003, example error 403")
    void readsTheDocumentedError() {
        String message = "resource ('string') is not allowed or not exists";
        HttpReply reply = Replies.of(403, java.util.Map.of(), "{\"message\": \"" + message + "\",\"success\": false}");

        assertThat(read(reply)).isEqualTo(Reading.of(Kind.REFUSED, Reason.NO_PERMISSION, "", message));
    }

    @ParameterizedTest
    @DisplayName("document 003, table of errors")
    @CsvSource({
        "400, invalid request parameters, PROVIDER_ERROR",
        "403, not allowed to access,      NO_PERMISSION",
        "404, no such element,            GONE",
        "500, unexpected error,           PROVIDER_ERROR",
    })
    void readsEveryDocumentedErrorAsAFailure(int status, String message, Reason reason) {
        assertThat(read(json(status, "{'message':'" + message + "','success':false}")))
                .isEqualTo(Reading.of(Kind.REFUSED, reason, "", message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'7kHeVWhiRsxdRl0nXz04ri'}",
                "{'success':'true','id':'7kHeVWhiRsxdRl0nXz04ri'}",
                "{'success':true}",
                "{'success':true,'id':'another'}",
            })
    void aFlagOrIdThatIsMissingOrForeignContradicts(String body) {
        assertThat(read(json(200, body)).reason()).isEqualTo(Reason.CONTRADICTION);
    }

    @Test
    void aFalseFlagOnOkIsARefusal() {
        assertThat(read(json(200, "{'success':false,'id':'" + ID + "','message':'m'}")))
                .isEqualTo(Reading.of(Kind.REFUSED, Reason.SUCCESS_FALSE, "", "m"));
    }

    @Test
    void aMissingNotebookIsNeverGone() {
        assertThat(List.of(
                        json(404, "{'message':'no such element','success':false}"),
                        json(404, "{'error':{'errorCode':'300','message':'Not Found'}}"),
                        Replies.html(404),
                        Replies.empty(404),
                        json(403, "{'message':'no','success':false}")))
                .allSatisfy(reply -> assertThat(read(reply).kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void isNeverRepeatedAndLooksOnlyWithAnAccount() {
        assertThat(operation.name()).isEqualTo("notebookRestart");
        assertThat(operation.service()).isEqualTo(Service.DATAFOREST);
        assertThat(operation.repeatable()).isFalse();
        assertThat(operation.needsChange()).isTrue();
        assertThat(operation.canLook()).isTrue();
        assertThat(new NotebookRestart("").canLook()).isFalse();
    }

    @Test
    void looksThroughTheAccountsNotebooksPageByPage() {
        String hundred =
                IntStream.range(0, 100).mapToObj(i -> "{'id':'n" + i + "'}").collect(Collectors.joining(","));
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'success':true,'contents':[" + hundred + "],'total':101}"),
                json(200, "{'success':true,'contents':[{'id':'" + ID + "','state':'RUNNING','startedAt':'t1'}]}"));

        assertThat(operation.look(reader, ENDPOINT, ID, NOW).join())
                .isEqualTo(new Observation(Observation.Kind.REACHED, "RUNNING", "t1", null));
        assertThat(reader.calls())
                .containsExactly(
                        "POST https://df.apigw.ntruss.com/api/v2/notebooks/getList "
                                + "{\"accountId\":\"account\",\"paging\":{\"limit\":100,\"offset\":0}}",
                        "POST https://df.apigw.ntruss.com/api/v2/notebooks/getList "
                                + "{\"accountId\":\"account\",\"paging\":{\"limit\":100,\"offset\":100}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOPPED", "RESTARTING", "running", "somethingNew"})
    void onlyRunningIsRunning(String state) {
        assertThat(look(json(200, "{'success':true,'contents':[{'id':'" + ID + "','state':'" + state + "'}]}")))
                .isEqualTo(Observation.of(Observation.Kind.PENDING, state));
    }

    @Test
    void aNotebookThatACompleteListLacksIsAbsent() {
        assertThat(look(json(200, "{'success':true,'contents':[{'id':'other','state':'RUNNING'}],'total':1}")))
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'state':null", ",'state':''", ",'state':{}"})
    void aNotebookWithoutAStateShowsNothing(String state) {
        assertThat(look(json(200, "{'success':true,'contents':[{'id':'" + ID + "'" + state + "}],'total':1}"))
                        .kind())
                .isEqualTo(Observation.Kind.UNSEEN);
    }

    @Test
    void aListWithoutEndShowsNothing() {
        String hundred =
                IntStream.range(0, 100).mapToObj(i -> "{'id':'n" + i + "'}").collect(Collectors.joining(","));
        ScriptedReader reader =
                new ScriptedReader(json(200, "{'success':true,'contents':[" + hundred + "],'total':20000}"));

        assertThat(operation.look(reader, ENDPOINT, ID, NOW).join().kind()).isEqualTo(Observation.Kind.UNSEEN);
        assertThat(reader.calls()).hasSize(100);
    }

    @Test
    void seesNothingInAListThatFailed() {
        assertThat(List.of(
                        json(200, "{'success':false,'message':'m','contents':[]}"),
                        json(200, "{'success':true}"),
                        json(200, "{'contents':[]}"),
                        json(404, "{'message':'no such element','success':false}"),
                        json(403, "{'message':'no','success':false}"),
                        Replies.html(502)))
                .allSatisfy(reply -> assertThat(look(reply).kind()).isEqualTo(Observation.Kind.UNSEEN));
    }

    private Reading read(HttpReply reply) {
        return operation.readWrite(reply, ID);
    }

    private Observation look(HttpReply reply) {
        return operation.look(new ScriptedReader(reply), ENDPOINT, ID, NOW).join();
    }
}
