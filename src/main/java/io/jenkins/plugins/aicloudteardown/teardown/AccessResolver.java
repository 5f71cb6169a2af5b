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
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUser;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.net.URI;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jvnet.localizer.Localizable;

/**
 * Finds the connection and the credential of an order, in the context of the build. May take long, because credentials
 * may live in a remote store: never called on the Pipeline's thread.
 */
final class AccessResolver {
    private AccessResolver() {}

    /** What was found. */
    record Found(Access access, String connection) {}

    static Found resolve(TeardownOrder order, Run<?, ?> run) throws BadInputException {
        TeardownOrder.Where where = order.where();
        Service service = order.operation().service();
        Endpoints endpoints = endpoints(service, where);
        String id = where.credentialsId().isEmpty() ? endpoints.credentialsId() : where.credentialsId();
        if (id.isEmpty()) {
            throw new BadInputException(Messages._Input_CredentialsId());
        }
        URI base = endpoints.endpoint().base();
        StandardCredentials credentials = find(id, run, base);
        if (credentials instanceof HuaweiIamUser && service.provider() == Provider.HUAWEI) {
            URI iam = endpoints
                    .iam()
                    .orElseThrow(() -> new BadInputException(Messages._Input_ConnectionIam(endpoints.connection())));
            // The password goes to IAM, so the credential's domain must include that host too.
            find(id, run, iam);
        }
        ProviderKey key = key(credentials)
                .filter(found -> ProviderClient.fits(found, service.provider()))
                .orElseThrow(() -> new BadInputException(expectedKind(service.provider(), id)));
        Optional<String> unusable = key.unusablePart();
        if (unusable.isPresent()) {
            throw new BadInputException(Messages._Input_CredentialPart(id, unusable.get()));
        }
        CredentialsProvider.track(run, credentials);
        return new Found(new Access(endpoints.endpoint(), key, endpoints.iam().orElse(null)), endpoints.connection());
    }

    /** Everything about where to call that can be said without looking for a credential. */
    static Endpoints endpoints(Service service, TeardownOrder.Where where) throws BadInputException {
        Endpoints endpoints = Endpoints.of(service, where.connection(), where.region(), where.projectId());
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

    private static Localizable expectedKind(Provider provider, String id) {
        return provider == Provider.NCP ? Messages._Input_KindNcp(id) : Messages._Input_KindHuawei(id);
    }
}
