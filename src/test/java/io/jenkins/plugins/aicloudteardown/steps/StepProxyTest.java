package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxTls;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Jenkins' own proxy between the controller and the providers. What takes a proxy is never this machine, so it is https,
 * and goes through a tunnel.
 */
@WithJenkins
class StepProxyTest {
    private static final String KILL = "dataforestKill";
    private static final String MODEL = "modelartsDeleteModel";
    private static final String HOST = "provider.example";
    private static final String USER = "proxy-user";
    private static final String PASSWORD = "Pr0xy-Passw0rd";

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private static SSLContext usual;
    private ForwardProxy proxy;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        usual = SSLContext.getDefault();
        SandboxTls tls = SandboxTls.create();
        SSLContext.setDefault(tls.client());
        jenkins = rule;
        cloud = new CloudJenkins(rule, ProviderSandbox.startTls(tls.server()));
    }

    @AfterAll
    static void stop() {
        SSLContext.setDefault(usual);
        cloud.close();
    }

    @BeforeEach
    void between() throws Exception {
        cloud.sandbox().forget();
        CloudJenkins.connect("https://" + HOST + ":" + cloud.sandbox().port());
        proxy = open(null, null);
        use(proxy.port(), null, null, null);
    }

    @AfterEach
    void direct() throws Exception {
        jenkins.jenkins.setProxy(null);
        proxy.close();
    }

    private static ForwardProxy open(String user, String password) throws Exception {
        ForwardProxy opened = new ForwardProxy(user, password, cloud.sandbox().port());
        opened.openTunnels();
        return opened;
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

    private static void allTunnelsLeadToTheProvider(ForwardProxy proxy) {
        assertThat(proxy.seen()).isNotEmpty().allSatisfy(head -> assertThat(head.get(0))
                .startsWith("CONNECT " + HOST + ":" + cloud.sandbox().port() + " "));
    }

    @ForEveryStep
    void everyStepTakesTheProxyWithItsOwnSignature(String function) throws Exception {
        log(cloud.build(Scripts.step(function, "ok1"), Result.SUCCESS));
        assertThat(cloud.sandbox().received(function)).hasSize(1).allMatch(Received::authenticated);
        allTunnelsLeadToTheProvider(proxy);
        nothingOfTheProxyReachedTheProvider();
    }

    @Test
    void aLoginAtIamTakesTheProxyToo() throws Exception {
        log(cloud.build(Scripts.step(MODEL, "ok2", "credentialsId: 'huawei-user'"), Result.SUCCESS));
        allTunnelsLeadToTheProvider(proxy);
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

    @Test
    void thisMachineIsCalledDirectlyThoughNoListNamesIt() throws Exception {
        CloudJenkins.connect(cloud.sandbox().url());
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        assertThat(proxy.seen()).isEmpty();
        try (ProviderSandbox plain = ProviderSandbox.start()) {
            CloudJenkins.connect(plain.url());
            log(cloud.build(Scripts.step(MODEL, "ok1", "credentialsId: 'huawei-user'"), Result.SUCCESS));
            CloudJenkins.connect("http://localhost:" + plain.port());
            log(cloud.build(Scripts.step(MODEL, "ok2", "credentialsId: 'huawei-user'"), Result.SUCCESS));
            assertThat(plain.count(MODEL)).isEqualTo(2);
        }
        assertThat(proxy.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"provider.example, false", "*.example, false", "other.example, true"})
    void hostsWithoutAProxyAreCalledDirectly(String noProxy, boolean throughTheProxy) throws Exception {
        use(proxy.port(), null, null, noProxy);
        Result result = throughTheProxy ? Result.SUCCESS : Result.FAILURE;
        String log = log(cloud.build(Scripts.step(KILL, "ok1", "timeout: 5"), result));
        assertThat(log.contains("unknown host name (DNS)")).isNotEqualTo(throughTheProxy);
        assertThat(proxy.seen().isEmpty()).isNotEqualTo(throughTheProxy);
    }

    @Test
    void aChangeCountsFromTheNextCall() throws Exception {
        log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
        int before = proxy.seen().size();
        try (ForwardProxy other = open(null, null)) {
            use(other.port(), null, null, null);
            log(cloud.build(Scripts.step(KILL, "ok1"), Result.SUCCESS));
            assertThat(other.seen()).isNotEmpty();
            assertThat(proxy.seen()).hasSize(before);
        }
        assertThat(cloud.sandbox().count(KILL)).isEqualTo(2);
    }

    /** The JDK keeps a Basic password from a tunnel unless it is told otherwise. */
    @Test
    void aProxyThatRefusesIsSaidToRefuse() throws Exception {
        try (ForwardProxy strict = open(USER, "another-password")) {
            use(strict.port(), USER, PASSWORD, null);
            WorkflowRun run = cloud.build(Scripts.step(KILL, "ok1"), Result.FAILURE);
            assertThat(log(run)).contains("NOT_SENT");
            assertThat(Scripts.error(run))
                    .contains("] NOT_SENT ")
                    .contains("the HTTP proxy refused the request")
                    .contains("Check Jenkins' proxy settings, its user and its list of hosts without a proxy.");
            assertThat(strict.seen()).hasSize(1);
        }
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    void aProxyThatIsNotThereIsNoConnection() throws Exception {
        int port = proxy.port();
        proxy.close();
        use(port, USER, PASSWORD, null);
        WorkflowRun run = cloud.build(Scripts.step(KILL, "ok1", "timeout: 5"), Result.FAILURE);
        assertThat(Scripts.error(run)).contains("NOT_SENT").contains("no connection");
        assertThat(cloud.sandbox().received()).isEmpty();
    }
}
