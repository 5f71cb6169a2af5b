package io.jenkins.plugins.aicloudteardown.report;

import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.report.JournalIndex.Claim;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One build's journal in this life of the controller. Lines are written in the order in which they come; all that wait
 * are written together, so that a thousand parallel branches wait for a few writes and not for a thousand. Never blocks;
 * safe for use by many threads.
 */
@Restricted(NoExternalUse.class)
public final class BuildJournal {
    /** While a folder is renamed or moved, its builds are nowhere for a moment. */
    private static final int PATIENCE = 50;

    private static final long MOVING_MILLIS = 100;

    /** Whoever has something to write holds the build; this must not keep it in memory. */
    private final WeakReference<Run<?, ?>> build;

    private final Executor writers;
    private final List<Waiting> queue = new ArrayList<>();
    private boolean writing;
    private int missing;
    private Throwable broken;
    private CompletableFuture<JournalIndex> index;
    private long forcedWrites;

    BuildJournal(Run<?, ?> run, Executor writers) {
        this.build = new WeakReference<>(run);
        this.writers = writers;
    }

    private record Waiting(Run<?, ?> run, JournalLine line, boolean forced, CompletableFuture<Void> written) {}

    /**
     * Appends a line that must be on the disk before a write is sent.
     *
     * @return ends on a thread of the journal when the line, and all that came before it, is on the disk; fails with an
     *     {@code IOException} if it could not be written, or if another line of this build could not be
     */
    public CompletableFuture<Void> force(JournalLine line) {
        synchronized (this) {
            if (broken != null) {
                return CompletableFuture.failedFuture(broken);
            }
        }
        return append(line, true);
    }

    /** Appends a line that may be forgotten if the machine fails; ends when it is written, or fails. */
    public CompletableFuture<Void> note(JournalLine line) {
        return append(line, false);
    }

    private synchronized CompletableFuture<Void> append(JournalLine line, boolean forced) {
        // What earlier lives have noted ends where this one begins.
        index();
        Waiting waiting = new Waiting(build.get(), line, forced, new CompletableFuture<>());
        queue.add(waiting);
        if (!writing) {
            writing = true;
            writeLater();
        }
        return waiting.written();
    }

    private void writeLater() {
        try {
            writers.execute(this::write);
        } catch (RuntimeException | Error e) {
            fail(take(), e);
        }
    }

    private synchronized List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>(queue);
        queue.clear();
        writing = !batch.isEmpty();
        return batch;
    }

    private void write() {
        List<Waiting> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        boolean forced = batch.stream().anyMatch(Waiting::forced);
        try {
            index().join();
            TeardownAction.of(batch.get(0).run())
                    .append(batch.stream().map(Waiting::line).toList(), forced);
        } catch (NoSuchFileException e) {
            if (!tryAgain(batch)) {
                fail(batch, e);
            }
            return;
        } catch (IOException | RuntimeException | Error e) {
            fail(batch, e);
            return;
        }
        synchronized (this) {
            missing = 0;
            forcedWrites += forced ? 1 : 0;
        }
        batch.forEach(one -> one.written().complete(null));
        // At the end of the queue, behind what waits for other builds.
        writeLater();
    }

    private synchronized boolean tryAgain(List<Waiting> batch) {
        if (++missing > PATIENCE) {
            return false;
        }
        queue.addAll(0, batch);
        Timer.get().schedule(this::writeLater, MOVING_MILLIS, TimeUnit.MILLISECONDS);
        return true;
    }

    private void fail(List<Waiting> batch, Throwable error) {
        synchronized (this) {
            broken = broken == null ? error : broken;
        }
        batch.forEach(one -> one.written().completeExceptionally(error));
        boolean more;
        synchronized (this) {
            more = !queue.isEmpty();
            writing = more;
        }
        if (more) {
            writeLater();
        }
    }

    /** How often lines were forced to the disk in this life. */
    synchronized long forcedWrites() {
        return forcedWrites;
    }

    private synchronized CompletableFuture<JournalIndex> index() {
        if (index == null) {
            Run<?, ?> run = build.get();
            index = CompletableFuture.supplyAsync(() -> TeardownAction.index(run), writers);
        }
        return index;
    }

    /** What an order that is resumed has noted in earlier lives. Reads the file, once in a life. */
    public CompletableFuture<Past> past(String order) {
        return index().thenApply(earlier -> earlier.past(order));
    }

    /**
     * Takes over what a step that Jenkins has forgotten has noted of the resources of an order that begins. Where no
     * earlier life has noted anything, nothing is read.
     */
    public CompletableFuture<Past> claim(Opening by, Collection<String> ids, Predicate<Opening> forgotten) {
        return index().thenApply(earlier -> {
            Map<String, Claim> claims = earlier.claim(by, ids, forgotten);
            Map<String, Progress> known = new HashMap<>();
            Map<String, String> hosts = new HashMap<>();
            claims.forEach((id, claim) -> {
                known.put(id, claim.progress());
                if (!claim.host().isEmpty()) {
                    hosts.put(id, claim.host());
                }
                note(ReportRow.of(by, "", claim.host(), claim.progress(), claim.order(), 0));
            });
            return new Past(known, hosts, Duration.ZERO, true);
        });
    }
}
