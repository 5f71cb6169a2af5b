package io.jenkins.plugins.aicloudteardown.config;

import hudson.Util;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where a step calls: the named connection, or the provider's public hosts.
 *
 * @param endpoint      where the service is
 * @param iam           where an IAM user gets a token, if anywhere
 * @param credentialsId the connection's default, or empty
 * @param connection    the connection's name, or empty
 */
@Restricted(NoExternalUse.class)
public record Target(Endpoint endpoint, Optional<URI> iam, String credentialsId, String connection) {

    /**
     * @param connection a connection's name, or empty
     * @param region     a Huawei region, or empty
     * @param projectId  a Huawei project, or empty for the connection's default
     */
    public static Target of(Service service, String connection, String region, String projectId)
            throws BadInputException {
        if (!connection.isEmpty() && !region.isEmpty()) {
            throw Parameter.REGION.bad(Messages::_Input_RegionAndConnection);
        }
        return connection.isEmpty()
                ? ofPreset(service, region, projectId)
                : ofConnection(service, connection, projectId);
    }

    /** The Huawei regions that have the service, in order. */
    public static SortedSet<String> regions(Service service) {
        return HuaweiRegions.of(service);
    }

    private static Target ofConnection(Service service, String name, String projectId) throws BadInputException {
        Connection connection = Connections.get()
                .named(name)
                .orElseThrow(() -> Parameter.CONNECTION.bad(its -> Messages._Input_Connection(its, name)));
        if (connection.provider() != service.provider()) {
            throw Parameter.CONNECTION.bad(its -> Messages._Input_ConnectionProvider(
                    its, name, Words.of(connection.provider()), Words.of(service.provider())));
        }
        return through(connection, service, projectId);
    }

    /**
     * Where a service is called by way of this very connection, whether it is saved or not.
     *
     * @param projectId a Huawei project, or empty for the connection's default
     */
    static Target through(Connection connection, Service service, String projectId) throws BadInputException {
        String name = connection.getName();
        // Checked again here: what is on the disk has not been through the form.
        URI base = connection
                .baseUrl(service)
                .orElseThrow(() ->
                        Parameter.CONNECTION.bad(its -> Messages._Input_ConnectionUrl(its, name, Words.of(service))));
        String project = projectId.isEmpty() ? connection.defaultProjectId() : projectId;
        int inFlight = Math.max(1, connection.getMaxInFlight());
        return new Target(
                new Endpoint(base, project, connection.usesRomaV2(), inFlight),
                connection.iamUrl(),
                Util.fixNull(connection.getCredentialsId()),
                name);
    }

    private static Target ofPreset(Service service, String region, String projectId) throws BadInputException {
        if (service.provider() == Provider.NCP) {
            return preset(NcpHosts.of(service), "", Optional.empty());
        }
        if (region.isEmpty()) {
            throw Parameter.REGION.bad(Messages::_Input_RegionOrConnection);
        }
        URI base = HuaweiRegions.service(service, region)
                .orElseThrow(() -> Parameter.REGION.bad(
                        its -> Messages._Input_Region(its, region, String.join(", ", HuaweiRegions.of(service)))));
        return preset(base, projectId, HuaweiRegions.iam(region));
    }

    private static Target preset(URI base, String projectId, Optional<URI> iam) {
        return new Target(new Endpoint(base, projectId, false, Endpoint.DEFAULT_IN_FLIGHT), iam, "", "");
    }
}
