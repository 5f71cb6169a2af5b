package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.config.TargetNames;

/**
 * Where an order's resources are, in names: nothing secret.
 *
 * @param connection    the connection's name, or empty
 * @param region        or empty
 * @param projectId     as it was when the order was taken, or empty where the service has none
 * @param credentialsId the credential's id
 * @param host          the host that was called: no other one has these resources
 * @param account       stands for the account, where its resources are not named by their project; see {@link Accounts}
 */
record Place(String connection, String region, String projectId, String credentialsId, String host, String account) {
    Place {
        connection = connection == null ? "" : connection;
        region = region == null ? "" : region;
        projectId = projectId == null ? "" : projectId;
        credentialsId = credentialsId == null ? "" : credentialsId;
        host = host == null ? "" : host;
        account = account == null ? "" : account;
    }

    TargetNames names() {
        return new TargetNames(connection, region, projectId, credentialsId);
    }
}
