package io.jenkins.plugins.aicloudteardown.config;

import hudson.Util;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
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
public record Endpoints(Endpoint endpoint, Optional<URI> iam, String credentialsId, String connection) {

    /**
     * @param connection a connection's name, or empty
     * @param region     a Huawei region, or empty
     * @param projectId  a Huawei project, or empty for the connection's default
     */
    public static Endpoints of(Service service, String connection, String region, String projectId)
            throws BadInputException {
        if (!connection.isEmpty() && !region.isEmpty()) {
            throw new BadInputException(Messages._Input_RegionAndConnection());
        }
        return connection.isEmpty()
                ? ofPreset(service, region, projectId)
                : ofConnection(service, connection, projectId);
    }

    /** The Huawei regions that have the service, in order. */
    public static SortedSet<String> regions(Service service) {
        return HuaweiRegions.of(service);
    }

    private static Endpoints ofConnection(Service service, String name, String projectId) throws BadInputException {
        Connection connection = Connections.get()
                .named(name)
                .orElseThrow(() -> new BadInputException(Messages._Input_Connection(name)));
        if (connection.provider() != service.provider()) {
            throw new BadInputException(Messages._Input_ConnectionProvider(name));
        }
        return through(connection, service, projectId);
    }

    /**
     * Where a service is called by way of this very connection, whether it is saved or not.
     *
     * @param projectId a Huawei project, or empty for the connection's default
     */
    static Endpoints through(Connection connection, Service service, String projectId) throws BadInputException {
        String name = connection.getName();
        // Checked again here: what is on the disk has not been through the form.
        URI base = connection
                .baseUrl(service)
                .orElseThrow(() -> new BadInputException(Messages._Input_ConnectionUrl(name)));
        String project = projectId.isEmpty() ? connection.defaultProjectId() : projectId;
        int inFlight = Math.max(1, connection.getMaxInFlight());
        return new Endpoints(
                new Endpoint(base, project, connection.usesRomaV2(), inFlight),
                connection.iamUrl(),
                Util.fixNull(connection.getCredentialsId()),
                name);
    }

    private static Endpoints ofPreset(Service service, String region, String projectId) throws BadInputException {
        if (service.provider() == Provider.NCP) {
            return preset(NcpHosts.of(service), "", Optional.empty());
        }
        if (region.isEmpty()) {
            throw new BadInputException(Messages._Input_RegionOrConnection());
        }
        URI base = HuaweiRegions.service(service, region)
                .orElseThrow(() -> new BadInputException(
                        Messages._Input_Region(region, String.join(", ", HuaweiRegions.of(service)))));
        return preset(base, projectId, HuaweiRegions.iam(region));
    }

    private static Endpoints preset(URI base, String projectId, Optional<URI> iam) {
        return new Endpoints(new Endpoint(base, projectId, false, Endpoint.DEFAULT_IN_FLIGHT), iam, "", "");
    }
}
