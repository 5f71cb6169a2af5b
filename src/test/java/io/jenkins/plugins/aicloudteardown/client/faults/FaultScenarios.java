package io.jenkins.plugins.aicloudteardown.client.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How each fault of docs/fault-matrix.md is made, by the words of its first column. */
public final class FaultScenarios {
    private FaultScenarios() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        Stream.of(
                        NetworkFaults.all(),
                        AnswerFaults.all(),
                        RefusalFaults.all(),
                        MissingFaults.all(),
                        KeyFaults.all(),
                        LookFaults.all(),
                        SeveralFaults.all())
                .flatMap(group -> group.entrySet().stream())
                .forEach(entry -> {
                    if (all.put(entry.getKey(), entry.getValue()) != null) {
                        throw new AssertionError("two scenarios for " + entry.getKey());
                    }
                });
        return all;
    }

    /** The faults that a sandbox makes of an id alone, without a clock of its own: the id by the fault. */
    public static Map<String, String> madeByAnId() {
        Map<String, String> ids = new LinkedHashMap<>();
        all().forEach((fault, scenario) -> {
            if (scenario.madeByAnId()) {
                ids.put(fault, scenario.traps().iterator().next());
            }
        });
        return ids;
    }
}
