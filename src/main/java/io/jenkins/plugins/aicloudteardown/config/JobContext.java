package io.jenkins.plugins.aicloudteardown.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * In whose name credentials are looked up when a build has ended: in that of its job, and never in more than the job had.
 * Has to be asked as SYSTEM, for which every job is there.
 *
 * @param job            the job's full name
 * @param authentication the name of the authentication that the job ran as
 */
@Restricted(NoExternalUse.class)
public record JobContext(String job, String authentication) {
    /**
     * What is for Jenkins itself is for no job, and where a job is gone Jenkins itself is asked; what is a person's own is
     * that person's.
     */
    private static final CredentialsMatcher OF_JOBS = CredentialsMatchers.not(CredentialsMatchers.anyOf(
            CredentialsMatchers.withScope(CredentialsScope.SYSTEM),
            CredentialsMatchers.withScope(CredentialsScope.USER)));

    public static JobContext of(Run<?, ?> run) {
        Job<?, ?> job = run.getParent();
        Authentication as = job instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
        return new JobContext(job.getFullName(), as.getName());
    }

    /** The credential of that id, or null; it is none of a build or of a person who started one. */
    @CheckForNull
    StandardCredentials find(String id, List<DomainRequirement> requirements) {
        Optional<Authentication> as = authenticationNow();
        if (as.isEmpty()) {
            return null;
        }
        Item item = Jenkins.get().getItemByFullName(job);
        List<StandardCredentials> found = new ArrayList<>(find(item, as.get(), requirements));
        // As a build finds them: whoever may use the credentials of the job.
        if (!as.get().equals(ACL.SYSTEM2) && mayUse(item, as.get())) {
            found.addAll(find(item, ACL.SYSTEM2, requirements));
        }
        return CredentialsMatchers.firstOrNull(
                found, CredentialsMatchers.allOf(CredentialsMatchers.withId(id), OF_JOBS));
    }

    private List<StandardCredentials> find(Item item, Authentication as, List<DomainRequirement> requirements) {
        return item != null
                ? CredentialsProvider.lookupCredentialsInItem(StandardCredentials.class, item, as, requirements)
                : CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, folder(), as, requirements);
    }

    private boolean mayUse(Item item, Authentication as) {
        AccessControlled place = item != null ? item : folder() instanceof Item folder ? folder : Jenkins.get();
        return place.getACL().hasPermission2(as, CredentialsProvider.USE_ITEM);
    }

    /** Where the job is, or was: the nearest folder that is still there. */
    public ItemGroup<?> folder() {
        Jenkins jenkins = Jenkins.get();
        for (String name = parent(job); !name.isEmpty(); name = parent(name)) {
            if (jenkins.getItemByFullName(name) instanceof ItemGroup<?> folder) {
                return folder;
            }
        }
        return jenkins;
    }

    private static String parent(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    /** Empty if there is no such user any more. */
    private Optional<Authentication> authenticationNow() {
        if (authentication.equals(ACL.SYSTEM_USERNAME)) {
            return Optional.of(ACL.SYSTEM2);
        }
        if (authentication.equals(Jenkins.ANONYMOUS2.getName())) {
            return Optional.of(Jenkins.ANONYMOUS2);
        }
        User user = User.getById(authentication, false);
        try {
            return user == null ? Optional.empty() : Optional.of(user.impersonate2());
        } catch (UsernameNotFoundException e) {
            return Optional.empty();
        }
    }
}
