package io.jenkins.plugins.aicloudteardown.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The line on a job's page: what its last completed build left behind. Looks at that build when somebody looks at it. */
@Restricted(NoExternalUse.class)
public final class JobLine extends InvisibleAction {
    private final Job<?, ?> job;

    private JobLine(Job<?, ?> job) {
        this.job = job;
    }

    /** The report of the last completed build, or null where that tore nothing down. */
    @CheckForNull
    public TeardownAction getReport() {
        Run<?, ?> build = job.getLastCompletedBuild();
        TeardownAction report = build == null ? null : build.getAction(TeardownAction.class);
        return report == null || report.getIconFileName() == null ? null : report;
    }

    /** Every job may have such a line. */
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
        public Collection<? extends Action> createFor(@NonNull Job job) {
            return List.of(new JobLine(job));
        }
    }
}
