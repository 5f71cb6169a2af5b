package io.jenkins.plugins.aicloudteardown.teardown;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.config.Endpoints;
import io.jenkins.plugins.aicloudteardown.credentials.CredentialKinds;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUser;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.net.URI;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Finds the connection and the credential of an order, in the context of the build. May take long, because credentials
 * may live in a remote store: never called on the Pipeline's thread.
 */
final class AccessResolver {
    private AccessResolver() {}

    /** What was found. */
    record Found(Access access, String connection) {}

    /** In whose context credentials are looked up. */
    interface Credentials {
        /** The credential of that id, if it may be used for the host. */
        StandardCredentials find(String id, URI host) throws BadInputException;

        /** Told of the one that will be used. */
        void used(StandardCredentials credentials);
    }

    static Found resolve(TeardownOrder order, Run<?, ?> run) throws BadInputException {
        TeardownOrder.Where where = order.where();
        Endpoints endpoints = endpoints(order.operation().service(), where);
        String id = where.credentialsId().isEmpty() ? endpoints.credentialsId() : where.credentialsId();
        Access access = access(order.operation().service(), endpoints, id, new Credentials() {
            @Override
            public StandardCredentials find(String name, URI host) throws BadInputException {
                return AccessResolver.find(name, run, host);
            }

            @Override
            public void used(StandardCredentials credentials) {
                CredentialsProvider.track(run, credentials);
            }
        });
        return new Found(access, endpoints.connection());
    }

    /** Everything that a call needs; the credential is of a kind that fits, and can be sent. */
    static Access access(Service service, Endpoints endpoints, String id, Credentials context)
            throws BadInputException {
        if (id.isEmpty()) {
            throw new BadInputException(Messages._Input_CredentialsId());
        }
        StandardCredentials credentials = context.find(id, endpoints.endpoint().base());
        if (credentials instanceof HuaweiIamUser && service.provider() == Provider.HUAWEI) {
            URI iam = endpoints
                    .iam()
                    .orElseThrow(() -> new BadInputException(Messages._Input_ConnectionIam(endpoints.connection())));
            // The password goes to IAM, so the credential's domain must include that host too.
            credentials = context.find(id, iam);
        }
        ProviderKey key = key(credentials)
                .filter(found -> ProviderClient.fits(found, service.provider()))
                .orElseThrow(() -> new BadInputException(CredentialKinds.expected(service.provider(), id)));
        Optional<String> unusable = key.unusablePart();
        if (unusable.isPresent()) {
            throw new BadInputException(Messages._Input_CredentialPart(id, unusable.get()));
        }
        context.used(credentials);
        return new Access(endpoints.endpoint(), key, endpoints.iam().orElse(null));
    }

    /** Everything about where to call that can be said without looking for a credential. */
    static Endpoints endpoints(Service service, TeardownOrder.Where where) throws BadInputException {
        return checked(service, Endpoints.of(service, where.connection(), where.region(), where.projectId()));
    }

    /** Huawei's URLs hold the project. */
    static Endpoints checked(Service service, Endpoints endpoints) throws BadInputException {
        if (service.provider() == Provider.HUAWEI) {
            String projectId = endpoints.endpoint().projectId();
            if (projectId.isEmpty()) {
                throw new BadInputException(Messages._Input_ProjectId());
            }
            if (!IdFormat.TOKEN.fits(projectId)) {
                throw new BadInputException(Messages._Input_Token("projectId"));
            }
        }
        return endpoints;
    }

    private static StandardCredentials find(String id, Run<?, ?> run, URI host) throws BadInputException {
        StandardCredentials credentials = CredentialsProvider.findCredentialById(
                id,
                StandardCredentials.class,
                run,
                URIRequirementBuilder.fromUri(host.toString()).build());
        if (credentials == null) {
            throw new BadInputException(Messages._Input_CredentialNotFound(id, host.getHost()));
        }
        return credentials;
    }

    private static Optional<ProviderKey> key(StandardCredentials credentials) {
        if (credentials instanceof StandardUsernamePasswordCredentials pair) {
            return Optional.of(new ProviderKey.AccessKey(
                    pair.getUsername(), pair.getPassword().getPlainText()));
        }
        if (credentials instanceof StringCredentials text) {
            return Optional.of(new ProviderKey.GivenToken(text.getSecret().getPlainText()));
        }
        if (credentials instanceof HuaweiIamUser user) {
            return Optional.of(new ProviderKey.IamUser(
                    user.getDomain(), user.getUsername(), user.getPassword().getPlainText()));
        }
        return Optional.empty();
    }
}
