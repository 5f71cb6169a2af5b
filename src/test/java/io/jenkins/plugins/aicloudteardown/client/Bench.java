package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A client, both providers in front of it, and a time that moves on only when nothing else can happen. */
final class Bench implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);
    /**
     * What the client gives every request. It takes the alarm back on a thread of its own: until then a request is under
     * way, even one that the alarm has ended.
     */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

    private static final HttpClient HTTP = http().build();

    final FakeTime time = new FakeTime();
    final ProviderSandbox sandbox = ProviderSandbox.start(time.clock());
    final Diary diary = new Diary();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Object monitor = new Object();
    private int busy;
    private long finished;
    private ProviderClient client = newClient();

    Transport.Route route = Transport.Route.direct(HTTP);
    URI url = URI.create(sandbox.url());
    URI iam = url;
    ProviderKey key;
    int maxInFlight = 8;
    boolean ignoreMissing;
    boolean confirm;
    boolean dryRun;
    boolean romaV2;
    Duration timeout;

    /** Set up as the plugin sets it up, save for its proxy. */
    static HttpClient.Builder http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
    }

    /** The client of a controller that has just started: it has seen nothing. */
    void restart() {
        client = newClient();
    }

    private ProviderClient newClient() {
        return new ProviderClient(() -> route, time, this::execute, () -> 0.5);
    }

    private void execute(Runnable work) {
        synchronized (monitor) {
            busy++;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                synchronized (monitor) {
                    busy--;
                    finished++;
                    monitor.notifyAll();
                }
            }
        });
    }

    @Override
    public void close() {
        sandbox.close();
        threads.shutdownNow();
    }

    // Starting

    Running start(Operation operation, String... ids) {
        return start(operation, new TeardownState(Arrays.asList(ids)));
    }

    Running start(Operation operation, TeardownState state) {
        ProviderKey used = key != null ? key : usual(operation);
        String project = operation.service().provider() == Provider.HUAWEI ? SandboxKeys.PROJECT_ID : "";
        Access access = new Access(new Endpoint(url, project, romaV2, maxInFlight), used, iam);
        TeardownOptions options = new TeardownOptions(ignoreMissing, confirm, dryRun, timeout);
        Teardown teardown = client.teardown(operation, options, access, state, diary);
        return new Running(teardown, teardown.run(), state);
    }

    private static ProviderKey usual(Operation operation) {
        return operation.service().provider() == Provider.NCP
                ? new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY)
                : new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY);
    }

    static ProviderKey iamUser(String name) {
        return new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, name, SandboxKeys.IAM_PASSWORD);
    }

    /** Runs to the end. */
    List<ResourceResult> run(Operation operation, String... ids) {
        return start(operation, ids).results();
    }

    ResourceResult runOne(Operation operation, String id) {
        List<ResourceResult> results = run(operation, id);
        assertThat(results).hasSize(1);
        assertThat(results.get(0).id()).isEqualTo(id);
        return results.get(0);
    }

    /** A teardown under way. */
    final class Running {
        final Teardown teardown;
        final TeardownState state;
        private final CompletableFuture<List<ResourceResult>> results;

        private Running(Teardown teardown, CompletableFuture<List<ResourceResult>> results, TeardownState state) {
            this.teardown = teardown;
            this.results = results;
            this.state = state;
        }

        boolean done() {
            return results.isDone();
        }

        List<ResourceResult> results() {
            drive(results::isDone);
            List<ResourceResult> list = results.join();
            settle();
            return list;
        }

        ResourceResult result() {
            List<ResourceResult> list = results();
            assertThat(list).hasSize(1);
            return list.get(0);
        }

        /** What another Java process would read of the state as it is now. */
        TeardownState saved() {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                    out.writeObject(state);
                }
                try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                    return (TeardownState) in.readObject();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }

    // Time

    /** Moves time on to the next thing due whenever nothing else is under way, until the condition holds. */
    void drive(Supplier<Boolean> until) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!until.get()) {
            assertThat(System.nanoTime()).as("something hangs").isLessThan(end);
            if (idle() && !until.get()) {
                Duration next = time.untilNext().orElseThrow(() -> new AssertionError("nothing will ever happen"));
                time.advance(next);
            } else {
                pauseForWork();
            }
        }
    }

    /** Waits until nothing happens any more by itself. */
    void settle() {
        long end = System.nanoTime() + SOON.toNanos();
        while (!idle()) {
            assertThat(System.nanoTime()).as("something hangs").isLessThan(end);
            pauseForWork();
        }
    }

    private boolean idle() {
        long before;
        synchronized (monitor) {
            if (busy > 0) {
                return false;
            }
            before = finished;
        }
        if (time.kept(REQUEST_LIMIT) > 0) {
            return false;
        }
        synchronized (monitor) {
            return busy == 0 && finished == before;
        }
    }

    private void pauseForWork() {
        synchronized (monitor) {
            try {
                monitor.wait(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits until all threads of the client rest, while requests may be under way. */
    void rest() {
        long end = System.nanoTime() + SOON.toNanos();
        synchronized (monitor) {
            while (busy > 0) {
                assertThat(System.nanoTime()).as("something hangs").isLessThan(end);
                try {
                    monitor.wait(5);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** What the client tells, and when it may go on. */
    static final class Diary implements Journal {
        record Retry(String id, Reason reason, String code, int tries, Duration pause) {}

        final List<String> events = Collections.synchronizedList(new ArrayList<>());
        final List<Retry> retries = Collections.synchronizedList(new ArrayList<>());
        final List<ResourceResult> ended = Collections.synchronizedList(new ArrayList<>());
        volatile Supplier<CompletableFuture<Void>> beforeSend = () -> CompletableFuture.completedFuture(null);
        volatile Supplier<CompletableFuture<Void>> save = () -> CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> beforeSend(ResourceState item) {
            events.add("send " + item.id() + " " + item.phase());
            return beforeSend.get();
        }

        @Override
        public CompletableFuture<Void> save(ResourceState item) {
            events.add("save " + item.id() + " " + item.phase());
            return save.get();
        }

        @Override
        public void retrying(String id, Reason reason, String code, int tries, Duration pause) {
            retries.add(new Retry(id, reason, code, tries, pause));
        }

        @Override
        public void ended(ResourceResult result) {
            ended.add(result);
        }
    }
}
