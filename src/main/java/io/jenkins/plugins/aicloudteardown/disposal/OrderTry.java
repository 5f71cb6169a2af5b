package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.Causes;
import io.jenkins.plugins.aicloudteardown.client.Journal;
import io.jenkins.plugins.aicloudteardown.client.LaterTry;
import io.jenkins.plugins.aicloudteardown.client.NextTry;
import io.jenkins.plugins.aicloudteardown.client.Past;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.StoppedException;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.config.AccessResolver;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import io.jenkins.plugins.aicloudteardown.report.ReportRow;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * One try of an order: everything of it whose time has come, as one teardown with the key of today. It goes the same way
 * as a step's, under the same limits; only that each resource is looked at first.
 */
final class OrderTry implements Journal {
    private static final Logger LOGGER = Logger.getLogger(OrderTry.class.getName());

    private final Disposals disposals;
    private final Order order;
    private final ControllerClient controller = ControllerClient.get();
    private final Map<String, Progress> ends = new HashMap<>();
    private volatile LaterTry later;

    OrderTry(Disposals disposals, Order order) {
        this.disposals = disposals;
        this.order = order;
    }

    /** @return ends when it is over and written down; never fails */
    CompletableFuture<Void> make() {
        return Disposals.later(this::begin).thenCompose(end -> end).exceptionally(error -> {
            LOGGER.log(Level.WARNING, error, () -> "A try of " + OrderWords.title(order) + " was ended by an error");
            postpone();
            return null;
        });
    }

    /** Whatever went wrong, it does not go wrong again at once. */
    private void postpone() {
        long next = disposals.now() + TryPauses.SLOW.toMillis();
        List<Standing> due = order.dueBy(disposals.now());
        if (!disposals.change(order, due.stream().map(one -> one.nextAt(next)).toList())) {
            rest();
        }
    }

    private CompletableFuture<Void> begin() {
        List<Standing> due = new TryChoice(disposals, order).choose();
        Optional<OperationType> type = Operations.named(order.taken().step().operation());
        if (due.isEmpty()) {
            disposals.tried(order);
            return CompletableFuture.completedFuture(null);
        }
        if (type.isEmpty()) {
            return ended(new TryResults(disposals, order)
                    .unknown(due, order.taken().step().operation()));
        }
        Operation operation = type.get().maker().apply(order.taken().own());
        return AccessResolver.resolveLater(
                        operation.service(),
                        order.taken().place().names(),
                        order.owner().context())
                .handle((access, error) ->
                        error == null ? withAccess(operation, access, due) : withoutAccess(due, Causes.unwrap(error)))
                .thenCompose(end -> end);
    }

    private CompletableFuture<Void> withoutAccess(List<Standing> due, Throwable error) {
        boolean withdrawn = error instanceof BadInputException;
        if (!withdrawn) {
            LOGGER.log(Level.FINE, error, () -> "No access for " + OrderWords.title(order));
        }
        return ended(new TryResults(disposals, order).withoutAccess(due, error.getMessage(), withdrawn));
    }

    private CompletableFuture<Void> withAccess(Operation operation, Access access, List<Standing> due) {
        TryResults results = new TryResults(disposals, order);
        if (!access.endpoint().host().equals(order.taken().place().host())) {
            return ended(results.elsewhere(due, access.endpoint().host()));
        }
        later = later(due);
        Map<String, Progress> known = due.stream().collect(Collectors.toMap(Standing::id, Standing::again));
        return controller
                .client()
                .laterTry(operation, due.stream().map(Standing::id).toList(), this, later)
                .run(
                        CompletableFuture.completedFuture(new Past(known, Duration.ZERO, true)),
                        () -> CompletableFuture.completedFuture(access))
                .thenCompose(all -> ended(results.of(due, ends(), later.known(), mark(operation, access))));
    }

    private static String mark(Operation operation, Access access) {
        return Accounts.mark(operation.service().provider(), access.key());
    }

    private LaterTry later(List<Standing> due) {
        Map<String, String> deployed = due.stream()
                .filter(one -> one.deployed() != null)
                .collect(Collectors.toMap(Standing::id, Standing::deployed));
        Set<String> unsure =
                due.stream().filter(Standing::unsure).map(Standing::id).collect(Collectors.toSet());
        return new LaterTry(deployed, Instant.ofEpochMilli(order.end()), unsure, System::nanoTime);
    }

    private CompletableFuture<Void> ended(List<Standing> lines) {
        return Disposals.later(() -> {
            if (!disposals.change(order, new TryResults(disposals, order).inTime(lines))) {
                rest();
            }
            disposals.tried(order);
        });
    }

    /** What could not be written down is not tried again each minute. */
    private void rest() {
        order.restUntil(disposals.now() + TryPauses.SLOW.toMillis());
    }

    // What the client tells while it is at work

    @Override
    public CompletableFuture<Void> beforeSend(Progress progress) {
        return Disposals.later(() -> {
                    Standing now = order.resource(progress.id());
                    if (now.stands().over()) {
                        throw new StoppedException(Stop.Cause.ABORTED);
                    }
                    if (!later.fresh(progress.id())) {
                        throw new StoppedException(Stop.Cause.DEADLINE);
                    }
                    order.change(List.of(now.sending(row(progress))));
                    return null;
                })
                .thenRunAsync(() -> {}, controller.answers());
    }

    private ReportRow row(Progress progress) {
        Taken taken = order.taken();
        return ReportRow.of(taken.step(), taken.stage(), taken.place().host(), progress, null);
    }

    @Override
    public void note(Progress progress) {
        // A later try looks again.
    }

    @Override
    public void retrying(String id, Reading why, NextTry next) {
        LOGGER.log(
                Level.FINE,
                () -> OrderWords.title(order) + ": " + id + ": " + why.reason() + ", next in " + next.pause());
    }

    @Override
    public synchronized void ended(Progress progress) {
        ends.put(progress.id(), progress);
    }

    private synchronized Map<String, ReportRow> ends() {
        Map<String, ReportRow> rows = new HashMap<>();
        ends.forEach((id, progress) -> rows.put(id, row(progress)));
        return rows;
    }
}
