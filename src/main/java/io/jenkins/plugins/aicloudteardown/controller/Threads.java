package io.jenkins.plugins.aicloudteardown.controller;

import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that take nothing along from whoever happens to need them first. That may be a build's own thread, whose class
 * loader and authentication would then live as long as the pool.
 */
final class Threads {
    private static final long IDLE_SECONDS = 5;

    private Threads() {}

    static ThreadFactory named(String name) {
        ThreadFactory withoutInheritance = task -> new Thread(null, task, name, 0, false);
        return new ClassLoaderSanityThreadFactory(
                new NamingThreadFactory(new DaemonThreadFactory(withoutInheritance), name));
    }

    /** A thread for each task, however many there are; idle ones are used again, and soon end. */
    static ExecutorService asNeeded(String name) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named(name),
                // Only when Jenkins goes down is anything refused.
                new ThreadPoolExecutor.DiscardPolicy());
    }
}
