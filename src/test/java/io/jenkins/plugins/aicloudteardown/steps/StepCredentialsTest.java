package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsUnavailableException;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentialsImpl;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which credentials a job may use, for which host, and who is told of them. */
@WithJenkins
class StepCredentialsTest {
    private static final String KILL = "dataforestKill";

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private static Folder team;
    private static Folder other;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        team = rule.jenkins.createProject(Folder.class, "team");
        other = rule.jenkins.createProject(Folder.class, "other");
        team.addProperty(new FolderCredentialsProperty(new DomainCredentials[] {
            new DomainCredentials(
                    Domain.global(),
                    List.of(
                            pair(CredentialsScope.GLOBAL, "team-key"),
                            CloudJenkins.text("team-token", SandboxKeys.FIXED_TOKEN)))
        }));
        inDomain("fitting", "127.0.0.1", pair(CredentialsScope.GLOBAL, "for-this-host"));
        inDomain("elsewhere", "*.example.com", pair(CredentialsScope.GLOBAL, "for-another-host"));
        inDomain("no-iam", "127.0.0.1", Scripts.iamUser("user-not-for-iam", SandboxKeys.IAM_PASSWORD));
        CloudJenkins.add(pair(CredentialsScope.SYSTEM, "of-the-system"));
        HuaweiConnection iamElsewhere = new HuaweiConnection("iam-elsewhere");
        iamElsewhere.setModelartsUrl(cloud.sandbox().url());
        iamElsewhere.setProjectId(SandboxKeys.PROJECT_ID);
        iamElsewhere.setIamUrl(cloud.sandbox().url().replace("127.0.0.1", "localhost"));
        NcpConnection withDefault = new NcpConnection("with-default");
        withDefault.setDataforestUrl(cloud.sandbox().url());
        withDefault.setCredentialsId("team-key");
        List<Connection> connections = Connections.get().getConnections();
        connections.addAll(List.of(iamElsewhere, withDefault));
        Connections.get().setConnections(connections);
    }

    private static StandardCredentials pair(CredentialsScope scope, String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(
                scope, id, null, SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY);
    }

    private static void inDomain(String name, String hosts, StandardCredentials credentials) throws Exception {
        Domain domain = new Domain(name, null, List.of(new HostnameSpecification(hosts, null)));
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addDomain(domain, credentials);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    @AfterEach
    void unsecure() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static WorkflowRun build(Folder folder, String script, Result expected) throws Exception {
        WorkflowJob job = folder.createProject(
                WorkflowJob.class, "job" + (folder.getItems().size() + 1));
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    private static void refused(WorkflowRun run, String id, String host) throws Exception {
        assertThat(Scripts.error(run))
                .matches("\\[[a-zA-Z]+\\] \\Q\"credentialsId\" (Credential) is \"" + id
                        + "\", which this job cannot use for " + host + ": \\E.*");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    private static String kill(String credentialsId) {
        return Scripts.step(KILL, "ok1", "credentialsId: '" + credentialsId + "'");
    }

    @Test
    void aFoldersCredentialWorksInItsFolderAndBelow() throws Exception {
        Scripts.log(build(team, kill("team-key"), Result.SUCCESS));
        Folder below = team.createProject(Folder.class, "below");
        Scripts.log(build(below, kill("team-key"), Result.SUCCESS));
        Scripts.log(build(team, kill("ncp-key"), Result.SUCCESS));
        assertThat(cloud.sandbox().count(KILL)).isEqualTo(3);
    }

    @Test
    void aFoldersCredentialIsRefusedElsewhere() throws Exception {
        refused(build(other, kill("team-key"), Result.FAILURE), "team-key", "127.0.0.1");
        refused(cloud.build(kill("team-key"), Result.FAILURE), "team-key", "127.0.0.1");
    }

    @Test
    void aCredentialOfTheSystemItselfIsRefused() throws Exception {
        refused(cloud.build(kill("of-the-system"), Result.FAILURE), "of-the-system", "127.0.0.1");
        refused(build(team, kill("of-the-system"), Result.FAILURE), "of-the-system", "127.0.0.1");
    }

    @Test
    void aDomainBindsACredentialToItsHosts() throws Exception {
        Scripts.log(cloud.build(kill("for-this-host"), Result.SUCCESS));
        cloud.sandbox().forget();
        refused(cloud.build(kill("for-another-host"), Result.FAILURE), "for-another-host", "127.0.0.1");
    }

    @Test
    void theDomainOfAnIamUserMustIncludeTheHostThatGetsItsPassword() throws Exception {
        String step = Scripts.step(
                "modelartsDeleteModel", "ok1", "credentialsId: 'user-not-for-iam'", "connection: 'iam-elsewhere'");
        refused(cloud.build(step, Result.FAILURE), "user-not-for-iam", "localhost");
        Scripts.log(cloud.build(step.replace("iam-elsewhere", "huawei"), Result.SUCCESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain name", "username", "password"})
    void anIamUserWithoutAPartIsOneSentence(String part) throws Exception {
        CloudJenkins.add(new HuaweiIamUserCredentialsImpl(
                CredentialsScope.GLOBAL,
                "without-" + part.replace(' ', '-'),
                null,
                part.equals("domain name") ? null : "domain",
                part.equals("username") ? null : "user",
                part.equals("password") ? null : Secret.fromString("password")));
        WorkflowRun run = cloud.build(
                Scripts.step("modelartsDeleteModel", "ok1", "credentialsId: 'without-" + part.replace(' ', '-') + "'"),
                Result.FAILURE);
        assertThat(Scripts.error(run)).contains("whose " + part + " is empty");
        assertThat(Scripts.log(run)).doesNotContain("Exception", "\tat ");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password", "store"})
    void aStoreThatFailsIsOneSentence(String what) throws Exception {
        CloudJenkins.add(new FailingCredentials("failing-" + what, what));
        WorkflowRun run =
                cloud.build(Scripts.step(KILL, "ok1", "credentialsId: 'failing-" + what + "'"), Result.FAILURE);
        if (what.equals("store")) {
            assertThat(Scripts.error(run))
                    .contains("which could not be read, because its store failed (CredentialsUnavailableException)");
        } else {
            assertThat(Scripts.error(run)).contains("is empty or has a character in it that cannot be sent");
        }
        assertThat(Scripts.log(run)).doesNotContain("\tat ", "words of the store");
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @Test
    void aRefusedKeyIsToldByItsIdAndUntilWhen() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("key-of-nobody", "AN-ACCESS-KEY-OF-NOBODY", "a-secret-of-nobody"));
        for (String words : List.of("the key, token or login was refused", "this key was just refused")) {
            WorkflowRun run = cloud.build(Scripts.step(KILL, "ok1", "credentialsId: 'key-of-nobody'"), Result.FAILURE);
            assertThat(Scripts.error(run))
                    .contains(words, "(HTTP 401 200 ")
                    .containsPattern(
                            "Nothing more is sent with the credential \"key-of-nobody\" to 127\\.0\\.0\\.1:[0-9]+"
                                    + " until 20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{8} UTC")
                    .contains("clicks " + button() + " at a connection to that host in Manage Jenkins")
                    .doesNotContain("AN-ACCESS-KEY-OF-NOBODY");
        }
        assertThat(cloud.sandbox().received()).hasSize(1);
    }

    /** What the button is called that has such a key tried again. */
    private static String button() {
        return ResourceBundle.getBundle(NcpConnection.class.getName().replace('.', '/') + "/test", Locale.ROOT)
                .getString("tryAgain");
    }

    /** As plugins make them that ask a remote store when a part is wanted. */
    private static final class FailingCredentials extends BaseStandardCredentials
            implements StandardUsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;

        private final String what;

        FailingCredentials(String id, String what) {
            super(CredentialsScope.GLOBAL, id, null);
            this.what = what;
        }

        @Override
        public String getUsername() {
            return what.equals("username") ? null : "user";
        }

        @Override
        public Secret getPassword() {
            if (what.equals("store")) {
                throw new CredentialsUnavailableException("password", "words of the store");
            }
            return what.equals("password") ? null : Secret.fromString("password");
        }
    }

    @Test
    void theDefaultOfAConnectionIsFoundAsTheJobFindsItsOwn() throws Exception {
        String step = "dataforestKill id: 'ok1', connection: 'with-default'";
        Scripts.log(build(team, step, Result.SUCCESS));
        cloud.sandbox().forget();
        refused(build(other, step, Result.FAILURE), "team-key", "127.0.0.1");
        Scripts.log(build(other, step + ", credentialsId: 'ncp-key'", Result.SUCCESS));
    }

    @Test
    void useIsTrackedAndRefusalIsNot() throws Exception {
        CloudJenkins.add(pair(CredentialsScope.GLOBAL, "tracked"));
        CloudJenkins.add(CloudJenkins.text("tracked-but-refused", SandboxKeys.FIXED_TOKEN));
        WorkflowRun used = cloud.build(kill("tracked"), Result.SUCCESS);
        WorkflowRun dry =
                cloud.build(Scripts.step(KILL, "ok1", "credentialsId: 'tracked'", "dryRun: true"), Result.SUCCESS);
        cloud.build(kill("tracked-but-refused"), Result.FAILURE);
        Fingerprint usage = CredentialsProvider.getFingerprintOf(credential("tracked"));
        assertThat(usage.getJobs())
                .contains(used.getParent().getFullName(), dry.getParent().getFullName());
        assertThat(usage.getRangeSet(used.getParent()).includes(used.getNumber()))
                .isTrue();
        assertThat(CredentialsProvider.getFingerprintOf(credential("tracked-but-refused")))
                .isNull();
    }

    private static StandardCredentials credential(String id) {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(StandardCredentials.class::isInstance)
                .map(StandardCredentials.class::cast)
                .filter(one -> one.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> offered(String function, Item item, String connection, String current) {
        TeardownStepDescriptor descriptor = (TeardownStepDescriptor) StepDescriptor.byFunctionName(function);
        return descriptor.doFillCredentialsIdItems(item, current, connection, "").stream()
                .map(option -> option.value)
                .toList();
    }

    private static List<String> stepsOfNaverCloud() {
        return stepsOf("ncp");
    }

    private static List<String> stepsOfHuaweiCloud() {
        return stepsOf("huawei");
    }

    private static List<String> stepsOf(String connection) {
        return EveryStep.functions().stream()
                .filter(function -> EveryStep.connection(function).equals(connection))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stepsOfNaverCloud")
    void aDropDownOfNaverCloudOffersPairsForItsHost(String function) throws Exception {
        WorkflowJob job = cloud.job("");
        assertThat(offered(function, job, "ncp", ""))
                .contains("", "ncp-key", "huawei-key", "for-this-host")
                .doesNotContain(
                        "huawei-token",
                        "huawei-user",
                        "of-the-system",
                        "for-another-host",
                        "user-not-for-iam",
                        "team-key",
                        "team-token");
    }

    @ParameterizedTest
    @MethodSource("stepsOfHuaweiCloud")
    void aDropDownOfHuaweiCloudOffersAllThreeKinds(String function) throws Exception {
        WorkflowJob job = team.createProject(WorkflowJob.class, "shown-" + function);
        assertThat(offered(function, job, "huawei", ""))
                .contains("", "ncp-key", "huawei-key", "huawei-token", "huawei-user", "team-key", "team-token")
                .doesNotContain("of-the-system", "for-another-host");
    }

    @Test
    void aDropDownKeepsTheCurrentValueAndIsNotStoppedByABadConnection() throws Exception {
        WorkflowJob job = cloud.job("");
        assertThat(offered(KILL, job, "ncp", "removed-since")).contains("removed-since", "ncp-key");
        assertThat(offered(KILL, job, "renamed-since", "")).contains("ncp-key");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,      false, false",
        "reader,      false, false",
        "extended,    true,  false",
        "user,        true,  false",
        "configurer,  true,  false",
        "admin,       true,  true",
    })
    void aDropDownShowsIdsOnlyToThoseWhoMay(String who, boolean ofJob, boolean ofNone) throws Exception {
        WorkflowJob job = team.createProject(WorkflowJob.class, "seen-by-" + who);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "extended", "user", "configurer")
                .grant(Item.EXTENDED_READ)
                .everywhere()
                .to("extended")
                .grant(CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("user")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer"));
        try (ACLContext as = ACL.as2(User.getById(who, true).impersonate2())) {
            for (String current : List.of("", "current")) {
                List<String> onlyCurrent = List.of(current);
                if (ofJob) {
                    assertThat(offered(KILL, job, "ncp", current)).contains("ncp-key", "team-key");
                } else {
                    assertThat(offered(KILL, job, "ncp", current)).isEqualTo(onlyCurrent);
                }
                if (ofNone) {
                    assertThat(offered(KILL, null, "ncp", current)).contains("ncp-key");
                } else {
                    assertThat(offered(KILL, null, "ncp", current)).isEqualTo(onlyCurrent);
                }
            }
        }
    }
}
