package io.jenkins.plugins.aicloudteardown.config;

import hudson.ExtensionPoint;
import io.jenkins.plugins.aicloudteardown.client.ProbeResult;
import io.jenkins.plugins.aicloudteardown.client.operation.ServiceProbe;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;

/** Makes one harmless signed read by way of a connection. Implemented where the controller's one client lives. */
public interface ConnectionProbe extends ExtensionPoint {
    /**
     * Waits for the answer; ends in bounded time.
     *
     * @param endpoints with the id of a credential, looked up among those that all of Jenkins may use
     * @throws BadInputException if there is nothing to call, or nothing to sign with
     */
    ProbeResult probe(Endpoints endpoints, ServiceProbe probe) throws BadInputException, InterruptedException;
}
