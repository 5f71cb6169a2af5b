package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.ProxyConfiguration;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.aicloudteardown.client.Canaries;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentialsImpl;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownBuilder;
import io.jenkins.plugins.aicloudteardown.freestyle.TeardownRecorder;
import io.jenkins.plugins.aicloudteardown.sandbox.Echo;
import io.jenkins.plugins.aicloudteardown.sandbox.ForwardProxy;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import io.jenkins.plugins.aicloudteardown.steps.DataforestKillStep;
import io.jenkins.plugins.aicloudteardown.steps.ModelartsDeleteModelStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.recipes.WithTimeout;

/**
 * Keys, passwords, tokens and signatures through everything that the plugin does, with a restart in the middle: they are
 * in no file, no log record, no page, no answer and no name of a thread, however they are written.
 */
class CanaryTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String PROXY_PASSWORD = "Canary-Pr0xy-Passw0rd";
    private static final String ACCESS_KEY = "access key ID";
    private static final String CREDENTIALS = "manage/credentials/store/system/domain/_/credential/";

    private static final List<String> NCP = List.of("dataforestKill", "notebookRestart", "nclueDeleteTask");
    private static final Map<String, String> IDS = Map.of(
            "dataforestKill", "id",
            "notebookRestart", "id",
            "nclueDeleteTask", "taskId",
            "romaUndeploy", "ldApiId",
            "modelartsDeleteModel", "modelId");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final ProviderSandbox sandbox = ProviderSandbox.start();
    private final Canaries canaries = new Canaries();
    private final LogRecords records = new LogRecords();
    /** What was shown, by where. */
    private final Map<String, String> shown = new LinkedHashMap<>();

    private final TreeSet<String> inFiles = new TreeSet<>();

    @AfterEach
    void stop() {
        records.close();
        sandbox.close();
    }

    @Test
    @WithTimeout(600)
    void nothingSecretIsEverSeen() throws Throwable {
        for (Echo echo : Echo.values()) {
            sandbox.override("echo" + echo.ordinal(), echo::to);
            sandbox.override("account" + echo.ordinal(), echo::to);
        }
        sessions.then(jenkins -> {
            jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            provide(jenkins);
            everyOperation(jenkins);
            logins(jenkins);
            freestyle(jenkins);
            throughAProxy(jenkins);
            buttons(jenkins);
            aborts(jenkins);
            begin(jenkins);
            look(jenkins, "before the restart");
        });
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
        sandbox.clearOverrides();
        sessions.then(jenkins -> {
            for (String function : IDS.keySet()) {
                Run<?, ?> resumed = jenkins.jenkins
                        .getItemByFullName("resumed " + function, WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.waitForCompletion(resumed);
            }
            look(jenkins, "after the restart");
            Path home = jenkins.jenkins.getRootDir().toPath();
            nameCanaries();
            inFiles.addAll(canaries.below(home));
        });
        theProofSawSomething();
        // Jenkins keeps and shows user names, which access key IDs are for it, in the clear.
        inFiles.removeIf(found -> found.matches("(credentials|fingerprints/.+)\\.xml: " + ACCESS_KEY + ".*"));
        assertThat(inFiles).as("files").isEmpty();
        TreeSet<String> seen = new TreeSet<>();
        shown.forEach((where, text) -> canaries.in(text).forEach(name -> seen.add(where + ": " + name)));
        seen.removeIf(found -> found.startsWith(CREDENTIALS) && found.contains(": " + ACCESS_KEY));
        records.texts().forEach(text -> canaries.in(text)
                .forEach(name ->
                        seen.add("log record " + text.lines().findFirst().orElse("") + ": " + name)));
        assertThat(seen).as("pages, answers, log records and threads").isEmpty();
    }

    /** All that must not be seen: what was configured, and what was made of it and sent. */
    private void nameCanaries() {
        canaries.add("secret key of NAVER Cloud", SandboxKeys.NCP_SECRET_KEY);
        canaries.add("secret key of Huawei Cloud", SandboxKeys.HUAWEI_SECRET_KEY);
        canaries.add(ACCESS_KEY + " of NAVER Cloud", SandboxKeys.NCP_ACCESS_KEY);
        canaries.add(ACCESS_KEY + " of Huawei Cloud", SandboxKeys.HUAWEI_ACCESS_KEY);
        canaries.add("token", SandboxKeys.FIXED_TOKEN);
        canaries.add("password of the IAM user", SandboxKeys.IAM_PASSWORD);
        canaries.add("password of the proxy", PROXY_PASSWORD);
        for (String wrong : WRONG) {
            canaries.add("wrong secret", wrong);
        }
        sandbox.received().forEach(canaries::addSent);
    }

    private void theProofSawSomething() {
        assertThat(sandbox.received())
                .extracting(Received::operation)
                .contains("dataforestKill", "notebookRestart", "nclueDeleteTask")
                .contains("romaUndeploy", "modelartsDeleteModel", "iam/token");
        assertThat(shown.toString()).contains("you sent: ", "****");
        assertThat(records.texts()).anyMatch(text -> text.contains(LogRecords.FIRST));
        assertThat(canaries.in(SandboxKeys.IAM_PASSWORD)).isNotEmpty();
        assertThat(inFiles).contains("credentials.xml: " + ACCESS_KEY + " of NAVER Cloud");
    }

    // What is configured

    private static final List<String> WRONG = List.of(
            "Canary-wrong/secret+key=1",
            "Canary-wrong/secret+key=2",
            "Canary-wrong-passw0rd",
            "MIICanary-wrong+token/1=");

    private void provide(JenkinsRule jenkins) throws Exception {
        CloudJenkins.provide(sandbox.url());
        CloudJenkins.add(CloudJenkins.pair("wrong-ncp", SandboxKeys.NCP_ACCESS_KEY, WRONG.get(0)));
        CloudJenkins.add(CloudJenkins.pair("wrong-huawei", SandboxKeys.HUAWEI_ACCESS_KEY, WRONG.get(1)));
        CloudJenkins.add(new HuaweiIamUserCredentialsImpl(
                CredentialsScope.GLOBAL,
                "wrong-user",
                null,
                SandboxKeys.IAM_DOMAIN,
                SandboxKeys.IAM_USER,
                hudson.util.Secret.fromString(WRONG.get(2))));
        CloudJenkins.add(CloudJenkins.text("wrong-token", WRONG.get(3)));
        List<Connection> connections = new ArrayList<>(Connections.get().getConnections());
        connections.addAll(CloudJenkins.connections("far-", "https://provider.example", 1));
        Connections.get().setConnections(connections);
        assertThat(jenkins.jenkins.getRootDir()).isDirectory();
    }

    private static String call(String function, String ids, String credentials, String connection, String... more) {
        boolean ncp = NCP.contains(function);
        String place = connection + (ncp ? "ncp" : "huawei");
        String instance = function.equals("romaUndeploy") ? ", instanceId: '" + SandboxKeys.INSTANCE_ID + "'" : "";
        return function + "(" + IDS.get(function) + ": '" + ids + "', connection: '" + place + "', credentialsId: '"
                + credentials + "'" + instance
                + List.of(more).stream().map(one -> ", " + one).collect(Collectors.joining())
                + ")";
    }

    private static String key(String function) {
        return NCP.contains(function) ? "ncp-key" : "huawei-key";
    }

    private static List<String> echoes() {
        return IntStream.range(0, Echo.values().length)
                .mapToObj(i -> "echo" + i)
                .toList();
    }

    /** Each of these may fail; the next is played all the same. */
    private static String each(List<String> calls) {
        return calls.stream()
                .map(call -> "catchError(buildResult: 'FAILURE', stageResult: 'FAILURE') { echo \"${" + call + "}\" }")
                .collect(Collectors.joining("\n"));
    }

    // What is done

    private void everyOperation(JenkinsRule jenkins) throws Exception {
        List<WorkflowRun> running = new ArrayList<>();
        for (String function : IDS.keySet()) {
            List<String> ids = new ArrayList<>(List.of("ok1", "noPermission1", "badRequest1", "retired1", "redirect1"));
            ids.addAll(echoes());
            List<String> calls = new ArrayList<>();
            if (function.equals("notebookRestart")) {
                ids.forEach(id -> calls.add(call(function, id, key(function), "")));
            } else {
                calls.add(call(function, String.join(" ", ids), key(function), ""));
            }
            if (!NCP.contains(function)) {
                for (String credentials : List.of("huawei-token", "huawei-user")) {
                    calls.add(call(function, String.join(" ", echoes()), credentials, ""));
                }
                calls.add(call(function, "ok2", "wrong-token", ""));
                calls.add(call(function, "ok2", "wrong-user", ""));
            }
            calls.add(call(function, "ok2", NCP.contains(function) ? "wrong-ncp" : "wrong-huawei", ""));
            calls.add(call(function, "ok3", key(function), "", "dryRun: true"));
            running.add(start(jenkins, function, each(calls)));
        }
        for (WorkflowRun run : running) {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** IAM repeats the password, for each project in another way of writing. */
    private void logins(JenkinsRule jenkins) throws Exception {
        sandbox.override(SandboxKeys.IAM_USER, received -> {
            for (Echo echo : Echo.values()) {
                if (received.body().contains("project" + echo.ordinal())) {
                    return echo.to(received, 401);
                }
            }
            return null;
        });
        List<String> calls = IntStream.range(0, Echo.values().length)
                .mapToObj(i -> call("modelartsDeleteModel", "ok4", "huawei-user", "", "projectId: 'project" + i + "'"))
                .toList();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(start(jenkins, "logins", each(calls))));
    }

    private void freestyle(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createProject(FreeStyleProject.class, "freestyle");
        job.getBuildersList().add(new TeardownBuilder(List.of(kill(String.join(" ", echoes())))));
        job.getPublishersList().add(new TeardownRecorder(List.of(model(String.join(" ", echoes())))));
        jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0).get(1, java.util.concurrent.TimeUnit.MINUTES));
    }

    private static DataforestKillStep kill(String ids) {
        DataforestKillStep step = new DataforestKillStep();
        step.setId(ids);
        step.setConnection("ncp");
        step.setCredentialsId("ncp-key");
        return step;
    }

    private static ModelartsDeleteModelStep model(String ids) {
        ModelartsDeleteModelStep step = new ModelartsDeleteModelStep();
        step.setModelId(ids);
        step.setConnection("huawei");
        step.setCredentialsId("huawei-user");
        return step;
    }

    private void throughAProxy(JenkinsRule jenkins) throws Exception {
        try (ForwardProxy proxy = new ForwardProxy("proxy-user", PROXY_PASSWORD)) {
            ProxyConfiguration settings =
                    new ProxyConfiguration("127.0.0.1", proxy.port(), "proxy-user", PROXY_PASSWORD, "");
            jenkins.jenkins.setProxy(settings);
            settings.save();
            List<String> calls = new ArrayList<>();
            for (String function : IDS.keySet()) {
                calls.add(call(function, "ok5", key(function), ""));
                calls.add(call(function, "ok5", key(function), "far-"));
            }
            calls.add(call("romaUndeploy", "ok5", "huawei-user", "far-"));
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(start(jenkins, "proxy", each(calls))));
            assertThat(proxy.seen()).isNotEmpty();
        } finally {
            jenkins.jenkins.setProxy(null);
        }
    }

    private void buttons(JenkinsRule jenkins) throws Exception {
        Visitor administrator = new Visitor(jenkins, Role.NOBODY);
        String ncp = "descriptorByName/" + NcpConnection.class.getName() + "/";
        String huawei = "descriptorByName/" + HuaweiConnection.class.getName() + "/";
        for (Echo echo : Echo.values()) {
            Map<String, String> fields = Map.of(
                    "dataforestUrl",
                    sandbox.url(),
                    "nclueUrl",
                    sandbox.url(),
                    "credentialsId",
                    "ncp-key",
                    "testAccountId",
                    "account" + echo.ordinal());
            shown.put(
                    "DataForest's button, " + echo,
                    administrator.post(ncp + "testDataforest", fields).body());
            for (String credentials : List.of("huawei-key", "huawei-token", "huawei-user")) {
                Map<String, String> typed = Map.of(
                        "romaUrl",
                        sandbox.url(),
                        "iamUrl",
                        sandbox.url(),
                        "projectId",
                        SandboxKeys.PROJECT_ID,
                        "credentialsId",
                        credentials,
                        "testInstanceId",
                        "account" + echo.ordinal());
                shown.put(
                        "ROMA's button, " + echo + ", " + credentials,
                        administrator.post(huawei + "testRoma", typed).body());
            }
        }
    }

    private void aborts(JenkinsRule jenkins) throws Exception {
        List<WorkflowRun> running = new ArrayList<>();
        for (String function : IDS.keySet()) {
            running.add(start(jenkins, "aborted " + function, call(function, "hang1", key(function), "")));
            assertThat(sandbox.awaitInFlight(running.size(), LONG)).as(function).isTrue();
        }
        threads("while requests hang");
        for (WorkflowRun run : running) {
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        }
        assertThat(sandbox.awaitInFlight(0, LONG)).isTrue();
    }

    /** What is under way when Jenkins goes down. */
    private void begin(JenkinsRule jenkins) throws Exception {
        sandbox.override("later", received -> Reply.hang());
        int hanging = 0;
        for (String function : IDS.keySet()) {
            start(jenkins, "resumed " + function, call(function, "later", key(function), ""));
            assertThat(sandbox.awaitInFlight(++hanging, LONG)).as(function).isTrue();
        }
        FreeStyleProject job = jenkins.createProject(FreeStyleProject.class, "interrupted");
        job.getBuildersList().add(new TeardownBuilder(List.of(kill("later"))));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        assertThat(build.isBuilding()).isTrue();
        assertThat(sandbox.awaitInFlight(++hanging, LONG)).isTrue();
    }

    // What is looked at

    private void look(JenkinsRule jenkins, String when) throws Exception {
        Visitor visitor = new Visitor(jenkins, Role.NOBODY);
        for (String page : List.of(
                "",
                "manage/configure",
                "manage/log/all",
                "threadDump",
                "api/json?depth=3",
                "api/xml?depth=3",
                CREDENTIALS + "ncp-key/update",
                CREDENTIALS + "huawei-user/update",
                CREDENTIALS + "huawei-token/update")) {
            show(visitor, when, page);
        }
        for (Job<?, ?> job : jenkins.jenkins.allItems(Job.class)) {
            for (String page : List.of("configure", "config.xml")) {
                show(visitor, when, job.getUrl() + page);
            }
            for (Run<?, ?> build : job.getBuilds()) {
                for (String page : List.of(
                        "",
                        "consoleFull",
                        "consoleText",
                        "api/json?depth=3",
                        "api/xml?depth=3",
                        "ai-cloud-teardown/",
                        "ai-cloud-teardown/api/json",
                        "ai-cloud-teardown/api/xml")) {
                    show(visitor, when, build.getUrl() + page);
                }
            }
        }
        threads(when);
    }

    private void show(Visitor visitor, String when, String page) throws Exception {
        var answer = visitor.get(page.replace(" ", "%20"));
        assertThat(answer.statusCode()).as(page).isIn(200, 404);
        shown.put(page + " " + when, answer.body());
    }

    private void threads(String when) {
        shown.put(
                "threads " + when,
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.joining("\n")));
    }
}
