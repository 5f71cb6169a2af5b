package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
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

/** What an outcome makes of the step, its stage and the build, as the two parameters say. */
@WithJenkins
class StepVerdictTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String KILL = "dataforestKill";

    private static CloudJenkins cloud;
    /** A model is deleted at the first time, so each build needs one of its own. */
    private static int mixed = 100;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        NcpConnection nobodyThere = new NcpConnection("nobody-there");
        nobodyThere.setDataforestUrl("http://127.0.0.1:" + freePort());
        List<Connection> connections = Connections.get().getConnections();
        connections.add(nobodyThere);
        Connections.get().setConnections(connections);
        cloud.sandbox().dataforest().takes("okNeverEnds", 1_000_000);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    private static String ending(String outcome, String parameters) {
        return switch (outcome) {
            case "FAILED" -> Scripts.step(KILL, "successFalse1", parameters);
            case "NOT_SENT" -> Scripts.step(KILL, "ok1", "connection: 'nobody-there'", "timeout: 1", parameters);
            case "UNKNOWN" -> Scripts.step(KILL, "brokenJson1", parameters);
            case "PARTIAL" -> Scripts.step(MODEL, "mixed" + ++mixed, parameters);
            case "UNCONFIRMED" -> Scripts.step(KILL, "okNeverEnds", "confirm: true", "timeout: 1", parameters);
            default -> throw new IllegalArgumentException(outcome);
        };
    }

    private static List<FlowNode> nodes(WorkflowRun run) {
        return new DepthFirstScanner().allNodes(run.getExecution());
    }

    /** The only node of one of our steps. */
    private static FlowNode stepNode(WorkflowRun run) {
        List<FlowNode> ours = nodes(run).stream()
                .filter(node -> node instanceof StepNode step
                        && step.getDescriptor() != null
                        && EveryStep.functions().contains(step.getDescriptor().getFunctionName()))
                .toList();
        assertThat(ours).hasSize(1);
        return ours.get(0);
    }

    private static Stream<FlowNode> warned(WorkflowRun run) {
        return nodes(run).stream().filter(node -> node.getPersistentAction(WarningAction.class) != null);
    }

    @ParameterizedTest(name = "{0} with failureResult {1} and partialResult {2}: {3}")
    @CsvSource({
        "FAILED,      ,         ,         FAILURE",
        "FAILED,      FAILURE,  SUCCESS,  FAILURE",
        "FAILED,      UNSTABLE, FAILURE,  UNSTABLE",
        "FAILED,      SUCCESS,  FAILURE,  SUCCESS",
        "NOT_SENT,    ,         ,         FAILURE",
        "NOT_SENT,    FAILURE,  SUCCESS,  FAILURE",
        "NOT_SENT,    UNSTABLE, FAILURE,  UNSTABLE",
        "NOT_SENT,    SUCCESS,  FAILURE,  SUCCESS",
        "UNKNOWN,     ,         ,         FAILURE",
        "UNKNOWN,     FAILURE,  SUCCESS,  FAILURE",
        "UNKNOWN,     UNSTABLE, FAILURE,  UNSTABLE",
        "UNKNOWN,     SUCCESS,  FAILURE,  SUCCESS",
        "PARTIAL,     ,         ,         UNSTABLE",
        "PARTIAL,     SUCCESS,  FAILURE,  FAILURE",
        "PARTIAL,     FAILURE,  UNSTABLE, UNSTABLE",
        "PARTIAL,     FAILURE,  SUCCESS,  SUCCESS",
        "UNCONFIRMED, ,         ,         UNSTABLE",
        "UNCONFIRMED, SUCCESS,  FAILURE,  FAILURE",
        "UNCONFIRMED, FAILURE,  UNSTABLE, UNSTABLE",
        "UNCONFIRMED, FAILURE,  SUCCESS,  UNSTABLE",
    })
    void theParametersDecide(String outcome, String failureResult, String partialResult, String expected)
            throws Exception {
        String parameters = failureResult == null
                ? "dryRun: false"
                : "failureResult: '" + failureResult + "', partialResult: '" + partialResult + "'";
        WorkflowRun run = cloud.build("""
                stage('teardown') {
                    def r = %s
                    echo "the step returned ${r.outcome}"
                }
                echo 'the build went on'
                """.formatted(ending(outcome, parameters)), Result.fromString(expected));
        FlowNode step = stepNode(run);
        String log = Scripts.log(run);
        if (expected.equals("FAILURE")) {
            assertThat(Scripts.error(run)).startsWith("[").contains("] " + outcome + " ");
            assertThat(log).doesNotContain("the build went on");
            assertThat(step.getPersistentAction(ErrorAction.class)).isNotNull();
            assertThat(warned(run)).isEmpty();
            return;
        }
        assertThat(log)
                .contains("WARNING: [")
                .contains("] " + outcome + " ")
                .contains("the step returned " + outcome)
                .contains("the build went on");
        if (expected.equals("SUCCESS")) {
            assertThat(warned(run)).isEmpty();
        } else {
            WarningAction warning = step.getPersistentAction(WarningAction.class);
            assertThat(warning.getResult()).isEqualTo(Result.UNSTABLE);
            assertThat(warning.getMessage()).contains("] " + outcome + " ");
            assertThat(warned(run)).containsExactly(step);
            assertThat(step.getEnclosingBlocks()).anySatisfy(block -> assertThat(block.getAction(LabelAction.class))
                    .isNotNull()
                    .extracting(LabelAction::getDisplayName)
                    .isEqualTo("teardown"));
        }
    }

    @Test
    void whatIsDoneLeavesTheBuildAndItsNodesAsTheyAre() throws Exception {
        WorkflowRun run = cloud.build(Scripts.step(KILL, "ok2", "failureResult: 'UNSTABLE'"), Result.SUCCESS);
        assertThat(warned(run)).isEmpty();
        assertThat(Scripts.log(run)).doesNotContain("WARNING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataforestKill(id: 'noPermission1', credentialsId: 'ncp-key', connection: 'ncp'",
                "dataforestKill(id: 'nobodyKnowsIt', credentialsId: 'ncp-key', connection: 'ncp'",
                "notebookRestart(id: 'noPermission1', credentialsId: 'ncp-key', connection: 'ncp'",
                "nclueDeleteTask(taskId: 'noPermission1', credentialsId: 'ncp-key', connection: 'ncp'",
                "nclueDeleteTask(taskId: 'ok1', credentialsId: 'powerless', connection: 'ncp'",
                "romaUndeploy(ldApiId: 'noPermission1', instanceId: 'okInstance', credentialsId: 'huawei-key',"
                        + " connection: 'huawei'",
                "modelartsDeleteModel(modelId: 'noPermission1', credentialsId: 'huawei-key', connection: 'huawei'",
                "modelartsDeleteModel(modelId: 'ok9 noPermission1', credentialsId: 'huawei-key', connection: 'huawei'",
                "dataforestKill(id: 'ok1', credentialsId: 'wrong-ncp', connection: 'ncp'",
                "nclueDeleteTask(taskId: 'ok1', credentialsId: 'wrong-ncp-2', connection: 'ncp'",
                "modelartsDeleteModel(modelId: 'ok1', credentialsId: 'wrong-huawei', connection: 'huawei'",
                "romaUndeploy(ldApiId: 'ok1', instanceId: 'okInstance', credentialsId: 'wrong-token',"
                        + " connection: 'huawei'",
                "modelartsDeleteModel(modelId: 'ok1', credentialsId: 'wrong-user', connection: 'huawei'",
                "dataforestKill(id: 'not an id', credentialsId: 'ncp-key', connection: 'ncp'",
                "dataforestKill(id: 'ok1', credentialsId: 'nobody-has-it', connection: 'ncp'",
            })
    void whatMayNotRunFailsWhateverTheParametersSay(String call) throws Exception {
        refusedKeys();
        WorkflowRun run = cloud.build(call + ", failureResult: 'SUCCESS', partialResult: 'SUCCESS')", Result.FAILURE);
        assertThat(Scripts.error(run)).isNotEmpty();
        assertThat(stepNode(run).getPersistentAction(ErrorAction.class)).isNotNull();
    }

    private static boolean keysAdded;

    private static synchronized void refusedKeys() throws Exception {
        if (!keysAdded) {
            keysAdded = true;
            CloudJenkins.add(CloudJenkins.pair(
                    "powerless", SandboxKeys.NCP_POWERLESS_ACCESS_KEY, SandboxKeys.NCP_POWERLESS_SECRET_KEY));
            CloudJenkins.add(CloudJenkins.pair("wrong-ncp", SandboxKeys.NCP_ACCESS_KEY, "not-its-secret"));
            CloudJenkins.add(CloudJenkins.pair("wrong-ncp-2", "nobodys-key", "nobodys-secret"));
            CloudJenkins.add(CloudJenkins.pair("wrong-huawei", SandboxKeys.HUAWEI_ACCESS_KEY, "not-its-secret"));
            CloudJenkins.add(CloudJenkins.text("wrong-token", "a-token-that-nobody-issued"));
            CloudJenkins.add(Scripts.iamUser("wrong-user", "not-the-password"));
        }
    }

    @Test
    void aKeyThatWasJustRefusedIsNotTriedAgainAndTheBuildFailsAllTheSame() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("refused-twice", "another-key", "another-secret"));
        String call = Scripts.step(KILL, "ok1", "credentialsId: 'refused-twice'", "failureResult: 'SUCCESS'");
        cloud.build(call, Result.FAILURE);
        WorkflowRun second = cloud.build(call, Result.FAILURE);
        assertThat(Scripts.error(second)).contains("NOT_SENT").contains("this key was just refused");
        assertThat(cloud.sandbox().refusedSignatures()).isEqualTo(1);
    }

    @Test
    void unstableNeverMakesAWorseResultBetter() throws Exception {
        WorkflowRun run = cloud.build(
                """
                catchError(buildResult: 'FAILURE', stageResult: 'FAILURE') { error 'the deployment failed' }
                %s
                echo 'went on'
                """.formatted(Scripts.step(KILL, "successFalse2", "failureResult: 'UNSTABLE'")), Result.FAILURE);
        assertThat(Scripts.log(run)).contains("went on");
        assertThat(stepNode(run).getPersistentAction(WarningAction.class).getResult())
                .isEqualTo(Result.UNSTABLE);
    }

    @Test
    void theErrorIsOneSentenceThatSaysWhatWhichWhyAndWhatNext() throws Exception {
        WorkflowRun run = cloud.build(Scripts.step(MODEL, "allFailed1"), Result.FAILURE);
        assertThat(Scripts.error(run))
                .startsWith("[modelartsDeleteModel] FAILED at 127.0.0.1:")
                .contains("allFailed1")
                .contains("ModelArts.3009")
                .endsWith(
                        "See the provider's message for each of them; a model that a service uses can be deleted when that service "
                                + "is stopped or deleted. "
                                + Troubleshooting.address(Reason.IN_FAILURE_LIST));
    }

    @Test
    void aSandboxedScriptReadsEveryDocumentedKey() throws Exception {
        WorkflowRun run = cloud.build("""
                def r = %s
                echo "outcome=${r.outcome} operation=${r.operation} dryRun=${r.dryRun}"
                echo "requested=${r.requested} succeeded=${r.succeeded} gone=${r.alreadyGone}"
                echo "sizes=${r.succeeded.size()}/${r.failed.size()}/${r.unconfirmed.size()}/${r.unknown.size()}"
                echo "code=${r.failed[0].code} id=${r.failed[0].id} outcome=${r.failed[0].outcome}"
                echo "reason=${r.failed[0]['reason']} status=${r.failed[0].status} state='${r.failed[0].lastState}'"
                echo "message=${r.failed[0].message}"
                echo "ids=${r.failed.collect { it.id }} any=${r.failed.any { it.code == 'ModelArts.3009' }}"
                for (f in r.failed) { echo "in a loop: ${f.code}" }
                if (r.host.startsWith('127.0.0.1:') && r.tries == 1 && r.durationMillis >= 0) { echo 'numbers are fine' }
                echo "keys=${r.keySet().join(' ')}"
                """.formatted(Scripts.step(MODEL, "mixed2")), Result.UNSTABLE);
        assertThat(Scripts.log(run))
                .contains("outcome=PARTIAL operation=modelartsDeleteModel dryRun=false")
                .contains("requested=[mixed2] succeeded=[mixed2] gone=[]")
                .contains("sizes=1/1/0/0")
                .contains("code=ModelArts.3009 id=e527d311-a947-46da-a6e0-66c49945dfaa outcome=PARTIAL")
                .contains("reason=IN_FAILURE_LIST status=200 state=''")
                .contains("message=")
                .contains("ids=[e527d311-a947-46da-a6e0-66c49945dfaa] any=true")
                .contains("in a loop: ModelArts.3009")
                .contains("numbers are fine")
                .contains("keys=operation outcome host requested succeeded alreadyGone failed unconfirmed unknown"
                        + " handedOver dryRun tries durationMillis");
    }

    /** What a script keeps is saved whenever the build waits. */
    @Test
    void theResultCanBeKeptWhileTheBuildWaitsAndIsSaved() throws Exception {
        WorkflowRun run =
                cloud.build("""
                def kept = [:]
                kept.first = %s
                kept.second = %s
                sleep time: 10, unit: 'MILLISECONDS'
                echo "still ${kept.first.outcome} ${kept.first.failed[0].code} and ${kept.second.succeeded}"
                """.formatted(Scripts.step(MODEL, "mixed3"), Scripts.step(KILL, "ok3")), Result.UNSTABLE);
        assertThat(Scripts.log(run))
                .contains("still PARTIAL ModelArts.3009 and [ok3]")
                .doesNotContain("NotSerializableException");
    }

    @ForEveryStep
    void nothingOfAKeyIsSeenEvenIfTheProviderEchoesIt(String function) throws Exception {
        WorkflowRun run = cloud.build(Scripts.step(function, "secretEcho1"), Result.FAILURE);
        String log = Scripts.log(run);
        assertThat(Scripts.error(run)).contains("cannot handle request with");
        cloud.sandbox().received(function).forEach(received -> {
            String signed = received.headers()
                    .getOrDefault("x-ncp-apigw-signature-v2", received.headers().get("authorization"));
            assertThat(log).doesNotContain(signed.replaceFirst(".*Signature=", ""));
        });
    }

    @Test
    void nothingOfAnIssuedTokenIsSeenEvenIfTheProviderEchoesIt() throws Exception {
        WorkflowRun run =
                cloud.build(Scripts.step(MODEL, "secretEcho2", "credentialsId: 'huawei-user'"), Result.FAILURE);
        String token = cloud.sandbox().received(MODEL).get(0).headers().get("x-auth-token");
        assertThat(token).hasSizeGreaterThan(20);
        assertThat(Scripts.log(run)).doesNotContain(token);
    }

    /** Huawei's gateway shows what it computed from a bad signature (FACTS part 9). */
    @Test
    void nothingOfABadSignatureIsSeen() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("echoed", SandboxKeys.HUAWEI_ACCESS_KEY, "a-wrong-secret-key"));
        WorkflowRun run = cloud.build(Scripts.step(MODEL, "ok5", "credentialsId: 'echoed'"), Result.FAILURE);
        String sent = cloud.sandbox().received(MODEL).get(0).headers().get("authorization");
        String signature = sent.substring(sent.indexOf("Signature=") + "Signature=".length());
        assertThat(signature).hasSize(64);
        assertThat(Scripts.log(run))
                .contains("APIG.0301")
                .doesNotContain(signature)
                .doesNotContain("a-wrong-secret-key");
    }
}
