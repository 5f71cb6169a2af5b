package io.jenkins.plugins.aicloudteardown.steps;

import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Instant;
import java.util.function.Function;

/** Resources of every operation that the sandbox does not confirm, however often it is asked, until the test says so. */
final class Unconfirmed {
    private Unconfirmed() {}

    /**
     * Adds the resource.
     *
     * @return answers the reads of it; null for what the sandbox itself answers
     */
    static Function<Received, Reply> add(ProviderSandbox sandbox, String operation, String id) {
        return switch (operation) {
            case "dataforestKill" -> {
                sandbox.dataforest().addApp(id, "RUNNING");
                sandbox.dataforest().takes(id, Integer.MAX_VALUE);
                yield request -> null;
            }
            case "notebookRestart" -> {
                sandbox.dataforest()
                        .addNotebook(SandboxKeys.ACCOUNT_ID, id, "RUNNING", Instant.parse("2025-01-01T00:00:00Z"));
                sandbox.dataforest().takes(id, Integer.MAX_VALUE);
                yield request -> null;
            }
            case "nclueDeleteTask" -> {
                sandbox.nclue().addTask(id, "completed");
                yield shows("tasks/get", "{\"id\":\"" + id + "\",\"status\":\"completed\"}");
            }
            case "romaUndeploy" -> {
                sandbox.roma().addApi(SandboxKeys.INSTANCE_ID, id, 4);
                yield shows("livedata-apis/get", "{\"id\":\"" + id + "\",\"status\":4}");
            }
            case "modelartsDeleteModel" -> {
                sandbox.modelarts().addModel(id, id, "1.0", "0");
                yield shows("models/get", "{\"model_id\":\"" + id + "\",\"model_status\":\"deleting\"}");
            }
            default -> throw unknown(operation);
        };
    }

    private static Function<Received, Reply> shows(String read, String body) {
        return request -> request.operation().equals(read) ? Reply.json(200, body) : null;
    }

    /** The read that asks how far the resource is. */
    static String read(String operation) {
        return switch (operation) {
            case "dataforestKill" -> "aiapps/getDetail";
            case "notebookRestart" -> "notebooks/getList";
            case "nclueDeleteTask" -> "tasks/get";
            case "romaUndeploy" -> "livedata-apis/get";
            case "modelartsDeleteModel" -> "models/get";
            default -> throw unknown(operation);
        };
    }

    /** From now on the sandbox confirms the resource; its overrides are gone by then. */
    static void confirm(ProviderSandbox sandbox, String operation, String id) {
        switch (operation) {
            case "dataforestKill" -> sandbox.dataforest().setAppState(id, "KILLED", "KILLED");
            case "notebookRestart" -> sandbox.dataforest().setNotebookState(id, "RUNNING");
            default -> {
                // The others show what became of the write as soon as nothing overrides it.
            }
        }
    }

    private static IllegalArgumentException unknown(String operation) {
        return new IllegalArgumentException("How is " + operation + " kept from being confirmed?");
    }
}
