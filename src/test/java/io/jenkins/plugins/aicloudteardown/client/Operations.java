package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.NotebookRestart;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.stream.Stream;

/** One of each. */
final class Operations {
    static final Operation KILL = new DataforestKill("");
    static final Operation RESTART = new NotebookRestart("");
    static final Operation RESTART_AND_LOOK = new NotebookRestart(SandboxKeys.ACCOUNT_ID);
    static final Operation DELETE_TASK = new NclueDeleteTask(0);
    static final Operation UNDEPLOY = new RomaUndeploy(SandboxKeys.INSTANCE_ID);
    static final Operation DELETE_MODEL = new ModelartsDeleteModel(false);
    static final Operation DELETE_VERSIONS = new ModelartsDeleteModel(true);

    private Operations() {}

    /** For parameterized tests, each shown by its name. */
    static Stream<Named> all() {
        return Stream.of(KILL, RESTART, DELETE_TASK, UNDEPLOY, DELETE_MODEL).map(Named::new);
    }

    static Stream<Named> repeatable() {
        return all().filter(named -> named.operation().repeatable());
    }

    record Named(Operation operation) {
        String name() {
            return operation.name();
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
