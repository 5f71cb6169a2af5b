package io.jenkins.plugins.aicloudteardown.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.queue.QueueTaskFuture;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.FormRequests;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.steps.DataforestKillStep;
import io.jenkins.plugins.aicloudteardown.steps.EveryStep;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import io.jenkins.plugins.aicloudteardown.steps.RomaUndeployStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javax.xml.transform.stream.StreamSource;
import jenkins.tasks.SimpleBuildStep;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The build step and the post-build action. */
@WithJenkins
class FreestyleTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    @DisplayName("a matrix job that no form made is refused in one sentence, and nothing is sent")
    void matrix() throws Exception {
        MatrixProject project = cloud.rule().createProject(MatrixProject.class);
        project.setAxes(new AxisList(new TextAxis("A", "1", "2")));
        project.getBuildersList().add(new TeardownBuilder(List.of(kill("ok1"))));
        project.getPublishersList().add(new TeardownRecorder(List.of(kill("ok2"))));
        MatrixBuild build = cloud.rule().buildAndAssertStatus(Result.FAILURE, project);
        assertThat(cloud.sandbox().received()).isEmpty();
        assertThat(build.getRuns()).hasSize(2).allSatisfy(run -> assertThat(JenkinsRule.getLog(run))
                .contains("ERROR: A multi-configuration (matrix) job would tear the same down once for each")
                .doesNotContain("Exception"));
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    private static <T extends TeardownStep> T at(T step, String connection, String credentialsId) {
        step.setConnection(connection);
        step.setCredentialsId(credentialsId);
        return step;
    }

    private static DataforestKillStep kill(String id) {
        DataforestKillStep step = at(new DataforestKillStep(), "ncp", "ncp-key");
        step.setId(id);
        return step;
    }

    private static ModelartsDeleteModelStep deleteModels(String ids) {
        ModelartsDeleteModelStep step = at(new ModelartsDeleteModelStep(), "huawei", "huawei-key");
        step.setModelId(ids);
        return step;
    }

    private static ModelartsDeleteModelStep deleteModel(String id) {
        ModelartsDeleteModelStep step = at(new ModelartsDeleteModelStep(), "huawei", "huawei-key");
        step.setModelId(id);
        return step;
    }

    private static FreeStyleProject building(TeardownStep... operations) throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        job.getBuildersList().add(new TeardownBuilder(List.of(operations)));
        return job;
    }

    private static FreeStyleProject publishing(Result before, String when, TeardownStep... operations)
            throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        job.getBuildersList().add(new MockBuilder(before));
        TeardownRecorder recorder = new TeardownRecorder(List.of(operations));
        recorder.setWhen(when);
        job.getPublishersList().add(recorder);
        return job;
    }

    private static String run(FreeStyleProject job, Result expected) throws Exception {
        return JenkinsRule.getLog(cloud.rule().buildAndAssertStatus(expected, job));
    }

    // The build step

    @Test
    @DisplayName("all operations run in order, each like its Pipeline step")
    void all() throws Exception {
        List<TeardownStep> operations = new ArrayList<>();
        for (String function : EveryStep.functions()) {
            operations.add(EveryStep.step(function, "okA1", EveryStep.credential(function)));
        }
        String log = run(building(operations.toArray(TeardownStep[]::new)), Result.SUCCESS);
        assertThat(log)
                .containsSubsequence(EveryStep.functions().stream()
                        .map(function -> "[" + function + "] DONE at ")
                        .toList())
                .contains("accepted by the provider: okA1")
                .doesNotContain(SandboxKeys.NCP_SECRET_KEY)
                .doesNotContain(SandboxKeys.HUAWEI_SECRET_KEY);
        for (String operation : EveryStep.functions()) {
            assertThat(cloud.sandbox().count(operation)).as(operation).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("an IAM user signs in for a build step as for a Pipeline step")
    void iamUser() throws Exception {
        String log = run(building(EveryStep.step("romaUndeploy", "okA2", "huawei-user")), Result.SUCCESS);
        assertThat(log).contains("accepted by the provider: okA2").doesNotContain(SandboxKeys.IAM_PASSWORD);
    }

    @Test
    @DisplayName("a failed operation fails the build and the following ones are torn down all the same")
    void goesOnAfterFailure() throws Exception {
        FreeStyleProject job = building(kill("successFalse1"), kill("okAfter1"));
        job.getBuildersList().add(new MockBuilder(Result.SUCCESS));
        String log = run(job, Result.FAILURE);
        assertThat(log)
                .contains("ERROR: [dataforestKill] FAILED at ")
                .contains("success: false")
                .contains("accepted by the provider: okAfter1")
                .doesNotContain("Simulating a specific result code SUCCESS");
        assertThat(cloud.sandbox().dataforest().kills("okAfter1")).isEqualTo(1);
    }

    @Test
    @DisplayName("stopOnFailure skips what follows, and the log and the report name it as not sent")
    void stopsOnFailure() throws Exception {
        FreeStyleProject job = building(kill("successFalse1"), kill("never1"), kill("${NOT_SET}"));
        job.getBuildersList().get(TeardownBuilder.class).setStopOnFailure(true);
        String log = run(job, Result.FAILURE);
        assertThat(log)
                .contains("[dataforestKill] NOT_SENT at ncp: never1: skipped, because an operation before it failed. "
                        + Troubleshooting.address(Reason.SKIPPED) + "\n")
                .contains("[dataforestKill] NOT_SENT: skipped, because an operation before it failed.");
        assertThat(cloud.sandbox().count("dataforestKill")).isEqualTo(1);
        assertThat(job.getLastBuild().getAction(TeardownAction.class).getRows())
                .extracting(ReportRow::getId, ReportRow::getOutcome, ReportRow::getReason)
                .containsExactlyInAnyOrder(
                        tuple("successFalse1", Outcome.FAILED, Reason.SUCCESS_FALSE),
                        tuple("never1", Outcome.NOT_SENT, Reason.SKIPPED));
    }

    @Test
    @DisplayName("a partial result makes the build unstable, and the build goes on")
    void unstable() throws Exception {
        FreeStyleProject job = building(deleteModel("mixed1"), kill("ok2"));
        job.getBuildersList().add(new MockBuilder(Result.SUCCESS));
        String log = run(job, Result.UNSTABLE);
        assertThat(log)
                .contains("WARNING: [modelartsDeleteModel] PARTIAL")
                .contains("ModelArts.3009")
                .contains("accepted by the provider: ok2")
                .contains("Simulating a specific result code SUCCESS");
    }

    @Test
    @DisplayName("failureResult is obeyed, as in a Pipeline")
    void failureResult() throws Exception {
        DataforestKillStep tolerated = kill("successFalse2");
        tolerated.setFailureResult("SUCCESS");
        assertThat(run(building(tolerated), Result.SUCCESS)).contains("WARNING: [dataforestKill] FAILED");
        DataforestKillStep warned = kill("successFalse3");
        warned.setFailureResult("UNSTABLE");
        assertThat(run(building(warned), Result.UNSTABLE)).contains("WARNING: [dataforestKill] FAILED");
        DataforestKillStep unauthorised = kill("ok3");
        unauthorised.setCredentialsId("no-such-credential");
        unauthorised.setFailureResult("SUCCESS");
        assertThat(run(building(unauthorised), Result.FAILURE))
                .contains("ERROR: [dataforestKill] \"credentialsId\" (Credential) is \"no-such-credential\"");
    }

    @Test
    @DisplayName("a dry run sends nothing")
    void dryRun() throws Exception {
        DataforestKillStep step = kill("ok4");
        step.setDryRun(true);
        assertThat(run(building(step), Result.SUCCESS)).contains("[dataforestKill] DRY_RUN");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("without any operation the build fails: nothing was torn down")
    void noOperation() throws Exception {
        assertThat(run(building(), Result.FAILURE)).contains("ERROR: There is no operation to run");
    }

    // Variables

    private static FreeStyleBuild withParameters(FreeStyleProject job, Result expected, Map<String, String> values)
            throws Exception {
        List<StringParameterDefinition> definitions = new ArrayList<>();
        List<StringParameterValue> given = new ArrayList<>();
        new TreeMap<>(values).forEach((name, value) -> {
            definitions.add(new StringParameterDefinition(name, ""));
            given.add(new StringParameterValue(name, value));
        });
        job.addProperty(new ParametersDefinitionProperty(new ArrayList<>(definitions)));
        return cloud.rule()
                .assertBuildStatus(
                        expected,
                        job.scheduleBuild2(0, new ParametersAction(new ArrayList<>(given)))
                                .get());
    }

    @Test
    @DisplayName("parameters are expanded in every text, before ids are split")
    void variables() throws Exception {
        ModelartsDeleteModelStep several = deleteModels("${MODEL_IDS} $LAST-x");
        several.setCredentialsId("${CLOUD}-key");
        several.setConnection("$CLOUD");
        several.setProjectId("${PROJECT}");
        FreeStyleBuild build = withParameters(
                building(several, deleteModel("${MODEL_ID}")),
                Result.SUCCESS,
                Map.of(
                        "MODEL_IDS", "okV1, okV2\nokV3",
                        "LAST", "okV4",
                        "MODEL_ID", "okV5",
                        "CLOUD", "huawei",
                        "PROJECT", SandboxKeys.PROJECT_ID));
        assertThat(JenkinsRule.getLog(build))
                .contains("4 IDs: okV1, okV2, okV3, okV4-x")
                .contains("provider: okV5");
        assertThat(cloud.sandbox().count("modelartsDeleteModel")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NOT_SET}", "$NOT_SET", "ok-${NOT_SET}", "${FULL}$NOT_SET"})
    @DisplayName("an unset variable is bad input that names parameter and variable")
    void unset(String id) throws Exception {
        FreeStyleBuild build = withParameters(building(deleteModel(id)), Result.FAILURE, Map.of("FULL", "ok"));
        assertThat(JenkinsRule.getLog(build))
                .contains("ERROR: [modelartsDeleteModel] \"modelId\" (Model ID) uses the build variable \"NOT_SET\","
                        + " which is not set in this build.");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("what a variable's value names is not expanded again, and an empty variable names nothing")
    void onceOnly() throws Exception {
        FreeStyleBuild nested = withParameters(
                building(deleteModels("${OUTER}")), Result.FAILURE, Map.of("OUTER", "${INNER}", "INNER", "ok"));
        assertThat(JenkinsRule.getLog(nested)).contains("\"modelId\" (Model ID) uses the build variable \"INNER\"");
        FreeStyleBuild empty = withParameters(building(deleteModels("${EMPTY}")), Result.FAILURE, Map.of("EMPTY", " "));
        assertThat(JenkinsRule.getLog(empty)).contains("\"modelId\" (Model ID) is missing");
        FreeStyleBuild evil =
                withParameters(building(deleteModel("${EVIL}")), Result.FAILURE, Map.of("EVIL", "../../other"));
        assertThat(JenkinsRule.getLog(evil)).contains("\"modelId\" (Model ID) contains an invalid ID");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("a variable in instanceId is expanded too")
    void variableInOwnParameter() throws Exception {
        RomaUndeployStep undeploy = at(new RomaUndeployStep(), "huawei", "huawei-key");
        undeploy.setLdApiId("ok9");
        undeploy.setInstanceId("${INSTANCE}");
        FreeStyleProject job = building(undeploy);
        withParameters(job, Result.SUCCESS, Map.of("INSTANCE", SandboxKeys.INSTANCE_ID));
        undeploy.setInstanceId("$NO_INSTANCE");
        assertThat(run(job, Result.FAILURE))
                .contains("\"instanceId\" (Instance ID) uses the build variable \"NO_INSTANCE\"");
    }

    // Aborts

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("an abort ends the request at once; nothing more is sent")
    void abort(boolean afterBuild) throws Exception {
        FreeStyleProject job = afterBuild
                ? publishing(Result.SUCCESS, "always", kill("hang1"), kill("never2"))
                : building(kill("hang1"), kill("never2"));
        QueueTaskFuture<FreeStyleBuild> running = job.scheduleBuild2(0);
        FreeStyleBuild build = running.waitForStart();
        assertThat(cloud.sandbox().awaitReceived("dataforestKill", 1, SOON)).isTrue();
        build.getExecutor().interrupt();
        cloud.rule().assertBuildStatus(Result.ABORTED, running.get(30, TimeUnit.SECONDS));
        assertThat(cloud.sandbox().awaitHungUp(1, SOON)).isTrue();
        assertThat(cloud.sandbox().count("dataforestKill")).isEqualTo(1);
        assertThat(JenkinsRule.getLog(build)).doesNotContain("never2").doesNotContain("\tat ");
    }

    // The post-build action

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource({
        "always, SUCCESS, true",
        "always, UNSTABLE, true",
        "always, FAILURE, true",
        "always, ABORTED, true",
        "onlyOnSuccess, SUCCESS, true",
        "onlyOnSuccess, UNSTABLE, false",
        "onlyOnSuccess, FAILURE, false",
        "onlyOnFailure, SUCCESS, false",
        "onlyOnFailure, UNSTABLE, false",
        "onlyOnFailure, FAILURE, true",
        "onlyOnFailure, ABORTED, true"
    })
    void runsByTheResultSoFar(String when, String soFar, boolean runs) throws Exception {
        Result result = Result.fromString(soFar);
        String log = run(publishing(result, when, kill("ok5")), result);
        assertThat(cloud.sandbox().count("dataforestKill")).isEqualTo(runs ? 1 : 0);
        assertThat(log.contains("Nothing is torn down, because it is asked for " + when))
                .isEqualTo(!runs);
    }

    @Test
    @DisplayName("the action makes a good build worse and never a bad one better")
    void recorderResults() throws Exception {
        run(publishing(Result.SUCCESS, "always", kill("successFalse4"), kill("ok6")), Result.FAILURE);
        assertThat(cloud.sandbox().dataforest().kills("ok6")).isEqualTo(1);
        run(publishing(Result.SUCCESS, "always", deleteModel("mixed2")), Result.UNSTABLE);
        run(publishing(Result.FAILURE, "always", deleteModel("mixed3")), Result.FAILURE);
        run(publishing(Result.ABORTED, "always", kill("successFalse5")), Result.ABORTED);
    }

    @Test
    @DisplayName("the action runs after a build step that threw")
    void afterFailureBuilder() throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        job.getBuildersList().add(new FailureBuilder());
        job.getPublishersList().add(new TeardownRecorder(List.of(kill("ok7"))));
        run(job, Result.FAILURE);
        assertThat(cloud.sandbox().dataforest().kills("ok7")).isEqualTo(1);
    }

    @Test
    @DisplayName("a choice that does not exist fails the build and tears nothing down")
    void unknownChoice() throws Exception {
        assertThat(run(publishing(Result.SUCCESS, "sometimes", kill("ok8")), Result.FAILURE))
                .contains("\"when\" (Run) is not valid");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    // What they are to Jenkins

    @Test
    @DisplayName("plain builder and recorder: not for Pipelines, not for matrix jobs, no waiting for other builds")
    void kinds() throws Exception {
        assertThat(new TeardownBuilder(List.of())).isNotInstanceOf(SimpleBuildStep.class);
        assertThat(new TeardownRecorder(List.of())).isNotInstanceOf(SimpleBuildStep.class);
        assertThat(new TeardownBuilder(null).getRequiredMonitorService()).isEqualTo(BuildStepMonitor.NONE);
        assertThat(new TeardownRecorder(null).getRequiredMonitorService()).isEqualTo(BuildStepMonitor.NONE);
        TeardownBuilder.DescriptorImpl builder =
                cloud.rule().jenkins.getDescriptorByType(TeardownBuilder.DescriptorImpl.class);
        TeardownRecorder.DescriptorImpl recorder =
                cloud.rule().jenkins.getDescriptorByType(TeardownRecorder.DescriptorImpl.class);
        assertThat(builder.isApplicable(FreeStyleProject.class)).isTrue();
        assertThat(recorder.isApplicable(FreeStyleProject.class)).isTrue();
        for (Class<? extends hudson.model.AbstractProject> matrix :
                List.of(hudson.matrix.MatrixProject.class, hudson.matrix.MatrixConfiguration.class)) {
            assertThat(builder.isApplicable(matrix)).isFalse();
            assertThat(recorder.isApplicable(matrix)).isFalse();
        }
        assertThat(builder.getDisplayName()).isEqualTo("Tear down cloud AI resources");
        assertThat(recorder.getDisplayName()).isEqualTo(builder.getDisplayName());
        assertThat(builder.getOperationDescriptors())
                .extracting("functionName")
                .containsExactlyInAnyOrderElementsOf(EveryStep.functions());
        assertThat(builder.getOperationDescriptors())
                .extracting(descriptor -> descriptor.service().provider())
                .isSorted();
    }

    // Configurations

    /** Every step with every parameter, one with a region instead of a connection, and one with build variables. */
    private static List<TeardownStep> everything() throws Exception {
        List<TeardownStep> all = new ArrayList<>();
        for (String function : EveryStep.functions()) {
            all.add(EveryStep.full(function));
        }
        RomaUndeployStep inRegion = at(new RomaUndeployStep(), null, "huawei-user");
        inRegion.setRegion("cn-north-4");
        inRegion.setProjectId("project1");
        inRegion.setInstanceId("instance1");
        inRegion.setLdApiId("${API_IDS}");
        all.add(inRegion);
        all.add(at(kill("${APP_IDS}"), null, "${CLOUD}-key"));
        return all;
    }

    /** Every parameter that is not at its default. */
    private static String described(Object value) {
        return DescribableModel.uninstantiate2_(value).toString();
    }

    private static String asXml(Object value) {
        return jenkins.model.Jenkins.XSTREAM2.toXML(value);
    }

    @Test
    @DisplayName("the job's form gives back what it was shown, builder and action")
    void formRoundTrip() throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        TeardownBuilder builder = new TeardownBuilder(everything());
        builder.setStopOnFailure(true);
        TeardownRecorder recorder = new TeardownRecorder(everything());
        recorder.setWhen("onlyOnFailure");
        job.getBuildersList().add(builder);
        job.getPublishersList().add(recorder);
        FormRequests.save(cloud.rule(), job);
        assertThat(described(job.getBuildersList().get(TeardownBuilder.class))).isEqualTo(described(builder));
        assertThat(described(job.getPublishersList().get(TeardownRecorder.class)))
                .isEqualTo(described(recorder));

        job.getBuildersList().replace(new TeardownBuilder(List.of(kill("a1"))));
        job.getPublishersList().replace(new TeardownRecorder(List.of(kill("a1"))));
        FormRequests.save(cloud.rule(), job);
        assertThat(job.getBuildersList().get(TeardownBuilder.class).isStopOnFailure())
                .isFalse();
        assertThat(job.getPublishersList().get(TeardownRecorder.class).getWhen())
                .isEqualTo("always");
    }

    @Test
    @DisplayName("an operation added in the browser has the form of its step")
    void addedInTheBrowser() throws Exception {
        FreeStyleProject job = building(kill("ok1"));
        JenkinsRule.WebClient browser = QuietBrowser.of(cloud.rule());
        HtmlPage page = browser.getPage(job, "configure");
        HtmlForm form = page.getFormByName("config");
        HtmlElementUtil.click(form.getFirstByXPath(".//button[normalize-space(.)='Add operation']"));
        browser.waitForBackgroundJavaScript(10_000);
        HtmlElement choice = page.getFirstByXPath(
                "//button[contains(@class,'jenkins-dropdown__item')][contains(.,'Delete ModelArts models')]");
        HtmlElementUtil.click(choice);
        form.getTextAreaByName("_.modelId").setText("added1");
        cloud.rule().submit(form);
        assertThat(job.getBuildersList().get(TeardownBuilder.class).getOperations())
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(ModelartsDeleteModelStep.class, added -> {
                    assertThat(added.getModelId()).isEqualTo("added1");
                    assertThat(added.getTimeout()).isNull();
                });
    }

    @Test
    @DisplayName("the described model, which Job DSL and Pipeline use, makes and unmakes both")
    void describableModel() throws Exception {
        TeardownRecorder recorder = new TeardownRecorder(everything());
        recorder.setWhen("onlyOnSuccess");
        recorder.setStopOnFailure(true);
        UninstantiatedDescribable described = DescribableModel.uninstantiate2_(recorder);
        assertThat(described.getArguments()).containsKeys("operations", "when", "stopOnFailure");
        assertThat(asXml(DescribableModel.of(TeardownRecorder.class).instantiate(described.getArguments(), null)))
                .isEqualTo(asXml(recorder));
        TeardownBuilder builder = new TeardownBuilder(everything());
        UninstantiatedDescribable plain = DescribableModel.uninstantiate2_(builder);
        assertThat(plain.getArguments()).containsOnlyKeys("operations");
        assertThat(asXml(DescribableModel.of(TeardownBuilder.class).instantiate(plain.getArguments(), null)))
                .isEqualTo(asXml(builder));
    }

    @Test
    @DisplayName("Job DSL makes both by their symbols")
    void jobDsl() throws Exception {
        FreeStyleProject seed = cloud.rule().createFreeStyleProject();
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText("""
                job('made-by-dsl') {
                  steps {
                    aiCloudTeardown {
                      operations {
                        dataforestKill { id('okD1'); connection('ncp'); credentialsId('ncp-key') }
                        modelartsDeleteModel { modelId('okD2 okD3'); connection('huawei'); credentialsId('huawei-key') }
                      }
                    }
                  }
                  publishers {
                    aiCloudTeardown {
                      operations {
                        nclueDeleteTask { taskId('okD1'); connection('ncp'); credentialsId('ncp-key') }
                      }
                      when('onlyOnSuccess')
                      stopOnFailure(true)
                    }
                  }
                }
                """);
        seed.getBuildersList().add(dsl);
        run(seed, Result.SUCCESS);
        FreeStyleProject made = cloud.rule().jenkins.getItemByFullName("made-by-dsl", FreeStyleProject.class);
        TeardownRecorder recorder = made.getPublishersList().get(TeardownRecorder.class);
        assertThat(recorder.getWhen()).isEqualTo("onlyOnSuccess");
        assertThat(recorder.isStopOnFailure()).isTrue();
        assertThat(run(made, Result.SUCCESS))
                .containsSubsequence("[dataforestKill] DONE", "[modelartsDeleteModel] DONE", "[nclueDeleteTask] DONE");
    }

    @Test
    @DisplayName("the Job DSL script of docs/freestyle.md makes the job that it shows")
    void jobDslOfTheDocs() throws Exception {
        String page = Files.readString(Path.of("docs", "freestyle.md"));
        Matcher script =
                Pattern.compile("```groovy\n(job\\(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(script.find()).isTrue();
        FreeStyleProject seed = cloud.rule().createFreeStyleProject();
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText(script.group(1));
        seed.getBuildersList().add(dsl);
        run(seed, Result.SUCCESS);

        FreeStyleProject made = cloud.rule().jenkins.getItemByFullName("teardown", FreeStyleProject.class);
        ModelartsDeleteModelStep delete = (ModelartsDeleteModelStep) made.getBuildersList()
                .get(TeardownBuilder.class)
                .getOperations()
                .get(0);
        assertThat(delete.getModelId()).isEqualTo("${MODEL_IDS}");
        assertThat(delete.getConnection()).isEqualTo("huawei-beijing4");
        assertThat(delete.isIgnoreMissing()).isTrue();
        TeardownRecorder recorder = made.getPublishersList().get(TeardownRecorder.class);
        DataforestKillStep kill = (DataforestKillStep) recorder.getOperations().get(0);
        assertThat(kill.getId()).isEqualTo("${APP_IDS}");
        assertThat(kill.getCredentialsId()).isEqualTo("ncp-teardown");
        assertThat(recorder.getWhen()).isEqualTo("onlyOnFailure");
        assertThat(recorder.isStopOnFailure()).isTrue();
    }

    @Test
    @DisplayName("a configuration written before fields were added loads with the defaults")
    void oldConfiguration() throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        String xml = """
                <?xml version='1.1' encoding='UTF-8'?>
                <project>
                  <builders>
                    <io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder>
                      <operations>
                        <io.jenkins.plugins.aicloudteardown.steps.DataforestKillStep>
                          <credentialsId>ncp-key</credentialsId>
                          <connection>ncp</connection>
                          <id>okX1</id>
                        </io.jenkins.plugins.aicloudteardown.steps.DataforestKillStep>
                      </operations>
                    </io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder>
                  </builders>
                  <publishers>
                    <io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder/>
                  </publishers>
                </project>
                """;
        job.updateByXml((javax.xml.transform.Source)
                new StreamSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        TeardownBuilder builder = job.getBuildersList().get(TeardownBuilder.class);
        assertThat(builder.isStopOnFailure()).isFalse();
        assertThat(builder.getOperations()).singleElement().satisfies(step -> {
            assertThat(step.getFailureResult()).isEqualTo("FAILURE");
            assertThat(step.getPartialResult()).isEqualTo("UNSTABLE");
        });
        TeardownRecorder recorder = job.getPublishersList().get(TeardownRecorder.class);
        assertThat(recorder.getOperations()).isEmpty();
        assertThat(recorder.getWhen()).isEqualTo("always");
        assertThat(run(job, Result.FAILURE)).contains("provider: okX1").contains("There is no operation to run");
    }

    @Test
    @DisplayName("what a removed or renamed connection leaves behind is one clear sentence")
    void connectionGone() throws Exception {
        DataforestKillStep step = kill("ok1");
        step.setConnection("renamed");
        assertThat(run(building(step), Result.FAILURE))
                .contains("ERROR: [dataforestKill] \"connection\" (Connection) is \"renamed\", which does not exist: ")
                .doesNotContain("\tat ");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("saved and loaded again they are what they were")
    void survivesDisk() throws Exception {
        FreeStyleProject job = building(everything().toArray(TeardownStep[]::new));
        job.getPublishersList().add(new TeardownRecorder(everything()));
        job.save();
        Item loaded = hudson.model.Items.load(job.getParent(), job.getRootDir());
        Builder builder = ((FreeStyleProject) loaded).getBuildersList().get(0);
        Publisher publisher = ((FreeStyleProject) loaded).getPublishersList().get(0);
        assertThat(asXml(builder)).isEqualTo(asXml(job.getBuildersList().get(0)));
        assertThat(asXml(publisher)).isEqualTo(asXml(job.getPublishersList().get(0)));
    }
}
