package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.Journal;
import io.jenkins.plugins.aicloudteardown.client.NextTry;
import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.config.AccessResolver;
import io.jenkins.plugins.aicloudteardown.report.BuildJournal;
import io.jenkins.plugins.aicloudteardown.report.Journals;
import io.jenkins.plugins.aicloudteardown.report.Opening;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What one order writes to its build's journal and log while it runs. Safe for use by many threads; never blocks. */
final class SessionJournal implements Journal {
    private static final Logger LOGGER = Logger.getLogger(SessionJournal.class.getName());

    private final Run<?, ?> run;
    private final BuildJournal journal;
    private final Origin origin;
    private final Opening opening;
    /** Where among the ids of the order each stands. */
    private final Map<String, Integer> places = new HashMap<>();

    private final Executor answers;
    private final SessionLog log;
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();
    private Supplier<Duration> spent = () -> Duration.ZERO;
    private Supplier<Instant> end = Instant::now;
    private CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private boolean opened;
    private volatile String stage = "";
    private volatile String host = "";
    /** Where earlier lives have sent, by id. */
    private volatile Map<String, String> hostsBefore = Map.of();
    /** What each waiting resource waits for, in the order in which the waits began. */
    private final Map<String, String> waits = Collections.synchronizedMap(new LinkedHashMap<>());

    private final boolean keepsEnds;
    /** How resources ended, with all that is known of them: only where it is left to others to finish them. */
    private final Map<String, Progress> ends = new ConcurrentHashMap<>();

    private volatile String otherwise = "looking up the connection and the credential";

    /** @param answers runs what follows a line that was forced to the disk */
    SessionJournal(Run<?, ?> run, Origin origin, TeardownOrder order, Executor answers, SessionLog log) {
        this.run = run;
        this.journal = Journals.get().of(run);
        this.origin = origin;
        this.opening = new Opening(
                origin.order(),
                origin.node(),
                origin.began(),
                order.operation().name(),
                order.target().connection(),
                0,
                AccessResolver.credentialsId(order.target()),
                order.call());
        order.ids().forEach(id -> places.putIfAbsent(id, places.size()));
        this.answers = answers;
        this.log = log;
        this.keepsEnds = order.handover() == Handover.KEEP_TRYING;
    }

    /**
     * @param used how much of the order's time is used by now
     * @param over when it is over
     */
    void clock(Supplier<Duration> used, Supplier<Instant> over) {
        spent = used;
        end = over;
    }

    /** @param program ends when the program that the order stands in is on the disk: nothing is sent before */
    void awaitBeforeFirstSend(CompletableFuture<Void> program) {
        saved = program;
    }

    /** Looks up the stage, which may take long. A teardown does not fail because a name is not found. */
    void findStage() {
        try {
            stage = origin.stage().get();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The stage of a teardown cannot be found out", e);
        }
    }

    void host(String found) {
        host = found;
        otherwise = "waiting for a turn";
    }

    /** Empty until it is known. */
    String host() {
        return host;
    }

    /** What an earlier life of the controller has noted of this order. */
    CompletableFuture<Past> past() {
        return journal.past(opening.opening()).thenApply(past -> {
            synchronized (this) {
                opened = opened || past.whole() || !past.known().isEmpty();
            }
            return sentBefore(past);
        });
    }

    private Past sentBefore(Past past) {
        hostsBefore = past.hosts();
        past.known().values().stream().filter(Progress::ended).forEach(this::keep);
        return past;
    }

    /** What orders that Jenkins has forgotten have noted of these resources. */
    CompletableFuture<Past> claim(List<String> ids) {
        return journal.claim(opening, ids, origin.forgotten()).thenApply(this::sentBefore);
    }

    /** Notes that the order has begun, and how much of its time is used by now. */
    synchronized CompletableFuture<Void> open() {
        opened = true;
        written = journal.note(opening.after(spent.get().toMillis()));
        return written;
    }

    private ReportRow row(Progress progress) {
        boolean elsewhere = progress.soFar().reason() == Reason.HOST_CHANGED;
        String called = elsewhere ? hostsBefore.getOrDefault(progress.id(), host) : host;
        int place = places.getOrDefault(progress.id(), 0);
        return ReportRow.of(opening.after(spent.get().toMillis()), stage, called, progress, null, place);
    }

    private synchronized void openOnce() {
        if (!opened) {
            open();
        }
    }

    @Override
    public CompletableFuture<Void> beforeSend(Progress progress) {
        if (!run.isBuilding()) {
            // A build that is killed tells its steps nothing.
            return CompletableFuture.failedFuture(new StoppedException(Stop.Cause.ABORTED));
        }
        waits.put(progress.id(), "waiting for the response for " + progress.id());
        openOnce();
        CompletableFuture<Void> row = journal.force(row(progress));
        row.whenComplete((done, error) -> {
            if (error != null && warned.compareAndSet(false, true)) {
                log.warn("nothing is sent, because the teardown report of this build could not be written: " + error);
            }
        });
        return CompletableFuture.allOf(row, saved).thenRunAsync(() -> {}, answers);
    }

    @Override
    public void note(Progress progress) {
        if (progress.phase() == Progress.Phase.CONFIRMING) {
            waits.put(progress.id(), "waiting until " + progress.id() + " is confirmed");
        }
        append(progress);
    }

    @Override
    public void retrying(String id, Reading why, NextTry next) {
        String sentence = Sentences.retrying(id, why, next, end.get());
        waits.put(id, sentence);
        log.retrying(why.reason(), sentence);
    }

    @Override
    public void ended(Progress progress) {
        ended.incrementAndGet();
        keep(progress);
        waits.remove(progress.id());
        append(progress);
    }

    private void keep(Progress progress) {
        if (keepsEnds) {
            ends.put(progress.id(), progress);
        }
    }

    private synchronized void append(Progress progress) {
        openOnce();
        written = journal.note(row(progress));
    }

    Opening opening() {
        return opening;
    }

    String stage() {
        return stage;
    }

    /** How a resource ended; null if it has not. */
    Progress end(String id) {
        return ends.get(id);
    }

    /** Ends when all lines are written, or fails if one could not be. */
    synchronized CompletableFuture<Void> written() {
        return written;
    }

    /** For people who wonder what the step waits for. */
    String status(int all) {
        String progress = all == 1 ? "" : ended.get() + " of " + all + " ended; ";
        synchronized (waits) {
            Iterator<String> first = waits.values().iterator();
            return progress + (first.hasNext() ? first.next() : otherwise);
        }
    }
}
