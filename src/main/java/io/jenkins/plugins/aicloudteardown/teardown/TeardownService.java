package io.jenkins.plugins.aicloudteardown.teardown;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's one provider client and the two small pools that it works on. Both give up their threads when there
 * is nothing to do: while steps wait, there are none.
 */
@Extension
@Restricted(NoExternalUse.class)
public class TeardownService {
    private static final int THREADS = 4;
    private static final long IDLE_SECONDS = 5;

    private final Gate gate = new Gate();
    private final ExecutorService pool = pool("AI Cloud Teardown: answers");
    /** Answers and turns: short work only. */
    private final Executor answers = gate.over(pool);
    /** Credential lookups, which may wait for a remote store. */
    private final ExecutorService lookups = pool("AI Cloud Teardown: credentials");

    private final Timing timing = gate.over(Timing.of(Clock.systemUTC(), Timer.get()));
    private final ProviderClient client =
            new ProviderClient(new ProxyRoutes(pool), timing, answers, () -> ThreadLocalRandom.current()
                    .nextDouble());

    @NonNull
    static TeardownService get() {
        return ExtensionList.lookupSingleton(TeardownService.class);
    }

    ProviderClient client() {
        return client;
    }

    Timing timing() {
        return timing;
    }

    ExecutorService lookups() {
        return lookups;
    }

    Executor answers() {
        return answers;
    }

    /** Whether Jenkins is going down, so that nothing goes on here. */
    boolean stopped() {
        return gate.closed();
    }

    private void stop() {
        gate.close();
        client.close();
        lookups.shutdownNow();
    }

    /** Is told before any build is saved for the restart; a terminator could come after that. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Shutdown extends ItemListener {
        @Override
        public void onBeforeShutdown() {
            get().stop();
        }
    }

    private static ExecutorService pool(String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), name),
                // Only when Jenkins goes down is anything refused.
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
