package io.jenkins.plugins.aicloudteardown.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import groovy.lang.GroovyShell;
import hudson.XmlFile;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The home of the Jenkins that {@code ./demo} starts: its jobs end as their descriptions say. */
@WithJenkins
class DemoHomeTest {
    private static final Path HOME = Path.of("src", "test", "demo", "home");
    private static final String CONNECTIONS = "io.jenkins.plugins.aicloudteardown.config.Connections.xml";

    private static ProviderSandbox sandbox;

    static List<String> jobs() throws Exception {
        try (Stream<Path> folders = Files.list(HOME.resolve("jobs"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        sandbox = ProviderSandbox.start();
        Jenkins jenkins = rule.jenkins;
        new XmlFile(Jenkins.XSTREAM2, HOME.resolve("credentials.xml").toFile())
                .unmarshal(SystemCredentialsProvider.getInstance());
        Files.writeString(
                jenkins.getRootDir().toPath().resolve(CONNECTIONS),
                Files.readString(HOME.resolve(CONNECTIONS)).replace("@SANDBOX@", sandbox.url()));
        Connections.get().load();
        for (String job : jobs()) {
            try (InputStream config =
                    Files.newInputStream(HOME.resolve("jobs").resolve(job).resolve("config.xml"))) {
                jenkins.createProjectFromXML(job, config);
            }
        }
        new GroovyShell(jenkins.getPluginManager().uberClassLoader)
                .evaluate(HOME.resolve("init.groovy.d")
                        .resolve("dashboard.groovy")
                        .toFile());
        rule.waitUntilNoActivity();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void everyKindOfCredentialIsThere() {
        assertThat(SystemCredentialsProvider.getInstance().getCredentials()).hasSize(4);
    }

    @Test
    void theDashboardSaysWhatEachJobShows() throws Exception {
        String message = Jenkins.get().getSystemMessage();
        assertThat(message).contains("nothing leaves it");
        assertThat(jobs()).isNotEmpty().allSatisfy(job -> assertThat(message)
                .contains(job + ": " + job(job).getDescription()));
    }

    /** So does ./demo, which takes it from the one line of the file. */
    @ParameterizedTest
    @MethodSource("jobs")
    void aJobEndsAsItsDescriptionSays(String name) throws Exception {
        String description = job(name).getDescription();
        assertThat(Files.readAllLines(HOME.resolve("jobs").resolve(name).resolve("config.xml")))
                .contains("  <description>" + description + "</description>");
        Run<?, ?> build = job(name).getBuildByNumber(1);
        assertThat(build.getResult())
                .as(JenkinsRule.getLog(build))
                .isEqualTo(Result.fromString(description.substring(0, description.indexOf(':'))));
        assertThat(build.getAction(TeardownAction.class)).isNotNull();
    }

    /** Whoever looks around builds it a second time. */
    @ParameterizedTest
    @MethodSource("jobs")
    void aJobCanBeBuiltAgain(String name) throws Exception {
        Run<?, ?> first = job(name).getBuildByNumber(1);
        Run<?, ?> again = (Run<?, ?>)
                ParameterizedJobMixIn.scheduleBuild2(job(name), 0).getFuture().get();
        assertThat(again.getResult()).as(JenkinsRule.getLog(again)).isEqualTo(first.getResult());
    }

    private static Job<?, ?> job(String name) {
        return Jenkins.get().getItemByFullName(name, Job.class);
    }
}
