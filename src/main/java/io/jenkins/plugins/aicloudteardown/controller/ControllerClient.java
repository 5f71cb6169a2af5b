package io.jenkins.plugins.aicloudteardown.controller;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's one provider client and the threads that it works on. What may hang has threads of its own, so that
 * nobody waits for somebody else's trouble: while steps wait, there are those of the answers alone.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ControllerClient {
    private static final int ANSWER_THREADS = 4;

    private final Gate gate = new Gate();
    private final WorkerPool workers = new WorkerPool(ANSWER_THREADS, Threads.named("AI Cloud Teardown: answers"));
    private final Executor answers = gate.over(workers);
    private final ExecutorService http = Threads.asNeeded("AI Cloud Teardown: HTTP");
    private final ExecutorService lookupThreads = Threads.asNeeded("AI Cloud Teardown: credentials");
    private final Timing timing = gate.over(Timing.of(Clock.systemUTC(), Timer.get()));
    private final Lookups lookups = new Lookups(lookupThreads, timing, answers);
    private final ProxyRoutes routes = new ProxyRoutes(() -> Jenkins.get().getProxy(), this::executeHttp);
    private final ProviderClient client = new ProviderClient(
            routes.shared(), timing, answers, () -> ThreadLocalRandom.current().nextDouble());

    @NonNull
    public static ControllerClient get() {
        return ExtensionList.lookupSingleton(ControllerClient.class);
    }

    public ProviderClient client() {
        return client;
    }

    /** Nothing happens later once Jenkins goes down. */
    public Timing timing() {
        return timing;
    }

    /** Turns, answers and the ends of teardowns: short work only. Runs nothing once Jenkins goes down. */
    public Executor answers() {
        return answers;
    }

    /** For credentials, which may live in a remote store. */
    public Lookups lookups() {
        return lookups;
    }

    /** Whether Jenkins is going down, so that nothing goes on here. */
    public boolean stopped() {
        return gate.closed();
    }

    /** The JDK resolves host names here, which may take long; its client does not survive a task that is not taken. */
    private void executeHttp(Runnable task) {
        try {
            http.execute(task);
        } catch (OutOfMemoryError e) {
            workers.execute(task);
        }
    }

    private void stop() {
        gate.close();
        client.close();
        lookupThreads.shutdown();
        workers.close();
    }

    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Lifetime extends ItemListener {
        /** Has the threads of the answers started now, and not by a build, or when there may be no threads left. */
        @Override
        public void onLoaded() {
            get();
        }

        /** Is told before any build is saved for the restart; a terminator could come after that. */
        @Override
        public void onBeforeShutdown() {
            get().stop();
        }
    }
}
