package io.jenkins.plugins.aicloudteardown.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.Choices;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.net.URI;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Huawei Cloud: a region with settings of its own, a gateway in front of it, or a test server. */
@Restricted(NoExternalUse.class)
public final class HuaweiConnection extends Connection {
    @CheckForNull
    private String region;

    @CheckForNull
    private String romaUrl;

    @CheckForNull
    private String modelartsUrl;

    @CheckForNull
    private String iamUrl;

    @CheckForNull
    private String projectId;

    private boolean romaV2;

    @DataBoundConstructor
    public HuaweiConnection(String name) {
        super(name);
    }

    /** Where a URL is blank, this region's public host is used. */
    @CheckForNull
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }

    @CheckForNull
    public String getRomaUrl() {
        return romaUrl;
    }

    @DataBoundSetter
    public void setRomaUrl(String url) {
        romaUrl = Util.fixEmptyAndTrim(url);
    }

    @CheckForNull
    public String getModelartsUrl() {
        return modelartsUrl;
    }

    @DataBoundSetter
    public void setModelartsUrl(String url) {
        modelartsUrl = Util.fixEmptyAndTrim(url);
    }

    @CheckForNull
    public String getIamUrl() {
        return iamUrl;
    }

    @DataBoundSetter
    public void setIamUrl(String url) {
        iamUrl = Util.fixEmptyAndTrim(url);
    }

    @CheckForNull
    public String getProjectId() {
        return projectId;
    }

    @DataBoundSetter
    public void setProjectId(String projectId) {
        this.projectId = Util.fixEmptyAndTrim(projectId);
    }

    /** Whether ROMA Connect is called in its v2 form, with the API's id in the path. */
    public boolean isRomaV2() {
        return romaV2;
    }

    @DataBoundSetter
    public void setRomaV2(boolean romaV2) {
        this.romaV2 = romaV2;
    }

    @Override
    public Provider provider() {
        return Provider.HUAWEI;
    }

    @NonNull
    @Override
    String url(Service service) {
        return switch (service) {
            case ROMA -> romaUrl == null ? inRegion(service) : romaUrl;
            case MODELARTS -> modelartsUrl == null ? inRegion(service) : modelartsUrl;
            case DATAFOREST, NCLUE -> "";
        };
    }

    private String inRegion(Service service) {
        return HuaweiRegions.service(service, Util.fixNull(region))
                .map(URI::toString)
                .orElse("");
    }

    @Override
    public Optional<URI> iamUrl() {
        return iamUrl == null ? HuaweiRegions.iam(Util.fixNull(region)) : BaseUrl.parse(iamUrl);
    }

    @NonNull
    @Override
    public String defaultProjectId() {
        return Util.fixNull(projectId);
    }

    @Override
    public boolean usesRomaV2() {
        return romaV2;
    }

    @Extension
    @Symbol("huawei")
    public static class DescriptorImpl extends ConnectionDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HuaweiConnection_DisplayName();
        }

        @Override
        Provider provider() {
            return Provider.HUAWEI;
        }

        @POST
        public FormValidation doTestRoma(
                @QueryParameter String name,
                @QueryParameter String region,
                @QueryParameter String romaUrl,
                @QueryParameter String modelartsUrl,
                @QueryParameter String iamUrl,
                @QueryParameter String projectId,
                @QueryParameter String credentialsId,
                @QueryParameter String testInstanceId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            HuaweiConnection connection = typed(name, region, romaUrl, modelartsUrl, iamUrl);
            connection.setProjectId(projectId);
            connection.setCredentialsId(credentialsId);
            return TestButton.of(connection, Service.ROMA, testInstanceId);
        }

        @POST
        public FormValidation doTestModelarts(
                @QueryParameter String name,
                @QueryParameter String region,
                @QueryParameter String romaUrl,
                @QueryParameter String modelartsUrl,
                @QueryParameter String iamUrl,
                @QueryParameter String projectId,
                @QueryParameter String credentialsId) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            HuaweiConnection connection = typed(name, region, romaUrl, modelartsUrl, iamUrl);
            connection.setProjectId(projectId);
            connection.setCredentialsId(credentialsId);
            return TestButton.of(connection, Service.MODELARTS, "");
        }

        @POST
        public FormValidation doTryAgain(
                @QueryParameter String name,
                @QueryParameter String region,
                @QueryParameter String romaUrl,
                @QueryParameter String modelartsUrl,
                @QueryParameter String iamUrl) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return TestButton.tryAgain(typed(name, region, romaUrl, modelartsUrl, iamUrl));
        }

        private static HuaweiConnection typed(
                String name, String region, String romaUrl, String modelartsUrl, String iamUrl) {
            HuaweiConnection connection = new HuaweiConnection(name);
            connection.setRegion(region);
            connection.setRomaUrl(romaUrl);
            connection.setModelartsUrl(modelartsUrl);
            connection.setIamUrl(iamUrl);
            return connection;
        }

        @POST
        public FormValidation doCheckTestInstanceId(@QueryParameter String testInstanceId) {
            return checkId(testInstanceId);
        }

        @POST
        public FormValidation doCheckRegion(@QueryParameter String region) {
            String text = Util.fixEmptyAndTrim(region);
            return text == null || !mayConfigure() || HuaweiRegions.all().contains(text)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.Connection_Region(text, String.join(", ", HuaweiRegions.all())));
        }

        @POST
        public ListBoxModel doFillRegionItems(@QueryParameter String region) {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.Form_NoConnectionRegion(), "");
            if (mayConfigure()) {
                HuaweiRegions.all().forEach(items::add);
            }
            return Choices.keep(items, region);
        }

        @POST
        public FormValidation doCheckRomaUrl(@QueryParameter String romaUrl) {
            return checkUrl(romaUrl);
        }

        @POST
        public FormValidation doCheckModelartsUrl(@QueryParameter String modelartsUrl) {
            return checkUrl(modelartsUrl);
        }

        @POST
        public FormValidation doCheckIamUrl(@QueryParameter String iamUrl) {
            return checkUrl(iamUrl);
        }

        @POST
        public FormValidation doCheckProjectId(@QueryParameter String projectId) {
            return checkId(projectId);
        }
    }
}
