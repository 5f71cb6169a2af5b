package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A client, both providers in front of it, and a time that moves on only when nothing else can happen. */
public final class Bench implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(10);
    /**
     * What the client gives every request. It takes the alarm back on a thread of its own: until then a request is under
     * way, even one that the alarm has ended.
     */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

    private static final HttpClient HTTP = http().build();

    public final FakeTime time = new FakeTime();
    public final ProviderSandbox sandbox = ProviderSandbox.start(time.clock());
    public final Diary diary = new Diary();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Object monitor = new Object();
    private volatile boolean stalled;
    private int busy;
    private long finished;
    private ProviderClient client = newClient();

    public Transport.Route route = Transport.Route.direct(HTTP);
    public URI url = URI.create(sandbox.url());
    public URI iam = url;
    public ProviderKey key;
    public String project = SandboxKeys.PROJECT_ID;
    public int maxInFlight = 8;
    public boolean ignoreMissing;
    public boolean confirm;
    public boolean dryRun;
    public boolean romaV2;
    public Duration timeout;

    /** Set up as the plugin sets it up, save for its proxy. */
    public static HttpClient.Builder http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
    }

    /** The client of a controller that has just started: it has seen nothing. */
    void restart() {
        client = newClient();
    }

    /** As an administrator has it. */
    void forgetRefusals() {
        client.forgetRefusals(List.of(url.getAuthority()), Optional.of(iam));
    }

    int remembered() {
        return client.remembered();
    }

    private ProviderClient newClient() {
        return new ProviderClient(() -> route, () -> route, time, this::execute, () -> 0.5);
    }

    /** From now on no thread of the client does anything. */
    void stall() {
        stalled = true;
    }

    private void execute(Runnable work) {
        if (stalled) {
            return;
        }
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

    public Running start(Operation operation, String... ids) {
        return start(operation, Past.NONE, Arrays.asList(ids));
    }

    /** In another life of the client. */
    Running start(Operation operation, Saved saved) {
        return start(operation, saved.past(), saved.ids());
    }

    Running start(Operation operation, Past past, List<String> ids) {
        Access access = access(operation);
        return start(
                operation,
                CompletableFuture.completedFuture(past),
                () -> CompletableFuture.completedFuture(access),
                ids);
    }

    /** Where neither what was noted nor the key is at hand at once. */
    Running start(
            Operation operation,
            CompletableFuture<Past> past,
            Supplier<CompletableFuture<Access>> access,
            List<String> ids) {
        TeardownOptions options = new TeardownOptions(ignoreMissing, confirm, dryRun, timeout);
        Teardown teardown = newTeardown(operation, options, ids);
        return new Running(teardown, teardown.run(past, access), ids);
    }

    Teardown newTeardown(Operation operation, TeardownOptions options, List<String> ids) {
        return client.teardown(operation, options, ids, diary);
    }

    /** A try that is made when the step has ended. */
    ResourceResult later(Operation operation, Progress was, LaterTry later) {
        List<String> ids = List.of(was.id());
        Teardown teardown = client.laterTry(operation, ids, diary, later);
        Past past = new Past(Map.of(was.id(), was), Duration.ZERO, true);
        Access access = access(operation);
        return new Running(
                        teardown,
                        teardown.run(
                                CompletableFuture.completedFuture(past),
                                () -> CompletableFuture.completedFuture(access)),
                        ids)
                .result();
    }

    Access access(Operation operation) {
        ProviderKey used = key != null ? key : usual(operation);
        String scope = operation.service().provider() == Provider.HUAWEI ? project : "";
        return new Access(new Endpoint(url, scope, romaV2, maxInFlight), used, iam);
    }

    /** What a journal keeps of a teardown. */
    record Saved(List<String> ids, Past past) {
        Progress.Phase phase(String id) {
            return past.known().containsKey(id) ? past.known().get(id).phase() : Progress.Phase.NOT_SENT;
        }
    }

    private static ProviderKey usual(Operation operation) {
        return operation.service().provider() == Provider.NCP
                ? new ProviderKey.AccessKey(SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY)
                : new ProviderKey.AccessKey(SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY);
    }

    public static ProviderKey iamUser(String name) {
        return new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, name, SandboxKeys.IAM_PASSWORD);
    }

    /** Runs to the end. */
    public List<ResourceResult> run(Operation operation, String... ids) {
        return start(operation, ids).results();
    }

    ResourceResult runOne(Operation operation, String id) {
        List<ResourceResult> results = run(operation, id);
        assertThat(results).hasSize(1);
        assertThat(results.get(0).id()).isEqualTo(id);
        return results.get(0);
    }

    /** A teardown under way. */
    public final class Running {
        public final Teardown teardown;
        private final List<String> ids;
        private final CompletableFuture<List<ResourceResult>> results;

        private Running(Teardown teardown, CompletableFuture<List<ResourceResult>> results, List<String> ids) {
            this.teardown = teardown;
            this.results = results;
            this.ids = ids;
        }

        public boolean done() {
            return results.isDone();
        }

        /** The results of one that has ended, whatever else goes on. */
        List<ResourceResult> now() {
            return results.join();
        }

        public List<ResourceResult> results() {
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

        /** What another Java process would read of it now. */
        Saved saved() {
            Map<String, Progress> known = new HashMap<>(diary.known);
            known.keySet().retainAll(ids);
            return new Saved(ids, new Past(known, teardown.spent(), true));
        }
    }

    // Time

    /** Moves time on to the next thing due whenever nothing else is under way, until the condition holds. */
    public void drive(Supplier<Boolean> until) {
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
    public void rest() {
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
    public static final class Diary implements Journal {
        public record Retry(String id, Reason reason, String code, NextTry next) {}

        final List<String> events = Collections.synchronizedList(new ArrayList<>());
        public final List<Retry> retries = Collections.synchronizedList(new ArrayList<>());
        final List<ResourceResult> ended = Collections.synchronizedList(new ArrayList<>());
        final Map<String, Progress> known = new ConcurrentHashMap<>();
        public volatile Supplier<CompletableFuture<Void>> beforeSend = () -> CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> beforeSend(Progress progress) {
            keep("send", progress);
            return beforeSend.get();
        }

        @Override
        public void note(Progress progress) {
            keep("note", progress);
        }

        @Override
        public void retrying(String id, Reading why, NextTry next) {
            retries.add(new Retry(id, why.reason(), why.code(), next));
        }

        @Override
        public void ended(Progress progress) {
            known.put(progress.id(), progress);
            ended.add(progress.soFar());
        }

        private void keep(String what, Progress progress) {
            known.put(progress.id(), progress);
            events.add(what + " " + progress.id() + " " + progress.phase());
        }
    }
}
