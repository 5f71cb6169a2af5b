package io.jenkins.plugins.aicloudteardown.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The times of one contender, of which the median counts. */
public final class Laps {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Double> wall = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    /** Runs it once and takes its time, and that of all processors on which this process was meanwhile. */
    void run(Runnable work) {
        long cpuBegan = PROCESS.getProcessCpuTime();
        long began = System.nanoTime();
        work.run();
        wall.add(seconds(System.nanoTime() - began));
        cpu.add(seconds(PROCESS.getProcessCpuTime() - cpuBegan));
    }

    /** Adds a time that was taken elsewhere. */
    public void add(long nanos) {
        wall.add(seconds(nanos));
    }

    /** In seconds. */
    public double last() {
        return wall.get(wall.size() - 1);
    }

    /** In seconds. */
    public double median() {
        return median(wall);
    }

    /** In seconds. */
    double medianCpu() {
        return median(cpu);
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
