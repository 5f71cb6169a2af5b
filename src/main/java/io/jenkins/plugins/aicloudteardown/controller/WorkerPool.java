package io.jenkins.plugins.aicloudteardown.controller;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A fixed number of threads that work off one queue. They live as long as the pool: where the operating system gives no
 * more threads, as containers do at their limit, a pool of the JDK that has to start one loses the task, and whoever
 * waits for it waits for ever.
 */
final class WorkerPool implements Executor {
    private static final Logger LOGGER = Logger.getLogger(WorkerPool.class.getName());

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final ThreadFactory threads;
    private final int size;
    private int started;
    private volatile boolean closed;

    /** Starts as many of its threads as it gets; the rest is tried again with each task. */
    WorkerPool(int size, ThreadFactory threads) {
        this.size = size;
        this.threads = threads;
        try {
            startWorkers();
        } catch (OutOfMemoryError e) {
            LOGGER.log(Level.WARNING, "There is no thread to be had", e);
        }
    }

    /** @throws OutOfMemoryError if there is no thread, and none can be started; the task is then not taken */
    @Override
    public void execute(Runnable task) {
        startWorkers();
        tasks.add(task);
    }

    /** One is enough to go on with. */
    private synchronized void startWorkers() {
        try {
            while (started < size) {
                threads.newThread(this::work).start();
                started++;
            }
        } catch (OutOfMemoryError e) {
            if (started == 0) {
                throw e;
            }
        }
    }

    private void work() {
        while (!closed) {
            try {
                run(tasks.take());
            } catch (Throwable e) {
                // A stray interrupt, or a log that fails too where memory is short: the worker stays.
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "A task failed, and whoever waits for it may wait until its time is over", e);
        }
    }

    /** Ends the threads, each after the task that it is at; what is still in the queue is dropped. */
    void close() {
        closed = true;
        for (int i = 0; i < size; i++) {
            tasks.add(() -> {});
        }
    }
}
