package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder;
import io.jenkins.plugins.aicloudteardown.steps.EveryStep;
import io.jenkins.plugins.aicloudteardown.steps.RomaUndeployStep;
import io.jenkins.plugins.aicloudteardown.steps.TeardownStep;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.WebConnectionWrapper;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Jenkins fills a drop-down after the page has been drawn. Whoever saves the form before that, or while Jenkins cannot
 * say what there is to choose, keeps what was chosen.
 */
@WithJenkins
class UnfilledFormTest {
    /** In seconds: long enough for a busy machine. */
    private static final long PATIENCE = 120;

    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    /** What becomes of a request for the choices of a drop-down. */
    private enum Fill {
        UNANSWERED,
        REFUSED
    }

    /** A browser in which drop-downs are never filled. */
    private static final class Browser implements AutoCloseable {
        private final JenkinsRule.WebClient client = QuietBrowser.of(cloud.rule());
        private final Set<String> asked = ConcurrentHashMap.newKeySet();
        private final Fill fill;
        private final CountDownLatch begin = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        Browser(Fill fill) {
            this.fill = fill;
            client.setWebConnection(new WebConnectionWrapper(client) {
                @Override
                public WebResponse getResponse(WebRequest request) throws IOException {
                    String page = request.getUrl().getPath().replaceFirst(".*/", "");
                    if (!page.matches("fill\\w+Items")) {
                        return super.getResponse(request);
                    }
                    asked.add(page);
                    begin.countDown();
                    if (fill == Fill.UNANSWERED) {
                        awaitTheEnd();
                    }
                    return new WebResponse(
                            new WebResponseData(new byte[0], 500, "Internal Server Error", List.of()), request, 0);
                }
            });
        }

        private void awaitTheEnd() throws IOException {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        void save(hudson.model.Item job) throws Exception {
            save(job.getUrl() + "configure");
        }

        void saveSystem() throws Exception {
            save("manage/configure");
        }

        private void save(String path) throws Exception {
            // The harness would wait for what is never answered, when the page is opened and when it is left.
            HtmlPage page = client.getPage(new URL(client.getContextPath() + path));
            assertThat(begin.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            if (fill == Fill.REFUSED) {
                // Every refusal has reached the page, and nothing that a timer does later can mend it.
                client.waitForBackgroundJavaScriptStartingBefore(200, TimeUnit.SECONDS.toMillis(PATIENCE));
            }
            HtmlFormUtil.getSubmitButton(page.getFormByName("config")).click();
            client.loadDownloadedResponses();
            assertThat(asked).isNotEmpty();
        }

        @Override
        public void close() {
            end.countDown();
            client.close();
        }
    }

    private static List<TeardownStep> operations() throws Exception {
        List<TeardownStep> operations = new ArrayList<>();
        for (String function : EveryStep.functions()) {
            operations.add(EveryStep.full(function));
        }
        RomaUndeployStep inRegion = new RomaUndeployStep();
        inRegion.setCredentialsId("huawei-user");
        inRegion.setRegion("cn-north-4");
        operations.add(inRegion);
        return operations;
    }

    private static String described(Object value) {
        return DescribableModel.uninstantiate2_(value).toString();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the form of a job keeps every choice")
    void ofAJob(Fill fill) throws Exception {
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        TeardownRecorder recorder = new TeardownRecorder(List.of());
        recorder.setWhen("onlyOnFailure");
        job.getBuildersList().add(new TeardownBuilder(operations()));
        job.getPublishersList().add(recorder);
        String builder = described(job.getBuildersList().get(TeardownBuilder.class));
        String publisher = described(recorder);
        try (Browser browser = new Browser(fill)) {
            browser.save(job);
        }
        assertThat(job.getPublishersList().get(TeardownRecorder.class))
                .as("saved")
                .isNotSameAs(recorder);
        assertThat(described(job.getBuildersList().get(TeardownBuilder.class))).isEqualTo(builder);
        assertThat(described(job.getPublishersList().get(TeardownRecorder.class)))
                .isEqualTo(publisher);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the form of the connections keeps every choice")
    void ofConnections(Fill fill) throws Exception {
        List<Connection> connections = new ArrayList<>(Connections.get().getConnections());
        connections.removeIf(connection -> connection.getName().equals("in-region"));
        HuaweiConnection inRegion = new HuaweiConnection("in-region");
        inRegion.setRegion("cn-north-4");
        connections.add(inRegion);
        connections.forEach(connection -> connection.setCredentialsId("huawei-key"));
        Connections.get().setConnections(connections);
        List<String> before =
                connections.stream().map(UnfilledFormTest::described).toList();
        try (Browser browser = new Browser(fill)) {
            browser.saveSystem();
        }
        List<Connection> saved = Connections.get().getConnections();
        assertThat(saved).as("saved").doesNotContainAnyElementsOf(connections);
        assertThat(saved).extracting(UnfilledFormTest::described).isEqualTo(before);
    }
}
