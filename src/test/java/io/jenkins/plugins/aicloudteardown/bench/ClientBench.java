package io.jenkins.plugins.aicloudteardown.bench;

import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Part of {@code ./bench} that needs nothing of Jenkins: the plugin's client beside the JDK's own, in turn. */
public final class ClientBench {
    private static final int DELAY = 20;
    private static final int WARM_UP = 3;

    private ClientBench() {}

    public static void main(String[] args) throws IOException {
        try (BenchTable table = new BenchTable();
                ProviderProcess provider = ProviderProcess.start();
                OurClient ours = new OurClient()) {
            BareClient bare = new BareClient();
            List<Integer> sizes = BenchSettings.clientIds();
            table.machine("");
            // The first rounds are those of the compiler.
            table.say("client: warming up");
            compare(table, provider, ours, bare, sizes.get(0), BenchSettings.inFlight(), WARM_UP, false);
            int rounds = BenchSettings.rounds();
            compare(table, provider, ours, bare, sizes.get(0), Endpoint.DEFAULT_IN_FLIGHT, rounds, true);
            for (int size : sizes) {
                compare(table, provider, ours, bare, size, BenchSettings.inFlight(), rounds, true);
            }
        } catch (RuntimeException e) {
            System.err.println("bench: WRONG: " + e);
            System.exit(1);
        }
        // The JDK's client has threads that nobody can end.
        System.exit(0);
    }

    private static void compare(
            BenchTable table,
            ProviderProcess provider,
            OurClient ours,
            BareClient bare,
            int size,
            int inFlight,
            int rounds,
            boolean counts)
            throws IOException {
        URI url = provider.after(DELAY);
        List<String> ids = BenchSettings.ids(size);
        String what = BenchTable.count(size) + " ids, " + inFlight + " in flight";
        Laps ourLaps = new Laps();
        Laps bareLaps = new Laps();
        long before = provider.answered();
        double providerBefore = provider.cpuTime();
        for (int round = 1; round <= rounds; round++) {
            ourLaps.run(() -> ours.kill(url, ids, inFlight));
            bareLaps.run(() -> bare.kill(url, ids, inFlight));
            if (counts) {
                table.say(
                        "client: %s: round %d of %d: ours %s, bare %s",
                        what, round, rounds, BenchTable.seconds(ourLaps.last()), BenchTable.seconds(bareLaps.last()));
            }
        }
        long answered = provider.answered() - before;
        if (answered != 2L * rounds * size) {
            throw new IllegalStateException(answered + " requests for " + 2L * rounds * size + " ids");
        }
        if (counts) {
            double own = (provider.cpuTime() - providerBefore) / rounds / 2;
            table.say("client: %s: CPU time of the provider %s", what, BenchTable.seconds(own));
            table.times("client, " + what + ": bare HttpClient", ourLaps.median(), bareLaps.median());
            table.times("client, " + what + ": CPU time of it", ourLaps.medianCpu(), bareLaps.medianCpu());
        }
    }
}
