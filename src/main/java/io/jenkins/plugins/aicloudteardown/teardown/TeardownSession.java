package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.Journal;
import io.jenkins.plugins.aicloudteardown.client.ResourceState;
import io.jenkins.plugins.aicloudteardown.client.Teardown;
import io.jenkins.plugins.aicloudteardown.client.TeardownState;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.config.AccessResolver;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The crossing at which every door joins the one street: it looks up connection and credential, runs the client, writes
 * the log and hands out the {@link Ending}. It holds no thread while it waits.
 */
public final class TeardownSession {
    private final TeardownOrder order;
    private final TeardownState state;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Supplier<CompletableFuture<Void>> saver;
    private final Place place;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final AtomicInteger ended = new AtomicInteger();
    private Teardown teardown;
    private CompletableFuture<Access> lookup;
    private boolean aborted;
    private volatile String waitingFor = "looking up the connection and the credential";

    /**
     * @param state new, or as saved before a restart
     * @param saver saves the state; what it returns is awaited before anything is sent
     * @param place where in the build this is, for the report
     */
    public TeardownSession(
            TeardownOrder order,
            TeardownState state,
            Run<?, ?> run,
            TaskListener listener,
            Supplier<CompletableFuture<Void>> saver,
            Place place) {
        this.order = order;
        this.state = state;
        this.run = run;
        this.listener = listener;
        this.saver = saver;
        this.place = place;
    }

    /**
     * Begins. Returns at once.
     *
     * @return the ending, or a {@code BadInputException}; never ends after {@link #abort} without the rows of what was
     *     under way
     */
    public CompletableFuture<Ending> start() {
        ControllerClient service = ControllerClient.get();
        Instant begun = service.client().now();
        Duration limit = order.options().limit(Duration.ZERO);
        Runnable endTimer =
                service.timing().after(limit, () -> service.answers().execute(this::lookupTookTooLong));
        synchronized (this) {
            if (!aborted) {
                lookup = AccessResolver.resolve(order.operation().service(), order.where(), run);
                lookup.whenCompleteAsync((access, error) -> resolved(service, access, error, begun), service.answers());
            }
        }
        ending.whenComplete((end, error) -> endTimer.run());
        // Not what whenComplete returns: that would wrap a sentence for people into a CompletionException.
        return ending;
    }

    /** A remote credential store may hang; that too counts against the step's time. */
    private void lookupTookTooLong() {
        synchronized (this) {
            if (aborted || teardown != null || lookup == null || ending.isDone()) {
                return;
            }
            aborted = true;
            lookup.cancel(true);
        }
        record(Reason.DEADLINE_BEFORE_SEND, ending::complete);
    }

    /**
     * Sends nothing and says so, in the log and in the report: an operation before this one failed.
     *
     * @return the ending; takes no longer than writing it down
     */
    public CompletableFuture<Ending> skip() {
        record(Reason.SKIPPED, end -> {
            log(end.sentence());
            ending.complete(end);
        });
        return ending;
    }

    /** What is known when all is stopped before anything could be looked up. */
    private Ending withoutLook(Reason why) {
        String connection = order.where().connection();
        return new Ending(
                order,
                connection.isEmpty() ? order.operation().service().name() : connection,
                state.items().stream().map(item -> withoutLook(item, why)).toList());
    }

    /** What was sent before a restart stays unknown, or accepted. */
    private static ResourceResult withoutLook(ResourceState item, Reason why) {
        if (item.phase() == ResourceState.Phase.ENDED) {
            return item.result();
        }
        if (!item.mayHaveActed()) {
            return item.soFar(Outcome.NOT_SENT, why).build();
        }
        if (why == Reason.ABORTED) {
            return item.soFar(Outcome.UNKNOWN, why).build();
        }
        return item.phase() == ResourceState.Phase.CONFIRMING
                ? item.soFar(Outcome.UNCONFIRMED, Reason.NOT_SEEN_DONE).build()
                : item.soFar(Outcome.UNKNOWN, Reason.INTERRUPTED).build();
    }

    private void resolved(ControllerClient service, Access access, Throwable noAccess, Instant begun) {
        Throwable problem = noAccess;
        if (problem == null) {
            try {
                String host = access.endpoint().host();
                run(
                        service,
                        access,
                        host,
                        begun,
                        new BuildRows(run, place, order.operation().name(), host));
            } catch (Exception | LinkageError e) {
                problem = e;
            }
        }
        if (problem != null && !stoppedBefore(service)) {
            ending.completeExceptionally(withSent(problem));
        }
    }

    /** Whether an abort, or the end of Jenkins, is what interrupted the lookup. */
    private synchronized boolean stoppedBefore(ControllerClient service) {
        return service.stopped() || aborted && teardown == null;
    }

    /** After a restart, what had been sent must not be forgotten for an error that comes before anything is looked up. */
    private Throwable withSent(Throwable error) {
        List<String> sent = sentBefore();
        if (sent.isEmpty()) {
            return error;
        }
        String unknown = Sentences.unknownSinceRestart(sent);
        if (error instanceof AbortException) {
            return new AbortException(error.getMessage() + " " + unknown);
        }
        log(unknown);
        return error;
    }

    private List<String> sentBefore() {
        return state.items().stream()
                .filter(item -> item.phase() != ResourceState.Phase.ENDED && item.mayHaveActed())
                .map(ResourceState::id)
                .toList();
    }

    private void run(ControllerClient service, Access access, String host, Instant since, BuildRows rows) {
        Teardown begun;
        synchronized (this) {
            if (aborted || service.stopped()) {
                return;
            }
            log(Sentences.asking(order, host, order.where().connection()));
            waitingFor = "waiting for a turn";
            BuildJournal journal = new BuildJournal(rows, service.answers());
            begun = service.client().teardown(order.operation(), order.options(), access, state, journal, since);
            teardown = begun;
        }
        begun.run()
                .thenCompose(results -> written(rows, results).thenApply(done -> new Ending(order, host, results)))
                .whenCompleteAsync(
                        (end, error) -> {
                            if (error == null) {
                                ending.complete(end);
                            } else {
                                ending.completeExceptionally(root(error));
                            }
                        },
                        service.answers());
    }

    /** What the provider did stands, whether or not it could be written down. */
    private CompletableFuture<Void> written(BuildRows rows, List<ResourceResult> results) {
        return rows.finish(results).exceptionally(error -> {
            log("WARNING: the teardown report of this build could not be written: " + root(error));
            return null;
        });
    }

    /**
     * Ends everything at once: lookup, requests and waits. Says which ids were under way; nothing is logged or recorded
     * after the returned future has ended.
     */
    public CompletableFuture<Void> abort() {
        ControllerClient service = ControllerClient.get();
        synchronized (this) {
            boolean again = aborted;
            aborted = true;
            if (lookup != null) {
                lookup.cancel(true);
            }
            if (service.stopped()) {
                // Jenkins goes down, so nothing that is under way will end any more.
                endAborted();
            } else if (teardown != null) {
                teardown.abort();
            } else if (!again && !ending.isDone()) {
                service.answers().execute(() -> record(Reason.ABORTED, end -> endAborted()));
            }
        }
        return ending.handle((end, error) -> {
            if (error == null) {
                log(end.sentence());
            }
            return null;
        });
    }

    /** Nothing was begun in this life of the controller: that is all the report can say. */
    private void record(Reason why, Consumer<Ending> then) {
        try {
            Ending end = withoutLook(why);
            BuildRows rows = new BuildRows(run, place, order.operation().name(), "");
            written(rows, end.results()).whenComplete((done, error) -> then.accept(end));
        } catch (RuntimeException | LinkageError e) {
            ending.completeExceptionally(e);
        }
    }

    /** There is something to say only if an earlier life of the controller sent something. */
    private void endAborted() {
        if (sentBefore().isEmpty()) {
            ending.cancel(false);
        } else {
            ending.complete(withoutLook(Reason.ABORTED));
        }
    }

    /** Whether a write is under way. */
    public boolean writing() {
        return state.items().stream().anyMatch(ResourceState::writing);
    }

    /** For people who wonder what the step waits for. */
    public String status() {
        int all = state.items().size();
        String progress = all == 1 ? "" : ended.get() + " of " + all + " ended; ";
        return progress + waitingFor;
    }

    private void log(String line) {
        listener.getLogger().println(line);
    }

    private static Throwable root(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    private final class BuildJournal implements Journal {
        private final BuildRows rows;
        private final Executor answers;

        BuildJournal(BuildRows rows, Executor answers) {
            this.rows = rows;
            this.answers = answers;
        }

        @Override
        public CompletableFuture<Void> beforeSend(ResourceState item) {
            waitingFor = "waiting for the answer to " + item.id();
            return onDisk(item);
        }

        @Override
        public CompletableFuture<Void> save(ResourceState item) {
            waitingFor = item.phase() == ResourceState.Phase.CONFIRMING
                    ? "waiting until " + item.id() + " is seen to be done"
                    : "waiting for the answer to " + item.id();
            return item.phase() == ResourceState.Phase.NOT_SENT ? saver.get() : onDisk(item);
        }

        /** Both the row and the state, and what follows runs neither on the report's nor on the Pipeline's thread. */
        private CompletableFuture<Void> onDisk(ResourceState item) {
            CompletableFuture<Void> row = rows.underWay(item).whenComplete((done, error) -> {
                if (error != null) {
                    log("WARNING: nothing is sent, because the teardown report of this build could not be written: "
                            + root(error));
                }
            });
            return CompletableFuture.allOf(row, saver.get()).thenRunAsync(() -> {}, answers);
        }

        @Override
        public void retrying(String id, Reason reason, String code, int tries, Duration pause) {
            String line = Sentences.retrying(order.operation().name(), id, reason, code, tries, pause);
            waitingFor = line.substring(line.indexOf(']') + 2);
            log(line);
        }

        @Override
        public void ended(ResourceResult result) {
            ended.incrementAndGet();
            rows.ended(result);
        }
    }
}
