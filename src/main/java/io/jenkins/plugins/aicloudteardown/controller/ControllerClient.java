package io.jenkins.plugins.aicloudteardown.controller;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's one provider client and the threads that it works on. Work that may hang has threads of its own, so that
 * it delays no other teardown. While steps wait, only the threads that handle responses exist.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ControllerClient {
    private static final Logger LOGGER = Logger.getLogger(ControllerClient.class.getName());
    private static final int ANSWER_THREADS = 4;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Gate gate = new Gate();
    private final WorkerPool workers = new WorkerPool(ANSWER_THREADS, Threads.named("AI Cloud Teardown: answers"));
    private final Executor answers = gate.over(workers);
    private final ExecutorService http = Threads.asNeeded("AI Cloud Teardown: HTTP");
    private final ExecutorService journals = Threads.asNeeded("AI Cloud Teardown: journal");
    private final ExecutorService lookupThreads = Threads.asNeeded("AI Cloud Teardown: credentials");
    private final Timing timing = gate.over(Timing.of(Clock.systemUTC(), Timer.get()));
    private final Lookups lookups = new Lookups(lookupThreads, timing, answers);
    private final ProxyRoutes routes = new ProxyRoutes(() -> Jenkins.get().getProxy(), this::executeHttp);
    private final ProviderClient client =
            new ProviderClient(routes.shared(), routes.once(timing), timing, answers, () -> ThreadLocalRandom.current()
                    .nextDouble());
    private final Set<Supplier<? extends Future<?>>> lastWords = ConcurrentHashMap.newKeySet();

    @NonNull
    public static ControllerClient get() {
        return ExtensionList.lookupSingleton(ControllerClient.class);
    }

    public ProviderClient client() {
        return client;
    }

    /** Starts nothing any more once Jenkins goes down. */
    public Timing timing() {
        return timing;
    }

    /** For turns, responses and the ends of teardowns, which is short work. Runs nothing once Jenkins goes down. */
    public Executor answers() {
        return answers;
    }

    /** For credentials, which may live in a remote store. */
    public Lookups lookups() {
        return lookups;
    }

    /** For files, which may be on a slow disk. Goes on while Jenkins goes down. */
    public Executor journals() {
        return task -> execute(journals, task);
    }

    /**
     * Runs this before Jenkins goes down, so that something can still be written down.
     *
     * @return cancels that
     */
    public Runnable beforeStop(Supplier<? extends Future<?>> words) {
        lastWords.add(words);
        return () -> lastWords.remove(words);
    }

    /** Whether Jenkins is going down. */
    public boolean stopped() {
        return gate.closed();
    }

    /** The JDK resolves host names here, which may take long; its client breaks for good if a task is rejected. */
    private void executeHttp(Runnable task) {
        execute(http, task);
    }

    /** The workers run the task where no other thread can be started. */
    private void execute(ExecutorService threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (OutOfMemoryError e) {
            workers.execute(task);
        }
    }

    private void stop() {
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        List<? extends Future<?>> written =
                lastWords.stream().map(Supplier::get).toList();
        try {
            for (Future<?> one : written) {
                one.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, "How much time teardowns have used could not be written down", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gate.close();
        client.close();
        lookupThreads.shutdown();
        workers.close();
    }

    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Lifetime extends ItemListener {
        /** Starts the workers now: later a build would start them, or no more threads could be started. */
        @Override
        public void onLoaded() {
            get();
        }

        /** Jenkins calls this before it saves any build for the restart; it might call a terminator later. */
        @Override
        public void onBeforeShutdown() {
            get().stop();
        }
    }
}
