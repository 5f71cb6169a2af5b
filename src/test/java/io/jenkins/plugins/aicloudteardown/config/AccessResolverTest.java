package io.jenkins.plugins.aicloudteardown.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import hudson.XmlFile;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentialsImpl;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.core.Authentication;

/** Where a call goes and with which key, for the build of a job. */
@WithJenkins
class AccessResolverTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final TargetNames NCP = new TargetNames("ncp", "", "", "ncp-key");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        CloudJenkins.provide("http://127.0.0.1:1");
    }

    @AfterEach
    void open() {
        HangingStore.answer.countDown();
    }

    private static Run<?, ?> build(ItemGroup<?> folder, String job) throws Exception {
        FreeStyleProject project = folder instanceof Folder parent
                ? parent.createProject(FreeStyleProject.class, job)
                : jenkins.createFreeStyleProject(job);
        return jenkins.buildAndAssertSuccess(project);
    }

    private static CompletableFuture<Access> resolve(TargetNames where, Run<?, ?> run) {
        return AccessResolver.resolve(Service.NCLUE, where, run);
    }

    private static Throwable problem(CompletableFuture<Access> lookup) {
        assertThat(lookup).failsWithin(SOON);
        return lookup.handle((access, error) -> error).join();
    }

    @Test
    void aStoreThatHangsHoldsUpNoOtherFolder() throws Exception {
        Folder hung = jenkins.jenkins.createProject(Folder.class, HangingStore.FOLDER);
        Run<?, ?> there = build(hung, "job");
        Run<?, ?> here = build(jenkins.jenkins, "here");
        HangingStore.close();
        List<CompletableFuture<Access>> hanging = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            hanging.add(resolve(NCP, there));
        }
        HangingStore.awaitSomebody();
        assertThat(resolve(NCP, here)).succeedsWithin(SOON);
        assertThat(hanging).allMatch(lookup -> !lookup.isDone());
        HangingStore.answer.countDown();
        assertThat(hanging).allSatisfy(lookup -> assertThat(lookup).succeedsWithin(SOON));
        assertThat(HangingStore.ASKED_BY).isNotEmpty().allMatch(ACL.SYSTEM2::equals);
    }

    @Test
    void cancellingInterruptsTheStore() throws Exception {
        Folder hung = jenkins.jenkins.createProject(Folder.class, HangingStore.FOLDER + "-too");
        Run<?, ?> there = build(hung, "job");
        HangingStore.close();
        CompletableFuture<Access> lookup = resolve(NCP, there);
        HangingStore.awaitSomebody();
        lookup.cancel(true);
        assertThat(HangingStore.INTERRUPTED.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whatIsWrongWithTheParametersIsSaidAtOnce() throws Exception {
        Run<?, ?> run = build(jenkins.jenkins, "parameters");
        for (TargetNames wrong : List.of(
                new TargetNames("nobody's", "", "", "ncp-key"),
                new TargetNames("huawei", "", "", "ncp-key"),
                new TargetNames("ncp", "cn-north-4", "", "ncp-key"),
                new TargetNames("ncp", "", "", ""))) {
            CompletableFuture<Access> lookup = resolve(wrong, run);
            assertThat(lookup).isCompletedExceptionally();
            assertThat(problem(lookup)).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void aCredentialThatIsNotThereOrOfTheWrongKindIsBadInput() throws Exception {
        Run<?, ?> run = build(jenkins.jenkins, "credentials");
        assertThat(problem(resolve(new TargetNames("ncp", "", "", "nobody's"), run)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("\"nobody's\", which this job cannot use for 127.0.0.1");
        assertThat(problem(resolve(new TargetNames("ncp", "", "", "huawei-token"), run)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("of the wrong kind");
    }

    /** Neither of two users of one id, each bound to one of the hosts, may be sent to both. */
    @Test
    void anIamUserMustBeForTheServicesHostAndForIams() throws Exception {
        HuaweiConnection connection = new HuaweiConnection("iam-elsewhere");
        connection.setModelartsUrl("http://127.0.0.1:1");
        connection.setIamUrl("http://localhost:1");
        connection.setProjectId("project1");
        List<Connection> connections = Connections.get().getConnections();
        connections.add(connection);
        Connections.get().setConnections(connections);
        Run<?, ?> run = build(jenkins.jenkins, "iam");
        TargetNames twins = new TargetNames("iam-elsewhere", "", "", "twin");
        addUser("services", "127.0.0.1");
        addUser("iams", "localhost");
        assertThat(problem(AccessResolver.resolve(Service.MODELARTS, twins, run)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("\"twin\", which this job cannot use for localhost");
        // The one found for both hosts together is not the one found for the service's.
        addUser("anything", "*");
        assertThat(problem(AccessResolver.resolve(Service.MODELARTS, twins, run)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("\"twin\", which this job cannot use for localhost");
        removeUsers("services", "iams", "anything");
        addUser("both", "127.0.0.1,localhost");
        Access access = AccessResolver.resolve(Service.MODELARTS, twins, run).get(1, TimeUnit.MINUTES);
        assertThat(((ProviderKey.IamUser) access.key()).user()).isEqualTo("both");
        assertThat(access.iam()).hasHost("localhost");
    }

    private static void removeUsers(String... names) throws Exception {
        CredentialsStore store =
                CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next();
        for (String name : names) {
            store.removeDomain(store.getDomainByName(name));
        }
    }

    private static void addUser(String name, String hosts) throws Exception {
        Domain domain = new Domain(name, null, List.of(new HostnameSpecification(hosts, null)));
        StandardCredentials user = new HuaweiIamUserCredentialsImpl(
                CredentialsScope.GLOBAL, "twin", null, "domain", name, Secret.fromString("a-password"));
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addDomain(domain, user);
    }

    @Test
    void useIsRecordedOnceForABuildAndAgainForTheNext() throws Exception {
        StandardCredentials tracked = CloudJenkins.pair("tracked-once", "an-access-key", "a-secret-key");
        CloudJenkins.add(tracked);
        TargetNames where = new TargetNames("ncp", "", "", "tracked-once");
        Run<?, ?> first = build(jenkins.jenkins, "tracked");
        resolve(where, first).get(1, TimeUnit.MINUTES);
        long once = Records.of(tracked);
        resolve(where, first).get(1, TimeUnit.MINUTES);
        assertThat(Records.of(tracked)).isEqualTo(once).isPositive();
        Run<?, ?> second = jenkins.buildAndAssertSuccess((FreeStyleProject) first.getParent());
        resolve(where, second).get(1, TimeUnit.MINUTES);
        assertThat(Records.of(tracked)).isGreaterThan(once);
        Fingerprint.RangeSet builds =
                CredentialsProvider.getFingerprintOf(tracked).getRangeSet(first.getParent());
        assertThat(List.of(first, second)).allMatch(build -> builds.includes(build.getNumber()));
    }

    @Test
    void aStoreThatDoesNotAnswerIsSaidInOneSentence() {
        LookupTimedOutException problem = new LookupTimedOutException("a-key");
        assertThat(problem)
                .hasNoCause()
                .hasMessage("The credential 'a-key' could not be looked up: its store did not answer within 30 s.");
    }

    /** Counts how often the file of a credential's uses is written. */
    @TestExtension
    public static final class Records extends SaveableListener {
        private static final Queue<String> WRITTEN = new ConcurrentLinkedQueue<>();

        static long of(StandardCredentials credentials) throws IOException {
            String hash = CredentialsProvider.getFingerprintOf(credentials).getHashString();
            return WRITTEN.stream().filter(hash::equals).count();
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Fingerprint fingerprint) {
                WRITTEN.add(fingerprint.getHashString());
            }
        }
    }

    /** A store of the jobs in some folders that, while it is closed, answers nobody. */
    @TestExtension
    public static final class HangingStore extends CredentialsProvider {
        static final String FOLDER = "hung";
        static final Queue<Authentication> ASKED_BY = new ConcurrentLinkedQueue<>();
        static final Semaphore INTERRUPTED = new Semaphore(0);
        static volatile CountDownLatch answer = new CountDownLatch(0);
        static volatile CountDownLatch asked = new CountDownLatch(0);

        static void close() {
            asked = new CountDownLatch(1);
            answer = new CountDownLatch(1);
        }

        static void awaitSomebody() throws InterruptedException {
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItem(
                Class<C> type, Item item, Authentication authentication, List<DomainRequirement> requirements) {
            if (item.getFullName().startsWith(FOLDER)) {
                ASKED_BY.add(Jenkins.getAuthentication2());
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    INTERRUPTED.release();
                    Thread.currentThread().interrupt();
                }
            }
            return List.of();
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup group, Authentication authentication, List<DomainRequirement> requirements) {
            return List.of();
        }
    }
}
