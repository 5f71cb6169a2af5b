package io.jenkins.plugins.aicloudteardown.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class FallbackExecutorTest {
    private final Queue<Runnable> queued = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final Executor healthy = new FallbackExecutor(queued::add);
    private final Executor rejecting = new FallbackExecutor(task -> {
        throw new RejectedExecutionException();
    });
    private final Executor queuingAndThrowing = new FallbackExecutor(task -> {
        queued.add(task);
        throw new OutOfMemoryError("unable to create native thread");
    });

    @Test
    void whatThePoolTakesRunsThere() {
        healthy.execute(() -> done.add("task"));
        assertThat(done).isEmpty();
        queued.remove().run();

        assertThat(done).containsExactly("task");
    }

    @Test
    void whatThePoolRejectsRunsHere() {
        rejecting.execute(() -> done.add("task"));

        assertThat(done).containsExactly("task");
    }

    @Test
    void whatThePoolQueuesAndRejectsRunsOnce() {
        queuingAndThrowing.execute(() -> done.add("task"));
        queued.remove().run();

        assertThat(done).containsExactly("task");
    }

    @Test
    void whatATaskStartsHereRunsAfterItWhicheverPoolRejectsIt() {
        rejecting.execute(() -> {
            queuingAndThrowing.execute(() -> done.add("started"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "started");
    }

    @Test
    void aTaskThatThrowsKeepsNoOtherOneFromRunning() {
        rejecting.execute(() -> {
            rejecting.execute(() -> done.add("started"));
            throw new IllegalStateException();
        });
        rejecting.execute(() -> done.add("next"));

        assertThat(done).containsExactly("started", "next");
    }
}
