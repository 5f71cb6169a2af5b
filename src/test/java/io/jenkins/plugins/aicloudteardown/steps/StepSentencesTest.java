package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The last sentence of a build's log says what really happened, and what helps. */
@WithJenkins
class StepSentencesTest {
    private static final Reply DENIED =
            Reply.json(401, "{\"error\":{\"errorCode\":\"210\",\"message\":\"Permission Denied\"}}");

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
    }

    private static void deny(String marker, String operation) {
        cloud.sandbox().override(marker, request -> request.operation().equals(operation) ? DENIED : null);
    }

    private static String line(WorkflowRun run, String part) throws Exception {
        List<String> lines =
                Scripts.log(run).lines().filter(line -> line.contains(part)).toList();
        assertThat(lines).as(Scripts.log(run)).hasSize(1);
        return lines.get(0);
    }

    @Test
    void anAppThatIsGoneButForItsListNeedsItsAccount() throws Exception {
        WorkflowRun run = cloud.build(
                "dataforestKill id: 'missing1', ignoreMissing: true, credentialsId: 'ncp-key', connection: 'ncp'",
                Result.FAILURE);

        assertThat(Scripts.error(run))
                .contains(
                        "missing1: not found: the provider says that it does not exist, but the list that has to show"
                                + " that could not be read: the provider refused the request (HTTP 400",
                        "Set \"accountId\" (Account ID) if it is not set");
    }

    @Test
    void whatIsAcceptedAndMayNotBeReadIsAccepted() throws Exception {
        cloud.sandbox().nclue().addTask("okDeleted", "completed");
        deny("okDeleted", "tasks/get");
        WorkflowRun run = cloud.build(Scripts.step("nclueDeleteTask", "okDeleted", "confirm: true"), Result.UNSTABLE);

        assertThat(line(run, "] UNCONFIRMED (not confirmed) at "))
                .contains(
                        "okDeleted: accepted by the provider, but it could not be looked at: permission denied: the key"
                                + " may not do this (HTTP 401 210 \"Permission Denied\"). Allow the key to read and list it,"
                                + " too. The credential was \"ncp-key\".")
                .endsWith(Troubleshooting.address(Reason.NO_PERMISSION));
        assertThat(cloud.sandbox().nclue().exists("okDeleted")).isFalse();
    }

    @Test
    void whatIsGoneAndMayNotBeListedIsGone() throws Exception {
        deny("tasks", "tasks/list");
        WorkflowRun run =
                cloud.build(Scripts.step("nclueDeleteTask", "nobody-knows", "ignoreMissing: true"), Result.FAILURE);

        assertThat(Scripts.error(run))
                .contains(
                        "nobody-knows: not found: the provider says that it does not exist, but the list",
                        "Allow the key to read and list it, too.");
    }

    @Test
    void aFailureThatNoParameterSoftensSaysSo() throws Exception {
        WorkflowRun run = cloud.build(
                Scripts.several(
                        "modelartsDeleteModel",
                        "['ok9', 'ok10', 'noPermission1']",
                        "failureResult: 'UNSTABLE'",
                        "partialResult: 'SUCCESS'"),
                Result.FAILURE);

        assertThat(line(run, "] DONE: ")).endsWith("accepted by the provider: ok9, ok10.");
        assertThat(Scripts.error(run))
                .startsWith("[modelartsDeleteModel] PARTIAL (partly done) at 127.0.0.1:")
                .contains(
                        ": 1 FAILED, 2 DONE. FAILED: noPermission1: permission denied: the key may not do this (HTTP 403 ",
                        "Give the key the permission, or check the ID.",
                        "do not count, because this always fails the build: NO_PERMISSION of noPermission1.",
                        "The credential was \"huawei-key\".",
                        "Report: " + cloud.rule().getURL() + run.getUrl() + "ai-cloud-teardown/ ")
                .endsWith(Troubleshooting.address(Reason.NO_PERMISSION));
    }

    @Test
    void aGatewayThatIsNotAvailableKeepsItsStatusAndWords() throws Exception {
        WorkflowRun run = cloud.build(Scripts.step("dataforestKill", "unavailable1"), Result.FAILURE);

        assertThat(Scripts.log(run)).contains("(try 2 of 3)", "(try 3 of 3)").doesNotContain("(try 4");
        assertThat(Scripts.error(run))
                .contains("unavailable1: the provider's gateway got no response from its service (HTTP 503 500 \"")
                .contains("or run the step again with \"ignoreMissing\"", "which does no harm.");
    }

    @Test
    void anOutageIsToldAsOne() throws Exception {
        assertThat(Scripts.error(cloud.build(Scripts.step("romaUndeploy", "serverError1"), Result.FAILURE)))
                .contains("serverError1: the provider had an error of its own (HTTP 500 APIG.9999 \"")
                .contains("Run the step again later");
    }

    @Test
    void whatIsThrottledSaysUntilWhenItIsTried() throws Exception {
        cloud.sandbox().retryAfter("3600");
        WorkflowRun run = cloud.build(Scripts.step("romaUndeploy", "throttledAlways1", "timeout: 2"), Result.FAILURE);
        cloud.sandbox().retryAfter(null);

        assertThat(Scripts.log(run))
                .containsPattern(
                        "throttledAlways1: rate-limited \\(HTTP 429\\) \\(HTTP 429 APIG\\.0308 .*\\), trying again in 3600 s"
                                + " \\(try 2, until 20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{8} UTC\\)");
        assertThat(Scripts.error(run)).contains("] NOT_SENT at ", "rate-limited (HTTP 429) (HTTP 429 APIG.0308 \"");
    }

    @Test
    void aBatchOf246TakesFewLines() throws Exception {
        String ids = Stream.of(
                        IntStream.range(0, 180).mapToObj(i -> "ok" + i),
                        IntStream.range(0, 20).mapToObj(i -> "missing" + i),
                        IntStream.range(0, 20).mapToObj(i -> "throttledAlways" + i),
                        IntStream.range(0, 10).mapToObj(i -> "successFalse" + i),
                        IntStream.range(0, 10).mapToObj(i -> "brokenJson" + i),
                        IntStream.range(0, 4).mapToObj(i -> "noPermission" + i),
                        IntStream.range(0, 2).mapToObj(i -> "resetAfter" + i))
                .flatMap(kind -> kind)
                .collect(Collectors.joining(" "));
        WorkflowRun run =
                cloud.build(Scripts.several("dataforestKill", "'" + ids + "'", "timeout: 20"), Result.FAILURE);

        List<String> ours = Scripts.log(run)
                .lines()
                .filter(line -> line.contains("[dataforestKill] "))
                .toList();
        assertThat(ours).hasSizeBetween(8, 25);
        assertThat(ours).last().asString().startsWith("ERROR: [dataforestKill] UNKNOWN (outcome unknown) at ");
        assertThat(Scripts.error(run)).contains("12 UNKNOWN, 34 FAILED, 20 NOT_SENT, 180 DONE.", "Report: ");
        assertThat(ours).anySatisfy(line -> assertThat(line).contains("Further tries: rate-limited (HTTP 429): "));
    }
}
