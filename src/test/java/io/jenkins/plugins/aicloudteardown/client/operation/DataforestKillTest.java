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
import org.junit.jupiter.params.provider.ValueSource;

class DataforestKillTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ID = "cMmEw7HCjVQdcHh3JVOptL";
    private static final Endpoint ENDPOINT = new Endpoint(URI.create("https://df.apigw.ntruss.com"), "", false, 8);

    private final DataforestKill operation = new DataforestKill("");

    @Test
    @DisplayName("document 000, example request")
    void buildsTheDocumentedRequest() {
        HttpCall call = operation.write(ENDPOINT, ID);

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://df.apigw.ntruss.com/api/v2/aiapps/kill");
        assertThat(call.json()).contains("{\"id\":\"cMmEw7HCjVQdcHh3JVOptL\"}");
    }

    @Test
    @DisplayName("document 000, example response 200")
    void readsTheDocumentedSuccess() {
        Reading reading = read(json(200, "{'success':true,'message':'success','id':'" + ID + "'}"));

        assertThat(reading).isEqualTo(Reading.accepted(ID));
        assertThat(reading.done()).containsExactly(ID);
    }

    @Test
    @DisplayName("document 000, request parameter id: up to 22 characters, base62")
    void takesIdsOfTheDocumentedForm() {
        assertThat(operation.type().idFormat().fits(ID)).isTrue();
        assertThat(List.of("", ID + "L", "a-b", "a/b", "a b", "a\n", "é", "a%2Fb", ".."))
                .noneMatch(operation.type().idFormat()::fits);
    }

    @Test
    void aFalseFlagOnOkIsARefusal() {
        assertThat(read(json(200, "{'success':false,'message':'quota','id':'" + ID + "'}")))
                .isEqualTo(Reading.of(Kind.REFUSED, Reason.SUCCESS_FALSE, "", "quota"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'message':'success','id':'cMmEw7HCjVQdcHh3JVOptL'}",
                "{'success':'true','message':'success','id':'cMmEw7HCjVQdcHh3JVOptL'}",
                "{'success':1,'message':'success','id':'cMmEw7HCjVQdcHh3JVOptL'}",
                "{'success':null,'message':'success','id':'cMmEw7HCjVQdcHh3JVOptL'}",
                "{'success':true,'message':'success'}",
                "{'success':true,'message':'success','id':'cMmEw7HCjVQdcHh3JVOptZ'}",
                "{'success':true,'message':'success','id':'CMMEW7HCJVQDCHH3JVOPTL'}",
                "{'success':true,'message':'success','id':null}",
                "{}",
            })
    void aFlagOrIdThatIsMissingOrForeignContradicts(String body) {
        assertThat(read(json(200, body)).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(read(json(200, body)).reason()).isEqualTo(Reason.CONTRADICTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html/>",
                "[{'success':true,'id':'cMmEw7HCjVQdcHh3JVOptL'}]",
                "{'success':true,'id':'cMmEw7HCjVQdcHh3JVOptL'",
                "{'success':false,'success':true,'id':'cMmEw7HCjVQdcHh3JVOptL'}",
            })
    void anAnswerThatIsNotTheDocumentedObjectIsUnreadable(String body) {
        assertThat(read(json(200, body)).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204})
    void anotherSuccessStatusIsUnreadable(int status) {
        assertThat(read(json(status, "{'success':true,'id':'" + ID + "'}")).kind())
                .isEqualTo(Kind.UNREADABLE);
    }

    @ParameterizedTest
    @DisplayName("DataForest overview, errors")
    @CsvSource({
        "400, invalid request parameters,           REFUSED, PROVIDER_ERROR",
        "400, exceeded limit on resource quota,     REFUSED, PROVIDER_ERROR",
        "403, not allowed to access,                REFUSED, NO_PERMISSION",
        "404, no such element,                      GONE,    GONE",
        "500, unexpected error,                     REFUSED, PROVIDER_ERROR",
    })
    void readsTheServicesErrors(int status, String message, Kind kind, Reason reason) {
        assertThat(read(json(status, "{'message':'" + message + "','success':false}")))
                .isEqualTo(Reading.of(kind, reason, "", message));
    }

    @Test
    void goneIsOnlyTheServicesOwnNotFound() {
        assertThat(List.of(
                        json(404, "{'error':{'errorCode':'300','message':'Not Found','details':'URL not found.'}}"),
                        json(404, "{'error':{'errorCode':300,'message':'Not Found'}}"),
                        json(404, "{'error':{'code':'300','message':'Not Found'}}"),
                        Replies.html(404),
                        Replies.empty(404),
                        json(404, "{}"),
                        json(404, "{'success':false}"),
                        json(410, "")))
                .allSatisfy(reply -> {
                    assertThat(read(reply).kind()).isEqualTo(Kind.REFUSED);
                    assertThat(read(reply).reason()).isEqualTo(Reason.ENDPOINT_NOT_FOUND);
                });
        assertThat(read(json(403, "{'message':'no such element','success':false}"))
                        .reason())
                .isEqualTo(Reason.NO_PERMISSION);
        assertThat(List.of("true", "0", "'false'", "null"))
                .allSatisfy(flag -> assertThat(read(json(404, "{'message':'no such element','success':" + flag + "}"))
                                .kind())
                        .isEqualTo(Kind.REFUSED));
    }

    @Test
    void looksAtTheAppsDetail() {
        ScriptedReader reader = new ScriptedReader(json(200, "{'success':true,'id':'" + ID + "','state':'RUNNING'}"));

        assertThat(operation.look(reader, ENDPOINT, ID, NOW).join())
                .isEqualTo(Observation.of(Observation.Kind.PENDING, "RUNNING"));
        assertThat(reader.calls())
                .containsExactly("POST https://df.apigw.ntruss.com/api/v2/aiapps/getDetail {\"id\":\"" + ID + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'state':'RUNNING','finalStatus':'UNDEFINED','finishedAt':null | PENDING | RUNNING",
                "'state':'RUNNING','finalStatus':'UNDEFINED','finishedAt':'' | PENDING | RUNNING",
                "'state':'RUNNING','finalStatus':'UNDEFINED','finishedAt':0 | PENDING | RUNNING",
                "'state':'KILLING' | PENDING | KILLING",
                "'state':'somethingNew','finalStatus':'somethingNew' | PENDING | somethingNew",
                "'state':'KILLED' | PENDING | KILLED",
                "'finalStatus':'KILLED' | REACHED | KILLED",
                "'state':'FINISHED','finalStatus':'FINISHED' | REACHED | FINISHED",
                "'finalStatus':'FAILED' | REACHED | FAILED",
                "'state':'RUNNING','finalStatus':'KILLED' | PENDING | RUNNING",
                "'state':'RUNNING','finishedAt':'2026-01-01T00:00:00Z' | PENDING | RUNNING",
                "'state':'STOPPED','finishedAt':1658898041497 | PENDING | STOPPED",
                "'finalStatus':'UNDEFINED','finishedAt':1658898041497 | PENDING | UNDEFINED",
                "'finishedAt':1658898041497 | REACHED | ``",
                "'finishedAt':'1658898041' | REACHED | ``",
                "'finishedAt':'2026-01-01T00:00:00Z' | REACHED | ``",
                "'finishedAt':'2026-01-01T09:00:00.123+0900' | REACHED | ``",
                "'finishedAt':'2026-11-26 20:59:59' | REACHED | ``",
                "'finishedAt':-1 | PENDING | ``",
                "'finishedAt':0.0 | PENDING | ``",
                "'finishedAt':false | PENDING | ``",
                "'finishedAt':true | PENDING | ``",
                "'finishedAt':'-' | PENDING | ``",
                "'finishedAt':'N/A' | PENDING | ``",
                "'finishedAt':'null' | PENDING | ``",
                "'finishedAt':'1970-01-01T00:00:00Z' | PENDING | ``",
                "'finishedAt':'0001-01-01T00:00:00Z' | PENDING | ``",
                "'finishedAt':'2015-12-31T23:59:59Z' | PENDING | ``",
                "'finishedAt':'2026-11-26T12:10:00Z' | PENDING | ``",
                "'finishedAt':'2099-01-01T00:00:00' | PENDING | ``",
                "'finishedAt':9999999999999 | PENDING | ``",
                "'finishedAt':'9999-99-99T00:00:00Z' | PENDING | ``",
                "'finishedAt':{} | PENDING | ``",
                "'finishedAt':'2026-01-01T00:00:00Z','state':{} | PENDING | ``",
                "'finishedAt':'2026-01-01T00:00:00Z','finalStatus':['RUNNING'] | PENDING | ``",
            })
    void hasEndedOnceItsEndOrAFinalStatusIsShown(String fields, Observation.Kind kind, String state) {
        assertThat(look(json(200, "{'success':true,'id':'" + ID + "'," + fields + "}")))
                .isEqualTo(Observation.of(kind, state));
    }

    @Test
    void seesNothingInAnAnswerThatIsNoSight() {
        assertThat(look(json(404, "{'message':'no such element','success':false}")))
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(List.of(
                        json(200, "{'success':true,'id':'other','finalStatus':'KILLED'}"),
                        json(200, "{'id':'" + ID + "','finalStatus':'KILLED'}"),
                        json(200, "{'success':false,'id':'" + ID + "','finalStatus':'KILLED','message':'m'}"),
                        json(403, "{'message':'no','success':false}"),
                        Replies.html(404),
                        Replies.html(502)))
                .allSatisfy(reply -> assertThat(look(reply).kind()).isEqualTo(Observation.Kind.UNSEEN));
    }

    @Test
    void goneIsConfirmedByASuccessfulListThatLacksTheApp() {
        ScriptedReader reader = new ScriptedReader(json(200, "{'success':true,'contents':[{'id':'other'}],'total':1}"));

        assertThat(operation.list(reader, ENDPOINT).join().find(ID))
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(reader.calls())
                .singleElement()
                .asString()
                .contains("POST https://df.apigw.ntruss.com/api/v2/aiapps/getList");
    }

    @Test
    void goneIsNotConfirmedByAListThatHasTheAppOrIsIncompleteOrFailed() {
        assertThat(inList(json(200, "{'success':true,'contents':[{'id':'" + ID + "','state':'RUNNING'}]}")))
                .isEqualTo(Observation.of(Observation.Kind.PENDING, "RUNNING"));
        assertThat(List.of(
                        json(200, "{'success':true,'contents':[{'id':'other'}],'total':2}"),
                        json(200, "{'success':false,'contents':[],'message':'m'}"),
                        json(200, "{'contents':[]}"),
                        json(200, "{'success':true}"),
                        json(403, "{'message':'no','success':false}"),
                        json(404, "{'message':'no such element','success':false}"),
                        Replies.html(404)))
                .allSatisfy(reply -> assertThat(inList(reply).kind()).isEqualTo(Observation.Kind.UNSEEN));
    }

    @Test
    void mayBeRepeatedAndLookedAt() {
        assertThat(operation.name()).isEqualTo("dataforestKill");
        assertThat(operation.service()).isEqualTo(Service.DATAFOREST);
        assertThat(operation.repeatable()).isTrue();
        assertThat(operation.canLook()).isTrue();
        assertThat(operation.oneAtATime()).isFalse();
        assertThat(operation.limits(ENDPOINT, "key", true)).isEmpty();
    }

    private Reading read(HttpReply reply) {
        return operation.readWrite(reply, ID);
    }

    private Observation look(HttpReply reply) {
        return operation.look(new ScriptedReader(reply), ENDPOINT, ID, NOW).join();
    }

    private Observation inList(HttpReply reply) {
        return operation.list(new ScriptedReader(reply), ENDPOINT).join().find(ID);
    }
}
