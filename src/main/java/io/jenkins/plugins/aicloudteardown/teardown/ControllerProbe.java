package io.jenkins.plugins.aicloudteardown.teardown;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Extension;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.ProbeResult;
import io.jenkins.plugins.aicloudteardown.client.operation.ServiceProbe;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.ConnectionProbe;
import io.jenkins.plugins.aicloudteardown.config.Endpoints;
import io.jenkins.plugins.aicloudteardown.config.Messages;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/** The probe by way of the controller's one client. The waiting thread is a browser's request. */
@Extension
public final class ControllerProbe implements ConnectionProbe {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A credential in a remote store may take its time too; somebody is looking at a spinning button. */
    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(10);

    @Override
    public ProbeResult probe(Endpoints endpoints, ServiceProbe probe) throws BadInputException, InterruptedException {
        Endpoints checked = AccessResolver.checked(probe.service(), endpoints);
        ControllerClient service = ControllerClient.get();
        Future<Access> lookup = service.lookups().submit(() -> access(checked, probe));
        try {
            Access access = lookup.get(LOOKUP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            Duration left = LIMIT.minus(LOOKUP_LIMIT);
            CompletableFuture<ProbeResult> result = service.client().probe(probe, access, left);
            return result.get(left.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException problem) {
                throw problem;
            }
            throw new IllegalStateException("the connection could not be tested", e.getCause());
        } catch (TimeoutException e) {
            lookup.cancel(true);
            return new ProbeResult(Reason.DEADLINE_BEFORE_SEND, 0, "", "", Optional.empty());
        }
    }

    private static Access access(Endpoints endpoints, ServiceProbe probe) throws BadInputException {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            return AccessResolver.access(
                    probe.service(), endpoints, endpoints.credentialsId(), new GlobalCredentials());
        }
    }

    /** Those that any job may use: a credential for Jenkins' own system is none of them. */
    private static final class GlobalCredentials implements AccessResolver.Credentials {
        @Override
        public StandardCredentials find(String id, URI host) throws BadInputException {
            StandardCredentials found = CredentialsMatchers.firstOrNull(
                    CredentialsProvider.lookupCredentialsInItemGroup(
                            StandardCredentials.class,
                            Jenkins.get(),
                            ACL.SYSTEM2,
                            URIRequirementBuilder.fromUri(host.toString()).build()),
                    CredentialsMatchers.allOf(
                            CredentialsMatchers.withId(id),
                            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM))));
            if (found == null) {
                throw new BadInputException(Messages._Test_Credential(id, host.getHost()));
            }
            return found;
        }

        @Override
        public void used(StandardCredentials credentials) {
            // A test is no use by a job.
        }
    }
}
