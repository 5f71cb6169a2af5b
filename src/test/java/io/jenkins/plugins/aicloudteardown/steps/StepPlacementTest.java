package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where in a Pipeline the steps may stand, and how they are told what to tear down. */
@WithJenkins
class StepPlacementTest {
    private static final String KILL = "dataforestKill";
    private static final String ALL = EveryStep.functions().stream()
            .map(step -> Scripts.step(step, "ok1"))
            .collect(Collectors.joining("\n"));

    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
        cloud.sandbox().nclue().addTask("ok1", "completed");
        cloud.sandbox().modelarts().addModel("ok1", "a-model", "0.0.1", "0");
    }

    private static List<String> bodies(String operation) {
        return cloud.sandbox().received(operation).stream().map(Received::body).toList();
    }

    private static List<Result> warnings(WorkflowRun run) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .map(node -> node.getPersistentAction(WarningAction.class))
                        .filter(action -> action != null)
                        .map(WarningAction::getResult)
                        .toList();
    }

    @Test
    void outsideOfAnyNode() throws Exception {
        Scripts.log(cloud.build(ALL, Result.SUCCESS));
        EveryStep.functions()
                .forEach(
                        step -> assertThat(cloud.sandbox().count(step)).as(step).isEqualTo(1));
    }

    @Test
    void onANode() throws Exception {
        Scripts.log(cloud.build("node {\n" + ALL + "\n}", Result.SUCCESS));
    }

    @Test
    void allInParallel() throws Exception {
        String branches = EveryStep.functions().stream()
                .map(step -> step + ": { " + Scripts.step(step, "ok1") + " }")
                .collect(Collectors.joining(",\n"));
        Scripts.log(cloud.build("parallel(\n" + branches + ")", Result.SUCCESS));
        EveryStep.functions()
                .forEach(
                        step -> assertThat(cloud.sandbox().count(step)).as(step).isEqualTo(1));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"echo 'deployed', ok4, SUCCESS", "echo 'deployed', successFalse4, UNSTABLE", "error 'no', ok5, FAILURE"
    })
    void inTheTeardownOfADeclarativePipeline(String deploy, String id, String expected) throws Exception {
        WorkflowRun run = cloud.build(
                """
                pipeline {
                    agent none
                    stages {
                        stage('deploy') {
                            steps { %s }
                            post {
                                always {
                                    %s
                                }
                            }
                        }
                    }
                }
                """.formatted(deploy, Scripts.step(KILL, id, "failureResult: 'UNSTABLE'")),
                Result.fromString(expected));
        assertThat(bodies(KILL)).singleElement().asString().contains(id);
        assertThat(warnings(run)).isEqualTo(expected.equals("UNSTABLE") ? List.of(Result.UNSTABLE) : List.of());
    }

    @Test
    void inADeclarativeStageThatReadsTheResult() throws Exception {
        WorkflowRun run = cloud.build("""
                pipeline {
                    agent none
                    stages {
                        stage('deploy') { steps { echo 'deployed' } }
                    }
                    post {
                        always {
                            script {
                                def r = %s
                                echo "it is ${r.outcome}: ${r.succeeded}"
                            }
                        }
                    }
                }
                """.formatted(Scripts.several(KILL, "['ok6', 'ok7']")), Result.SUCCESS);
        assertThat(Scripts.log(run)).contains("it is DONE: [ok6, ok7]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'ok1 ok2,ok3'", "['ok1', 'ok2', 'ok3']"})
    void declarativeTakesSeveralIds(String ids) throws Exception {
        cloud.build("""
                pipeline {
                    agent none
                    stages { stage('teardown') { steps { %s } } }
                }
                """.formatted(Scripts.several(KILL, ids)), Result.SUCCESS);
        assertThat(cloud.sandbox().count(KILL)).isEqualTo(3);
    }

    @Test
    void aFailureIsCaughtByCatchError() throws Exception {
        WorkflowRun run = cloud.build("""
                stage('teardown') {
                    catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') {
                        %s
                    }
                }
                echo 'went on'
                """.formatted(Scripts.step(KILL, "successFalse6")), Result.SUCCESS);
        assertThat(Scripts.log(run)).contains("ERROR: [dataforestKill] FAILED").contains("went on");
        assertThat(warnings(run)).containsExactly(Result.FAILURE);
    }

    @Test
    void aFailureIsCaughtByWarnError() throws Exception {
        WorkflowRun run = cloud.build(
                "warnError('teardown did not work') { " + Scripts.step(KILL, "successFalse7") + " }\necho 'went on'",
                Result.UNSTABLE);
        assertThat(Scripts.log(run)).contains("ERROR: [dataforestKill] FAILED").contains("went on");
        assertThat(warnings(run)).containsExactly(Result.UNSTABLE);
    }

    @Test
    void badInputIsCaughtByTryAndReadable() throws Exception {
        WorkflowRun run = cloud.build("""
                try {
                    %s
                } catch (e) {
                    echo "caught: ${e.message}"
                }
                """.formatted(Scripts.step(KILL, "n! id")), Result.SUCCESS);
        assertThat(Scripts.log(run))
                .contains("caught: [dataforestKill] \"id\" (AI app ID) contains an invalid ID, number 1 of 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'okA okB,okC'",
                "' okA,\\n okB ;okC'.replace(';', ' ')",
                "['okA', 'okB', 'okC']",
                "['okA', 'okB', \"${'ok'}C\"]",
                "'okA,okB,okC'.split(',')",
                "['okA', 'okB', 'okC'] as Set",
                "['okA', 'okB', 'okA', 'okC', 'okB']",
                "'okA okB okA okC'",
            })
    void severalIdsAreSentOnceEachAndKeepTheirOrder(String ids) throws Exception {
        WorkflowRun run = cloud.build(
                "def r = " + Scripts.several(KILL, ids) + "\necho \"asked ${r.requested}, done ${r.succeeded}\"",
                Result.SUCCESS);
        assertThat(Scripts.log(run))
                .contains("3 IDs: okA, okB, okC")
                .contains("asked [okA, okB, okC], done [okA, okB, okC]");
        assertThat(bodies(KILL)).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "''",
                "'  '",
                "' , '",
                "['']",
                "['okA', '']",
                "['okA', null]",
                "[null]",
                "['okA', 'okB okC']",
                "['okA', 'okB,okC']",
                "['okA', ['okB']]",
            })
    void aListThatLacksAnIdIsRefusedAsAWhole(String ids) throws Exception {
        WorkflowRun run = cloud.build(Scripts.several(KILL, ids), Result.FAILURE);
        assertThat(Scripts.error(run)).contains("\"id\" (AI app ID)");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    void ofSeveralSomeFailing() throws Exception {
        WorkflowRun run = cloud.build("""
                def r = %s
                echo "done ${r.succeeded}, not ${r.failed.collect { it.id + ' ' + it.reason }}"
                """.formatted(Scripts.several(KILL, "'okA successFalse8 okB'")), Result.UNSTABLE);
        assertThat(Scripts.log(run)).contains("done [okA, okB], not [successFalse8 SUCCESS_FALSE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nclueDeleteTask", "romaUndeploy", "modelartsDeleteModel"})
    void whatIsMissingIsASuccessIfThatIsAllowed(String function) throws Exception {
        WorkflowRun run = cloud.build(
                "def r = " + Scripts.step(function, "nobody-knows", "ignoreMissing: true")
                        + "\necho \"${r.outcome} ${r.alreadyGone} ${r.succeeded}\"",
                Result.SUCCESS);
        assertThat(Scripts.log(run)).contains("] ALREADY_GONE ").contains("ALREADY_GONE [nobody-knows] []");
    }

    @Test
    void aMissingAppIsASuccessIfItsAccountDoesNotListIt() throws Exception {
        WorkflowRun run = cloud.build(
                Scripts.step(KILL, "missing1", "ignoreMissing: true", "accountId: '" + SandboxKeys.ACCOUNT_ID + "'"),
                Result.SUCCESS);
        assertThat(Scripts.log(run)).contains("] ALREADY_GONE ");
        assertThat(cloud.sandbox().count("aiapps/getList")).isEqualTo(1);
    }

    @Test
    void aMissingNotebookIsAlwaysAFailure() throws Exception {
        WorkflowRun run =
                cloud.build(Scripts.step("notebookRestart", "missing1", "ignoreMissing: true"), Result.FAILURE);
        assertThat(Scripts.error(run)).contains("FAILED").contains("no such element");
    }

    @ForEveryStep
    void aDryRunSendsNothingAtAll(String function) throws Exception {
        for (String credential : EveryStep.credentials(function)) {
            WorkflowRun run = cloud.build(
                    "def r = " + Scripts.step(function, "ok1", "dryRun: true", "credentialsId: '" + credential + "'")
                            + "\necho \"${r.outcome} ${r.dryRun} ${r.succeeded} ${r.failed}\"",
                    Result.SUCCESS);
            assertThat(Scripts.log(run))
                    .contains("Dry run, nothing will be sent to 127.0.0.1:")
                    .contains("] DRY_RUN ")
                    .contains("DRY_RUN true [] []");
        }
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    void aDryRunOfACascadeSendsNothingEither() throws Exception {
        cloud.build(
                Scripts.several("modelartsDeleteModel", "'ok1 ok2'", "cascade: true", "confirm: true", "dryRun: true"),
                Result.SUCCESS);
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    void whatIsAcceptedCanBeConfirmed() throws Exception {
        String branches = EveryStep.functions().stream()
                .map(step -> step + ": { " + Scripts.confirming(step, "ok1") + " }")
                .collect(Collectors.joining(",\n"));
        String log = Scripts.log(cloud.build("parallel(\n" + branches + ")", Result.SUCCESS));
        assertThat(log.lines().filter(line -> line.contains("confirmed by the provider: ok1")))
                .hasSameSizeAs(EveryStep.functions());
    }
}
