package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** In whose name the key of what was handed over is looked up: in that of the job, and never in more. */
@WithJenkins
class LeftLookupTest {
    private static final String KEEP = "keepTrying: true";
    private static final String AT_END = "atEnd: true";
    private static final String ALICE = "alice";
    private static final String MODEL = "modelartsDeleteModel";

    private static CloudJenkins cloud;
    private static ProviderSandbox sandbox;
    private static Jenkins jenkins;
    private LaterClock clock;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        cloud = new CloudJenkins(rule);
        sandbox = cloud.sandbox();
        jenkins = rule.jenkins;
        jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        unsecured();
        User alice = User.getById(ALICE, true);
        try (ACLContext as = ACL.as2(alice.impersonate2())) {
            CredentialsProvider.lookupStores(alice)
                    .iterator()
                    .next()
                    .addCredentials(Domain.global(), key(CredentialsScope.USER, "alices-key"));
        }
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
        unsecured();
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    private static void unsecured() {
        jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    private static StandardCredentials key(CredentialsScope scope, String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(
                scope, id, null, SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY);
    }

    private static FolderCredentialsProperty keys(StandardCredentials... keys) {
        return new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(keys))});
    }

    // Of a person, or of a build

    private static Stream<String> ofBuilds() {
        return Stream.of(KEEP, AT_END);
    }

    /** A build that alice starts, with the parameter KEY naming this credential. */
    private static Run<?, ?> buildWithKey(ParameterizedJob<?, ?> job, String credential, Result expected)
            throws Exception {
        var parameters = new ParametersAction(new CredentialsParameterValue("KEY", credential, null, false));
        var future = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(ALICE)), parameters);
        return cloud.rule().assertBuildStatus(expected, (Run<?, ?>) future.get());
    }

    private static CredentialsParameterDefinition parameter() {
        return new CredentialsParameterDefinition(
                "KEY", null, "", UsernamePasswordCredentialsImpl.class.getName(), true);
    }

    private static WorkflowJob pipeline(String id, String more) throws Exception {
        WorkflowJob job = cloud.job(deleteModel(id, (more.isEmpty() ? "" : more + ", ") + "credentialsId: '${KEY}'"));
        job.addProperty(new ParametersDefinitionProperty(parameter()));
        return job;
    }

    private static FreeStyleProject freestyle(String id, String more) throws Exception {
        ModelartsDeleteModelStep step = new ModelartsDeleteModelStep();
        step.setConnection("huawei");
        step.setCredentialsId("${KEY}");
        step.setModelId(id);
        step.setKeepTrying(more.equals(KEEP));
        step.setAtEnd(more.equals(AT_END));
        FreeStyleProject job = cloud.rule().createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(parameter()));
        job.getBuildersList().add(new TeardownBuilder(List.of(step)));
        return job;
    }

    @Test
    void withNeitherParameterTheCredentialOfAPersonWorks() throws Exception {
        buildWithKey(pipeline("okPerson1", ""), "alices-key", Result.SUCCESS);

        assertThat(sandbox.count(MODEL)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("ofBuilds")
    void theCredentialOfAPersonOrAParameterIsBadInput(String more) throws Exception {
        for (String credential : List.of("alices-key", "huawei-key")) {
            refused(
                    buildWithKey(pipeline("okPerson2", more), credential, Result.FAILURE),
                    "which belongs to the build alone");
        }
    }

    /** There the parameter's value is in the place of its name before anything is looked up. */
    @ParameterizedTest
    @MethodSource("ofBuilds")
    void theCredentialOfAPersonIsBadInputInAFreestyleJob(String more) throws Exception {
        refused(
                buildWithKey(freestyle("okPerson3", more), "alices-key", Result.FAILURE),
                "is \"alices-key\", which this job cannot use");
    }

    private static void refused(Run<?, ?> run, String why) throws Exception {
        cloud.rule().assertLogContains(why, run);
        assertThat(sandbox.received()).isEmpty();
        assertThat(Disposals.get().none()).isTrue();
    }

    // As whom the job runs

    private static void runAs(String user, WorkflowJob job) {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(), User.getById(user, true).impersonate2()));
    }

    private static MockAuthorizationStrategy alice() {
        return new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to(ALICE);
    }

    private static void aliceMayUseCredentials() {
        jenkins.setAuthorizationStrategy(
                alice().grant(CredentialsProvider.USE_ITEM).everywhere().to(ALICE));
    }

    @ParameterizedTest
    @MethodSource("ofBuilds")
    void aPersonsOwnCredentialIsNotKeptThoughTheJobRunsAsThatPerson(String more) throws Exception {
        aliceMayUseCredentials();
        WorkflowJob job = cloud.job(deleteModel("okAlice2", more + ", credentialsId: 'alices-key'"));
        runAs(ALICE, job);

        Run<?, ?> run = cloud.rule().buildAndAssertStatus(Result.FAILURE, job);

        refused(run, "which belongs to the build alone");
    }

    @Test
    void whatAJobCanUseAsThePersonItRunsAsIsKeptUntilItCannot() throws Exception {
        aliceMayUseCredentials();
        WorkflowJob job = cloud.job(deleteModel("okAlice1", KEEP));
        runAs(ALICE, job);
        leave(job, "okAlice1");
        assertThat(Left.order("okAlice1").owner().authentication()).isEqualTo(ALICE);

        jenkins.setAuthorizationStrategy(alice());
        clock.passMinutes(1);
        assertThat(standing("okAlice1").stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThat(sandbox.received()).isEmpty();

        aliceMayUseCredentials();
        clock.passMinutes(60);
        assertThat(standing("okAlice1")).isNull();
        assertThat(writes(sandbox, MODEL, "okAlice1")).isEqualTo(1);
    }

    @Test
    void aPersonWhoIsGoneMayNothing() throws Exception {
        jenkins.setAuthorizationStrategy(
                alice().grant(CredentialsProvider.USE_ITEM).everywhere().to("bob"));
        WorkflowJob job = cloud.job(deleteModel("okGone1", KEEP));
        runAs("bob", job);
        leave(job, "okGone1");

        User.getById("bob", false).delete();
        clock.passMinutes(1);

        assertThat(standing("okGone1").stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThat(sandbox.received()).isEmpty();
    }

    /** Has a build of the job leave it behind, and forgets what was sent until then. */
    private static void leave(WorkflowJob job, String id) throws Exception {
        Left.refuse(sandbox, MODEL, id);
        cloud.rule().buildAndAssertStatus(Result.UNSTABLE, job);
        sandbox.clearOverrides();
        sandbox.forget();
    }

    // The job is gone

    private static WorkflowJob job(Folder folder, String id, String more) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(deleteModel(id, more), true));
        return job;
    }

    @Test
    void aJobThatIsGoneHasTheCredentialsOfItsNearestFolder() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        team.addProperty(keys(key(CredentialsScope.GLOBAL, "team-key")));
        Folder below = team.createProject(Folder.class, "below");
        Folder deepest = below.createProject(Folder.class, "deepest");
        leave(job(deepest, "okFolder1", KEEP + ", credentialsId: 'team-key'"), "okFolder1");

        below.delete();
        clock.passMinutes(1);

        assertThat(standing("okFolder1")).isNull();
        assertThat(writes(sandbox, MODEL, "okFolder1")).isEqualTo(1);
    }

    @Test
    void aJobThatIsGoneHasNoCredentialOfJenkinsItself() throws Exception {
        CloudJenkins.add(key(CredentialsScope.SYSTEM, "twice"));
        Folder folder = jenkins.createProject(Folder.class, "with-key");
        folder.addProperty(keys(key(CredentialsScope.GLOBAL, "twice")));
        leave(job(folder, "okFolder2", KEEP + ", credentialsId: 'twice'"), "okFolder2");

        folder.delete();
        clock.passMinutes(1);

        assertThat(standing("okFolder2").stands()).isEqualTo(Disposition.NO_ACCESS);
        assertThat(standing("okFolder2").said()).contains("\"twice\"");
        assertThat(sandbox.received()).isEmpty();
    }
}
