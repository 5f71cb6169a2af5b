package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.aicloudteardown.config.JobContext;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * The build that an order is from. A number may be given to another build, so the time of its start belongs to it.
 *
 * @param job            the job's full name, which changes when the job is renamed or moved
 * @param build          the build's number
 * @param started        in milliseconds since 1970
 * @param authentication the name of the authentication that the job ran as
 */
record Owner(String job, int build, long started, String authentication) {
    static Owner of(Run<?, ?> run) {
        JobContext context = JobContext.of(run);
        return new Owner(context.job(), run.getNumber(), run.getStartTimeInMillis(), context.authentication());
    }

    JobContext context() {
        return new JobContext(job, authentication);
    }

    /** The same build under its job's new name. */
    Owner in(String newJob) {
        return new Owner(newJob, build, started, authentication);
    }

    /** Whether both are the same build. */
    boolean sameBuild(Owner other) {
        return job.equals(other.job) && build == other.build && started == other.started;
    }

    /** The build, if it is still there. May read it from the disk. */
    Optional<Run<?, ?>> run() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> found = Jenkins.get().getItemByFullName(job, Job.class);
            Run<?, ?> run = found == null ? null : found.getBuildByNumber(build);
            return run == null || run.getStartTimeInMillis() != started ? Optional.empty() : Optional.of(run);
        }
    }
}
