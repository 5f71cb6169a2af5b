package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.ExtensionList;
import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The operations that there are: those that have a step. */
final class Operations {
    private Operations() {}

    static Optional<OperationType> named(String name) {
        return ExtensionList.lookup(StepDescriptor.class).stream()
                .filter(OfOperation.class::isInstance)
                .map(descriptor -> ((OfOperation) descriptor).type())
                .filter(type -> type.name().equals(name))
                .findFirst();
    }
}
