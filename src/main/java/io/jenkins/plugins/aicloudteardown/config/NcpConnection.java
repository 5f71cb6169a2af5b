package io.jenkins.plugins.aicloudteardown.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** NAVER Cloud Platform: another zone, a gateway in front of it, or a test server. */
@Restricted(NoExternalUse.class)
public final class NcpConnection extends Connection {
    @CheckForNull
    private String dataforestUrl;

    @CheckForNull
    private String nclueUrl;

    @DataBoundConstructor
    public NcpConnection(String name) {
        super(name);
    }

    @CheckForNull
    public String getDataforestUrl() {
        return dataforestUrl;
    }

    @DataBoundSetter
    public void setDataforestUrl(String url) {
        dataforestUrl = Util.fixEmptyAndTrim(url);
    }

    @CheckForNull
    public String getNclueUrl() {
        return nclueUrl;
    }

    @DataBoundSetter
    public void setNclueUrl(String url) {
        nclueUrl = Util.fixEmptyAndTrim(url);
    }

    @Override
    public Provider provider() {
        return Provider.NCP;
    }

    @NonNull
    @Override
    String url(Service service) {
        return switch (service) {
            case DATAFOREST -> dataforestUrl == null ? publicUrl(service) : dataforestUrl;
            case NCLUE -> nclueUrl == null ? publicUrl(service) : nclueUrl;
            case ROMA, MODELARTS -> "";
        };
    }

    private static String publicUrl(Service service) {
        return NcpHosts.of(service).toString();
    }

    @Extension
    @Symbol("ncp")
    public static class DescriptorImpl extends ConnectionDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NcpConnection_DisplayName();
        }

        @Override
        Provider provider() {
            return Provider.NCP;
        }

        @POST
        public FormValidation doTestDataforest(
                @QueryParameter String name,
                @QueryParameter String dataforestUrl,
                @QueryParameter String nclueUrl,
                @QueryParameter String credentialsId,
                @QueryParameter String testAccountId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            NcpConnection connection = typed(name, dataforestUrl, nclueUrl, credentialsId);
            return TestButton.of(connection, Service.DATAFOREST, testAccountId);
        }

        @POST
        public FormValidation doTestNclue(
                @QueryParameter String name,
                @QueryParameter String dataforestUrl,
                @QueryParameter String nclueUrl,
                @QueryParameter String credentialsId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return TestButton.of(typed(name, dataforestUrl, nclueUrl, credentialsId), Service.NCLUE, "");
        }

        @POST
        public FormValidation doTryAgain(
                @QueryParameter String name, @QueryParameter String dataforestUrl, @QueryParameter String nclueUrl) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return TestButton.tryAgain(typed(name, dataforestUrl, nclueUrl, ""));
        }

        private static NcpConnection typed(String name, String dataforestUrl, String nclueUrl, String credentialsId) {
            NcpConnection connection = new NcpConnection(name);
            connection.setDataforestUrl(dataforestUrl);
            connection.setNclueUrl(nclueUrl);
            connection.setCredentialsId(credentialsId);
            return connection;
        }

        @POST
        public FormValidation doCheckTestAccountId(@QueryParameter String testAccountId) {
            return checkId(testAccountId);
        }

        @POST
        public FormValidation doCheckDataforestUrl(@QueryParameter String dataforestUrl) {
            return checkUrl(dataforestUrl);
        }

        @POST
        public FormValidation doCheckNclueUrl(@QueryParameter String nclueUrl) {
            return checkUrl(nclueUrl);
        }
    }
}
