package io.jenkins.plugins.aicloudteardown.client.secondreader;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second reader says yes to what the documents show, and no to what is known to have been taken for done. */
class SecondReaderItselfTest {
    private static final Instant NOW = FirstReader.NOW;

    @Test
    void sharesNothingWithTheClient() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..")
                .orShould()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", SecondReader.class.getPackageName())
                .check(new ClassFileImporter()
                        .importClasses(
                                Answer.class,
                                Header.class,
                                Ids.class,
                                Said.class,
                                SecondReader.class,
                                WholeList.class));
    }

    @Test
    void whatTheDocumentsShowIsDone() {
        String app = Documented.APP;
        assertThat(SecondReader.dataforestDone(
                        json(200, "{'success':true,'message':'success','id':'" + app + "'}"), app))
                .isTrue();
        assertThat(SecondReader.taskDone(
                        json(200, "{'task_id':'f5aebc0c-****-****-****-b201bc64b1c9'}"), Documented.TASK))
                .isTrue();
        assertThat(SecondReader.apiDone(Draft.empty(204).answer())).isTrue();
        assertThat(SecondReader.modelDone(
                        json(200, "{'delete_success_list':['" + Documented.MODEL + "'],'delete_failed_list':[]}"),
                        Documented.MODEL,
                        false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'success':false",
                "'success':'true'",
                "'success':0",
                "'code':'10110','message':'task cannot be deleted: in_progress'",
                "'code':10110,'msg':'m'",
                "'error':{'errorCode':'900','message':'Unexpected Error'}",
                "'error':{'code':401,'message':'m'}",
                "'error':{'message':'m'}",
                "'error':'Internal Server Error'",
                "'error_code':'ModelArts.3009','error_msg':'m'",
                "'errorCode':'300'",
                "'responseError':{'returnCode':'1000','returnMessage':'m'}"
            })
    void aNoBesideItIsNotDone(String beside) {
        assertThat(SecondReader.taskDone(
                        json(200, "{'task_id':'" + Documented.TASK + "'," + beside + "}"), Documented.TASK))
                .isFalse();
        assertThat(SecondReader.dataforestDone(
                        json(200, ("{'id':'" + Documented.APP + "'," + beside + "}").replace("{", "{'x':true,")),
                        Documented.APP))
                .isFalse();
        assertThat(SecondReader.modelDone(
                        json(200, "{'delete_success_list':['" + Documented.MODEL + "']," + beside + "}"),
                        Documented.MODEL,
                        false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'success':true",
                "'success':null",
                "'code':0",
                "'code':'200','message':'OK'",
                "'code':'success'",
                "'error':null",
                "'error':{}",
                "'error':''",
                "'error_code':'','error_msg':''",
                "'error_code':null",
                "'responseError':{}"
            })
    void whatIsEmptyOrSaysSuccessIsNoNo(String beside) {
        assertThat(SecondReader.taskDone(
                        json(200, "{'task_id':'" + Documented.TASK + "'," + beside + "}"), Documented.TASK))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'error','message':'request blocked'}",
                "{'status':1}",
                "{'id':'ID','status':4}",
                "{'id':'ID','status':5}",
                "{'id':'ID','status':500}",
                "{'id':'ID','status':true}",
                "{'id':'ID','status':1.0}",
                "{'id':'ID','status':'deployed'}",
                "{'id':'other','status':1}",
                "{'id':'ID','status':1,'error_code':'APIG.9999'}"
            })
    void anApiIsNotDeployedOnlyInADocumentedState(String body) {
        assertThat(SecondReader.apiNotDeployed(json(200, body.replace("ID", Documented.API)), Documented.API))
                .isFalse();
        assertThat(List.of("1", "3", "'1'", "'3'"))
                .allMatch(status -> SecondReader.apiNotDeployed(
                        json(200, "{'id':'" + Documented.API + "','status':" + status + "}"), Documented.API));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "'-'",
                "'N/A'",
                "'null'",
                "false",
                "0",
                "0.0",
                "'1970-01-01T00:00:00Z'",
                "'0001-01-01T00:00:00Z'",
                "'2014-12-31T23:59:59Z'",
                "'2099-01-01T00:00:00Z'",
                "''",
                "null",
                "{}"
            })
    void anAppHasNotEndedAtATimeThatIsNone(String finishedAt) {
        assertThat(ended("'finishedAt':" + finishedAt)).isFalse();
    }

    @Test
    void anAppHasEndedInAFinalStateOrAtATimeWithoutAnyState() {
        assertThat(ended("'finalStatus':'KILLED'")).isTrue();
        assertThat(ended("'finishedAt':'2026-03-02T00:00:00Z'")).isTrue();
        assertThat(ended("'finishedAt':'2026-03-02T00:00:00Z','state':''")).isTrue();
        assertThat(ended("'finishedAt':1772409600000")).isTrue();
        assertThat(ended("'finishedAt':'2026-03-02T00:00:00Z','state':'RUNNING'"))
                .isFalse();
        assertThat(ended("'finalStatus':'UNDEFINED','state':'RUNNING'")).isFalse();
    }

    private static boolean ended(String members) {
        return SecondReader.appEnded(
                json(200, "{'success':true,'id':'" + Documented.APP + "'," + members + "}"), Documented.APP, NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tasks':[]}",
                "{'tasks':[],'total':null}",
                "{'tasks':[],'total':'many'}",
                "{'tasks':[],'total':-1}",
                "{'tasks':[],'total':0.5}",
                "{'tasks':[],'total':1}",
                "{'tasks':[{'task_id':'a'}],'total':0}",
                "{'tasks':[{'task_id':'a'},{'task_id':'a'}],'total':2}",
                "{'tasks':[{}],'total':1}",
                "{'tasks':[{'task_id':'f5aebc0c-1c2d-4e5f-8a9b-b201bc64b1c9'}],'total':1}",
                "{'tasks':[{'task_id':'F5AEBC0C-1C2D-4E5F-8A9B-B201BC64B1C9'}],'total':1}",
                "{'tasks':[{'task_id':'f5aebc0c1c2d4e5f8a9bb201bc64b1c9'}],'total':1}",
                "{'tasks':[{'task_id':'f5aebc0c-****-****-****-b201bc64b1c9'}],'total':1}",
                "{'tasks':[],'total':0,'success':false}",
                "{'tasks':[],'total':0,'error_code':'x'}"
            })
    void aListDoesNotLackWhatItMayHold(String body) {
        assertThat(SecondReader.TASKS.lacks(List.of(json(200, body)), Documented.TASK))
                .isFalse();
    }

    @Test
    void aWholeListLacksWhatIsNotInIt() {
        Answer first = json(200, "{'tasks':[{'task_id':'a'},{'task_id':'b'}],'total':3}");
        Answer second = json(200, "{'tasks':[{'task_id':'c'}],'total':3}");

        assertThat(SecondReader.TASKS.lacks(List.of(first, second), Documented.TASK))
                .isTrue();
        assertThat(SecondReader.TASKS.lacks(List.of(first), Documented.TASK)).isFalse();
        assertThat(SecondReader.TASKS.lacks(List.of(), Documented.TASK)).isFalse();
    }

    @Test
    void theVersionsOfAModelAreThoseOfItsNameAndItselfAmongThem() {
        Answer model = json(200, "{'model_id':'" + Documented.MODEL + "','model_name':'n'}");
        String own = "{'model_id':'" + Documented.MODEL + "','model_name':'n'}";
        String others = "{'model_id':'b','model_name':'n'},{'model_id':'c','model_name':'n2'}";

        assertThat(versions(model, "{'models':[" + own + "," + others + "],'total_count':3}"))
                .isEqualTo(Set.of(Documented.MODEL, "b"));
        assertThat(versions(model, "{'models':[" + others + "],'total_count':2}"))
                .isEmpty();
        assertThat(versions(model, "{'models':[" + own + "," + others + "],'total_count':4}"))
                .isEmpty();
        assertThat(versions(model, "{'models':[" + own + "," + others + "]}")).isEmpty();
    }

    private static Set<String> versions(Answer model, String list) {
        return SecondReader.versions(model, List.of(json(200, list)), Documented.MODEL);
    }

    @Test
    void aNotFoundIsGoneOnlyInTheServicesOwnForm() {
        assertThat(SecondReader.taskGone(json(404, "{'code':'10106','message':'m'}")))
                .isTrue();
        assertThat(SecondReader.taskGone(json(404, "{'error':{'errorCode':'300','message':'m'}}")))
                .isFalse();
        assertThat(SecondReader.taskGone(json(404, "{'code':'300','message':'m'}")))
                .isFalse();
        assertThat(SecondReader.taskGone(Draft.empty(404).answer())).isFalse();
        assertThat(SecondReader.taskGone(json(403, "{'code':'10106','message':'m'}")))
                .isFalse();
        assertThat(SecondReader.dataforestGone(json(404, "{'message':'no such element','success':false}")))
                .isTrue();
        assertThat(SecondReader.dataforestGone(json(404, "{'error':{'errorCode':'300','message':'m'}}")))
                .isFalse();
        assertThat(SecondReader.apiGone(json(404, "{'error_code':'APIG.3084','error_msg':'m'}")))
                .isTrue();
        assertThat(SecondReader.apiGone(json(404, "{'error_code':'APIG.0101','error_msg':'m'}")))
                .isFalse();
        assertThat(SecondReader.apiGone(json(404, "{'error_code':'APIG.3084','code':'APIG.0101'}")))
                .isFalse();
    }

    @Test
    void anAnswerIsOneObjectWithEachKeyOnce() {
        Draft yes = Draft.json(200, "{'success':true,'id':'" + Documented.APP + "'}");
        assertThat(SecondReader.dataforestDone(yes.answer(), Documented.APP)).isTrue();
        assertThat(List.of(Twist.values()))
                .filteredOn(twist -> twist != Twist.SPACE_BEHIND)
                .noneMatch(twist -> SecondReader.dataforestDone(yes.and(twist).answer(), Documented.APP));
        assertThat(SecondReader.dataforestDone(
                        yes.and(new Header("Content-Encoding", "gzip")).answer(), Documented.APP))
                .isFalse();
    }

    @Test
    void aTokenIsWhatAHeaderCanHold() {
        assertThat(SecondReader.token(Draft.empty(201)
                        .and(new Header("X-Subject-Token", "abc"))
                        .answer()))
                .isTrue();
        assertThat(SecondReader.token(Draft.empty(200)
                        .and(new Header("X-Subject-Token", "abc"))
                        .answer()))
                .isFalse();
        assertThat(SecondReader.token(Draft.empty(201)
                        .and(new Header("X-Subject-Token", "a b"))
                        .answer()))
                .isFalse();
        assertThat(SecondReader.token(Draft.empty(201).answer())).isFalse();
    }

    private static Answer json(int status, String body) {
        return Draft.json(status, body).answer();
    }
}
