package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.ModelartsDeleteModel;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.NotebookRestart;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.RomaUndeploy;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What {@code ./demo} shows where Jenkins' artifacts do not resolve: the client against the sandbox, as a table. */
public final class ClientDemo {
    private static final Operation KILL = new DataforestKill("");
    private static final Operation RESTART = new NotebookRestart("");
    private static final Operation DELETE_TASK = new NclueDeleteTask(0);
    private static final Operation UNDEPLOY = new RomaUndeploy(SandboxKeys.INSTANCE_ID);
    private static final Operation DELETE_MODEL = new ModelartsDeleteModel(false);
    private static final String LINE = "%-21s %-37s %-8s %-8s %s%n";

    private record Example(Operation operation, String id) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example(KILL, "cMmEw7HCjVQdcHh3JVOptL"),
            new Example(KILL, "successFalse1"),
            new Example(RESTART, "7kHeVWhiRsxdRl0nXz04ri"),
            new Example(RESTART, "nobodyKnowsIt"),
            new Example(DELETE_TASK, "f5aebc0c-1111-2222-3333-b201bc64b1c9"),
            new Example(DELETE_TASK, "inUse1"),
            new Example(UNDEPLOY, "bd42841c20184da6bbf457c6d8a06e37"),
            new Example(UNDEPLOY, "noPermission1"),
            new Example(DELETE_MODEL, "10eb0091-887f-4839-9929-cbc884f1e20e"),
            new Example(DELETE_MODEL, "mixed1"),
            new Example(DELETE_MODEL, "bothEmpty1"));

    private ClientDemo() {}

    public static void main(String[] args) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try (ProviderSandbox sandbox = ProviderSandbox.start()) {
            print(System.out, sandbox, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    static void print(PrintStream out, ProviderSandbox sandbox, ScheduledExecutorService threads) {
        Transport.Route route = Transport.Route.direct(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build());
        ProviderClient client = new ProviderClient(
                () -> route, () -> route, Timing.of(Clock.systemUTC(), threads), threads, Math::random);
        out.printf(LINE, "operation", "id", "outcome", "verdict", "provider's message");
        for (Example example : EXAMPLES) {
            ResourceResult result = run(client, sandbox, example);
            Verdict verdict = Verdict.of(result.outcome(), List.of(result), Verdict.FAILURE, Verdict.UNSTABLE);
            out.printf(LINE, example.operation().name(), result.id(), result.outcome(), verdict, message(result));
        }
    }

    private static ResourceResult run(ProviderClient client, ProviderSandbox sandbox, Example example) {
        Endpoint endpoint = new Endpoint(URI.create(sandbox.url()), SandboxKeys.PROJECT_ID, false, 8);
        ProviderKey key = example.operation().service().provider() == Provider.NCP
                ? new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY)
                : new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY);
        Access access = new Access(endpoint, key, null);
        return client.teardown(
                        example.operation(),
                        new TeardownOptions(false, false, false, Duration.ofSeconds(30)),
                        List.of(example.id()),
                        new ForgetfulJournal())
                .run(CompletableFuture.completedFuture(Past.NONE), () -> CompletableFuture.completedFuture(access))
                .orTimeout(60, TimeUnit.SECONDS)
                .join()
                .get(0);
    }

    private static String message(ResourceResult result) {
        String code = result.code().isEmpty() ? "" : result.code() + " ";
        String said = code + result.message();
        return said.isBlank()
                ? result.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                : said;
    }
}
