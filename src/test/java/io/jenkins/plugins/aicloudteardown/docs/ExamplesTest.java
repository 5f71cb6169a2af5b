package io.jenkins.plugins.aicloudteardown.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ProxyConfiguration;
import hudson.model.Action;
import hudson.model.BooleanParameterValue;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.RomaRoutes;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxTls;
import io.jenkins.plugins.aicloudteardown.steps.EveryStep;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import javax.net.ssl.SSLContext;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Every script and every configuration that the documentation shows is run as it stands. The hosts are the providers' own:
 * Jenkins' proxy leads them all to the sandbox.
 */
@WithJenkins
class ExamplesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String REGION = "cn-north-4";
    private static final String[] HOSTS = {
        "df.apigw.ntruss.com",
        "nclue.apigw.ntruss.com",
        "roma." + REGION + ".myhuaweicloud.com",
        "modelarts." + REGION + ".myhuaweicloud.com",
        "iam." + REGION + ".myhuaweicloud.com"
    };

    /** What exists at the providers of the pages. */
    private static final List<String> TASKS =
            List.of("f5aebc0c-1c2d-4e5f-8a9b-b201bc64b1c9", "0d9c8b7a-6f5e-4d3c-8b2a-190817263544");

    private static final List<String> MODELS =
            List.of("10eb0091-887f-4839-9929-cbc884f1e20e", "7f1d6a52-0c3b-4f5e-9d1a-2b3c4d5e6f70");
    private static final String APP = "cMmEw7HCjVQdcHh3JVOptL";
    private static final String NOTEBOOK = "7kHeVWhiRsxdRl0nXz04ri";
    private static final String ACCOUNT = "3lRzAcc0untQ2w";
    private static final String API = "bd42841c20184da6bbf457c6d8a06e37";

    private static JenkinsRule jenkins;
    private static SSLContext usual;
    private static CloudJenkins cloud;
    private static ForwardProxy proxy;

    @TempDir
    private Path files;

    /** In the place of the environment, which a test cannot set. */
    @TestExtension
    public static final class Environment extends SecretSource {
        private static final Map<String, String> VARIABLES = Map.of(
                "NCP_ACCESS_KEY", SandboxKeys.NCP_ACCESS_KEY,
                "NCP_SECRET_KEY", SandboxKeys.NCP_SECRET_KEY,
                "HUAWEI_ACCESS_KEY", SandboxKeys.HUAWEI_ACCESS_KEY,
                "HUAWEI_SECRET_KEY", SandboxKeys.HUAWEI_SECRET_KEY,
                "HUAWEI_IAM_PASSWORD", SandboxKeys.IAM_PASSWORD);

        @Override
        public Optional<String> reveal(String name) {
            return Optional.ofNullable(VARIABLES.get(name));
        }
    }

    private static Stream<Example> examples(String language) {
        return Page.all().stream().flatMap(page -> page.examples().stream()).filter(example -> example.language()
                .equals(language));
    }

    static List<Example> scripts() {
        return examples("groovy")
                .filter(example -> example.libraryFile().isEmpty())
                .toList();
    }

    static List<Example> configurations() {
        return examples("yaml").toList();
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        usual = SSLContext.getDefault();
        SandboxTls tls = SandboxTls.create(HOSTS);
        SSLContext.setDefault(tls.client());
        jenkins = rule;
        cloud = new CloudJenkins(rule, ProviderSandbox.startTls(tls.server()));
        proxy = new ForwardProxy(null, null, cloud.sandbox().port());
        proxy.openTunnels();
        rule.jenkins.setProxy(new ProxyConfiguration("127.0.0.1", proxy.port()));
        LibraryConfiguration library = new LibraryConfiguration(
                "teardown",
                new LibraryOfTheDocs(examples("groovy")
                        .filter(example -> example.libraryFile().isPresent())
                        .collect(Collectors.toMap(
                                example -> example.libraryFile().orElseThrow(), Example::code))));
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));
    }

    @AfterAll
    static void stop() throws Exception {
        SSLContext.setDefault(usual);
        proxy.close();
        cloud.close();
    }

    @BeforeEach
    void asThePagesHaveIt() throws Exception {
        ProviderSandbox sandbox = cloud.sandbox();
        TASKS.forEach(id -> sandbox.nclue().addTask(id, "completed"));
        for (int i = 0; i < MODELS.size(); i++) {
            sandbox.modelarts().addModel(MODELS.get(i), "mnist", "0.0." + (i + 1), "0");
        }
        sandbox.dataforest().addApp(APP, "RUNNING");
        sandbox.dataforest().addNotebook(ACCOUNT, NOTEBOOK, "RUNNING", Instant.EPOCH);
        sandbox.roma().setStatus(API, RomaRoutes.DEPLOYED);
        sandbox.forget();

        SystemCredentialsProvider.getInstance().getCredentials().clear();
        CloudJenkins.provide(sandbox.url());
        CloudJenkins.add(CloudJenkins.pair("ncp-teardown", SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY));
        NcpConnection gateway = new NcpConnection("ncp-gateway");
        gateway.setCredentialsId("ncp-key");
        Connections.get()
                .setConnections(List.of(gateway, huawei("huawei-prod"), huawei("huawei-beijing4"), huawei("huawei")));
    }

    private static HuaweiConnection huawei(String name) {
        HuaweiConnection connection = new HuaweiConnection(name);
        connection.setRegion(REGION);
        connection.setProjectId(SandboxKeys.PROJECT_ID);
        connection.setCredentialsId("huawei-key");
        return connection;
    }

    @Test
    void thereAreExamples() {
        assertThat(scripts()).hasSizeGreaterThan(20);
        assertThat(configurations()).hasSizeGreaterThan(1);
        assertThat(Page.all().stream().flatMap(page -> page.examples().stream()))
                .allSatisfy(example -> assertThat(example.language()).isIn("groovy", "yaml", "json"))
                .noneMatch(Example::unknownWords);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void aScriptRuns(Example example) throws Exception {
        if (example.jobDsl()) {
            ExecuteDslScripts dsl = new ExecuteDslScripts();
            dsl.setScriptText(example.code());
            FreeStyleProject seed = jenkins.createFreeStyleProject();
            seed.getBuildersList().add(dsl);
            Set<Job<?, ?>> made = madeBy(() -> jenkins.buildAndAssertSuccess(seed));
            for (Job<?, ?> job : made) {
                build(job, example);
                job.delete();
            }
        } else {
            for (String script : example.scripts()) {
                asThePagesHaveIt();
                WorkflowJob job = cloud.job(script);
                List<ParameterDefinition> parameters = new ArrayList<>();
                example.environment().keySet().forEach(name -> parameters.add(new StringParameterDefinition(name, "")));
                job.addProperty(new ParametersDefinitionProperty(parameters));
                build(job, example);
            }
        }
        List<String> steps =
                EveryStep.functions().stream().filter(example.code()::contains).toList();
        if (!steps.isEmpty() && !example.code().contains("dryRun: true")) {
            // With atEnd it comes after the build.
            assertThat(steps).anyMatch(step -> cloud.sandbox().awaitReceived(step, 1, SOON));
            assertThat(cloud.sandbox().received()).allMatch(Received::authenticated);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void aConfigurationIsTaken(Example example) throws Exception {
        Path file = Files.writeString(files.resolve("jenkins.yaml"), example.code());
        Set<Job<?, ?>> made = madeBy(() -> ConfigurationAsCode.get().configure(file.toString()));
        for (Job<?, ?> job : made) {
            build(job, example);
            assertThat(cloud.sandbox().received()).isNotEmpty().allMatch(Received::authenticated);
            job.delete();
        }
    }

    private interface Maker {
        void make() throws Exception;
    }

    private static Set<Job<?, ?>> madeBy(Maker maker) throws Exception {
        Set<Job<?, ?>> before = new HashSet<>(jobs());
        maker.make();
        Set<Job<?, ?>> made = new HashSet<>(jobs());
        made.removeAll(before);
        return made;
    }

    private static List<Job<?, ?>> jobs() {
        List<Job<?, ?>> jobs = new ArrayList<>();
        Jenkins.get().allItems(Job.class).forEach(jobs::add);
        return jobs;
    }

    private static void build(Job<?, ?> job, Example example) throws Exception {
        List<ParameterValue> values = new ArrayList<>();
        example.environment()
                .forEach((name, value) -> values.add(
                        value.matches("true|false")
                                ? new BooleanParameterValue(name, Boolean.parseBoolean(value))
                                : new StringParameterValue(name, value)));
        Action[] with = values.isEmpty() ? new Action[0] : new Action[] {new ParametersAction(values)};
        Run<?, ?> build = (Run<?, ?>)
                ParameterizedJobMixIn.scheduleBuild2(job, 0, with).getFuture().get();
        jenkins.assertBuildStatus(Result.fromString(example.result()), build);
    }
}
