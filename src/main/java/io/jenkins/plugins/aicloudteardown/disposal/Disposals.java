package io.jenkins.plugins.aicloudteardown.disposal;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All that was handed over and is not over: taken from steps, made due when builds have ended, tried when the minute has
 * come. The files are the truth; what is here is read from them when Jenkins starts.
 */
@Extension
@Restricted(NoExternalUse.class)
public class Disposals {
    private static final Logger LOGGER = Logger.getLogger(Disposals.class.getName());

    private final OrderStore store = new OrderStore(Jenkins.get().getRootDir().toPath());
    private final OrderIndex orders = new OrderIndex();
    private final BuildEnds builds = new BuildEnds();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private final OrderIntake intake = new OrderIntake(this);
    private final MovedJobs movedJobs = new MovedJobs(this);
    private final Tries tries = new Tries(order -> new OrderTry(this, order).make());
    /** What the disposer was told of in this life of the controller. */
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    private volatile Clock clock = Clock.systemUTC();

    @NonNull
    public static Disposals get() {
        return ExtensionList.lookupSingleton(Disposals.class);
    }

    /** In milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    /** For a test, in which a week is over in a moment. */
    void clock(Clock other) {
        clock = other;
    }

    /** Ends when no try is under way. */
    CompletableFuture<Void> idle() {
        return tries.idle();
    }

    /** The root URL of this Jenkins as it is configured, or empty: whoever looks may use any. A copy of it has another one. */
    static String home() {
        return Util.fixNull(JenkinsLocationConfiguration.get().getUrl());
    }

    OrderIndex orders() {
        return orders;
    }

    OrderStore store() {
        return store;
    }

    /** Where steps leave their orders. */
    OrderIntake intake() {
        return intake;
    }

    /** What follows jobs to their new names. */
    MovedJobs movedJobs() {
        return movedJobs;
    }

    /** Reads all orders, when all jobs are there; what is due is tried from then on. Does not block. */
    CompletableFuture<Void> load() {
        return later(() -> {
            try {
                for (Order order : store.read()) {
                    if (orders.get(order.id()) == null) {
                        orders.add(order);
                        // An earlier life may have ended before its file was removed.
                        removeIfOver(order);
                    }
                }
            } finally {
                loaded.complete(null);
            }
            register(orders.all().stream().filter(Order::isDue).toList());
        });
    }

    /** Ends when what earlier lives of the controller have taken is known. */
    CompletableFuture<Void> loaded() {
        return loaded;
    }

    /** Whether nothing is left of an order that is not known; a file that could not be read is something. */
    boolean isOver(String order) {
        return loaded.isDone() && !store.has(order);
    }

    /** Runs what blocks as SYSTEM, for which all jobs are there; fails with what it throws. */
    static <T> CompletableFuture<T> later(Callable<T> what) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                        return what.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                ControllerClient.get().journals());
    }

    /** The same for what has no result. */
    static CompletableFuture<Void> later(Runnable what) {
        return later(() -> {
            what.run();
            return null;
        });
    }

    /** The disposer asks each of them once a minute from now on. It writes all it has each time, so all go together. */
    private void register(List<Order> due) {
        List<OrderDisposable> unknown = due.stream()
                .filter(order -> registered.add(order.id()))
                .map(order -> new OrderDisposable(order.id(), OrderWords.title(order)))
                .toList();
        if (!unknown.isEmpty()) {
            AsyncResourceDisposer.get().dispose(unknown);
        }
    }

    /** Whether anything is left at all: most controllers hand nothing over. */
    boolean none() {
        return orders.all().isEmpty();
    }

    // The minute

    /** Makes due what is for the end of builds that have ended. Blocks. */
    synchronized void askBuilds() {
        if (!loaded.isDone()) {
            return;
        }
        register(orders.all().stream().filter(Order::isDue).toList());
        Map<Owner, List<Order>> waiting = new LinkedHashMap<>();
        orders.all().stream().filter(order -> !order.isDue()).forEach(order -> waiting.computeIfAbsent(
                        order.owner(), owner -> new ArrayList<>())
                .add(order));
        waiting.forEach((owner, ofTheBuild) -> {
            Optional<Long> end = builds.ended(owner, now());
            if (end.isPresent()) {
                builds.forget(owner);
                due(ofTheBuild, end.get());
            }
        });
    }

    /** The order's job has another name now. Blocks. */
    synchronized void follow(Order order, String job) {
        Owner before = order.owner();
        if (change(order, List.of(Change.job(job)))) {
            builds.moved(before, order.owner());
        }
    }

    /** Last in, first out: what was deployed on top of something goes before it. */
    private void due(List<Order> ended, long end) {
        List<Order> due = new ArrayList<>();
        for (Order order : ended) {
            List<OrderLine> lines = new ArrayList<>(
                    List.of(Change.due(now(), Math.max(end, order.taken().taken()))));
            order.resources().stream()
                    .filter(one -> one.stands() == Disposition.WAITING)
                    .forEach(one -> lines.add(one.as(Disposition.OPEN)));
            if (change(order, lines)) {
                due.add(order);
            }
        }
        register(due);
        due.stream()
                .sorted(Comparator.comparingLong((Order order) -> order.taken().taken())
                        .reversed())
                .forEach(this::offer);
    }

    /** Has the order tried, if its time has come. Never blocks. */
    void offer(Order order) {
        if (isReady(order)) {
            tries.offer(order);
        }
    }

    private boolean isReady(Order order) {
        return order.isDue()
                && !isPaused(order)
                && !order.dueBy(now()).isEmpty()
                && comesBefore(order).isEmpty();
    }

    /** The orders of its build that have to be tried once before it; one that waits for another build is not among them. */
    private List<Order> comesBefore(Order order) {
        if (!order.taken().atEnd() || order.wasTried()) {
            return List.of();
        }
        return orders.of(order.owner()).stream()
                .filter(other -> other.taken().atEnd()
                        && other.taken().taken() > order.taken().taken())
                .filter(other -> !other.wasTried() && !other.dueBy(now()).isEmpty())
                .toList();
    }

    /** A copy of a Jenkins home must not tear down what the original has deployed. */
    static boolean isPaused(Order order) {
        return !order.home().isEmpty() && !order.home().equals(home());
    }

    /** After a try: the next ones of its build. */
    void tried(Order order) {
        orders.of(order.owner()).stream().filter(other -> !other.wasTried()).forEach(this::offer);
    }

    // What people do

    /** Has a resource tried at once; one that was given up begins anew. */
    CompletableFuture<Void> tryNow(Order order, Standing one) {
        return later(() -> {
            if (change(order, () -> atOnce(order.resource(one.id())))) {
                order.restUntil(0);
                offer(order);
            }
        });
    }

    /** Who presses a button may have looked at the page long ago. */
    private List<OrderLine> atOnce(Standing now) {
        if (now.stands() == Disposition.GIVEN_UP) {
            return List.of(Change.due(now(), 0), now.atOnce());
        }
        return now.stands().tried() ? List.of(now.atOnce()) : List.of();
    }

    /** Blocks until it is on the disk. */
    boolean drop(Order order, Standing one, String who) {
        LOGGER.info(() ->
                who + " dropped " + one.id() + " of " + OrderWords.title(order) + ": it is not torn down any more");
        return change(order, () -> List.of(order.resource(one.id()).droppedBy(who)));
    }

    /** An administrator says that the orders of another URL are this Jenkins' own. */
    CompletableFuture<Void> goOn(String who) {
        String home = home();
        LOGGER.info(() -> who + " said that what was handed over under another URL goes on");
        return later(() -> orders.all().stream()
                .filter(Disposals::isPaused)
                .forEach(order -> change(order, List.of(Change.home(home)))));
    }

    // Changes

    /** @return whether it is on the disk */
    boolean change(Order order, List<? extends OrderLine> lines) {
        return change(order, () -> List.copyOf(lines));
    }

    /** @param lines are made of how the order stands when they are written */
    boolean change(Order order, Supplier<List<OrderLine>> lines) {
        try {
            List<Standing> before = order.resources();
            order.change(lines);
            OrderReport.show(order, before);
            removeIfOver(order);
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> OrderWords.title(order) + " could not be written down");
            return false;
        }
    }

    private void removeIfOver(Order order) {
        if (order.isOver()) {
            orders.remove(order);
            registered.remove(order.id());
            try {
                order.remove();
            } catch (IOException e) {
                // It says of itself that it is over.
                LOGGER.log(Level.WARNING, e, () -> OrderWords.title(order) + ": its file could not be removed");
            }
        }
    }
}
