package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import java.util.List;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Both parameters in a build step and in a post-build action. */
@WithJenkins
class LeftFreestyleTest {
    private static final String MODEL = "modelartsDeleteModel";

    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;
    private LaterClock clock;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        sandbox = cloud.sandbox();
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void begin() {
        clock = LaterClock.set();
        sandbox.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        sandbox.clearOverrides();
        Left.dropAll();
    }

    private static ModelartsDeleteModelStep deleteModel(String id) {
        ModelartsDeleteModelStep step = new ModelartsDeleteModelStep();
        step.setConnection("huawei");
        step.setCredentialsId("huawei-key");
        step.setModelId(id);
        return step;
    }

    private static TeardownStep keepTrying(String id) {
        ModelartsDeleteModelStep step = deleteModel(id);
        step.setKeepTrying(true);
        return step;
    }

    private static TeardownStep atEnd(String id) {
        ModelartsDeleteModelStep step = deleteModel(id);
        step.setAtEnd(true);
        return step;
    }

    private static FreeStyleProject job(TeardownStep building, TeardownStep publishing) throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        if (building != null) {
            job.getBuildersList().add(new TeardownBuilder(List.of(building)));
        }
        if (publishing != null) {
            job.getPublishersList().add(new TeardownRecorder(List.of(publishing)));
        }
        return job;
    }

    private static List<String> deleted() {
        return sandbox.received(MODEL).stream()
                .map(Received::path)
                .map(path -> path.replaceAll(".*/", ""))
                .toList();
    }

    @Test
    void whatABuildStepOrAPostBuildActionCouldNotFinishIsTriedUntilItIsGone() throws Exception {
        for (String where : List.of("Building", "Publishing")) {
            String id = "ok" + where;
            Left.refuse(sandbox, MODEL, id);
            FreeStyleProject job = where.equals("Building") ? job(keepTrying(id), null) : job(null, keepTrying(id));
            FreeStyleBuild build = cloud.rule().buildAndAssertStatus(Result.UNSTABLE, job);

            cloud.rule().assertLogContains("Kept trying, also when this build has ended: " + id, build);
            assertThat(row(build, id).getKept()).isEqualTo("OPEN");
            sandbox.clearOverrides();
            sandbox.forget();
            clock.passMinutes(1);

            assertThat(standing(id)).isNull();
            assertThat(deleted()).containsExactly(id);
            assertThat(row(build, id).getKept()).isEqualTo("GONE");
        }
    }

    @Test
    void whatIsForTheEndIsDoneWhenTheBuildHasEndedLastFirst() throws Exception {
        FreeStyleProject job = job(atEnd("okFirst"), atEnd("okLast"));
        job.getBuildersList().add(new TeardownBuilder(List.of(deleteModel("okMeanwhile"))));

        FreeStyleBuild build = cloud.rule().buildAndAssertStatus(Result.SUCCESS, job);
        clock.passMinutes(0);

        assertThat(deleted()).containsExactly("okMeanwhile", "okLast", "okFirst");
        for (String id : List.of("okFirst", "okLast")) {
            assertThat(standing(id)).isNull();
            assertThat(row(build, id).getOutcome()).isEqualTo(Outcome.DONE);
            assertThat(row(build, id).getKept()).isEqualTo("GONE");
        }
    }

    @Test
    void aBuildThatFailsHasEndedToo() throws Exception {
        FreeStyleProject job = job(atEnd("okFailing"), null);
        job.getBuildersList().add(new MockBuilder(Result.FAILURE));

        cloud.rule().buildAndAssertStatus(Result.FAILURE, job);
        clock.passMinutes(0);

        assertThat(deleted()).containsExactly("okFailing");
    }

    @Test
    void aStepThatTearsItDownBeforeEndsTheOrder() throws Exception {
        FreeStyleProject job = job(atEnd("okTwice"), deleteModel("okTwice"));

        cloud.rule().buildAndAssertStatus(Result.SUCCESS, job);
        clock.passMinutes(30);

        assertThat(deleted()).containsExactly("okTwice");
        assertThat(Disposals.get().none()).isTrue();
    }

    @Test
    void jobDslHasBoth() throws Exception {
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setScriptText("""
                job('left-by-dsl') {
                  steps {
                    aiCloudTeardown {
                      operations {
                        modelartsDeleteModel {
                          modelId('okDslEnd'); atEnd(true); connection('huawei'); credentialsId('huawei-key')
                        }
                      }
                    }
                  }
                  publishers {
                    aiCloudTeardown {
                      operations {
                        modelartsDeleteModel {
                          modelId('okDslKeep'); keepTrying(true); connection('huawei'); credentialsId('huawei-key')
                        }
                      }
                    }
                  }
                }
                """);
        FreeStyleProject seed = cloud.rule().createFreeStyleProject();
        seed.getBuildersList().add(dsl);
        cloud.rule().buildAndAssertSuccess(seed);
        FreeStyleProject made = cloud.rule().jenkins.getItemByFullName("left-by-dsl", FreeStyleProject.class);
        Left.refuse(sandbox, MODEL, "okDslKeep");

        cloud.rule().buildAndAssertStatus(Result.UNSTABLE, made);

        assertThat(standing("okDslEnd")).isNotNull();
        assertThat(standing("okDslKeep").stands()).isEqualTo(Disposition.OPEN);
    }
}
