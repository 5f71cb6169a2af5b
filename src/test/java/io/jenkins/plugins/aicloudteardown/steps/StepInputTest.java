package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What cannot be done as it was given fails with one sentence, before anything is sent. */
@WithJenkins
class StepInputTest {
    private static final String HUAWEI = "connection: 'huawei', credentialsId: 'huawei-key'";

    /** Recognisable in whatever surroundings a message might show it. */
    private static final String MARK = "Xq7SecretPart";

    private static CloudJenkins cloud;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        cloud = new CloudJenkins(jenkins);
        String url = cloud.sandbox().url();
        HuaweiConnection noProject = new HuaweiConnection("no-project");
        noProject.setModelartsUrl(url);
        HuaweiConnection noIam = new HuaweiConnection("no-iam");
        noIam.setModelartsUrl(url);
        noIam.setProjectId(SandboxKeys.PROJECT_ID);
        HuaweiConnection badProject = new HuaweiConnection("bad-project");
        badProject.setModelartsUrl(url);
        badProject.setProjectId("../models");
        NcpConnection plainHttp = new NcpConnection("plain-http");
        plainHttp.setDataforestUrl("http://provider.example.com");
        List<Connection> connections = Connections.get().getConnections();
        connections.addAll(List.of(noProject, noIam, badProject, plainHttp));
        Connections.get().setConnections(connections);
        CloudJenkins.add(new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                "a-file",
                null,
                "key.txt",
                SecretBytes.fromBytes(MARK.getBytes(StandardCharsets.US_ASCII))));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void forget() {
        cloud.sandbox().forget();
    }

    /** @param sentence what the error says from its first to its last character; {@code *} stands for anything */
    private static void refused(String script, String sentence) throws Exception {
        WorkflowRun run = cloud.build(script, Result.FAILURE);
        String pattern = "\\Q" + sentence.replace("*", "\\E.*\\Q") + "\\E";
        assertThat(Scripts.error(run)).matches(pattern).doesNotContain(MARK);
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dataforestKill()                        | Say what to tear down: set "id" to one id, or "ids" to several.
            dataforestKill(id: '')                  | Say what to tear down: set "id" to one id, or "ids" to several.
            dataforestKill(id: '  ')                | Say what to tear down: set "id" to one id, or "ids" to several.
            dataforestKill(id: null)                | Say what to tear down: set "id" to one id, or "ids" to several.
            dataforestKill(ids: [])                 | "ids" has no id in it; expected are *
            dataforestKill(id: 'a', ids: 'b')       | Set either "id" or "ids", not both.
            dataforestKill(id: 'a', ids: [])        | Set either "id" or "ids", not both.
            dataforestKill(id: 'a-b')               | "id" has an id that is not one: expected are 1 to 22 letters and digits*
            dataforestKill(id: '../../apps')        | "id" has an id that is not one: *
            dataforestKill(id: 'a"}')               | "id" has an id that is not one: *
            dataforestKill(id: 'Ａ')                | "id" has an id that is not one: *
            dataforestKill(id: 'a' * 23)            | "id" has an id that is not one: *
            dataforestKill(ids: 'a b! c')           | "ids" has an id that is not one: *
            dataforestKill(id: ['ok1'])             | "id" is not valid: expected is a text.
            dataforestKill(id: 1.5)                 | "id" has an id that is not one: *
            dataforestKill(id: 'ok1', dryRun: null) | "dryRun" is not valid: expected is true or false.
            dataforestKill(id: 'ok1', dryRun: 'yes') | "dryRun" is not valid: expected is true or false.
            dataforestKill(id: 'ok1', confirm: 1)   | "confirm" is not valid: expected is true or false.
            dataforestKill(id: 'ok1', region: 'cn-north-4') | "region" is no parameter of dataforestKill: expected are *
            notebookRestart(ids: 'ok1')             | "ids" is no parameter of notebookRestart: expected are *
            notebookRestart()                       | Say what to restart: set "id" to the id.
            notebookRestart(id: '')                 | Say what to restart: set "id" to the id.
            notebookRestart(id: 'a b')              | "id" has an id that is not one: *
            notebookRestart(id: 'ok1', confirm: true)                 | "accountId" is missing: "confirm" needs it, since the notebook is looked up in the list of its account.
            notebookRestart(id: 'ok1', confirm: true, accountId: ' ') | "accountId" is missing: "confirm" needs it, since the notebook is looked up in the list of its account.
            notebookRestart(id: 'ok1', accountId: 'a/b')              | "accountId" is not valid: expected are 1 to 64 *
            nclueDeleteTask()                       | Say what to tear down: set "taskId" to one id, or "taskIds" to several.
            nclueDeleteTask(taskId: '-a')           | "taskId" has an id that is not one: expected are 1 to 64 letters*
            nclueDeleteTask(taskId: 'a/../b')       | "taskId" has an id that is not one: *
            nclueDeleteTask(taskId: 'a%2Fb')        | "taskId" has an id that is not one: *
            nclueDeleteTask(taskId: 'a?x=y')        | "taskId" has an id that is not one: *
            nclueDeleteTask(taskIds: 'a b', taskId: 'c') | Set either "taskId" or "taskIds", not both.
            romaUndeploy(instanceId: 'i')           | Say what to tear down: set "ldApiId" to one id, or "ldApiIds" to several.
            romaUndeploy(ldApiId: 'a#b', instanceId: 'i') | "ldApiId" has an id that is not one: *
            romaUndeploy(ldApiId: 'ok1')            | "instanceId" is missing: the id of the ROMA Connect instance is expected.
            romaUndeploy(ldApiId: 'ok1', instanceId: ' ')   | "instanceId" is missing: *
            romaUndeploy(ldApiId: 'ok1', instanceId: 'a/b') | "instanceId" is not valid: expected are 1 to 64 *
            modelartsDeleteModel()                  | Say what to tear down: set "modelId" to one id, or "modelIds" to several.
            modelartsDeleteModel(modelId: '.')      | "modelId" has an id that is not one: *
            modelartsDeleteModel(modelId: 'a\\nb')  | "modelId" has an id that is not one: *
            """)
    void whichResource(String script, String sentence) throws Exception {
        refused(script, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            credentialsId: 'huawei-key'                             | "region" is missing: a Huawei Cloud region such as "cn-north-4" is expected, or a "connection".
            credentialsId: 'huawei-key', region: ' '                | "region" is missing: *
            credentialsId: 'huawei-key', region: 'atlantis-1'       | "region" is not a Huawei Cloud region with this service: "atlantis-1". Expected is one of *cn-north-4*
            credentialsId: 'huawei-key', region: 'evil.example/#'   | "region" is not a Huawei Cloud region *
            credentialsId: 'huawei-key', region: 'cn-north-4'       | "projectId" is missing: the id of the Huawei Cloud project is expected, here or in the connection.
            credentialsId: 'huawei-key', region: 'cn-north-4', projectId: 'a/b' | "projectId" is not valid: expected are 1 to 64 *
            credentialsId: 'huawei-key', connection: 'huawei', projectId: '..'  | "projectId" is not valid: *
            credentialsId: 'huawei-key', connection: 'no-project'   | "projectId" is missing: *
            credentialsId: 'huawei-key', connection: 'bad-project'  | "projectId" is not valid: *
            credentialsId: 'huawei-key', connection: 'huawei', region: 'cn-north-4' | Set either "region" or "connection", not both: *
            credentialsId: 'huawei-key', connection: 'nobody-made-it' | "connection" names "nobody-made-it", which does not exist. Expected is *
            credentialsId: 'huawei-key', connection: 'ncp'          | "connection" names "ncp", which is for the other provider.
            credentialsId: 'huawei-user', connection: 'no-iam'      | The connection "no-iam" has no usable IAM URL, which the IAM user of "credentialsId" needs.
            connection: 'huawei'                                    | "credentialsId" is missing: the id of a credential is expected, here or in the connection.
            connection: 'huawei', credentialsId: ' '                | "credentialsId" is missing: *
            connection: 'huawei', credentialsId: 'nobody-has-it'    | "credentialsId" names "nobody-has-it", which this job cannot use for 127.0.0.1: expected is *
            connection: 'huawei', credentialsId: 'a b'              | "credentialsId" names "a b", which this job cannot use for 127.0.0.1: *
            connection: 'huawei', credentialsId: 'a-file'           | "credentialsId" names "a-file", which is of the wrong kind: expected is a user name with password *, a secret text *, or a Huawei Cloud IAM user.
            """)
    void whereAndWithWhichKey(String arguments, String sentence) throws Exception {
        refused("modelartsDeleteModel(modelId: 'ok1', " + arguments + ")", sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            connection: 'huawei', credentialsId: 'ncp-key'      | "connection" names "huawei", which is for the other provider.
            connection: 'ncp'                                   | "credentialsId" is missing: *
            connection: 'ncp', credentialsId: 'huawei-token'    | "credentialsId" names "huawei-token", which is of the wrong kind: expected is a user name with password *
            connection: 'ncp', credentialsId: 'huawei-user'     | "credentialsId" names "huawei-user", which is of the wrong kind: *
            connection: 'ncp', credentialsId: 'a-file'          | "credentialsId" names "a-file", which is of the wrong kind: *
            """)
    void theSameAtNaverCloud(String arguments, String sentence) throws Exception {
        refused("dataforestKill(id: 'ok1', " + arguments + ")", sentence);
        refused("nclueDeleteTask(taskId: 'ok1', " + arguments + ")", sentence);
    }

    @Test
    void aConnectionWhoseUrlWouldShowTheKeyToTheNetwork() throws Exception {
        refused(
                "dataforestKill(id: 'ok1', connection: 'plain-http', credentialsId: 'ncp-key')",
                "The connection \"plain-http\" has no usable URL for this service: expected is https:// and a host*");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            failureResult: 'ABORTED'     | "failureResult" is not valid: expected is FAILURE, UNSTABLE or SUCCESS.
            failureResult: 'unstable'    | "failureResult" is not valid: *
            partialResult: 'NOT_BUILT'   | "partialResult" is not valid: *
            partialResult: 'x'           | "partialResult" is not valid: *
            timeout: 0                   | "timeout" is not valid: expected is a number of seconds from 1 to 604800 (a week).
            timeout: -1                  | "timeout" is not valid: *
            timeout: 604801              | "timeout" is not valid: *
            timeout: 2147483647          | "timeout" is not valid: *
            timeout: 4294967297          | "timeout" is not valid: *
            timeout: '-5'                | "timeout" is not valid: *
            timeout: 4294967297L         | "timeout" is not valid: *
            timeout: 1.5                 | "timeout" is not valid: *
            timeout: 'soon'              | "timeout" is not valid: *
            timeout: '99999999999999'    | "timeout" is not valid: *
            """)
    void howItIsToEnd(String argument, String sentence) throws Exception {
        refused("modelartsDeleteModel(modelId: 'ok1', " + HUAWEI + ", " + argument + ")", sentence);
    }

    /** A misspelt "dryRun" or "timeout" must not lead to the very thing that it was to prevent. */
    @ParameterizedTest
    @ValueSource(strings = {"dryrun: true", "dry_run: true", "Confirm: true", "ids: 'ok2'"})
    void aParameterThatDoesNotExistIsRefused(String argument) throws Exception {
        refused(
                "nclueDeleteTask(taskId: 'ok1', connection: 'ncp', credentialsId: 'ncp-key', " + argument + ")",
                '"' + argument.replaceAll(":.*", "")
                        + "\" is no parameter of nclueDeleteTask: expected are confirm, *");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "line break at its end, '\n'",
        "line break of Windows, '\r\n'",
        "space at its end, ' '",
        "tab, '\t'",
        "no-break space, '\u00a0'",
        "letter outside of ASCII, 'ß'",
        "zero width space, '\u200b'",
    })
    void aKeyThatAHeaderCannotHold(String name, String character) throws Exception {
        String bad = MARK + character;
        String prefix = name.replace(' ', '-') + "-";
        CloudJenkins.add(CloudJenkins.pair(prefix + "id", bad, "secret-key"));
        CloudJenkins.add(CloudJenkins.pair(prefix + "secret", "an-access-key", bad));
        CloudJenkins.add(CloudJenkins.text(prefix + "token", bad));
        try (LogRecorder system = everything()) {
            refusedKey("dataforestKill(id: 'ok1', connection: 'ncp', ", prefix + "id", "access key id");
            refusedKey("nclueDeleteTask(taskId: 'ok1', connection: 'ncp', ", prefix + "secret", "secret key");
            refusedKey("modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ", prefix + "id", "access key id");
            refusedKey("modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ", prefix + "secret", "secret key");
            refusedKey("modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ", prefix + "token", "token");
            assertThat(text(system)).doesNotContain(MARK);
        }
    }

    /** Jenkins cannot store such a user name, but any secret. */
    @ParameterizedTest
    @ValueSource(chars = {'\u0000', '\u0001', '\u001b', '\u007f'})
    void aSecretWithAControlCharacter(char character) throws Exception {
        String id = "control-" + (int) character;
        CloudJenkins.add(CloudJenkins.pair(id, "an-access-key", MARK + character));
        CloudJenkins.add(CloudJenkins.text(id + "-token", MARK + character));
        refusedKey("dataforestKill(id: 'ok1', connection: 'ncp', ", id, "secret key");
        refusedKey("modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ", id + "-token", "token");
    }

    @Test
    void aKeyThatIsEmpty() throws Exception {
        CloudJenkins.add(CloudJenkins.pair("empty-id", "", "secret-key"));
        CloudJenkins.add(CloudJenkins.pair("empty-secret", "an-access-key", ""));
        CloudJenkins.add(CloudJenkins.text("empty-token", ""));
        CloudJenkins.add(Scripts.iamUser("empty-password", ""));
        CloudJenkins.add(Scripts.iamUser("pasted-password", MARK + "\n"));
        refusedKey("dataforestKill(id: 'ok1', connection: 'ncp', ", "empty-id", "access key id");
        String delete = "modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ";
        refusedKey(delete, "empty-secret", "secret key");
        refusedKey(delete, "empty-token", "token");
        refusedKey(delete, "empty-password", "password");
        refusedKey(delete, "pasted-password", "password");
    }

    private static void refusedKey(String call, String id, String part) throws Exception {
        refused(
                call + "credentialsId: '" + id + "')",
                "\"credentialsId\" names \"" + id + "\", whose " + part
                        + " is empty or has a character in it that cannot be sent. *");
    }

    @Test
    void noKeyIsInTheSystemLogHoweverMuchIsLogged() throws Exception {
        try (LogRecorder system = everything()) {
            for (String step : Scripts.STEPS) {
                cloud.build(Scripts.step(step, "ok1"), Result.SUCCESS);
                cloud.build(Scripts.step(step, "secretEcho1"), Result.FAILURE);
                cloud.build(Scripts.step(step, "resetAfter1", "timeout: 1"), Result.FAILURE);
            }
            cloud.build(Scripts.step("modelartsDeleteModel", "ok2", "credentialsId: 'huawei-user'"), Result.SUCCESS);
            String log = text(system);
            Scripts.SECRETS.forEach(secret -> assertThat(log).doesNotContain(secret));
            cloud.sandbox().received().forEach(received -> List.of(
                            "authorization", "x-auth-token", "x-ncp-apigw-signature-v2", "x-ncp-iam-access-key")
                    .forEach(header -> {
                        String value = received.headers().get(header);
                        if (value != null) {
                            assertThat(log).doesNotContain(value);
                        }
                    }));
        }
    }

    /** Both that of the plugin and that of the JDK's HTTP client. */
    private static LogRecorder everything() {
        return new LogRecorder()
                .quiet()
                .record("io.jenkins.plugins.aicloudteardown", Level.ALL)
                .record("jdk.httpclient", Level.ALL)
                .record("jdk.internal.httpclient", Level.ALL)
                .record("java.net.http", Level.ALL)
                .record("sun.net.www.protocol.http", Level.ALL)
                .record("org.jenkinsci.plugins.workflow", Level.FINE)
                .capture(100_000);
    }

    private static String text(LogRecorder recorder) {
        StringWriter all = new StringWriter();
        SimpleFormatter formatter = new SimpleFormatter();
        try (PrintWriter out = new PrintWriter(all)) {
            for (LogRecord record : recorder.getRecords()) {
                out.println(formatter.formatMessage(record));
                if (record.getThrown() != null) {
                    record.getThrown().printStackTrace(out);
                }
            }
        }
        return all.toString();
    }
}
