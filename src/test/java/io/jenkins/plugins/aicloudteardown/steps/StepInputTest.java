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
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
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

    /** @param sentence what the error says before where to read on, each character; {@code *} stands for anything */
    private static void refused(String script, String sentence) throws Exception {
        refused(cloud.build(script, Result.FAILURE), script, sentence);
    }

    /** @param call of the step, whose name comes first: a build may have many of them at the same time */
    private static void refused(WorkflowRun run, String call, String sentence) throws Exception {
        String step = "[" + call.substring(0, call.indexOf('(')) + "] ";
        String all = step + sentence + " " + Troubleshooting.input();
        String pattern = "\\Q" + all.replace("*", "\\E.*\\Q") + "\\E";
        assertThat(Scripts.error(run)).matches(pattern).doesNotContain(MARK);
        assertThat(cloud.sandbox().received()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dataforestKill() | "id" (AI app ID) is missing: expected one ID, or several, separated by white space or commas.
            dataforestKill(id: '') | "id" (AI app ID) is missing: expected one ID, or several, separated by white space or commas.
            dataforestKill(id: '  ') | "id" (AI app ID) is missing: expected one ID, or several, separated by white space or commas.
            dataforestKill(id: null) | "id" (AI app ID) is missing: expected one ID, or several, separated by white space or commas.
            dataforestKill(id: []) | "id" (AI app ID) is missing: expected one ID, or several, separated by white space or commas.
            dataforestKill(id: ' , ') | "id" (AI app ID) is missing: expected one ID, or several, separated by white space or commas.
            dataforestKill(id: 'a-b') | "id" (AI app ID) contains an invalid ID: expected 1 to 22 letters and digits*
            dataforestKill(id: '../../apps') | "id" (AI app ID) contains an invalid ID: expected *
            dataforestKill(id: 'a"}') | "id" (AI app ID) contains an invalid ID: expected *
            dataforestKill(id: 'Ａ') | "id" (AI app ID) contains an invalid ID: expected *
            dataforestKill(id: 'a' * 23) | "id" (AI app ID) contains an invalid ID: expected *
            dataforestKill(id: 1.5) | "id" (AI app ID) contains an invalid ID: expected *
            dataforestKill(id: ['']) | "id" (AI app ID) contains an invalid ID: expected *
            dataforestKill(id: 'a b! c') | "id" (AI app ID) contains an invalid ID, number 2 of 3: expected *
            dataforestKill(id: ['ok1', 'ok2', 'b c']) | "id" (AI app ID) contains an invalid ID, number 3 of 3: expected *
            dataforestKill(id: [a: 'ok1']) | "id" (AI app ID) is not valid: expected a text.
            dataforestKill(id: true) | "id" (AI app ID) is not valid: expected a text.
            dataforestKill(id: "${null}") | "id" (AI app ID) is "null", which is what a variable that was never set looks like.
            dataforestKill(id: "${env.NEVER_SET}") | "id" (AI app ID) is "null", which is what a variable that was never set looks like.
            dataforestKill(id: 'Undefined') | "id" (AI app ID) is "Undefined", which is what a variable that was never set looks like.
            dataforestKill(id: 'NONE') | "id" (AI app ID) is "NONE", which is what a variable that was never set looks like.
            dataforestKill(id: 'nil') | "id" (AI app ID) is "nil", which is what a variable that was never set looks like.
            dataforestKill(id: ['ok1', null]) | "id" (AI app ID): ID 2 of 2 is "null", which is what a variable that was never set looks like.
            dataforestKill(id: ['ok1', "${env.NEVER_SET}", 'ok2']) | "id" (AI app ID): ID 2 of 3 is "null", which is what a variable that was never set looks like.
            dataforestKill(id: 'ok1 undefined') | "id" (AI app ID): ID 2 of 2 is "undefined", which is what a variable that was never set looks like.
            dataforestKill(id: 'ok1', dryRun: null) | "dryRun" (Dry run: check and sign only, send nothing) is not valid: expected true or false.
            dataforestKill(id: 'ok1', dryRun: 'yes') | "dryRun" (Dry run: check and sign only, send nothing) is not valid: expected true or false.
            dataforestKill(id: 'ok1', confirm: 1) | "confirm" (Wait until it is confirmed) is not valid: expected true or false.
            dataforestKill(id: 'ok1', region: 'cn-north-4') | "region" is not a parameter of dataforestKill: expected one of *
            dataforestKill(ids: 'ok1') | "ids" is not a parameter of dataforestKill: did you mean "id"? It takes one of *
            dataforestKill(it: 'ok1') | "it" is not a parameter of dataforestKill: did you mean "id"? It takes one of *
            dataforestKill(x: 'ok1') | "x" is not a parameter of dataforestKill: expected one of *
            modelartsDeleteModel(modelid: 'ok1') | "modelid" is not a parameter of modelartsDeleteModel: did you mean "modelId"? It takes one of *
            modelartsDeleteModel(modelIds: 'ok1') | "modelIds" is not a parameter of modelartsDeleteModel: did you mean "modelId"? *
            modelartsDeleteModel(credentialId: 'ok1') | "credentialId" is not a parameter of modelartsDeleteModel: did you mean "credentialsId"? *
            dataforestKill(id: 'ok1', accountId: 'None') | "accountId" (Account ID) is "None", which is what a variable that was never set looks like.
            dataforestKill(id: 'ok1', accountId: '') | "accountId" (Account ID) was given but is empty: expected a value.
            notebookRestart() | "id" (Notebook ID) is missing: expected one ID.
            notebookRestart(id: '') | "id" (Notebook ID) is missing: expected one ID.
            notebookRestart(id: 'a b') | "id" (Notebook ID) contains 2 IDs: expected one.
            notebookRestart(id: ['a', 'b', 'c']) | "id" (Notebook ID) contains 3 IDs: expected one.
            notebookRestart(id: "${null}") | "id" (Notebook ID) is "null", which is what a variable that was never set looks like.
            notebookRestart(id: 'ok1', confirm: true) | "accountId" (Account ID) is missing: "confirm" (Wait until it is confirmed) needs it, because the notebook is looked up in the list of its account.
            notebookRestart(id: 'ok1', confirm: true, accountId: ' ') | "accountId" (Account ID) was given but is empty: expected a value.
            notebookRestart(id: 'ok1', accountId: 'a/b') | "accountId" (Account ID) is not valid: expected 1 to 64 *
            nclueDeleteTask() | "taskId" (Task ID) is missing: expected one ID, or several, separated by white space or commas.
            nclueDeleteTask(taskId: '-a') | "taskId" (Task ID) contains an invalid ID: expected 1 to 64 letters*
            nclueDeleteTask(taskId: 'a/../b') | "taskId" (Task ID) contains an invalid ID: expected *
            nclueDeleteTask(taskId: 'a%2Fb') | "taskId" (Task ID) contains an invalid ID: expected *
            nclueDeleteTask(taskId: 'a?x=y') | "taskId" (Task ID) contains an invalid ID: expected *
            nclueDeleteTask(taskId: 'NULL') | "taskId" (Task ID) is "NULL", which is what a variable that was never set looks like.
            romaUndeploy(instanceId: 'i') | "ldApiId" (Backend API ID) is missing: expected one ID, or several, separated by white space or commas.
            romaUndeploy(ldApiId: 'a#b', instanceId: 'i') | "ldApiId" (Backend API ID) contains an invalid ID: expected *
            romaUndeploy(ldApiId: 'null', instanceId: 'i') | "ldApiId" (Backend API ID) is "null", which is what a variable that was never set looks like.
            romaUndeploy(ldApiId: 'ok1') | "instanceId" (Instance ID) is missing: expected the ID of the ROMA Connect instance.
            romaUndeploy(ldApiId: 'ok1', instanceId: ' ') | "instanceId" (Instance ID) was given but is empty: expected a value.
            romaUndeploy(ldApiId: 'ok1', instanceId: "${env.NEVER_SET}") | "instanceId" (Instance ID) is "null", which is what a variable that was never set looks like.
            romaUndeploy(ldApiId: 'ok1', instanceId: 'a/b') | "instanceId" (Instance ID) is not valid: expected 1 to 64 *
            modelartsDeleteModel() | "modelId" (Model ID) is missing: expected one ID, or several, separated by white space or commas.
            modelartsDeleteModel(modelId: '.') | "modelId" (Model ID) contains an invalid ID: expected *
            modelartsDeleteModel(modelId: 'a;b') | "modelId" (Model ID) contains an invalid ID: expected *
            modelartsDeleteModel(modelId: "${env.NEVER_SET}", ignoreMissing: true) | "modelId" (Model ID) is "null", which is what a variable that was never set looks like.
            """)
    void whichResource(String script, String sentence) throws Exception {
        refused(script, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            credentialsId: 'huawei-key'                             | "region" (Region) is missing: expected a Huawei Cloud region such as "cn-north-4", or a "connection" (Connection).
            credentialsId: 'huawei-key', region: ' '                | "region" (Region) was given but is empty: expected a value.
            credentialsId: 'huawei-key', region: 'atlantis-1'       | "region" (Region) is "atlantis-1", which is not a Huawei Cloud region with this service: expected one of *cn-north-4*
            credentialsId: 'huawei-key', region: 'evil.example/#'   | "region" (Region) is "evil.example/#", which is not a Huawei Cloud region *
            credentialsId: 'huawei-key', region: 'cn-north-4'       | "projectId" (Project ID) is missing: expected the ID of the Huawei Cloud project, here or in the connection.
            credentialsId: 'huawei-key', region: 'cn-north-4', projectId: 'a/b' | "projectId" (Project ID) is not valid: expected 1 to 64 *
            credentialsId: 'huawei-key', connection: 'huawei', projectId: '..'  | "projectId" (Project ID) is not valid: *
            credentialsId: 'huawei-key', connection: 'no-project'   | "projectId" (Project ID) is missing: *
            credentialsId: 'huawei-key', connection: 'bad-project'  | "projectId" (Project ID) is not valid: *
            credentialsId: 'huawei-key', connection: 'huawei', region: 'cn-north-4' | "region" (Region) and "connection" (Connection) are both set: *
            credentialsId: 'huawei-key', connection: 'nobody-made-it' | "connection" (Connection) is "nobody-made-it", which does not exist: expected *
            credentialsId: 'huawei-key', connection: 'ncp'          | "connection" (Connection) is "ncp", which is a connection to NAVER Cloud: expected one to Huawei Cloud.
            credentialsId: 'huawei-user', connection: 'no-iam'      | "connection" (Connection) is "no-iam", which has no usable IAM URL, *
            connection: 'huawei'                                    | "credentialsId" (Credential) is missing: expected the ID of a credential, here or in the connection.
            connection: 'huawei', credentialsId: ' '                | "credentialsId" (Credential) was given but is empty: expected a value.
            connection: '', credentialsId: 'huawei-key'             | "connection" (Connection) was given but is empty: expected a value.
            connection: null, credentialsId: 'huawei-key'           | "connection" (Connection) was given but is empty: expected a value.
            connection: "${env.NEVER_SET}", credentialsId: 'huawei-key' | "connection" (Connection) is "null", which is what a variable that was never set looks like.
            connection: 'huawei', credentialsId: 'huawei-key', projectId: '' | "projectId" (Project ID) was given but is empty: expected a value.
            connection: 'huawei', credentialsId: 'huawei-key', projectId: 'None' | "projectId" (Project ID) is "None", which is what a variable that was never set looks like.
            connection: 'huawei', credentialsId: 'nobody-has-it'    | "credentialsId" (Credential) is "nobody-has-it", which this job cannot use for 127.0.0.1: expected *
            connection: 'huawei', credentialsId: 'a b'              | "credentialsId" (Credential) is "a b", which this job cannot use for 127.0.0.1: *
            connection: 'huawei', credentialsId: 'a-file'           | "credentialsId" (Credential) is "a-file", which is of the wrong kind: expected a username with password *, a secret text *, or a Huawei Cloud IAM user.
            """)
    void whereAndWithWhichKey(String arguments, String sentence) throws Exception {
        refused("modelartsDeleteModel(modelId: 'ok1', " + arguments + ")", sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            connection: 'huawei', credentialsId: 'ncp-key'      | "connection" (Connection) is "huawei", which is a connection to Huawei Cloud: expected one to NAVER Cloud.
            connection: 'ncp'                                   | "credentialsId" (Credential) is missing: *
            connection: 'ncp', credentialsId: 'huawei-token'    | "credentialsId" (Credential) is "huawei-token", which is of the wrong kind: expected a username with password *
            connection: 'ncp', credentialsId: 'huawei-user'     | "credentialsId" (Credential) is "huawei-user", which is of the wrong kind: *
            connection: 'ncp', credentialsId: 'a-file'          | "credentialsId" (Credential) is "a-file", which is of the wrong kind: *
            """)
    void theSameAtNaverCloud(String arguments, String sentence) throws Exception {
        refused("dataforestKill(id: 'ok1', " + arguments + ")", sentence);
        refused("nclueDeleteTask(taskId: 'ok1', " + arguments + ")", sentence);
    }

    @Test
    void aConnectionWhoseUrlWouldShowTheKeyToTheNetwork() throws Exception {
        refused(
                "dataforestKill(id: 'ok1', connection: 'plain-http', credentialsId: 'ncp-key')",
                "\"connection\" (Connection) is \"plain-http\", which has no usable URL for DataForest: expected https:// and a host*");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            failureResult: 'ABORTED'     | "failureResult" (Build result if it fails) is not valid: expected FAILURE, UNSTABLE or SUCCESS.
            failureResult: 'unstable'    | "failureResult" (Build result if it fails) is not valid: *
            partialResult: 'NOT_BUILT'   | "partialResult" (Build result if only a part is done, or it is not confirmed) is not valid: *
            partialResult: 'x'           | "partialResult" (Build result if only a part is done, or it is not confirmed) is not valid: *
            timeout: 0                   | "timeout" (Time limit (seconds)) is not valid: expected a number of seconds from 1 to 604800 (a week).
            timeout: -1                  | "timeout" (Time limit (seconds)) is not valid: *
            timeout: 604801              | "timeout" (Time limit (seconds)) is not valid: *
            timeout: 2147483647          | "timeout" (Time limit (seconds)) is not valid: *
            timeout: 4294967297          | "timeout" (Time limit (seconds)) is not valid: *
            timeout: '-5'                | "timeout" (Time limit (seconds)) is not valid: *
            timeout: 4294967297L         | "timeout" (Time limit (seconds)) is not valid: *
            timeout: 1.5                 | "timeout" (Time limit (seconds)) is not valid: *
            timeout: 'soon'              | "timeout" (Time limit (seconds)) is not valid: *
            timeout: '99999999999999'    | "timeout" (Time limit (seconds)) is not valid: *
            """)
    void howItIsToEnd(String argument, String sentence) throws Exception {
        refused("modelartsDeleteModel(modelId: 'ok1', " + HUAWEI + ", " + argument + ")", sentence);
    }

    /** A misspelt "dryRun" or "timeout" must not lead to the very thing that it was to prevent. */
    @ParameterizedTest
    @CsvSource({
        "dryrun: true, dryRun",
        "dry_run: true, dryRun",
        "Confirm: true, confirm",
        "id: 'ok2',",
        "taskIds: 'ok2', taskId",
        "ignoreMising: true, ignoreMissing",
        "waitForIdel: 1, waitForIdle",
    })
    void aParameterThatDoesNotExistIsRefused(String argument, String meant) throws Exception {
        refused(
                "nclueDeleteTask(taskId: 'ok1', connection: 'ncp', credentialsId: 'ncp-key', " + argument + ")",
                '"' + argument.replaceAll(":.*", "") + "\" is not a parameter of nclueDeleteTask: "
                        + (meant == null
                                ? "expected one of atEnd, confirm, *"
                                : "did you mean \"" + meant + "\"? It takes one of atEnd, confirm, *"));
    }

    /** What {@code readJSON} gives for a null is an object of its own; only a script outside of the sandbox can make it here. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dataforestKill(id: json.one) | "id" (AI app ID) is "null", which is what a variable that was never set looks like.
            dataforestKill(id: json.list) | "id" (AI app ID): ID 2 of 2 is "null", which is what a variable that was never set looks like.
            notebookRestart(id: json.one) | "id" (Notebook ID) is "null", which is what a variable that was never set looks like.
            nclueDeleteTask(taskId: [json.one]) | "taskId" (Task ID) is "null", which is what a variable that was never set looks like.
            nclueDeleteTask(taskId: ['ok1', json.one, 'ok2']) | "taskId" (Task ID): ID 2 of 3 is "null", which is what a variable that was never set looks like.
            romaUndeploy(ldApiId: json.list, instanceId: 'i') | "ldApiId" (Backend API ID): ID 2 of 2 is "null", which is what a variable that was never set looks like.
            romaUndeploy(ldApiId: 'ok1', instanceId: json.one) | "instanceId" (Instance ID) is "null", which is what a variable that was never set looks like.
            modelartsDeleteModel(modelId: json.list) | "modelId" (Model ID): ID 2 of 2 is "null", which is what a variable that was never set looks like.
            modelartsDeleteModel(modelId: 'ok1', connection: json.one) | "connection" (Connection) is "null", which is what a variable that was never set looks like.
            modelartsDeleteModel(modelId: 'ok1', timeout: json.one) | "timeout" (Time limit (seconds)) is not valid: *
            """)
    void aNullOfJsonSaysNothing(String call, String sentence) throws Exception {
        String json = "def json = net.sf.json.JSONObject.fromObject('{\"one\": null, \"list\": [\"ok1\", null]}')\n";
        WorkflowJob job = cloud.rule().createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(json + call, false));
        refused(cloud.rule().buildAndAssertStatus(Result.FAILURE, job), call, sentence);
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
            refusedKey("dataforestKill(id: 'ok1', connection: 'ncp', ", prefix + "id", "access key ID");
            refusedKey("nclueDeleteTask(taskId: 'ok1', connection: 'ncp', ", prefix + "secret", "secret key");
            refusedKey("modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ", prefix + "id", "access key ID");
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
        refusedKey("dataforestKill(id: 'ok1', connection: 'ncp', ", "empty-id", "access key ID");
        String delete = "modelartsDeleteModel(modelId: 'ok1', connection: 'huawei', ";
        refusedKey(delete, "empty-secret", "secret key");
        refusedKey(delete, "empty-token", "token");
        refusedKey(delete, "empty-password", "password");
        refusedKey(delete, "pasted-password", "password");
    }

    private static void refusedKey(String call, String id, String part) throws Exception {
        refused(
                call + "credentialsId: '" + id + "')",
                "\"credentialsId\" (Credential) is \"" + id + "\", whose " + part
                        + " is empty or has a character in it that cannot be sent. *");
    }

    @Test
    void noKeyIsInTheSystemLogHoweverMuchIsLogged() throws Exception {
        try (LogRecorder system = everything()) {
            for (String step : EveryStep.functions()) {
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
