package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many resources ended how, as of one length of the report's file: all of the report that {@code build.xml} holds.
 * Never changed once made, so that a build can be saved at any moment; a class with plain collections, because it is
 * persisted.
 */
final class ReportCounts {
    static final ReportCounts NONE = new ReportCounts(0, Map.of(), Map.of(), 0);
    /** Stands, where an outcome could, for what others have taken over. */
    static final String REPLACED = "REPLACED";

    private final long bytes;
    private final TreeMap<String, Integer> ended = new TreeMap<>();
    private final TreeMap<String, Integer> underWay = new TreeMap<>();
    private final int refused;

    ReportCounts(long bytes, Map<String, Integer> ended, Map<String, Integer> underWay, int refused) {
        this.bytes = bytes;
        this.refused = refused;
        put(ended, this.ended);
        put(underWay, this.underWay);
    }

    private static void put(Map<String, Integer> from, Map<String, Integer> to) {
        from.forEach((outcome, count) -> {
            if (count > 0) {
                to.put(outcome, count);
            }
        });
    }

    /** How much of the file was counted, in bytes. */
    long bytes() {
        return bytes;
    }

    /** @param building whether what is under way may still end */
    int of(Outcome outcome, boolean building) {
        return ended.getOrDefault(outcome.name(), 0) + (building ? 0 : underWay.getOrDefault(outcome.name(), 0));
    }

    int underWay(boolean building) {
        return building ? sum(underWay) : 0;
    }

    /** How many are not what was asked for, once they have ended. */
    int left(boolean building) {
        return ReportOrder.FAILURES.stream()
                .mapToInt(outcome -> of(outcome, building))
                .sum();
    }

    /** How many operations were refused before any resource had a row. */
    int refused() {
        return refused;
    }

    /** Whether there is anything to show. */
    boolean any() {
        return total() + refused > 0;
    }

    int total() {
        return sum(ended) + sum(underWay);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
