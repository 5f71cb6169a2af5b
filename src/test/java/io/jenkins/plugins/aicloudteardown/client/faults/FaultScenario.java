package io.jenkins.plugins.aicloudteardown.client.faults;

import io.jenkins.plugins.aicloudteardown.client.Bench;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a fault of the matrix is made.
 *
 * @param traps      the sandbox's traps that make it, each played on its own; empty if something else makes it
 * @param trapsOfIam whether they are IAM's
 * @param lay        lays it in the way of a play
 */
record FaultScenario(Set<String> traps, boolean trapsOfIam, Consumer<FaultPlay> lay) {

    private static final Consumer<FaultPlay> NOTHING_MORE = play -> {};

    static FaultScenario of(Consumer<FaultPlay> lay) {
        return new FaultScenario(Set.of(), false, lay);
    }

    /** The id is the trap, and nothing else is needed. */
    static FaultScenario trap(String trap) {
        return trap(trap, NOTHING_MORE);
    }

    static FaultScenario trap(String trap, Consumer<FaultPlay> more) {
        return new FaultScenario(Set.of(trap), false, more);
    }

    /** The IAM user is the trap. */
    static FaultScenario iamTraps(Consumer<FaultPlay> more, String... traps) {
        return new FaultScenario(Set.of(traps), true, more);
    }

    boolean madeByAnId() {
        return !trapsOfIam && traps.size() == 1 && lay == NOTHING_MORE;
    }

    /** The plays of one cell: one, or one for each trap. */
    List<String> plays() {
        return traps.isEmpty() ? List.of("") : traps.stream().sorted().toList();
    }

    void lay(FaultPlay play, String trap) {
        if (trapsOfIam) {
            play.bench.key = Bench.iamUser(trap);
        } else if (!trap.isEmpty()) {
            play.ids = new String[] {trap};
        }
        lay.accept(play);
    }
}
