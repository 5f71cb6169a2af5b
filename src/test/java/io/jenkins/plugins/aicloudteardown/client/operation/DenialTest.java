package io.jenkins.plugins.aicloudteardown.client.operation;

import static io.jenkins.plugins.aicloudteardown.client.http.Replies.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation whose success has a body, with one member more in it. */
class DenialTest {
    private static final Map<Operation, String> DONE = Map.of(
            new DataforestKill(""), "'success':true,'id':'ok1'",
            new NotebookRestart(""), "'success':true,'id':'ok1'",
            new NclueDeleteTask(0), "'task_id':'ok1'",
            new ModelartsDeleteModel(false), "'delete_success_list':['ok1'],'delete_failed_list':[]",
            new ModelartsDeleteModel(true), "'delete_success_list':['ok1'],'delete_failed_list':[]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'error':{'errorCode':'900','message':'Unexpected Error','details':'none'}",
                "'error':{'errorCode':'200','message':'Authentication Failed'}",
                "'error':{'code':401,'message':'m','title':'Unauthorized'}",
                "'error':{'message':'m'}",
                "'error':'Internal Server Error'",
                "'error':true",
                "'error':500",
                "'error':[{'code':'E1'}]",
                "'errors':[{'message':'m'}]",
                "'errors':['m']",
                "'error_code':'ModelArts.3009','error_msg':'in use'",
                "'error_code':'APIG.9999'",
                "'error_msg':'in use'",
                "'errorCode':'10110'",
                "'ErrorCode':'10110'",
                "'ERROR_CODE':'10110'",
                "'code':'10110','message':'task cannot be deleted'",
                "'code':10110,'msg':'task cannot be deleted'",
                "'code':-1",
                "'code':1",
                "'code':'E200'",
                "'code':{'value':500}",
                "'returnCode':'300'",
                "'responseError':{'returnCode':'300','returnMessage':'Not Found'}",
                "'status':{'code':500}",
                "'status':500,'timestamp':'2026-01-01','path':'/'",
                "'status':'error'",
                "'fault':{'faultstring':'m'}",
                "'data':{'error':{'code':'E1'}}",
                "'data':{'success':false}",
                "'data':[{'error_code':'E1'}]",
                "'result':{'data':{'errorCode':'E1'}}",
            })
    void whatSaysNoBesideTheRightIdIsNoSuccess(String no) {
        DONE.forEach((operation, yes) -> {
            Reading reading = operation.readWrite(json(200, "{" + yes + "," + no + "}"), "ok1");

            assertThat(reading.kind()).as(operation.name()).isEqualTo(Kind.UNREADABLE);
            assertThat(reading.reason()).as(operation.name()).isEqualTo(Reason.CONTRADICTION);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'no'", "'true'", "null", "1", "0", "{}", "[]", "[true]"})
    void successIsTrueAndNothingElse(String flag) {
        DONE.forEach((operation, yes) -> {
            String body = "{" + yes.replace("'success':true,", "") + ",'success':" + flag + "}";

            assertThat(operation.readWrite(json(200, body), "ok1").kind())
                    .as(operation.name())
                    .isEqualTo(Kind.UNREADABLE);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'error':null",
                "'error':{}",
                "'error':[]",
                "'error':''",
                "'error':false",
                "'error':0",
                "'error':{'code':0,'message':'all is well'}",
                "'error':{'code':'200','message':'success'}",
                "'error':{'errorCode':null,'message':''}",
                "'errors':[]",
                "'errors':null",
                "'error_code':''",
                "'error_code':null,'error_msg':null",
                "'code':0",
                "'code':'0'",
                "'code':'0000'",
                "'code':200,'msg':'OK'",
                "'code':'200'",
                "'code':'success'",
                "'code':'SUCCESS'",
                "'status':200",
                "'status':'completed'",
                "'status':'failed'",
                "'region':{'code':'KR'}",
                "'items':[{'code':'a','message':'b'}]",
                "'message':'error'",
            })
    void whatSaysThatNothingFailedIsNoNo(String harmless) {
        DONE.forEach((operation, yes) -> assertThat(operation
                        .readWrite(json(200, "{" + yes + "," + harmless + "}"), "ok1")
                        .kind())
                .as(operation.name())
                .isEqualTo(Kind.ACCEPTED));
    }

    @Test
    void theCodesInTheListOfFailuresAreThoseOfTheModels() {
        Reading mixed = new ModelartsDeleteModel(true)
                .readWrite(
                        json(
                                200,
                                "{'delete_success_list':['ok1'],'delete_failed_list':[{'model_id':'m2',"
                                        + "'error_code':'ModelArts.3009','error_msg':'in use'}]}"),
                        "ok1");

        assertThat(mixed.kind()).isEqualTo(Kind.MIXED);
        assertThat(new NclueDeleteTask(0)
                        .readWrite(
                                json(
                                        200,
                                        "{'task_id':'ok1','delete_failed_list':[{'model_id':'ok1',"
                                                + "'error_code':'ModelArts.3009'}]}"),
                                "ok1")
                        .kind())
                .isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void whatTheErrorSaysIsKept() {
        Reading reading = new NclueDeleteTask(0)
                .readWrite(json(200, "{'task_id':'ok1','code':'10110','message':'in progress'}"), "ok1");

        assertThat(reading.code()).isEqualTo("10110");
        assertThat(reading.message()).isEqualTo("in progress");
    }

    @Test
    void aLookBelievesNoAnswerThatSaysNoEither() {
        Endpoint endpoint = new Endpoint(URI.create("https://host"), "project", false, 8);
        Map<Operation, String> reached = Map.of(
                new DataforestKill(""), "'success':true,'id':'ok1','finalStatus':'KILLED'",
                new NotebookRestart("a"),
                        "'success':true,'contents':[{'id':'ok1','state':'RUNNING','startedAt':'t'}],'total':1",
                new RomaUndeploy("i"), "'id':'ok1','status':1");
        reached.forEach((operation, body) -> {
            assertThat(look(operation, endpoint, json(200, "{" + body + "}")).kind())
                    .as(operation.name())
                    .isEqualTo(Observation.Kind.REACHED);
            Stream.of("'error':{'errorCode':'900'}", "'error_code':'APIG.9999'", "'code':'10110'", "'error':'Blocked'")
                    .forEach(no -> assertThat(look(operation, endpoint, json(200, "{" + body + "," + no + "}"))
                                    .kind())
                            .as(operation.name())
                            .isEqualTo(Observation.Kind.UNSEEN));
        });
    }

    private static Observation look(Operation operation, Endpoint endpoint, HttpReply reply) {
        return operation
                .look(new ScriptedReader(reply), endpoint, "ok1", Instant.EPOCH)
                .join();
    }
}
