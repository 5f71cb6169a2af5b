package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.aicloudteardown.client.ItemState;
import io.jenkins.plugins.aicloudteardown.client.Journal;
import io.jenkins.plugins.aicloudteardown.client.ProviderClient;
import io.jenkins.plugins.aicloudteardown.client.Teardown;
import io.jenkins.plugins.aicloudteardown.client.TeardownState;
import io.jenkins.plugins.aicloudteardown.client.outcome.ItemResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The crossing at which every door joins the one street: it looks up connection and credential, runs the client, writes
 * the log and hands out the {@link Ending}. It holds no thread while it waits.
 */
public final class TeardownRun {
    private final TeardownOrder order;
    private final TeardownState state;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final Supplier<CompletableFuture<Void>> saver;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final AtomicInteger ended = new AtomicInteger();
    private Teardown teardown;
    private Future<?> lookup;
    private boolean aborted;
    private volatile String waitingFor = "";

    /**
     * @param state new, or as saved before a restart
     * @param saver saves the state; what it returns is awaited before anything is sent
     */
    public TeardownRun(
            TeardownOrder order,
            TeardownState state,
            Run<?, ?> run,
            TaskListener listener,
            Supplier<CompletableFuture<Void>> saver) {
        this.order = order;
        this.state = state;
        this.run = run;
        this.listener = listener;
        this.saver = saver;
    }

    /**
     * Begins. Returns at once.
     *
     * @return the ending, or a {@code BadInputException}; never ends after {@link #abort} without the rows of what was
     *     under way
     */
    public CompletableFuture<Ending> start() {
        TeardownService service = TeardownService.get();
        Instant begun = service.client().now();
        Duration limit = order.options().limit(Duration.ZERO);
        Runnable endTimer =
                service.timing().after(limit, () -> service.answers().execute(this::lookupTookTooLong));
        synchronized (this) {
            if (!aborted) {
                lookup = service.lookups().submit(() -> resolveAndRun(service, begun));
            }
        }
        return ending.whenComplete((end, error) -> endTimer.run());
    }

    /** A remote credential store may hang; that too counts against the step's time. */
    private void lookupTookTooLong() {
        synchronized (this) {
            if (teardown != null || lookup == null) {
                return;
            }
            aborted = true;
            lookup.cancel(true);
        }
        TeardownOrder.Where where = order.where();
        String place =
                where.connection().isEmpty() ? order.operation().service().name() : where.connection();
        ending.complete(new Ending(
                order,
                place,
                order.ids().stream()
                        .distinct()
                        .map(id -> ItemResult.of(id, Outcome.NOT_SENT, Reason.DEADLINE_BEFORE_SEND)
                                .build())
                        .toList()));
    }

    private void resolveAndRun(TeardownService service, Instant begun) {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            AccessResolver.Found found = AccessResolver.resolve(order, run);
            String host = found.access().endpoint().host();
            run(service.client(), found, host, begun);
        } catch (Exception | LinkageError e) {
            ending.completeExceptionally(e);
        }
    }

    private void run(ProviderClient client, AccessResolver.Found found, String host, Instant since) {
        Teardown begun;
        synchronized (this) {
            if (aborted) {
                return;
            }
            log(Sentences.asking(order, host, found.connection()));
            begun = client.teardown(
                    order.operation(), order.options(), found.access(), state, new BuildJournal(), since);
            teardown = begun;
        }
        begun.run().whenComplete((list, error) -> {
            if (error == null) {
                ending.complete(new Ending(order, host, list));
            } else {
                ending.completeExceptionally(
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        });
    }

    /**
     * Ends everything at once: lookup, requests and waits. Says which ids were under way; nothing is logged or recorded
     * after the returned future has ended.
     */
    public CompletableFuture<Void> abort() {
        synchronized (this) {
            aborted = true;
            if (lookup != null) {
                lookup.cancel(true);
            }
            if (teardown != null) {
                teardown.abort();
                return ending.handle((end, error) -> {
                    if (error == null) {
                        log(end.sentence());
                    }
                    return null;
                });
            }
        }
        ending.cancel(false);
        return CompletableFuture.completedFuture(null);
    }

    /** Notes how much time was used; to be called when the state is saved. */
    public void markTime() {
        Teardown current;
        synchronized (this) {
            current = teardown;
        }
        if (current != null) {
            current.markTime();
        }
    }

    /** Whether a write is under way whose answer is not known. */
    public boolean writing() {
        return state.items().stream().anyMatch(item -> item.phase() == ItemState.Phase.SENT);
    }

    /** For people who wonder what the step waits for. */
    public String status() {
        int all = state.items().size();
        String progress = all == 1 ? "" : ended.get() + " of " + all + " ended";
        String wait = waitingFor;
        return (progress.isEmpty() || wait.isEmpty() ? progress + wait : progress + "; " + wait);
    }

    private void log(String line) {
        listener.getLogger().println(line);
    }

    private final class BuildJournal implements Journal {
        @Override
        public CompletableFuture<Void> beforeSend(ItemState item) {
            waitingFor = "waiting for the answer to " + item.id();
            return saver.get();
        }

        @Override
        public CompletableFuture<Void> save(ItemState item) {
            waitingFor = item.phase() == ItemState.Phase.CONFIRMING
                    ? "waiting until " + item.id() + " is seen to be done"
                    : "waiting for the answer to " + item.id();
            return saver.get();
        }

        @Override
        public void retrying(String id, Reason reason, String code, int tries, Duration pause) {
            String line = Sentences.retrying(order.operation().name(), id, reason, code, tries, pause);
            waitingFor = line.substring(line.indexOf(']') + 2);
            log(line);
        }

        @Override
        public void ended(ItemResult result) {
            ended.incrementAndGet();
        }
    }
}
