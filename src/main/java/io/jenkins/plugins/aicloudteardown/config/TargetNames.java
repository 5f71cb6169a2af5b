package io.jenkins.plugins.aicloudteardown.config;

import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Names of what is looked up when a teardown begins; an empty text where none was given. Persisted with a running
 * Pipeline step.
 */
@Restricted(NoExternalUse.class)
public final class TargetNames implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String connection;
    private final String region;
    private final String projectId;
    private final String credentialsId;

    public TargetNames(String connection, String region, String projectId, String credentialsId) {
        this.connection = connection;
        this.region = region;
        this.projectId = projectId;
        this.credentialsId = credentialsId;
    }

    public String connection() {
        return connection;
    }

    public String region() {
        return region;
    }

    public String projectId() {
        return projectId;
    }

    public String credentialsId() {
        return credentialsId;
    }
}
