package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A step's descriptor, from which it can be told what the step does. */
@Restricted(NoExternalUse.class)
public interface OfOperation {
    OperationType type();
}
