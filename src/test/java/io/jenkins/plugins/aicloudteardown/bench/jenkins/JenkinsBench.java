package io.jenkins.plugins.aicloudteardown.bench.jenkins;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.bench.BareClient;
import io.jenkins.plugins.aicloudteardown.bench.BenchSettings;
import io.jenkins.plugins.aicloudteardown.bench.BenchTable;
import io.jenkins.plugins.aicloudteardown.bench.Laps;
import io.jenkins.plugins.aicloudteardown.bench.ProviderProcess;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import io.jenkins.plugins.aicloudteardown.config.Connections;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Part of {@code ./bench} that needs a real Jenkins: our step beside the bare client and beside other steps, in turn, at
 * Jenkins' default durability. Times are printed and never judged; results are. Its name keeps it out of the tests.
 */
@WithJenkins
class JenkinsBench {
    private static final int DELAY = 20;
    /** A constant of a class cannot be longer than 65,535 bytes. */
    private static final int IDS_IN_A_TEXT = 5_000;

    private static final long LONG = TimeUnit.MINUTES.toNanos(5);
    private static final int FORCED_WRITES = 51;
    private static final String JOURNAL = "ai-cloud-teardown.jsonl";

    private JenkinsRule jenkins;
    private BenchTable table;
    private ProviderProcess provider;
    private ProviderProcess holder;

    /** What is compared: its name, and the step as it stands in a script in which {@code id} is another every time. */
    private record Contender(String name, String step) {}

    private record Waiting(long threads, double heapOfOne) {}

    @Test
    void play(JenkinsRule rule) throws Exception {
        jenkins = rule;
        try (BenchTable open = new BenchTable();
                ProviderProcess quick = ProviderProcess.start();
                ProviderProcess slow = ProviderProcess.start()) {
            table = open;
            provider = quick;
            holder = slow;
            try {
                play();
            } catch (Exception | Error e) {
                table.say("WRONG: %s", e);
                throw e;
            }
        }
    }

    private void play() throws Exception {
        table.machine(String.format(Locale.ROOT, ", a forced write of 300 bytes %.2f ms", forcedWrite()));
        int steps = BenchSettings.steps();
        CloudJenkins.provide(provider.after(0).toString());
        List<Connection> connections = new ArrayList<>();
        connections.addAll(CloudJenkins.connections("fast-", provider.after(0).toString(), steps));
        connections.addAll(
                CloudJenkins.connections("slow-", provider.after(DELAY).toString(), BenchSettings.inFlight()));
        connections.addAll(CloudJenkins.connections("held-", holder.held().toString(), steps));
        connections.addAll(CloudJenkins.connections("few-", holder.held().toString(), Endpoint.DEFAULT_IN_FLIGHT));
        Connections.get().setConnections(connections);

        table.say("Jenkins: started, warming up");
        succeed(job(ids(10)));
        succeed(job(parallel(kill("fast-ncp"), 10)));
        if (BenchSettings.wants("waiting")) {
            waiting(steps);
        }
        if (BenchSettings.wants("ids")) {
            for (int size : BenchSettings.stepIds()) {
                oneStep(size);
            }
        }
        if (BenchSettings.wants("loop")) {
            singles(BenchTable.count(steps) + " steps in a loop", steps, JenkinsBench::loop);
        }
        if (BenchSettings.wants("parallel")) {
            singles(BenchTable.count(steps) + " steps in parallel", steps, JenkinsBench::parallel);
        }
    }

    // One step of many ids, beside the bare client

    private void oneStep(int size) throws Exception {
        int inFlight = BenchSettings.inFlight();
        int rounds = BenchSettings.rounds();
        List<String> ids = BenchSettings.ids(size);
        String what = "one step of " + BenchTable.count(size) + " ids, " + inFlight + " in flight";
        table.say("%s", what);
        WorkflowJob job = job(ids(size));
        BareClient bare = new BareClient();
        Laps ours = new Laps();
        Laps compared = new Laps();
        WorkflowRun run = null;
        for (int round = 1; round <= rounds; round++) {
            run = killed(size, () -> succeed(job));
            ours.add(FlowTimes.latest());
            long began = System.nanoTime();
            bare.kill(provider.after(DELAY), ids, inFlight);
            compared.add(System.nanoTime() - began);
            table.say(
                    "%s: round %d of %d: ours %s, bare %s",
                    what, round, rounds, BenchTable.seconds(ours.last()), BenchTable.seconds(compared.last()));
        }
        table.times(what + ": bare HttpClient", ours.median(), compared.median());
        bytes("one step of " + BenchTable.count(size) + " ids", run, size);
    }

    private static String ids(int size) {
        List<String> all = BenchSettings.ids(size);
        String texts = IntStream.iterate(0, from -> from < size, from -> from + IDS_IN_A_TEXT)
                .mapToObj(from -> all.subList(from, Math.min(size, from + IDS_IN_A_TEXT)))
                .map(some -> "'" + String.join(" ", some) + " '")
                .collect(Collectors.joining(" +\n"));
        return """
                def result = dataforestKill id: %s, credentialsId: 'ncp-key', connection: 'slow-ncp', timeout: 36000
                if (result.outcome != 'DONE' || result.succeeded.size() != %d) {
                    error "${result.outcome}: ${result.succeeded.size()} of %d"
                }
                """.formatted(texts, size, size);
    }

    // Many steps of one id, beside other steps

    @FunctionalInterface
    private interface Shape {
        String script(String step, int steps);
    }

    private static String loop(String step, int steps) {
        return "for (int i = 0; i < " + steps + "; i++) { def id = 'a' + i\n" + step + "\n}";
    }

    private static String parallel(String step, int steps) {
        return "def branches = [:]\nfor (int i = 0; i < " + steps + "; i++) { def id = 'a' + i\nbranches[id] = { "
                + step + " } }\nparallel branches";
    }

    private static String kill(String connection) {
        return "dataforestKill id: id, credentialsId: 'ncp-key', connection: '" + connection + "', timeout: 36000";
    }

    private List<Contender> others() {
        List<Contender> others = new ArrayList<>();
        others.add(new Contender("echo", "echo id"));
        others.add(new Contender("sleep 1 ms", "sleep time: 1, unit: 'MILLISECONDS'"));
        if (StepDescriptor.byFunctionName("httpRequest") == null) {
            table.say("httpRequest is not compared with: its plugin is not on the class path");
        } else {
            others.add(new Contender(
                    "httpRequest",
                    "httpRequest url: '" + provider.after(0)
                            + "/api/v2/aiapps/kill', httpMode: 'POST', contentType: 'APPLICATION_JSON', quiet: true,"
                            + " requestBody: '{\"id\":\"' + id + '\"}'"));
        }
        return others;
    }

    private void singles(String what, int steps, Shape shape) throws Exception {
        table.say("%s", what);
        Contender ours = new Contender("ours", kill("fast-ncp"));
        List<Contender> all = new ArrayList<>(List.of(ours));
        all.addAll(others());
        Map<Contender, WorkflowJob> jobs = new LinkedHashMap<>();
        Map<Contender, Laps> laps = new LinkedHashMap<>();
        for (Contender contender : all) {
            jobs.put(contender, job(shape.script(contender.step(), steps)));
            laps.put(contender, new Laps());
        }
        WorkflowRun run = null;
        int rounds = BenchSettings.rounds();
        for (int round = BenchSettings.warmUp() ? 0 : 1; round <= rounds; round++) {
            List<String> took = new ArrayList<>();
            for (Contender contender : all) {
                WorkflowJob job = jobs.get(contender);
                if (contender.equals(ours)) {
                    run = killed(steps, () -> succeed(job));
                } else {
                    succeed(job);
                }
                Laps own = round == 0 ? new Laps() : laps.get(contender);
                own.add(FlowTimes.latest());
                took.add(contender.name() + " " + BenchTable.seconds(own.last()));
            }
            String which = round == 0 ? "warm-up" : "round " + round + " of " + rounds;
            table.say("%s: %s: %s", what, which, String.join(", ", took));
        }
        for (Contender other : all.subList(1, all.size())) {
            table.times(
                    what + ": " + other.name(),
                    laps.get(ours).median(),
                    laps.get(other).median());
        }
        bytes(what, run, steps);
    }

    private void bytes(String what, WorkflowRun run, int resources) throws IOException {
        long size = Files.size(run.getRootDir().toPath().resolve(JOURNAL));
        table.row(what + ": bytes on disk for a resource", BenchTable.count(size / resources), "-", "-");
    }

    // What waits

    private void waiting(int steps) throws Exception {
        String sleep = "sleep time: 1, unit: 'HOURS'";
        table.say("waiting: 2 steps of each kind to warm up");
        holdOurs("held-ncp", 2, 2, 0);
        holdSleeps(sleep, 2, 0);
        int seconds = BenchSettings.countSeconds();
        table.say(
                "waiting: threads are counted for %d s each: 2 steps, then %,d, then %,d sleeps",
                seconds, steps, steps);
        Waiting two = holdOurs("held-ncp", 2, 2, seconds);
        Waiting few = holdOurs("few-ncp", Math.min(steps, Endpoint.DEFAULT_IN_FLIGHT), steps, seconds / 5);
        Waiting ours = holdOurs("held-ncp", steps, steps, seconds);
        Waiting sleeps = holdSleeps(sleep, steps, seconds);
        double bare = holdBare(steps);
        String what = BenchTable.count(steps) + " steps wait: ";
        table.row(
                what + "threads, beside 2 that wait",
                BenchTable.count(ours.threads()),
                BenchTable.count(two.threads()),
                BenchTable.ratio(ours.threads(), two.threads()));
        table.row(
                what + "threads, beside sleeps",
                BenchTable.count(ours.threads()),
                BenchTable.count(sleeps.threads()),
                BenchTable.ratio(ours.threads(), sleeps.threads()));
        heap(what + "heap for each, beside sleeps", ours.heapOfOne(), sleeps.heapOfOne());
        heap(what + "what is more than a sleep's: bare HttpClient", ours.heapOfOne() - sleeps.heapOfOne(), bare);
        heap(
                what + "heap for each with " + Endpoint.DEFAULT_IN_FLIGHT + " in flight, beside sleeps",
                few.heapOfOne(),
                sleeps.heapOfOne());
    }

    private void heap(String what, double ours, double compared) throws IOException {
        table.row(what, kilobytes(ours), kilobytes(compared), BenchTable.ratio(ours, compared));
    }

    /** @param held how many of them have a request in flight; the others wait for their turn */
    private Waiting holdOurs(String connection, int held, int steps, int seconds) throws Exception {
        // Until a key has been accepted, and a while after, one request goes alone.
        succeed(job(loop(kill(connection), 1)));
        double before = heap();
        holder.hold();
        WorkflowRun run = start(kill(connection), steps);
        await(
                () -> holder.holds() == held && begun(run) == steps,
                () -> holder.holds() + " of " + held + " requests are held");
        Waiting waiting = look(before, steps, seconds);
        holder.release();
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        return waiting;
    }

    private Waiting holdSleeps(String sleep, int steps, int seconds) throws Exception {
        double before = heap();
        WorkflowRun run = start(sleep, steps);
        await(() -> begun(run) == steps, () -> begun(run) + " of " + steps + " sleep");
        Waiting waiting = look(before, steps, seconds);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        return waiting;
    }

    /** The bytes of one request of the JDK's client that waits for its answer. */
    private double holdBare(int requests) throws Exception {
        BareClient bare = new BareClient();
        bare.kill(holder.held(), BenchSettings.ids(1), 1);
        List<String> ids = BenchSettings.ids(requests);
        double before = heap();
        holder.hold();
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> bare.kill(holder.held(), ids, requests));
        await(() -> holder.holds() == requests, () -> holder.holds() + " of " + requests + " requests are held");
        double one = (heap() - before) / requests;
        holder.release();
        killed.get(1, TimeUnit.MINUTES);
        return one;
    }

    /** How many steps have begun and not ended. */
    private static int begun(WorkflowRun run) throws Exception {
        FlowExecution execution = run.getExecution();
        return execution == null
                ? 0
                : execution
                        .getCurrentExecutions(true)
                        .get(LONG, TimeUnit.NANOSECONDS)
                        .size();
    }

    /** Not at default durability: only the waiting counts here, and all of them must have begun within a minute. */
    private WorkflowRun start(String step, int steps) throws Exception {
        WorkflowJob job = job(parallel(step, steps));
        job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** The fewest threads: those of Jenkins' own pools that have nothing to do any more need up to a minute to end. */
    private Waiting look(double heapBefore, int steps, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long threads = Long.MAX_VALUE;
        do {
            threads = Math.min(threads, ManagementFactory.getThreadMXBean().getThreadCount());
            Thread.sleep(250);
        } while (System.nanoTime() < end);
        return new Waiting(threads, (heap() - heapBefore) / steps);
    }

    private static double heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String kilobytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f kB", bytes / 1000);
    }

    private static void await(Callable<Boolean> condition, Callable<String> otherwise) throws Exception {
        long end = System.nanoTime() + LONG;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise.call());
            }
            Thread.sleep(50);
        }
    }

    // Builds

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private WorkflowRun succeed(WorkflowJob job) throws Exception {
        return jenkins.buildAndAssertSuccess(job);
    }

    /** By default whatever is not DONE makes a build worse than a success; and each was asked for exactly once. */
    private WorkflowRun killed(int expected, Callable<WorkflowRun> build) throws Exception {
        long before = provider.answered();
        WorkflowRun run = build.call();
        long answered = provider.answered() - before;
        if (answered != expected) {
            throw new IllegalStateException(run + ": " + answered + " requests for " + expected + " ids");
        }
        return run;
    }

    /** The median, in milliseconds, where Jenkins has its home. */
    private static double forcedWrite() throws IOException {
        Path file = Files.createTempFile("bench", ".jsonl");
        List<Long> nanos = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i < FORCED_WRITES; i++) {
                long began = System.nanoTime();
                channel.write(ByteBuffer.allocate(300));
                channel.force(false);
                nanos.add(System.nanoTime() - began);
            }
        } finally {
            Files.delete(file);
        }
        return nanos.stream().sorted().skip(FORCED_WRITES / 2).findFirst().orElseThrow() / 1e6;
    }

    @TestExtension
    public static final class Times extends FlowTimes {}
}
