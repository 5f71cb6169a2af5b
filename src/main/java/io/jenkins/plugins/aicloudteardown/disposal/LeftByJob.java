package io.jenkins.plugins.aicloudteardown.disposal;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the builds of a job have left, for those who may see the job. */
@Restricted(NoExternalUse.class)
public final class LeftByJob implements Action {
    private final Job<?, ?> job;
    /** Made anew for each that looks, and never kept. */
    private final transient LeftResources left;

    LeftByJob(Job<?, ?> job) {
        this.job = job;
        this.left = new LeftResources(order -> order.owner().job().equals(job.getFullName()));
    }

    public Job<?, ?> getJob() {
        return job;
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
    public String getUrlName() {
        return LeftPage.URL;
    }

    /** For the part that both pages show. */
    public LeftResources getLeft() {
        return left;
    }

    public Api getApi() {
        return new Api(left);
    }

    public boolean isMayTry() {
        return job.hasPermission(Item.BUILD);
    }

    public boolean isMayDrop() {
        return job.hasPermission(Item.CONFIGURE);
    }

    @POST
    public HttpResponse doTryNow(@QueryParameter String order, @QueryParameter String id) {
        job.checkPermission(Item.BUILD);
        return left.tryNow(order, id);
    }

    @POST
    public HttpResponse doDrop(@QueryParameter String order, @QueryParameter String id) {
        job.checkPermission(Item.CONFIGURE);
        HttpResponse dropped = left.drop(order, id);
        // With the last one this page is gone.
        return left.isEmpty() ? HttpResponses.redirectTo("..") : dropped;
    }

    /** A job that has left nothing shows nothing. */
    @Extension
    @Restricted(NoExternalUse.class)
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            Job<?, ?> job = target;
            if (Disposals.get().none()) {
                return Set.of();
            }
            LeftByJob left = new LeftByJob(job);
            return left.left.isEmpty() ? Set.of() : Set.of(left);
        }
    }
}
