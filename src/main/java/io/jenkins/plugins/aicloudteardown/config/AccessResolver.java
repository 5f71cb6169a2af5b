package io.jenkins.plugins.aicloudteardown.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Util;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.Secret;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import io.jenkins.plugins.aicloudteardown.credentials.CredentialKinds;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentials;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds out where a call goes and with which key. */
@Restricted(NoExternalUse.class)
public final class AccessResolver {
    private AccessResolver() {}

    /** In whose context credentials are looked up. */
    private interface Finder {
        /** The credential of that id, if it may be used for all of these hosts. */
        StandardCredentials find(String id, URI... hosts) throws BadInputException;
    }

    /** What is needed for a call, and where its key is from. */
    private record Found(Access access, StandardCredentials credentials) {}

    /**
     * Finds the connection and the credential in the context of a build. Never blocks: credentials may live in a remote
     * store.
     *
     * @return ends on a thread for short work only, or has failed already; fails with a {@link BadInputException} or a
     *     {@link LookupTimedOutException}, or with whatever a credential store threw; cancelling it interrupts the lookup
     */
    public static CompletableFuture<Access> resolve(Service service, TargetNames names, Run<?, ?> run) {
        return resolve(
                service,
                names,
                run.getParent().getParent(),
                (id, hosts) -> ofJob(run, id, hosts),
                found -> TrackedUses.track(run, found.credentials()));
    }

    /**
     * The same, if {@link #resolveLater} finds that very key without the build, too. One of a person who started it, or of
     * a parameter, ends with it.
     */
    public static CompletableFuture<Access> resolveLasting(Service service, TargetNames names, Run<?, ?> run) {
        JobContext context = JobContext.of(run);
        return resolve(
                service,
                names,
                run.getParent().getParent(),
                (id, hosts) -> {
                    StandardCredentials found = ofJob(run, id, hosts);
                    StandardCredentials later = context.find(id, requirements(hosts));
                    if (later == null || !key(later).equals(key(found))) {
                        throw Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialOfBuild(name, id));
                    }
                    return found;
                },
                found -> TrackedUses.track(run, found.credentials()));
    }

    /** The same, when the build has ended or is gone. */
    public static CompletableFuture<Access> resolveLater(Service service, TargetNames names, JobContext context) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return resolve(service, names, context.folder(), (id, hosts) -> ofContext(context, id, hosts), found -> {});
        }
    }

    private static CompletableFuture<Access> resolve(
            Service service, TargetNames names, ItemGroup<?> folder, Finder finder, Consumer<Found> used) {
        try {
            Target target = Target.of(service, names.connection(), names.region(), names.projectId());
            String id = names.credentialsId().isEmpty() ? target.credentialsId() : names.credentialsId();
            return lookUp(service, target, id, folder, finder, used);
        } catch (BadInputException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The id of the credential that is meant: the connection's default where none is named. */
    public static String credentialsId(TargetNames names) {
        return names.credentialsId().isEmpty()
                ? Connections.get()
                        .named(names.connection())
                        .map(Connection::getCredentialsId)
                        .orElse("")
                : names.credentialsId();
    }

    /**
     * The same among the credentials that any job may use; one for Jenkins' own system is none of them. For a test, which
     * is no use by a job.
     */
    static CompletableFuture<Access> resolveGlobal(Service service, Target target) {
        try {
            if (target.credentialsId().isEmpty()) {
                throw new BadInputException(Messages._Test_NoCredential());
            }
            return lookUp(service, target, target.credentialsId(), Jenkins.get(), AccessResolver::ofAll, found -> {});
        } catch (BadInputException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletableFuture<Access> lookUp(
            Service service, Target target, String id, ItemGroup<?> folder, Finder finder, Consumer<Found> used)
            throws BadInputException {
        checkProject(service, target.endpoint().projectId());
        if (id.isEmpty()) {
            throw Parameter.CREDENTIALS_ID.bad(Messages::_Input_CredentialsId);
        }
        // A folder may have a store of its own, where the same id is another credential.
        String lane = folder.getFullName() + "/" + id;
        return ControllerClient.get()
                .lookups()
                .submit(
                        lane,
                        () -> {
                            try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
                                return find(service, target, id, finder);
                            } catch (RuntimeException e) {
                                throw CredentialKinds.unreadable(id, e);
                            }
                        },
                        found -> {
                            used.accept(found);
                            return found.access();
                        },
                        () -> new LookupTimedOutException(id));
    }

    /** Huawei's URLs hold the project. */
    private static void checkProject(Service service, String projectId) throws BadInputException {
        if (service.provider() != Provider.HUAWEI) {
            return;
        }
        if (projectId.isEmpty()) {
            throw Parameter.PROJECT_ID.bad(Messages::_Input_ProjectId);
        }
        if (!IdFormat.TOKEN.fits(projectId)) {
            throw Parameter.PROJECT_ID.bad(Messages::_Input_Token);
        }
    }

    /** Everything that a call needs; the credential is of a kind that fits, and can be sent. */
    private static Found find(Service service, Target target, String id, Finder finder) throws BadInputException {
        URI host = target.endpoint().base();
        StandardCredentials credentials = finder.find(id, host);
        if (credentials instanceof HuaweiIamUserCredentials && service.provider() == Provider.HUAWEI) {
            URI iam = target.iam()
                    .orElseThrow(() ->
                            Parameter.CONNECTION.bad(name -> Messages._Input_ConnectionIam(name, target.connection())));
            // The password goes to IAM, so the credential's domain must include that host too; and what is found for
            // both hosts may be another credential of the same id, which must not go where the first one may.
            StandardCredentials both = finder.find(id, host, iam);
            if (!key(both).equals(key(credentials))) {
                throw Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialNotFound(name, id, iam.getHost()));
            }
            credentials = both;
        }
        ProviderKey key = key(credentials)
                .filter(found -> ProviderClient.fits(found, service.provider()))
                .orElseThrow(() -> CredentialKinds.wrong(service.provider(), id));
        Optional<String> unusable = key.unusablePart();
        if (unusable.isPresent()) {
            throw Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialPart(name, id, unusable.get()));
        }
        return new Found(new Access(target.endpoint(), key, target.iam().orElse(null)), credentials);
    }

    private static StandardCredentials ofJob(Run<?, ?> run, String id, URI... hosts) throws BadInputException {
        StandardCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements(hosts));
        if (found == null) {
            throw Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialNotFound(name, id, last(hosts)));
        }
        return found;
    }

    private static StandardCredentials ofContext(JobContext context, String id, URI... hosts) throws BadInputException {
        StandardCredentials found = context.find(id, requirements(hosts));
        if (found == null) {
            throw Parameter.CREDENTIALS_ID.bad(name -> Messages._Input_CredentialNotFound(name, id, last(hosts)));
        }
        return found;
    }

    private static StandardCredentials ofAll(String id, URI... hosts) throws BadInputException {
        StandardCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements(hosts)),
                CredentialsMatchers.allOf(
                        CredentialsMatchers.withId(id),
                        CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM))));
        if (found == null) {
            throw new BadInputException(Messages._Test_Credential(id, last(hosts)));
        }
        return found;
    }

    /** Those of all hosts together: a credential's domain must fit every one of them. */
    private static List<DomainRequirement> requirements(URI... hosts) {
        return Stream.of(hosts)
                .flatMap(host -> URIRequirementBuilder.fromUri(host.toString()).build().stream())
                .toList();
    }

    /** The host that was asked for in addition, which is why nothing was found. */
    private static String last(URI... hosts) {
        return hosts[hosts.length - 1].getHost();
    }

    /** Empty where there is none: whoever provides credentials may leave a part out. */
    private static String plain(Secret secret) {
        return Util.fixNull(Secret.toString(secret));
    }

    private static Optional<ProviderKey> key(StandardCredentials credentials) {
        if (credentials instanceof StandardUsernamePasswordCredentials pair) {
            return Optional.of(new ProviderKey.AccessKey(Util.fixNull(pair.getUsername()), plain(pair.getPassword())));
        }
        if (credentials instanceof StringCredentials text) {
            return Optional.of(new ProviderKey.GivenToken(plain(text.getSecret())));
        }
        if (credentials instanceof HuaweiIamUserCredentials user) {
            return Optional.of(new ProviderKey.IamUser(
                    Util.fixNull(user.getDomain()), Util.fixNull(user.getUsername()), plain(user.getPassword())));
        }
        return Optional.empty();
    }
}
