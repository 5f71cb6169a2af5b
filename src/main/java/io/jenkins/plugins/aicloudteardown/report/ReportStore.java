package io.jenkins.plugins.aicloudteardown.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Writes rows to the reports of builds, on threads of its own, in the order in which they come for each build. What
 * comes while a write is under way is written with the next one, so that a thousand parallel branches wait for a few
 * writes and not for a thousand.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ReportStore {
    private static final int THREADS = 4;
    private static final long IDLE_SECONDS = 5;

    private final ExecutorService writers = writers();
    /** What waits, by build; a build that has an entry has a write under way or submitted. */
    private final Map<String, List<Waiting>> queues = new HashMap<>();

    private record Waiting(ReportRow row, CompletableFuture<Void> written) {}

    @NonNull
    public static ReportStore get() {
        return ExtensionList.lookupSingleton(ReportStore.class);
    }

    /**
     * Appends a row to the build's report. Never blocks; may be called from any thread.
     *
     * @return ends on a thread of this store when the row, and all that came before it for the same build, is on the
     *     disk; fails with an {@code IOException} if it could not be written
     */
    public CompletableFuture<Void> append(Run<?, ?> run, ReportRow row) {
        String build = run.getExternalizableId();
        Waiting waiting = new Waiting(row, new CompletableFuture<>());
        synchronized (queues) {
            List<Waiting> queue = queues.get(build);
            if (queue == null) {
                queue = new ArrayList<>();
                queues.put(build, queue);
                writers.execute(() -> write(build, run));
            }
            queue.add(waiting);
        }
        return waiting.written();
    }

    private void write(String build, Run<?, ?> run) {
        List<Waiting> batch = next(build);
        if (batch.isEmpty()) {
            return;
        }
        Throwable problem = null;
        try {
            TeardownAction.of(run).append(batch.stream().map(Waiting::row).toList());
        } catch (IOException | RuntimeException | LinkageError e) {
            problem = e;
        }
        for (Waiting one : batch) {
            if (problem == null) {
                one.written().complete(null);
            } else {
                one.written().completeExceptionally(problem);
            }
        }
        // Behind what waits for other builds.
        writers.execute(() -> write(build, run));
    }

    private List<Waiting> next(String build) {
        synchronized (queues) {
            List<Waiting> batch = queues.remove(build);
            if (!batch.isEmpty()) {
                queues.put(build, new ArrayList<>());
            }
            return batch;
        }
    }

    private static ExecutorService writers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "AI Cloud Teardown: report"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
