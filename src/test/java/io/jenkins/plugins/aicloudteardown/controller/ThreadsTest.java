package io.jenkins.plugins.aicloudteardown.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;

/** A thread outlives the build that needed it first, and must hold nothing of it. */
class ThreadsTest {
    private static final String NAME = "AI Cloud Teardown: test";

    @Test
    void aThreadTakesNothingAlongFromWhoeverNeedsItFirst() throws Exception {
        InheritableThreadLocal<String> ofTheBuild = new InheritableThreadLocal<>();
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        ExecutorService pool = Threads.asNeeded(NAME);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            current.setContextClassLoader(loader);
            ofTheBuild.set("a build's");
            pool.execute(() -> {
                thread.complete(Thread.currentThread());
                seen.complete(String.valueOf(ofTheBuild.get()));
            });
            assertThat(thread.join().getContextClassLoader()).isSameAs(Jenkins.class.getClassLoader());
            assertThat(seen.join()).isEqualTo("null");
            assertThat(thread.join().isDaemon()).isTrue();
            assertThat(thread.join().getName()).startsWith(NAME);
        } finally {
            current.setContextClassLoader(before);
            ofTheBuild.remove();
            pool.shutdown();
        }
    }

    /** So many host names that cannot be found out hold up nobody else's. */
    @Test
    void thereIsAThreadForEveryTaskThatHangs() {
        ExecutorService pool = Threads.asNeeded(NAME);
        CountDownLatch end = new CountDownLatch(1);
        try {
            for (int i = 0; i < 50; i++) {
                CompletableFuture<Void> begun = new CompletableFuture<>();
                pool.execute(() -> {
                    begun.complete(null);
                    await(end);
                });
                begun.join();
            }
            assertThat(CompletableFuture.supplyAsync(() -> "done", pool).join()).isEqualTo("done");
        } finally {
            end.countDown();
            pool.shutdown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
