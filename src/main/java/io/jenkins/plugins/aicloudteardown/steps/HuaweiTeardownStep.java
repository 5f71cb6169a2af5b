package io.jenkins.plugins.aicloudteardown.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps of Huawei Cloud share. */
@Restricted(NoExternalUse.class)
public abstract class HuaweiTeardownStep extends DeferrableStep {
    @CheckForNull
    private String region;

    @CheckForNull
    private String projectId;

    HuaweiTeardownStep() {}

    @CheckForNull
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }

    @CheckForNull
    public String getProjectId() {
        return projectId;
    }

    @DataBoundSetter
    public void setProjectId(String projectId) {
        this.projectId = Util.fixEmptyAndTrim(projectId);
    }

    @Override
    protected final String region() {
        return region;
    }

    @Override
    protected final String projectId() {
        return projectId;
    }
}
