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
public final class Operations {
    public static final Operation KILL = new DataforestKill("");
    public static final Operation RESTART = new NotebookRestart("");
    public static final Operation RESTART_AND_LOOK = new NotebookRestart(SandboxKeys.ACCOUNT_ID);
    public static final Operation DELETE_TASK = new NclueDeleteTask(0);
    public static final Operation UNDEPLOY = new RomaUndeploy(SandboxKeys.INSTANCE_ID);
    public static final Operation DELETE_MODEL = new ModelartsDeleteModel(false);
    public static final Operation DELETE_VERSIONS = new ModelartsDeleteModel(true);

    private Operations() {}

    /** For parameterized tests, each shown by its name. */
    public static Stream<Named> all() {
        return Stream.of(KILL, RESTART, DELETE_TASK, UNDEPLOY, DELETE_MODEL).map(Named::new);
    }

    static Stream<Named> repeatable() {
        return all().filter(named -> named.operation().repeatable());
    }

    public record Named(Operation operation) {
        public String name() {
            return operation.name();
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
