package io.jenkins.plugins.aicloudteardown.disposal;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.ManagementLink;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** All that is left, for administrators, below <em>Manage Jenkins</em>. */
@Extension
@Restricted(NoExternalUse.class)
public final class LeftPage extends ManagementLink implements StaplerProxy {
    static final String URL = "ai-cloud-teardown";

    /** Made anew for each that looks, and never kept. */
    private final transient LeftResources left = new LeftResources(order -> true);

    /** Also for what Stapler finds by itself, such as {@code api}. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return Messages.Disposals_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.Disposals_Description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    /** For the part that both pages show. */
    public LeftResources getLeft() {
        return left;
    }

    public Api getApi() {
        return new Api(left);
    }

    public boolean isMayTry() {
        return true;
    }

    public boolean isMayDrop() {
        return true;
    }

    @POST
    public HttpResponse doTryNow(@QueryParameter String order, @QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return left.tryNow(order, id);
    }

    @POST
    public HttpResponse doDrop(@QueryParameter String order, @QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return left.drop(order, id);
    }

    /** What was handed over under another URL is this Jenkins' own. */
    @POST
    public HttpResponse doGoOn() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Disposals.get().goOn(Jenkins.getAuthentication2().getName());
        return HttpResponses.redirectToDot();
    }
}
