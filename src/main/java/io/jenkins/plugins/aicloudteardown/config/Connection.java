package io.jenkins.plugins.aicloudteardown.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import java.net.URI;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Where a provider is called, named by an administrator. A job can name a connection, never a host. Persisted, so a
 * class with plain fields; a blank field stands for the provider's public default.
 */
@Restricted(NoExternalUse.class)
public abstract class Connection extends AbstractDescribableImpl<Connection> {
    public static final int DEFAULT_KEEP_TRYING_DAYS = 7;

    private final String name;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private Integer maxInFlight;

    @CheckForNull
    private Integer keepTryingDays;

    Connection(String name) {
        this.name = Util.fixNull(name).strip();
    }

    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    /** The credential used where a step names none; resolved in the job's context like every other. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public int getMaxInFlight() {
        return maxInFlight == null ? Endpoint.DEFAULT_IN_FLIGHT : maxInFlight;
    }

    @DataBoundSetter
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight == Endpoint.DEFAULT_IN_FLIGHT ? null : maxInFlight;
    }

    /** For how many days what was handed over is tried. */
    public int getKeepTryingDays() {
        return keepTryingDays == null || keepTryingDays < 1 ? DEFAULT_KEEP_TRYING_DAYS : keepTryingDays;
    }

    @DataBoundSetter
    public void setKeepTryingDays(int days) {
        this.keepTryingDays = days == DEFAULT_KEEP_TRYING_DAYS ? null : days;
    }

    public abstract Provider provider();

    /** The text given for a service, or the default; empty where neither is there. */
    @NonNull
    abstract String url(Service service);

    /** The base URL of a service; empty where it is not given, or not one that keys may be sent to. */
    public final Optional<URI> baseUrl(Service service) {
        return BaseUrl.parse(url(service));
    }

    /** Where IAM users get their token; empty where this connection serves none. */
    public Optional<URI> iamUrl() {
        return Optional.empty();
    }

    /** The Huawei project used where a step names none, or empty. */
    @NonNull
    public String defaultProjectId() {
        return "";
    }

    public boolean usesRomaV2() {
        return false;
    }
}
