package io.jenkins.plugins.aicloudteardown.client.operation;

import static io.jenkins.plugins.aicloudteardown.client.http.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NclueDeleteTaskTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String ID = "f5aebc0c-1111-2222-3333-b201bc64b1c9";
    private static final Endpoint ENDPOINT = new Endpoint(URI.create("https://nclue.apigw.ntruss.com"), "", false, 8);

    private final NclueDeleteTask operation = new NclueDeleteTask(0);

    @Test
    @DisplayName("document 001, example request")
    void buildsTheDocumentedRequest() {
        HttpCall call = operation.write(ENDPOINT, ID);

        assertThat(call.method()).isEqualTo("DELETE");
        assertThat(call.uri()).hasToString("https://nclue.apigw.ntruss.com/api/v1/tasks/" + ID);
        assertThat(call.json()).isEmpty();
    }

    @Test
    @DisplayName("document 001, example response")
    void readsTheDocumentedSuccessWithItsStars() {
        assertThat(read(json(200, "{ 'task_id': 'f5aebc0c-****-****-****-b201bc64b1c9' }")))
                .isEqualTo(Reading.accepted(ID));
        assertThat(read(json(200, "{'task_id':'" + ID + "'}"))).isEqualTo(Reading.accepted(ID));
    }

    @ParameterizedTest
    @CsvSource({
        "f5aebc0c-****-****-****-b201bc64b1c9, true",
        "f5aebc0c************************b1c9, true",
        "f5aebc0c-****-****-****-b201bc64b1c8, false",
        "e5aebc0c-****-****-****-b201bc64b1c9, false",
        "f5aebc0c-***-****-****-b201bc64b1c9,  false",
        "f5aebc0c-****-****-****-b201bc64b1c9*, false",
        "F5AEBC0C-****-****-****-B201BC64B1C9, false",
        "********-****-****-****-************, false",
        "************************************, false",
        "*, false",
    })
    void aStarStandsForOneCharacter(String echo, boolean same) {
        assertThat(NclueDeleteTask.echoes(echo, ID)).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'task_id':null}",
                "{'task_id':''}",
                "{'task_id':'0aa0bb0c-9999-8888-7777-b201bc64b1c9'}",
                "{'task_id':['f5aebc0c-1111-2222-3333-b201bc64b1c9']}",
            })
    void anEchoThatIsMissingOrForeignContradicts(String body) {
        assertThat(read(json(200, body)).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(read(json(200, body)).reason()).isEqualTo(Reason.CONTRADICTION);
    }

    @Test
    void anAnswerThatIsNotTheDocumentedObjectIsUnreadable() {
        assertThat(List.of(
                        json(200, ""),
                        json(200, "['" + ID + "']"),
                        json(202, "{'task_id':'" + ID + "'}"),
                        Replies.empty(204),
                        Replies.html(200)))
                .allSatisfy(reply -> assertThat(read(reply).kind()).isEqualTo(Kind.UNREADABLE));
    }

    @ParameterizedTest
    @DisplayName("document 001, \"you will receive an error message\", whatever its form")
    @ValueSource(
            strings = {
                "{'error_code':'10409','message':'task is running'}",
                "{'code':10409,'msg':'task is running'}",
                "{'message':'task is running','success':false}",
            })
    void aTaskThatCannotBeDeletedIsInUse(String body) {
        assertThat(read(json(409, body)).kind()).isEqualTo(Kind.REFUSED);
        assertThat(read(json(409, body)).reason()).isEqualTo(Reason.IN_USE);
    }

    @ParameterizedTest
    @DisplayName("NCLUE, status codes")
    @CsvSource({
        "401, 10100, NO_PERMISSION",
        "422, 10101, PROVIDER_ERROR",
        "409, 10102, IN_USE",
        "422, 10103, PROVIDER_ERROR",
    })
    void readsTheServicesCodes(int status, String code, Reason reason) {
        assertThat(read(json(status, "{'code':'" + code + "','message':'m'}")))
                .isEqualTo(Reading.of(Kind.REFUSED, reason, code, "m"));
    }

    @Test
    void goneIsTheServicesOwnNotFound() {
        assertThat(read(json(404, "{'error_code':'10404','message':'task not found'}"))
                        .kind())
                .isEqualTo(Kind.GONE);
        assertThat(read(json(404, "{'code':10404,'msg':'task not found'}")).kind())
                .isEqualTo(Kind.GONE);
        assertThat(read(json(404, "{'message':'task not found','success':false}"))
                        .kind())
                .isEqualTo(Kind.GONE);
        assertThat(read(json(404, "{'code':'10106','message':'m'}")))
                .isEqualTo(Reading.of(Kind.GONE, Reason.GONE, "10106", "m"));
        assertThat(read(json(404, "{'detail':'no such task'}")).kind()).isEqualTo(Kind.GONE);
    }

    @Test
    void whatAGatewayCannotFindIsNeverGoneInWhateverShapeItSaysSo() {
        assertThat(List.of(
                        json(404, "{'error':{'errorCode':'300','message':'Not Found','details':'URL not found.'}}"),
                        json(404, "{'error':{'errorCode':300,'message':'Not Found'}}"),
                        json(404, "{'error':{'code':'300','message':'Not Found'}}"),
                        json(404, "{'errorCode':'300','errorMessage':'Not Found'}"),
                        json(404, "{'code':300,'msg':'Not Found'}"),
                        json(404, "{'responseError':{'returnCode':'300','returnMessage':'Not Found'}}"),
                        Replies.html(404),
                        Replies.empty(404),
                        json(404, "{}"),
                        json(404, "{'timestamp':1,'status':404,'error':'Not Found','path':'/'}")))
                .allSatisfy(reply -> assertThat(read(reply).reason()).isEqualTo(Reason.ENDPOINT_NOT_FOUND));
        assertThat(List.of(
                        json(404, "{'code':true,'errorCode':'300'}"),
                        json(404, "{'error_code':null,'errorCode':300}"),
                        json(404, "{'code':10106,'responseError':{'returnCode':'300'}}")))
                .allSatisfy(reply -> assertThat(read(reply).kind()).isEqualTo(Kind.REFUSED));
        assertThat(read(json(403, "{'code':10404,'msg':'task not found'}")).reason())
                .isEqualTo(Reason.NO_PERMISSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registered", "pending", "in_progress", "completed", "failed", "somethingNew"})
    void isPendingAsLongAsItIsThere(String status) {
        ScriptedReader reader = new ScriptedReader(json(200, "{'task_id':'" + ID + "','status':'" + status + "'}"));

        assertThat(operation.look(reader, ENDPOINT, ID, NOW).join())
                .isEqualTo(Observation.of(Observation.Kind.PENDING, status));
        assertThat(reader.calls()).containsExactly("GET https://nclue.apigw.ntruss.com/api/v1/tasks/" + ID);
    }

    @Test
    void isAbsentOnceTheServiceSaysThatItIsNotThere() {
        assertThat(look(json(404, "{'error_code':'10404','message':'task not found'}")))
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(List.of(
                        json(404, "{'error':{'errorCode':'300','message':'Not Found'}}"),
                        Replies.html(404),
                        json(200, "{}"),
                        json(200, "{'status':null}"),
                        json(401, "{'error':{'errorCode':'200','message':'Authentication Failed'}}"),
                        Replies.html(502)))
                .allSatisfy(reply -> assertThat(look(reply).kind()).isEqualTo(Observation.Kind.UNSEEN));
    }

    @Test
    void goneIsConfirmedByACompleteListThatLacksTheTask() {
        ScriptedReader reader = new ScriptedReader(
                json(200, "{'index':0,'limit':100,'total':101,'tasks':[" + hundred() + "]}"),
                json(200, "{'index':100,'limit':100,'total':101,'tasks':[{'task_id':'other'}]}"));

        assertThat(operation.list(reader, ENDPOINT).join().find(ID))
                .isEqualTo(Observation.of(Observation.Kind.ABSENT, ""));
        assertThat(reader.calls())
                .containsExactly(
                        "GET https://nclue.apigw.ntruss.com/api/v1/tasks?index=0&limit=100",
                        "GET https://nclue.apigw.ntruss.com/api/v1/tasks?index=100&limit=100");
    }

    @Test
    void goneIsNotConfirmedByAListThatHasTheTaskOrIsIncompleteOrFailed() {
        assertThat(inList(json(200, "{'tasks':[{'task_id':'" + ID + "','status':'failed'}]}")))
                .isEqualTo(Observation.of(Observation.Kind.PENDING, "failed"));
        assertThat(List.of(
                        ID.toUpperCase(Locale.ROOT),
                        ID.replace("-", ""),
                        ID.substring(0, 9) + "****-****-****-" + ID.substring(24),
                        "*",
                        ID.substring(0, 4) + "*"))
                .allSatisfy(spelling -> assertThat(inList(json(
                                        200, "{'total':1,'tasks':[{'task_id':'" + spelling + "','status':'failed'}]}"))
                                .kind())
                        .isEqualTo(Observation.Kind.PENDING));
        assertThat(inList(json(404, "{'code':'10106','message':'m'}")).why().reason())
                .isEqualTo(Reason.ENDPOINT_NOT_FOUND);
        assertThat(List.of(
                        json(200, "{'tasks':[" + hundred() + "]}"),
                        json(200, "{'total':3,'tasks':[{'task_id':'other'}]}"),
                        json(200, "{}"),
                        json(404, "{'error_code':'10404','message':'not found'}"),
                        json(403, "{'error':{'errorCode':'230','message':'Forbidden'}}")))
                .allSatisfy(reply -> assertThat(inList(reply).kind()).isEqualTo(Observation.Kind.UNSEEN));
    }

    private static String hundred() {
        return IntStream.range(0, 100).mapToObj(i -> "{'task_id':'t" + i + "'}").collect(Collectors.joining(","));
    }

    @Test
    void oneRequestASecondForReadsAndWritesOfAKey() {
        assertThat(List.of(operation.limits(ENDPOINT, "key", true), operation.limits(ENDPOINT, "key", false)))
                .allSatisfy(limits -> assertThat(limits).singleElement().satisfies(limit -> {
                    assertThat(limit.interval()).isEqualTo(Duration.ofSeconds(1));
                    assertThat(limit.key()).contains("key");
                }));
        assertThat(operation.limits(ENDPOINT, "other", true))
                .extracting(Limit::key)
                .doesNotContain(operation.limits(ENDPOINT, "key", true).get(0).key());
    }

    @Test
    void mayBeRepeatedAndLookedAt() {
        assertThat(operation.name()).isEqualTo("nclueDeleteTask");
        assertThat(operation.service()).isEqualTo(Service.NCLUE);
        assertThat(operation.repeatable()).isTrue();
        assertThat(operation.canLook()).isTrue();
        assertThat(operation.type().idFormat().fits(ID)).isTrue();
        assertThat(List.of("", "-a", "_a", "a/b", "a b", "a?b", "a%2F", "..", "a.b", "a".repeat(65), "é", "a\n"))
                .noneMatch(operation.type().idFormat()::fits);
        assertThat(operation.type().idFormat().fits("a".repeat(64))).isTrue();
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
