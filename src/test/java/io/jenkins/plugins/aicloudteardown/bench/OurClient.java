package io.jenkins.plugins.aicloudteardown.bench;

import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.ForgetfulJournal;
import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The plugin's provider client, set up as the plugin sets it up, with a journal that forgets everything. */
final class OurClient implements AutoCloseable {
    private static final int THREADS = 4;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(10);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(threads)
            .build();
    private final ProviderClient client = new ProviderClient(
            () -> Transport.Route.direct(http),
            () -> Transport.Route.direct(http),
            Timing.of(Clock.systemUTC(), timer),
            threads,
            Math::random);

    /** Kills all of them; blocks. */
    void kill(URI base, List<String> ids, int inFlight) {
        ProviderKey key = new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY);
        Access access = new Access(new Endpoint(base, "", false, inFlight), key, null);
        List<ResourceResult> results = client.teardown(
                        new DataforestKill(""),
                        new TeardownOptions(false, false, false, Duration.ofHours(1)),
                        ids,
                        new ForgetfulJournal())
                .run(CompletableFuture.completedFuture(Past.NONE), () -> CompletableFuture.completedFuture(access))
                .join();
        List<ResourceResult> wrong = results.stream()
                .filter(result -> result.outcome() != Outcome.DONE)
                .toList();
        if (results.size() != ids.size() || !wrong.isEmpty()) {
            throw new IllegalStateException("of " + ids.size() + " ids " + results.size() + " ended, " + wrong.size()
                    + " not DONE: " + wrong.stream().limit(3).toList());
        }
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
