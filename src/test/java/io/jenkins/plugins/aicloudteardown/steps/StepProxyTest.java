package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jenkins' own proxy, with a user and a password, between the controller and the providers. */
@WithJenkins
class StepProxyTest {
    private static final String KILL = "dataforestKill";
    private static final String MODEL = "modelartsDeleteModel";
    private static final String USER = "proxy-user";
    private static final String PASSWORD = "Pr0xy-Passw0rd";

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private ForwardProxy proxy;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void between() throws Exception {
        cloud.sandbox().forget();
        proxy = new ForwardProxy(USER, PASSWORD);
        use(proxy.port(), USER, PASSWORD, null);
    }

    @AfterEach
    void direct() throws Exception {
        jenkins.jenkins.setProxy(null);
        proxy.close();
    }

    private static void use(int port, String user, String password, String noProxy) {
        jenkins.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", port, user, password, noProxy));
    }

    private static String log(WorkflowRun run) throws Exception {
        return assertThat(Scripts.log(run)).doesNotContain(PASSWORD).actual();
    }

    private void nothingOfTheProxyReachedTheProvider() {
        assertThat(cloud.sandbox().received()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("proxy-")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataforestKill", "notebookRestart", "nclueDeleteTask", "romaUndeploy", MODEL})
    void everyStepTakesTheProxyWithItsOwnSignatureAndTheProxysPassword(String function) throws Exception {
        log(cloud.build(Scripts.step(function, "ok1"), Result.SUCCESS));
        assertThat(cloud.sandbox().received(function)).hasSize(1).allMatch(Received::authenticated);
        assertThat(proxy.seen()).isNotEmpty().allSatisfy(head -> assertThat(head.get(0))
                .contains(" http://127.0.0.1:" + cloud.sandbox().port() + "/"));
        nothingOfTheProxyReachedTheProvider();
    }

    @Test
    void aLoginAtIamTakesTheProxyToo() throws Exception {
        log(cloud.build(Scripts.step(MODEL, "ok2", "credentialsId: 'huawei-user'"), Result.SUCCESS));
        assertThat(proxy.seen()).hasSize((int) cloud.sandbox().received().size());
        assertThat(cloud.sandbox().count("iam/token")).isEqualTo(1);
        nothingOfTheProxyReachedTheProvider();
    }

    /** Neither provider sends a challenge; a client with an authenticator would call that an I/O error. */
    @ParameterizedTest
    @CsvSource({"dataforestKill, 200", "modelartsDeleteModel, APIG.0301"})
    void aRefusalWithoutAChallengeIsTheProvidersAnswer(String function, String code) throws Exception {
        CloudJenkins.add(CloudJenkins.pair("wrong-" + function, "an-access-key-for-" + function, "a-secret-of-nobody"));
        WorkflowRun run =
                cloud.build(Scripts.step(function, "ok1", "credentialsId: 'wrong-" + function + "'"), Result.FAILURE);
        assertThat(Scripts.error(run))
                .contains("FAILED")
                .contains("the key, token or login was refused (HTTP 401 " + code);
        assertThat(log(run)).doesNotContain("a-secret-of-nobody");
        assertThat(cloud.sandbox().refusedSignatures()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 0", "127.*, 0", "provider.example.com, 1"})
    void hostsWithoutAProxyAreCalledDirectly(String noProxy, int throughTheProxy) throws Exception {
        use(proxy.port(), USER, PASSWORD, noProxy);
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        assertThat(proxy.seen()).hasSize(throughTheProxy);
        nothingOfTheProxyReachedTheProvider();
    }

    @Test
    void aChangeCountsFromTheNextCall() throws Exception {
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        jenkins.jenkins.setProxy(null);
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        assertThat(proxy.seen()).hasSize(1);
        try (ForwardProxy open = new ForwardProxy(null, null)) {
            use(open.port(), null, null, null);
            log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
            assertThat(open.seen()).hasSize(1).noneMatch(head -> head.toString().contains("Proxy-Authorization"));
        }
        use(proxy.port(), USER, PASSWORD, "127.0.0.1");
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        use(proxy.port(), USER, PASSWORD, null);
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        assertThat(proxy.seen()).hasSize(2);
        assertThat(cloud.sandbox().count(KILL)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"proxy-user, another-password", "null, null"},
            nullValues = "null")
    void aProxyThatRefusesIsSaidToRefuse(String user, String password) throws Exception {
        use(proxy.port(), user, password, null);
        WorkflowRun run = cloud.build(Scripts.step(KILL, "ok1"), Result.FAILURE);
        assertThat(Scripts.error(run))
                .contains("] NOT_SENT ")
                .contains("the HTTP proxy refused the request")
                .contains("Check Jenkins' proxy settings, its user and its list of hosts without a proxy.")
                .doesNotContain("another-password");
        assertThat(proxy.seen()).hasSize(1);
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    void aProxyThatIsNotThereIsNoConnection() throws Exception {
        int port = proxy.port();
        proxy.close();
        use(port, USER, PASSWORD, null);
        WorkflowRun run = cloud.build(Scripts.step(KILL, "ok1", "timeout: 1"), Result.FAILURE);
        assertThat(Scripts.error(run)).contains("NOT_SENT").contains("no connection");
        assertThat(cloud.sandbox().received()).isEmpty();
    }
}
