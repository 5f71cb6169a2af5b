package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.Causes;
import io.jenkins.plugins.aicloudteardown.client.LaterTry;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.operation.Deployments;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.disposal.OrderTaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Leaves to others what a step could not finish, or what is for the end of its build. */
final class HandingOver {
    private final TeardownOrder order;
    private final SessionJournal journal;
    private final OrderTaker taker;
    private CompletableFuture<Map<String, Deployments>> deployments;
    /** When the step began that goes on after a restart, in milliseconds since 1970; 0 if it does not. */
    private long resumedFrom;

    private boolean taking;
    private boolean stopped;

    HandingOver(TeardownOrder order, Run<?, ?> run, SessionJournal journal) {
        this.order = order;
        this.journal = journal;
        this.taker = new OrderTaker(run, order.operation(), order.target());
    }

    /** What was deployed while Jenkins was down is not this step's, whatever it may read now. */
    void resumed(long began) {
        resumedFrom = began;
    }

    private boolean deployedSince(Deployments now) {
        return resumedFrom > 0 && LaterTry.after(now, Instant.ofEpochMilli(resumedFrom));
    }

    /** The key is known: what was deployed by now is what may be torn down later. */
    void begin(Access access) {
        if (order.handover() == Handover.KEEP_TRYING) {
            deployments(access);
        }
    }

    private synchronized CompletableFuture<Map<String, Deployments>> deployments(Access access) {
        if (deployments == null) {
            deployments = taker.deployments(access, order.ids());
        }
        return deployments;
    }

    /**
     * Leaves all of it for the end of the build.
     *
     * @return how each resource stands then; fails with one sentence if it cannot be left
     */
    CompletableFuture<List<ResourceResult>> atEnd(Access access) {
        List<ResourceResult> results = order.ids().stream()
                .map(id ->
                        ResourceResult.of(id, Outcome.DEFERRED, Reason.AT_END).build())
                .toList();
        return deployments(access)
                .thenCompose(read -> {
                    for (Map.Entry<String, Deployments> one : read.entrySet()) {
                        if (one.getValue().why() != null) {
                            throw new CompletionException(new AbortException(HandoverSentences.noHistory(
                                    List.of(one.getKey()), one.getValue().why())));
                        }
                    }
                    if (!take()) {
                        throw new CancellationException();
                    }
                    List<Progress> ends =
                            results.stream().map(HandingOver::ended).toList();
                    return taker.atEnd(journal.opening(), journal.stage(), access, ends);
                })
                .handle((taken, error) -> {
                    if (error == null) {
                        return results;
                    }
                    Throwable why = Causes.unwrap(error);
                    throw new CompletionException(
                            why instanceof AbortException || why instanceof CancellationException
                                    ? why
                                    : new AbortException(HandoverSentences.notTaken(why)));
                });
    }

    private synchronized boolean take() {
        taking = !stopped;
        return taking;
    }

    /**
     * Takes no order any more.
     *
     * @return false if one is on its way to the disk, where it is heard of soon
     */
    synchronized boolean stop() {
        stopped = true;
        return !taking;
    }

    /** All that is known of what was never begun. */
    static Progress ended(ResourceResult result) {
        return new Progress(Progress.Phase.ENDED, result, 0, false, null, false, null);
    }

    /**
     * Leaves to others what is not done.
     *
     * @param access  null if nothing was ever found to call with
     * @param stopped whether nothing more may be waited for
     * @return never fails
     */
    CompletableFuture<Handed> unfinished(List<ResourceResult> results, Access access, boolean stopped) {
        if (access != null && !order.options().dryRun()) {
            taker.tornDown(journal.opening(), access, done(results));
        }
        List<Progress> left = results.stream()
                .filter(ResourceResult::isLeft)
                .map(one -> journal.end(one.id()))
                .filter(one -> one != null)
                .toList();
        if (order.handover() != Handover.KEEP_TRYING || left.isEmpty()) {
            return CompletableFuture.completedFuture(Handed.NOTHING);
        }
        if (access == null) {
            return CompletableFuture.completedFuture(new Handed(List.of(), HandoverSentences.noKeyToHandOver()));
        }
        return known(left, access, stopped).thenCompose(marks -> handOver(left, access, marks));
    }

    private static List<String> done(List<ResourceResult> results) {
        return results.stream()
                .filter(one -> one.outcome() == Outcome.DONE || one.outcome() == Outcome.ALREADY_GONE)
                .map(ResourceResult::id)
                .toList();
    }

    private CompletableFuture<Map<String, Deployments>> known(List<Progress> left, Access access, boolean stopped) {
        CompletableFuture<Map<String, Deployments>> read = deployments(access);
        return stopped && !read.isDone() ? CompletableFuture.completedFuture(Map.of()) : read;
    }

    private static Reading why(Map<String, Deployments> deployed) {
        return deployed.values().stream()
                .map(Deployments::why)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Reading.of(Reading.Kind.LOST, Reason.ABORTED, "", ""));
    }

    private CompletableFuture<Handed> handOver(List<Progress> left, Access access, Map<String, Deployments> deployed) {
        Map<String, String> marks = new HashMap<>();
        List<String> again = new ArrayList<>();
        deployed.forEach((id, one) -> {
            if (one.why() == null && deployedSince(one)) {
                again.add(id);
            } else if (one.why() == null) {
                marks.put(id, one.mark());
            }
        });
        List<Progress> taken = new ArrayList<>(left);
        List<String> unread = new ArrayList<>();
        if (order.operation().hasDeployments()) {
            left.stream()
                    .map(Progress::id)
                    .filter(id -> !marks.containsKey(id) && !again.contains(id))
                    .forEach(unread::add);
            taken.removeIf(one -> !marks.containsKey(one.id()));
            again.retainAll(left.stream().map(Progress::id).toList());
        }
        String why = ((again.isEmpty() ? "" : HandoverSentences.deployedAgain(again) + " ")
                        + (unread.isEmpty() ? "" : HandoverSentences.noHistory(unread, why(deployed))))
                .strip();
        if (taken.isEmpty()) {
            return CompletableFuture.completedFuture(new Handed(List.of(), why));
        }
        return taker.keepTrying(journal.opening(), journal.stage(), access, taken, marks)
                .handle((ids, error) -> error == null
                        ? new Handed(ids, why)
                        : new Handed(List.of(), HandoverSentences.notTaken(Causes.unwrap(error))));
    }
}
