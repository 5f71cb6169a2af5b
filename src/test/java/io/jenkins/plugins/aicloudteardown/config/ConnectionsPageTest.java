package io.jenkins.plugins.aicloudteardown.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ProxyConfiguration;
import hudson.model.Result;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxTls;
import java.io.File;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The administrator's page of connections, and the buttons that test them. */
@WithJenkins
class ConnectionsPageTest {
    private static CloudJenkins cloud;
    private static JenkinsRule jenkins;

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
    void forget() {
        cloud.sandbox().forget();
        cloud.sandbox().clearOverrides();
        cloud.sandbox().clockSkew(Duration.ZERO);
        CloudJenkins.connect(cloud.sandbox().url());
    }

    // The buttons

    /** Presses a button as the page does; the answer's text without markup. */
    private static String press(String kind, String method, Map<String, String> fields) throws Exception {
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins);
        Page page = FormRequests.post(
                browser,
                jenkins.getURL() + "descriptorByName/io.jenkins.plugins.aicloudteardown.config." + kind + "/" + method,
                fields);
        return FormRequests.text(page);
    }

    private static String pressDataforest(String credentialsId, String accountId) throws Exception {
        return press(
                "NcpConnection",
                "testDataforest",
                Map.of(
                        "name",
                        "typed",
                        "dataforestUrl",
                        cloud.sandbox().url(),
                        "credentialsId",
                        credentialsId,
                        "testAccountId",
                        accountId));
    }

    private static String pressNclue(String url, String credentialsId) throws Exception {
        return press(
                "NcpConnection", "testNclue", Map.of("name", "typed", "nclueUrl", url, "credentialsId", credentialsId));
    }

    private static String pressRoma(String credentialsId, String instanceId) throws Exception {
        return press(
                "HuaweiConnection",
                "testRoma",
                Map.of(
                        "name",
                        "typed",
                        "romaUrl",
                        cloud.sandbox().url(),
                        "iamUrl",
                        cloud.sandbox().url(),
                        "projectId",
                        SandboxKeys.PROJECT_ID,
                        "credentialsId",
                        credentialsId,
                        "testInstanceId",
                        instanceId));
    }

    private static String pressModelarts(String credentialsId) throws Exception {
        return press(
                "HuaweiConnection",
                "testModelarts",
                Map.of(
                        "name",
                        "typed",
                        "modelartsUrl",
                        cloud.sandbox().url(),
                        "iamUrl",
                        cloud.sandbox().url(),
                        "projectId",
                        SandboxKeys.PROJECT_ID,
                        "credentialsId",
                        credentialsId));
    }

    @Test
    @DisplayName("works: one read for each service, with every kind of key, and nothing but reads")
    void works() throws Exception {
        assertThat(pressDataforest("ncp-key", SandboxKeys.ACCOUNT_ID)).contains("It works: 127.0.0.1:");
        assertThat(pressNclue(cloud.sandbox().url(), "ncp-key")).contains("It works");
        for (String key : List.of("huawei-key", "huawei-token", "huawei-user")) {
            assertThat(pressRoma(key, SandboxKeys.INSTANCE_ID)).as(key).contains("It works");
            assertThat(pressModelarts(key)).as(key).contains("It works");
        }
        assertThat(cloud.sandbox().received().stream()
                        .map(Received::operation)
                        .filter(operation -> !operation.startsWith("iam")))
                .containsExactly(
                        "notebooks/getList",
                        "tasks/list",
                        "livedata-apis/list",
                        "models/list",
                        "livedata-apis/list",
                        "models/list",
                        "livedata-apis/list",
                        "models/list");
    }

    @Test
    @DisplayName("without the id that a read needs, it says that the key was not proven")
    void unproven() throws Exception {
        assertThat(pressDataforest("ncp-key", "")).contains("the key was not proven", "ID of an account");
        assertThat(pressRoma("huawei-key", "")).contains("the key was not proven", "ID of an instance");
        assertThat(cloud.sandbox().refusedSignatures()).isZero();
        CloudJenkins.add(CloudJenkins.pair("ncp-wrong-1", SandboxKeys.NCP_ACCESS_KEY, "wrong-secret-1"));
        assertThat(pressDataforest("ncp-wrong-1", "")).contains("the key, token or login was refused");
    }

    @Test
    @DisplayName(
            "bad key: said once, and the breaker keeps it from being tried again; a corrected key is tried at once")
    void badKey() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("huawei-wrong", SandboxKeys.HUAWEI_ACCESS_KEY, "wrong-secret-2"));
        String answer = pressModelarts("huawei-wrong");
        assertThat(answer)
                .contains("the key, token or login was refused", "HTTP 401", "Check the credential")
                .doesNotContain("wrong-secret-2")
                .doesNotContain("SDK-HMAC-SHA256 Access");
        assertThat(pressModelarts("huawei-wrong")).contains("this key was just refused");
        assertThat(cloud.sandbox().refusedSignatures()).isEqualTo(1);
        assertThat(pressModelarts("huawei-key")).contains("It works");
    }

    @Test
    @DisplayName("what was refused is tried again at once after a press of the button, and after a test that works")
    void tryAgain() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("huawei-wrong-too", SandboxKeys.HUAWEI_ACCESS_KEY, "wrong-secret-3"));
        Map<String, String> urls = Map.of(
                "name",
                "typed",
                "romaUrl",
                cloud.sandbox().url(),
                "modelartsUrl",
                cloud.sandbox().url());
        pressModelarts("huawei-wrong-too");
        assertThat(pressModelarts("huawei-wrong-too")).contains("this key was just refused");
        assertThat(press("HuaweiConnection", "tryAgain", urls))
                .contains("tried again at once at 127.0.0.1:" + cloud.sandbox().port());
        assertThat(cloud.sandbox().refusedSignatures()).isEqualTo(1);
        assertThat(pressModelarts("huawei-wrong-too")).contains("HTTP 401");
        assertThat(pressModelarts("huawei-key")).contains("It works");
        assertThat(pressModelarts("huawei-wrong-too")).contains("HTTP 401");
        assertThat(cloud.sandbox().refusedSignatures()).isEqualTo(3);
        cloud.build(
                "modelartsDeleteModel modelId: 'ok1', connection: 'huawei', credentialsId: 'huawei-key'",
                Result.SUCCESS);
        assertThat(press("NcpConnection", "tryAgain", Map.of("name", "typed", "nclueUrl", "http://elsewhere.example")))
                .contains("df.apigw.ntruss.com");
    }

    @Test
    @DisplayName("who may only look at the page is told nothing, and no check fails")
    void systemRead() throws Exception {
        Jenkins.SYSTEM_READ.setEnabled(true);
        try {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                    .everywhere()
                    .to("viewer"));
            JenkinsRule.WebClient browser = QuietBrowser.of(jenkins).login("viewer");
            for (String check : List.of(
                    "NcpConnection/checkName?name=",
                    "NcpConnection/checkMaxInFlight?maxInFlight=x",
                    "NcpConnection/checkCredentialsId?credentialsId=nobody",
                    "NcpConnection/checkDataforestUrl?dataforestUrl=http://elsewhere.example",
                    "NcpConnection/checkNclueUrl?nclueUrl=ftp://x",
                    "NcpConnection/checkTestAccountId?testAccountId=%2F",
                    "HuaweiConnection/checkRegion?region=nowhere",
                    "HuaweiConnection/checkRomaUrl?romaUrl=x",
                    "HuaweiConnection/checkModelartsUrl?modelartsUrl=x",
                    "HuaweiConnection/checkIamUrl?iamUrl=x",
                    "HuaweiConnection/checkProjectId?projectId=%2F",
                    "HuaweiConnection/checkTestInstanceId?testInstanceId=%2F",
                    "NcpConnection/fillCredentialsIdItems?credentialsId=x",
                    "HuaweiConnection/fillRegionItems?region=x")) {
                Page page = FormRequests.post(browser, descriptor(check), Map.of());
                assertThat(page.getWebResponse().getStatusCode()).as(check).isEqualTo(200);
                assertThat(page.getWebResponse().getContentAsString()).as(check).doesNotContain("error");
            }
            for (String button : List.of(
                    "NcpConnection/testNclue",
                    "NcpConnection/testDataforest",
                    "NcpConnection/tryAgain",
                    "HuaweiConnection/testRoma",
                    "HuaweiConnection/testModelarts",
                    "HuaweiConnection/tryAgain")) {
                assertThat(FormRequests.post(browser, descriptor(button), Map.of())
                                .getWebResponse()
                                .getStatusCode())
                        .as(button)
                        .isEqualTo(403);
            }
            browser.goTo("manage/configure");
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
            Jenkins.SYSTEM_READ.setEnabled(false);
        }
    }

    private static String descriptor(String method) throws Exception {
        return jenkins.getURL() + "descriptorByName/io.jenkins.plugins.aicloudteardown.config." + method;
    }

    @Test
    @DisplayName("clock skew: with the measured difference")
    void clockSkew() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("ncp-skewed", SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY));
        try (ProviderSandbox ahead = ProviderSandbox.start()) {
            ahead.clockSkew(Duration.ofSeconds(600));
            assertThat(pressNclue(ahead.url(), "ncp-skewed"))
                    .containsPattern("The provider's clock is (599|600|601) seconds ahead of the controller's")
                    .contains("Set the clock of the Jenkins controller");
        }
        try (ProviderSandbox behind = ProviderSandbox.start()) {
            behind.clockSkew(Duration.ofSeconds(-120));
            assertThat(pressNclue(behind.url(), "ncp-skewed"))
                    .contains("It works")
                    .containsPattern("The provider's clock is (119|120|121) seconds behind the controller's");
        }
    }

    @Test
    @DisplayName("no permission")
    void noPermission() throws Exception {
        CloudJenkins.add(CloudJenkins.pair(
                "ncp-powerless", SandboxKeys.NCP_POWERLESS_ACCESS_KEY, SandboxKeys.NCP_POWERLESS_SECRET_KEY));
        CloudJenkins.add(CloudJenkins.pair(
                "huawei-powerless", SandboxKeys.HUAWEI_POWERLESS_ACCESS_KEY, SandboxKeys.HUAWEI_POWERLESS_SECRET_KEY));
        assertThat(pressNclue(cloud.sandbox().url(), "ncp-powerless"))
                .contains("the key may not do this", "Permission Denied");
        assertThat(pressModelarts("huawei-powerless")).contains("the key may not do this");
    }

    @Test
    @DisplayName("unreachable, DNS, TLS, proxy")
    void network() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertThat(pressNclue("http://127.0.0.1:" + closed, "ncp-key"))
                .contains(
                        "no connection",
                        "Check the connection's URL or the region, the network and Jenkins' proxy settings");
        assertThat(pressNclue("https://no-such-host.invalid", "ncp-key")).contains("unknown host name (DNS)");
        try (ProviderSandbox tls = ProviderSandbox.startTls(SandboxTls.create().server())) {
            assertThat(pressNclue(tls.url(), "ncp-key")).contains("no trusted TLS connection");
        }
        jenkins.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", closed, null, null));
        try {
            assertThat(pressNclue("https://nclue.example", "ncp-key")).contains("no connection");
        } finally {
            jenkins.jenkins.setProxy(null);
        }
    }

    @Test
    @DisplayName("a proxy that refuses is named as such")
    void proxyRefuses() throws Exception {
        cloud.sandbox()
                .override(
                        SandboxKeys.INSTANCE_ID,
                        request -> io.jenkins.plugins.aicloudteardown.sandbox.Reply.html(
                                407, "<html>Proxy Authentication Required</html>"));
        assertThat(pressRoma("huawei-key", SandboxKeys.INSTANCE_ID)).contains("the HTTP proxy refused the request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            htmlPage1   | not in the documented form  | whether a proxy or a login page responds
            gzipped1    | not in the documented form  | whether a proxy or a login page responds
            redirect1   | redirect to another address   | Check the connection's URL
            retired1    | endpoint not found          | retired this API
            noPermission1 | the key may not do this   | Give the key the permission
            serverError1  | the provider had an error of its own | unexpected error
            throttledAlways1 | rate-limited (HTTP 429) | Try again in a moment.
            """)
    @DisplayName("not the provider, retired, and other responses")
    void otherAnswers(String account, String words, String hint) throws Exception {
        String answer = pressDataforest("ncp-key", account);
        assertThat(answer)
                .contains(words)
                .contains(hint == null ? "" : hint)
                .as("the button has no parameters")
                .doesNotContain("\"timeout\"");
    }

    @Test
    @DisplayName("an endless wait for a response ends in bounded time")
    void bounded() throws Exception {
        long begun = System.nanoTime();
        assertThat(pressDataforest("ncp-key", "hang1")).contains("There was no response within 20 seconds");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThat(cloud.sandbox().awaitHungUp(1, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    @DisplayName("credentials: none, not global, for the system only, of the wrong kind, of another host's domain")
    void credentials() throws Exception {
        assertThat(pressNclue(cloud.sandbox().url(), "")).contains("There is no default credential to test with");
        assertThat(pressNclue(cloud.sandbox().url(), "nobody")).contains("There is no global credential \"nobody\"");
        CloudJenkins.add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.SYSTEM,
                "for-the-system",
                null,
                SandboxKeys.NCP_ACCESS_KEY,
                SandboxKeys.NCP_SECRET_KEY));
        assertThat(pressNclue(cloud.sandbox().url(), "for-the-system")).contains("There is no global credential");
        assertThat(pressNclue(cloud.sandbox().url(), "huawei-token")).contains("of the wrong kind");
        Map<Domain, List<com.cloudbees.plugins.credentials.Credentials>> domains =
                SystemCredentialsProvider.getInstance().getDomainCredentialsMap();
        domains.put(
                new Domain("elsewhere", null, List.of(new HostnameSpecification("elsewhere.example", null))),
                new ArrayList<>(List.of(
                        CloudJenkins.pair("of-elsewhere", SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY))));
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(domains);
        assertThat(pressNclue(cloud.sandbox().url(), "of-elsewhere")).contains("There is no global credential");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("a URL that keys must not be sent to is not called, and neither is anything without a project")
    void nothingToCall() throws Exception {
        assertThat(pressNclue("http://example.com", "ncp-key")).contains("no usable URL");
        assertThat(press(
                        "HuaweiConnection",
                        "testModelarts",
                        Map.of("name", "typed", "modelartsUrl", cloud.sandbox().url(), "credentialsId", "huawei-key")))
                .contains("Project ID is missing");
        assertThat(pressDataforest("ncp-key", "../x")).contains("Not a valid ID");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("the provider's message is shown as text, never as markup")
    void escaped() throws Exception {
        cloud.sandbox()
                .override(
                        SandboxKeys.INSTANCE_ID,
                        request -> io.jenkins.plugins.aicloudteardown.sandbox.Reply.json(
                                400, "{\"error_code\":\"X.1\",\"error_msg\":\"<img src=x onerror=alert(1)>\"}"));
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins);
        Page page = FormRequests.post(
                browser,
                jenkins.getURL()
                        + "descriptorByName/io.jenkins.plugins.aicloudteardown.config.HuaweiConnection/testRoma",
                Map.of(
                        "name",
                        "typed",
                        "romaUrl",
                        cloud.sandbox().url(),
                        "projectId",
                        SandboxKeys.PROJECT_ID,
                        "credentialsId",
                        "huawei-key",
                        "testInstanceId",
                        SandboxKeys.INSTANCE_ID));
        assertThat(page.getWebResponse().getContentAsString())
                .contains("&lt;img")
                .doesNotContain("<img src=x onerror");
    }

    // The page

    private static HtmlForm system(JenkinsRule.WebClient browser) throws Exception {
        return FormRequests.filled(browser.goTo("manage/configure"));
    }

    @Test
    @DisplayName("the page gives back what it was shown; the test's own field is not saved")
    void roundTrip() throws Exception {
        NcpConnection ncp = new NcpConnection("zone two");
        ncp.setDataforestUrl("https://df.example/gateway");
        ncp.setNclueUrl("https://nclue.example");
        ncp.setCredentialsId("ncp-key");
        ncp.setMaxInFlight(3);
        HuaweiConnection huawei = new HuaweiConnection("europe");
        huawei.setRegion("eu-west-101");
        huawei.setProjectId("project1");
        huawei.setIamUrl("https://iam.example");
        huawei.setRomaUrl("https://roma.example");
        huawei.setModelartsUrl("https://modelarts.example");
        huawei.setRomaV2(true);
        huawei.setCredentialsId("in-a-folder");
        Connections.get().setConnections(List.of(ncp, huawei, new NcpConnection("plain")));
        String before = jenkins.jenkins.XSTREAM2.toXML(Connections.get().getConnections());
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins);
        HtmlForm form = system(browser);
        form.getInputByName("_.testInstanceId").setValue("instance1");
        jenkins.submit(form);
        assertThat(jenkins.jenkins.XSTREAM2.toXML(Connections.get().getConnections()))
                .isEqualTo(before)
                .doesNotContain("instance1");
    }

    @Test
    @DisplayName("the button in the page tests what is typed, saved or not")
    void buttonInThePage() throws Exception {
        NcpConnection ncp = new NcpConnection("ncp");
        ncp.setNclueUrl("https://wrong.invalid");
        ncp.setCredentialsId("ncp-key");
        Connections.get().setConnections(List.of(ncp));
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins);
        HtmlForm form = system(browser);
        form.getInputByName("_.nclueUrl").setValue(cloud.sandbox().url());
        HtmlElementUtil.click(form.getFirstByXPath(".//button[contains(., 'Test connection: NCLUE')]"));
        browser.waitForBackgroundJavaScript(20_000);
        assertThat(form.asXml()).contains("It works: 127.0.0.1:");
        assertThat(cloud.sandbox().count("tasks/list")).isEqualTo(1);
        assertThat(Connections.get().named("ncp").orElseThrow().baseUrl(Service.NCLUE))
                .hasToString("Optional[https://wrong.invalid]");
    }

    @Test
    @DisplayName("removing all of them is saved")
    void emptied() throws Exception {
        Connections.get().setConnections(List.of());
        jenkins.submit(system(QuietBrowser.of(jenkins)));
        assertThat(Connections.get().getConnections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", " first ", ""})
    @DisplayName("a name that is blank or given twice is refused, and nothing is saved")
    void names(String second) throws Exception {
        Connections.get().setConnections(List.of(new NcpConnection("first"), new HuaweiConnection("second")));
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins).withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = system(browser);
        form.getInputsByName("_.name").get(nameOf(form, "second")).setValue(second);
        HtmlPage refused = jenkins.submit(form);
        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText())
                .contains(second.isEmpty() ? "The name is missing" : "There is another connection named \"first\"");
        assertThat(Connections.get().getConnections())
                .extracting(Connection::getName)
                .containsExactly("first", "second");
        assertThatThrownBy(() -> Connections.get()
                        .setConnections(List.of(new NcpConnection("first"), new HuaweiConnection(second))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int nameOf(HtmlForm form, String name) {
        var inputs = form.getInputsByName("_.name");
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).getValue().equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no field holds " + name);
    }

    // At use

    private static String kill(String connection) {
        return "dataforestKill id: 'ok1', credentialsId: 'ncp-key', connection: '" + connection + "'";
    }

    @Test
    @DisplayName("renaming or deleting a connection gives the job that names it one clear sentence")
    void renamed() throws Exception {
        cloud.build(kill("ncp"), Result.SUCCESS);
        cloud.sandbox().forget();
        Connections.get().setConnections(List.of(new NcpConnection("ncp-renamed")));
        String log = JenkinsRule.getLog(cloud.build(kill("ncp"), Result.FAILURE));
        assertThat(log)
                .contains(
                        "ERROR: [dataforestKill] \"connection\" (Connection) is \"ncp\", which does not exist: expected"
                                + " the name of a connection in Manage Jenkins, System, AI Cloud Teardown.")
                .doesNotContain("\tat ");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://127.0.0.1.evil.example",
                "https://user:password@df.example",
                "https://df.example/?x=",
                "ftp://127.0.0.1",
                "not a url"
            })
    @DisplayName("a malformed URL on the disk, which no form has checked, never gets a key")
    void persisted(String url) throws Exception {
        String xml = """
                <?xml version='1.1' encoding='UTF-8'?>
                <io.jenkins.plugins.aicloudteardown.config.Connections>
                  <connections>
                    <io.jenkins.plugins.aicloudteardown.config.NcpConnection>
                      <name>ncp</name>
                      <dataforestUrl>%s</dataforestUrl>
                    </io.jenkins.plugins.aicloudteardown.config.NcpConnection>
                    <io.jenkins.plugins.aicloudteardown.config.HuaweiConnection>
                      <name>huawei</name>
                      <region>cn-north-4</region>
                      <modelartsUrl>%s</modelartsUrl>
                      <iamUrl>%s</iamUrl>
                      <projectId>%s</projectId>
                    </io.jenkins.plugins.aicloudteardown.config.HuaweiConnection>
                  </connections>
                </io.jenkins.plugins.aicloudteardown.config.Connections>
                """.formatted(url, cloud.sandbox().url(), url, SandboxKeys.PROJECT_ID);
        File file = new File(jenkins.jenkins.getRootDir(), Connections.class.getName() + ".xml");
        Files.writeString(file.toPath(), xml, StandardCharsets.UTF_8);
        Connections.get().load();
        assertThat(JenkinsRule.getLog(cloud.build(kill("ncp"), Result.FAILURE)))
                .contains("\"connection\" (Connection) is \"ncp\", which has no usable URL for DataForest");
        String user = "modelartsDeleteModel modelId: 'ok1', credentialsId: 'huawei-user', connection: 'huawei'";
        assertThat(JenkinsRule.getLog(cloud.build(user, Result.FAILURE)))
                .contains("\"connection\" (Connection) is \"huawei\", which has no usable IAM URL");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    @DisplayName("the default credential's drop-down offers ordinary global ones of a kind that fits")
    void dropDown() throws Exception {
        CloudJenkins.add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.SYSTEM,
                "system-only",
                null,
                "user",
                Secret.fromString("pw").getPlainText()));
        NcpConnection.DescriptorImpl ncp = jenkins.jenkins.getDescriptorByType(NcpConnection.DescriptorImpl.class);
        assertThat(ncp.doFillCredentialsIdItems(""))
                .extracting(option -> option.value)
                .contains("", "ncp-key", "huawei-key")
                .doesNotContain("system-only", "huawei-token", "huawei-user");
        HuaweiConnection.DescriptorImpl huawei =
                jenkins.jenkins.getDescriptorByType(HuaweiConnection.DescriptorImpl.class);
        assertThat(huawei.doFillCredentialsIdItems("kept"))
                .extracting(option -> option.value)
                .contains("kept", "huawei-key", "huawei-token", "huawei-user")
                .doesNotContain("system-only");
        assertThat(ncp.doCheckCredentialsId("huawei-token").getMessage()).contains("of the wrong kind");
        assertThat(ncp.doCheckCredentialsId("nobody").getMessage()).contains("There is no global credential");
        assertThat(ncp.doCheckCredentialsId("ncp-key").kind).isEqualTo(hudson.util.FormValidation.Kind.OK);
        assertThat(ncp.doCheckCredentialsId("").kind).isEqualTo(hudson.util.FormValidation.Kind.OK);
    }
}
