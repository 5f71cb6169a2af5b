package io.jenkins.plugins.aicloudteardown;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import io.jenkins.plugins.aicloudteardown.config.HuaweiConnection;
import io.jenkins.plugins.aicloudteardown.config.NcpConnection;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentialsImpl;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.MetaClass;

/**
 * A Jenkins that knows the sandbox as its providers: connections {@code ncp} and {@code huawei}, and a credential of
 * every kind: {@code ncp-key}, {@code huawei-key}, {@code huawei-token}, {@code huawei-user}.
 */
public final class CloudJenkins implements AutoCloseable {
    private final JenkinsRule jenkins;
    private final ProviderSandbox sandbox;

    public CloudJenkins(JenkinsRule jenkins) throws Exception {
        this(jenkins, ProviderSandbox.start());
    }

    public CloudJenkins(JenkinsRule jenkins, ProviderSandbox sandbox) throws Exception {
        this.jenkins = jenkins;
        this.sandbox = sandbox;
        // The harness has views read anew for each page, for somebody who edits them meanwhile.
        MetaClass.NO_CACHE = false;
        provide(sandbox.url());
    }

    /** Adds the connections, to this base URL, and the credentials. */
    public static void provide(String url) throws Exception {
        connect(url);
        add(pair("ncp-key", SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY));
        add(pair("huawei-key", SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY));
        add(text("huawei-token", SandboxKeys.FIXED_TOKEN));
        add(new HuaweiIamUserCredentialsImpl(
                CredentialsScope.GLOBAL,
                "huawei-user",
                null,
                SandboxKeys.IAM_DOMAIN,
                SandboxKeys.IAM_USER,
                Secret.fromString(SandboxKeys.IAM_PASSWORD)));
    }

    /** Points both connections at a base URL. */
    public static void connect(String url) {
        Connections.get().setConnections(connections("", url, 300));
    }

    /** One for each provider, named after it behind the prefix. */
    public static List<Connection> connections(String prefix, String url, int maxInFlight) {
        NcpConnection ncp = new NcpConnection(prefix + "ncp");
        ncp.setDataforestUrl(url);
        ncp.setNclueUrl(url);
        ncp.setMaxInFlight(maxInFlight);
        HuaweiConnection huawei = new HuaweiConnection(prefix + "huawei");
        huawei.setRomaUrl(url);
        huawei.setModelartsUrl(url);
        huawei.setIamUrl(url);
        huawei.setProjectId(SandboxKeys.PROJECT_ID);
        huawei.setMaxInFlight(maxInFlight);
        return List.of(ncp, huawei);
    }

    public static StandardCredentials pair(String id, String name, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, name, password);
    }

    public static StandardCredentials text(String id, String text) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, null, Secret.fromString(text));
    }

    public static void add(StandardCredentials credentials) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().add(credentials);
        provider.save();
    }

    public ProviderSandbox sandbox() {
        return sandbox;
    }

    /** A new Pipeline job with a sandboxed script. */
    public WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Runs a sandboxed script to its end. */
    public WorkflowRun build(String script, Result expected) throws Exception {
        return jenkins.buildAndAssertStatus(expected, job(script));
    }

    public JenkinsRule rule() {
        return jenkins;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
