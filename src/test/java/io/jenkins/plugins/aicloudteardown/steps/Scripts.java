package io.jenkins.plugins.aicloudteardown.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentialsImpl;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/** Calls of the steps against the fixture's connections and credentials, and what is looked for in their logs. */
final class Scripts {
    /** Nothing of these may ever be seen. */
    static final List<String> SECRETS = List.of(
            SandboxKeys.NCP_ACCESS_KEY,
            SandboxKeys.NCP_SECRET_KEY,
            SandboxKeys.HUAWEI_ACCESS_KEY,
            SandboxKeys.HUAWEI_SECRET_KEY,
            SandboxKeys.FIXED_TOKEN,
            SandboxKeys.IAM_PASSWORD);

    private Scripts() {}

    /** A step with one id; {@code more} are further arguments, each written as in a script. */
    static String step(String function, String id, String... more) {
        return several(function, "'" + id + "'", more);
    }

    /** A step with several ids, written as in a script: a text in quotes or a list. */
    static String several(String function, String ids, String... more) {
        String given = String.join(", ", more);
        String parameter = EveryStep.descriptor(function).getIdField();
        StringBuilder call = new StringBuilder(function + "(" + parameter + ": " + ids);
        EveryStep.arguments(function, ids).forEach((name, value) -> {
            if (!name.equals(parameter) && !given.contains(name + ":")) {
                call.append(", ").append(name).append(": '").append(value).append('\'');
            }
        });
        return call.append(given.isEmpty() ? "" : ", " + given).append(')').toString();
    }

    /** A step that waits until the provider confirms it, with what it needs for that. */
    static String confirming(String function, String id) {
        return EveryStep.has(function, "accountId")
                ? step(function, id, "confirm: true", "accountId: '" + SandboxKeys.ACCOUNT_ID + "'")
                : step(function, id, "confirm: true");
    }

    /** The sandbox's IAM user with this password. */
    static StandardCredentials iamUser(String id, String password) {
        return new HuaweiIamUserCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                null,
                SandboxKeys.IAM_DOMAIN,
                SandboxKeys.IAM_USER,
                Secret.fromString(password));
    }

    /** The whole build log, in which no secret stands. */
    static String log(Run<?, ?> run) throws Exception {
        String log = JenkinsRule.getLog(run);
        SECRETS.forEach(secret -> assertThat(log).doesNotContain(secret));
        return log;
    }

    /** The one line by which the build says why it failed; there is no stack trace around it. */
    static String error(Run<?, ?> run) throws Exception {
        String log = log(run);
        assertThat(log).doesNotContain("\tat ").doesNotContain("Also:");
        List<String> errors =
                log.lines().filter(line -> line.startsWith("ERROR: ")).toList();
        assertThat(errors).as(log).hasSize(1);
        return errors.get(0).substring("ERROR: ".length());
    }
}
