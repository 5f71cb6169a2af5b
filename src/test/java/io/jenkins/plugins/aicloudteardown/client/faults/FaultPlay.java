package io.jenkins.plugins.aicloudteardown.client.faults;

import io.jenkins.plugins.aicloudteardown.client.Bench;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One cell of the matrix under way: an operation, a fault in its way, and what came of it. */
final class FaultPlay implements AutoCloseable {
    /** What the client gives every request. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

    final Bench bench = new Bench();
    Operation operation;
    String[] ids = {"ok1"};
    /** Which requests are never answered, so that time has to move on while they are under way. */
    Predicate<Received> hangs = request -> false;
    /** Whether no connection ever comes about. */
    boolean neverConnects;

    LongSupplier sends = () -> bench.sandbox.count(operation.name());
    /** Ends what the scenario itself has under way. */
    Runnable atEnd = () -> {};

    private final List<AutoCloseable> open = new ArrayList<>();
    private int timedOut;
    private BooleanSupplier turn = () -> false;
    private Runnable turnAction = () -> {};

    FaultPlay(Operation operation) {
        this.operation = operation;
    }

    boolean is(Operation other) {
        return operation.name().equals(other.name());
    }

    boolean ncp() {
        return operation.service().provider() == Provider.NCP;
    }

    boolean of(Service service) {
        return operation.service() == service;
    }

    /** Has something closed at the end. */
    <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    /** The provider is this sandbox, and not the bench's. */
    void provider(ProviderSandbox other) {
        bench.url = URI.create(other.url());
        sends = () -> other.count(operation.name());
    }

    /** Lays down the reply to every write; a reply of null leaves a write to the sandbox. */
    void everyWrite(Function<Received, Reply> reply) {
        bench.sandbox.override(ids[0], request -> isWrite(request) ? reply.apply(request) : null);
    }

    void everyWrite(Reply reply) {
        everyWrite(request -> reply);
    }

    /** The same for the next write that has none yet. */
    void nextWrite(Function<Received, Reply> reply) {
        bench.sandbox.overrideOnce(ids[0], request -> isWrite(request) ? reply.apply(request) : null);
    }

    void nextWrite(Reply reply) {
        nextWrite(request -> reply);
    }

    /** Lays down the reply to every read that has this in its path or body. */
    void everyRead(String named, Supplier<Reply> reply) {
        bench.sandbox.override(named, request -> isWrite(request) ? null : reply.get());
    }

    boolean isWrite(Received request) {
        return request.operation().equals(operation.name());
    }

    List<ResourceResult> run() {
        return finish(bench.start(operation, ids));
    }

    List<ResourceResult> finish(Bench.Running running) {
        while (!running.done()) {
            bench.drive(() -> running.done() || stuck() || turn.getAsBoolean());
            if (turn.getAsBoolean()) {
                turn = () -> false;
                turnAction.run();
            }
            bench.rest();
            if (!running.done() && stuck()) {
                timedOut = bench.sandbox.received().size();
                bench.time.advance(
                        bench.timeout == null || bench.timeout.compareTo(REQUEST_LIMIT) > 0
                                ? REQUEST_LIMIT
                                : bench.timeout);
            }
        }
        atEnd.run();
        return running.results();
    }

    private boolean stuck() {
        if (neverConnects) {
            return bench.time.scheduled(REQUEST_LIMIT) > 0;
        }
        List<Received> received = bench.sandbox.received();
        return received.size() > timedOut && hangs.test(received.get(received.size() - 1));
    }

    /** Has something done as soon as a condition holds. */
    void meanwhile(BooleanSupplier condition, Runnable action) {
        turn = condition;
        turnAction = action;
    }

    @Override
    public void close() {
        bench.close();
        open.forEach(FaultPlay::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
