package io.jenkins.plugins.aicloudteardown.client.demo;

import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.ForgetfulJournal;
import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.outcome.BatchOutcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
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

/** What {@code ./demo} shows where Jenkins' artifacts do not resolve: the client against the sandbox. */
public final class ClientDemo implements AutoCloseable {
    private static final String ROW = "     %-21s %-14s %4s  %5s  %-12s %s%n";
    private static final String NEXT = """

            What was this?
              Real requests, signed and sent to a server on this machine that answers as the providers' documents say. The
              IDs above are its own; it has a fault for each name. Every fault with every operation: docs/fault-matrix.md
              HTTP is the response to the write ("-": none, or the resource was read after it), "sent" how often it left.

            Where to go next
              A real Jenkins with all of this, reports and forms:  ./demo, where Jenkins' artifacts resolve
              A teardown of your own, in three steps:              README.md#your-first-teardown
              What each outcome means for the build:               docs/outcomes.md
            """;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final ProviderSandbox sandbox = ProviderSandbox.start();
    private final ProviderClient client;
    private int keys;

    ClientDemo() {
        Transport.Route route = Transport.Route.direct(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build());
        client = new ProviderClient(
                () -> route, () -> route, Timing.of(Clock.systemUTC(), threads), threads, Math::random);
        Scenes.prepare(sandbox);
    }

    public static void main(String[] args) {
        try (ClientDemo demo = new ClientDemo()) {
            demo.print(System.out);
        }
    }

    void print(PrintStream out) {
        List<Scene> scenes = Scenes.all();
        for (int i = 0; i < scenes.size(); i++) {
            Scene scene = scenes.get(i);
            out.printf("%n%2d   %s%n", i + 1, scene.title());
            scene.rule().lines().forEach(line -> out.printf("     %s%n", line));
            out.printf(ROW, "operation", "ID", "HTTP", "sent", "outcome", "the build");
            // Those of a scene are under way together, so that nobody waits for each one.
            List<CompletableFuture<List<ResourceResult>>> results =
                    scene.plays().stream().map(this::run).toList();
            for (int j = 0; j < results.size(); j++) {
                print(out, scene.plays().get(j), results.get(j).join());
            }
        }
        out.print(NEXT);
    }

    private CompletableFuture<List<ResourceResult>> run(Play play) {
        // NCLUE allows one request a second and key: with a key each the demo does not have to wait for that.
        ProviderKey key = play.operation().service().provider() == Provider.NCP
                ? new ProviderKey.AccessKey(SandboxKeys.ncpAccessKey(++keys), SandboxKeys.NCP_SECRET_KEY)
                : new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY);
        Access access =
                new Access(new Endpoint(URI.create(sandbox.url()), SandboxKeys.PROJECT_ID, false, 8), key, null);
        return client.teardown(play.operation(), play.options(), play.ids(), new ForgetfulJournal())
                .run(CompletableFuture.completedFuture(Past.NONE), () -> CompletableFuture.completedFuture(access))
                .orTimeout(60, TimeUnit.SECONDS);
    }

    private static void print(PrintStream out, Play play, List<ResourceResult> results) {
        Outcome all = BatchOutcome.of(results);
        Verdict verdict = Verdict.of(all, results, Verdict.FAILURE, Verdict.UNSTABLE);
        String build = verdict == Verdict.SUCCESS ? "unchanged" : verdict.name();
        if (results.size() > 1) {
            out.printf(ROW, play.operation().name(), results.size() + " IDs", "", "", all, build);
            results.forEach(result -> print(out, "", result, ""));
        } else {
            print(out, play.operation().name(), results.get(0), build);
        }
    }

    private static void print(PrintStream out, String operation, ResourceResult result, String build) {
        String status = result.status() == 0 ? "-" : String.valueOf(result.status());
        String row = ROW.formatted(operation, result.id(), status, result.tries(), result.outcome(), build)
                .stripTrailing();
        out.println(row);
        if (!result.outcome().good() || result.reason() == Reason.CONFIRMED) {
            out.printf("     %-21s   %s%n", "", said(result));
        }
    }

    /** The reason as docs/outcomes.md names it, and the provider's code and message if there are any. */
    private static String said(ResourceResult result) {
        String message = (result.code() + " " + result.message()).strip();
        String seen = result.lastState().isEmpty() ? "" : ", last seen in state " + result.lastState();
        return result.reason() + (message.isEmpty() ? "" : ": " + message) + seen;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sandbox.close();
    }
}
