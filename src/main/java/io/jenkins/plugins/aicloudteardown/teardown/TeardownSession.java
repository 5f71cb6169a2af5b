package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.Causes;
import io.jenkins.plugins.aicloudteardown.client.NoAccessException;
import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.Teardown;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.config.AccessResolver;
import io.jenkins.plugins.aicloudteardown.config.LookupTimedOutException;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import io.jenkins.plugins.aicloudteardown.report.Refusal;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where all entry points meet: it hands the client what was noted before and the key, writes
 * log and journal, and hands out the {@link Ending}. It holds no thread while it waits.
 */
@Restricted(NoExternalUse.class)
public final class TeardownSession {
    private static final Logger LOGGER = Logger.getLogger(TeardownSession.class.getName());

    /** A disk that hangs keeps no build from ending. */
    private static final long WRITTEN_SECONDS = 30;

    private static final long STOPPED_MILLIS = 300;

    private final TeardownOrder order;
    private final Run<?, ?> run;
    private final SessionLog log;
    private final ControllerClient controller = ControllerClient.get();
    private final SessionJournal journal;
    private final Teardown teardown;
    private final HandingOver handing;
    private final long began;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private boolean begun;
    private volatile boolean resumed;
    /** An order for the end of the build that is being taken; null if there is none. */
    private volatile CompletableFuture<List<ResourceResult>> leaving;

    private volatile boolean stopped;
    /** Null as long as it is not known. */
    private volatile Access access;

    public TeardownSession(TeardownOrder order, Run<?, ?> run, TaskListener listener, Origin origin) {
        this.order = order;
        this.run = run;
        this.log = new SessionLog(listener, order);
        this.journal = new SessionJournal(run, origin, order, controller.answers(), log);
        this.teardown = controller.client().teardown(order.operation(), order.options(), order.ids(), journal);
        this.handing = new HandingOver(order, run, journal);
        this.began = origin.began();
        journal.clock(teardown::spent, teardown::ends);
    }

    /**
     * Begins what was never begun. Returns at once.
     *
     * @param program ends when the program that the order stands in is on the disk
     * @return the ending, or an {@code AbortException} that says what was wrong
     */
    public CompletableFuture<Ending> begin(CompletableFuture<Void> program) {
        journal.awaitBeforeFirstSend(program);
        return isForTheEnd() ? leave() : run(this::claimed);
    }

    /** Goes on with what an earlier life of the controller began. Returns at once; ends as {@link #begin} does. */
    public CompletableFuture<Ending> resume() {
        resumed = true;
        handing.resumed(began);
        return isForTheEnd() ? leave() : run(journal::past);
    }

    private boolean isForTheEnd() {
        return order.handover() == Handover.AT_END;
    }

    /** Nothing is torn down now: it ends when the order for the end of the build is on the disk. */
    private CompletableFuture<Ending> leave() {
        if (!first()) {
            return ending;
        }
        journal.open();
        leaving = access().thenCompose(handing::atEnd);
        leaving.whenComplete((results, error) -> {
            Throwable why = error == null ? null : Causes.unwrap(error);
            if (why instanceof NoAccessException none) {
                end(all(Outcome.NOT_SENT, none.reason()), Handed.NOTHING);
            } else if (why instanceof CancellationException) {
                end(all(Outcome.NOT_SENT, Reason.ABORTED), Handed.NOTHING);
            } else if (why instanceof AbortException sentence && !(why instanceof BadInputException)) {
                log.close();
                Refusal.note(run, order.operation().name(), sentence.getMessage());
                ending.completeExceptionally(sentence);
            } else if (why != null) {
                fail(why);
            } else {
                end(results, new Handed(order.ids(), ""));
            }
        });
        return ending;
    }

    private List<ResourceResult> all(Outcome outcome, Reason reason) {
        List<ResourceResult> results = order.ids().stream()
                .map(id -> ResourceResult.of(id, outcome, reason).build())
                .toList();
        results.forEach(one -> journal.ended(HandingOver.ended(one)));
        return results;
    }

    private void end(List<ResourceResult> results, Handed handed) {
        log.close();
        ending.complete(new Ending(order, host(), results, blocked(results), Sentences.report(run), handed));
    }

    /** Sends nothing and says so, in the log and in the journal: an operation before this one failed. */
    public CompletableFuture<Ending> skip() {
        teardown.skip();
        run(() -> CompletableFuture.completedFuture(Past.NONE)).thenAccept(end -> log.end(end));
        return ending;
    }

    /** Only what must not be sent twice asks for what was forgotten: all else is sent again. */
    private CompletableFuture<Past> claimed() {
        Operation operation = order.operation();
        if (operation.repeatable() && !operation.looksBeforeRepeating()) {
            return CompletableFuture.completedFuture(Past.NONE);
        }
        journal.open();
        return operation.repeatable() ? CompletableFuture.completedFuture(Past.NONE) : journal.claim(order.ids());
    }

    private CompletableFuture<Ending> run(Supplier<CompletableFuture<Past>> past) {
        if (!first()) {
            return ending;
        }
        Runnable forget = controller.beforeStop(journal::open);
        ending.whenComplete((end, error) -> forget.run());
        try {
            teardown.run(past.get(), this::access).whenComplete(this::onResults);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        return ending;
    }

    private synchronized boolean first() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    private CompletableFuture<Access> access() {
        Service service = order.operation().service();
        CompletableFuture<Access> lookup = order.handover() == Handover.NONE
                ? AccessResolver.resolve(service, order.target(), run)
                : AccessResolver.resolveLasting(service, order.target(), run);
        ending.whenComplete((end, error) -> lookup.cancel(true));
        CompletableFuture<Void> stage = CompletableFuture.runAsync(journal::findStage, controller.answers());
        return lookup.thenCombine(stage, (found, done) -> found).handle((found, error) -> {
            if (error == null) {
                access = found;
                journal.host(found.endpoint().host());
                if (!isForTheEnd()) {
                    log.say(Sentences.asking(
                            order, journal.host(), order.target().connection()));
                }
                handing.begin(found);
                return found;
            }
            throw Causes.unwrap(error) instanceof LookupTimedOutException
                    ? new NoAccessException(Reason.LOOKUP_TIMED_OUT)
                    : new CompletionException(Causes.unwrap(error));
        });
    }

    private void onResults(List<ResourceResult> results, Throwable error) {
        CompletableFuture<Void> written = journal.written().thenApply(done -> done);
        written.completeOnTimeout(null, stopped ? STOPPED_MILLIS : WRITTEN_SECONDS * 1000, TimeUnit.MILLISECONDS)
                .handle((done, unwritten) -> {
                    if (unwritten != null) {
                        // What the provider did stands, whether or not it could be written down.
                        log.warn("the teardown report of this build could not be written: " + Causes.unwrap(unwritten));
                    }
                    return error == null ? accessAgain() : CompletableFuture.<Access>failedFuture(error);
                })
                .thenCompose(found -> found)
                .thenCompose(found -> handing.unfinished(results, found, stopped))
                .thenAccept(handed -> end(results, handed))
                .exceptionally(failed -> {
                    // Whatever fails here, the step must end.
                    fail(Causes.unwrap(failed));
                    return null;
                });
    }

    /** A step whose resources had all ended before a restart may not have lived to hand them over. */
    private CompletableFuture<Access> accessAgain() {
        boolean ask = access == null && resumed && !stopped && order.handover() == Handover.KEEP_TRYING;
        return ask ? access().exceptionally(error -> null) : CompletableFuture.completedFuture(access);
    }

    /** What was refused of the key holds for others, too, who will ask which key that was. */
    private String blocked(List<ResourceResult> results) {
        Access used = access;
        if (used == null || results.stream().noneMatch(TeardownSession::isOfTheKey)) {
            return "";
        }
        String credentialsId = AccessResolver.credentialsId(order.target());
        return controller
                .client()
                .blockedUntil(order.operation().service(), used)
                .map(until -> Sentences.blocked(credentialsId, host(), until))
                .orElseGet(() -> Sentences.refused(credentialsId));
    }

    private static boolean isOfTheKey(ResourceResult result) {
        Reason reason = result.reason();
        return reason.family() == Reason.Family.MAY_NOT && reason != Reason.BAD_REQUEST;
    }

    /** The host that was asked, as far as it is known. */
    private String host() {
        String connection = order.target().connection();
        if (!journal.host().isEmpty()) {
            return journal.host();
        }
        return connection.isEmpty() ? order.operation().service().name() : connection;
    }

    /** After a restart, what had been sent must not be forgotten for an error that comes before it is looked at. */
    private void fail(Throwable error) {
        List<String> unknown = teardown.unknown();
        String after = unknown.isEmpty() ? "" : " " + Sentences.unknownSinceRestart(unknown);
        log.close();
        if (error instanceof BadInputException problem) {
            Refusal.note(run, order.operation().name(), problem.getMessage());
            ending.completeExceptionally(new AbortException(problem.inLog() + after));
            return;
        }
        LOGGER.log(Level.WARNING, error, () -> "A teardown of " + run + " was ended by an error");
        ending.completeExceptionally(new AbortException(Sentences.internalError(error) + after));
    }

    /**
     * Ends everything at once: lookup, requests and waits. Says how each resource ended; nothing is logged or recorded
     * after the returned future has ended.
     */
    public CompletableFuture<Void> abort() {
        stopped = true;
        teardown.abort();
        // A step may be aborted before it is resumed; what it had sent is told all the same.
        resume();
        CompletableFuture<?> order = leaving;
        // What is on its way to the disk stays there: the build ends, which is what it waits for.
        if (order != null && handing.stop()) {
            order.cancel(true);
        }
        if (controller.stopped()) {
            // Jenkins goes down, so nothing that is under way will end any more.
            teardown.endNow();
        }
        return ending.handle((end, error) -> {
            if (error == null) {
                log.end(end);
            }
            return null;
        });
    }

    /** Whether a write is under way. */
    public boolean writing() {
        return teardown.writing();
    }

    /** For people who wonder what the step waits for. */
    public String status() {
        return journal.status(order.ids().size());
    }
}
