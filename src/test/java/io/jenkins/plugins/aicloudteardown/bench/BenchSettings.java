package io.jenkins.plugins.aicloudteardown.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What {@code ./bench} was asked for, by its environment. */
public final class BenchSettings {
    private BenchSettings() {}

    /** How often each contender has its turn. */
    public static int rounds() {
        return number("BENCH_ROUNDS", "5");
    }

    /** In flight at the same time, for the client and for one step of many ids. */
    public static int inFlight() {
        return number("BENCH_IN_FLIGHT", "100");
    }

    /** Sizes of what the client alone does. */
    static List<Integer> clientIds() {
        return numbers("BENCH_CLIENT_IDS", "1000 10000");
    }

    /** Sizes of one step. */
    public static List<Integer> stepIds() {
        return numbers("BENCH_IDS", "100 300 1000 3000 10000");
    }

    /** How many steps of one id there are in one build. */
    public static int steps() {
        return number("BENCH_STEPS", "1000");
    }

    /** Whether rounds of many steps begin with one that does not count. */
    public static boolean warmUp() {
        return !text("BENCH_WARM_UP", "yes").equals("no");
    }

    /** How long threads are counted while all steps wait. At most 45: a request is given up after 60 seconds. */
    public static int countSeconds() {
        return number("BENCH_COUNT_SECONDS", "45");
    }

    /** Whether a part of the run is wanted. */
    public static boolean wants(String part) {
        return Set.of(text("BENCH_PARTS", "client ids loop parallel waiting").split("[ ,]+"))
                .contains(part);
    }

    /** So many ids that DataForest could have given, as short as can be. */
    public static List<String> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(36 * 36 * 36 + i, 36))
                .toList();
    }

    private static int number(String name, String otherwise) {
        return Integer.parseInt(text(name, otherwise));
    }

    private static List<Integer> numbers(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split("[ ,]+"))
                .map(Integer::valueOf)
                .toList();
    }

    static String text(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
