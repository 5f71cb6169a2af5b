package io.jenkins.plugins.aicloudteardown.teardown;

import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Explanation;
import io.jenkins.plugins.aicloudteardown.words.Troubleshooting;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resources that ended alike for the same reason: told together, with one hint for all of them.
 *
 * @param results at least one
 */
record ResultGroup(Explanation explanation, List<ResourceResult> results) {
    /** Of several resources not all messages help; each of them is in the report. */
    private static final int FAILURES_SHOWN = 5;

    /** The worst first, and of the same outcome the largest. */
    static List<ResultGroup> of(Operation operation, List<ResourceResult> results) {
        Map<Explanation, List<ResourceResult>> groups = results.stream()
                .collect(Collectors.groupingBy(
                        result -> Explanation.of(operation, result), LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> new ResultGroup(group.getKey(), group.getValue()))
                .sorted(Comparator.comparing(
                                (ResultGroup group) -> Outcome.worstFirst().indexOf(group.outcome()))
                        .thenComparing(group -> -group.results.size()))
                .toList();
    }

    /** How many there are of each outcome, the worst first, as {@code 14 UNKNOWN, 2 DONE}. */
    static String counts(List<ResourceResult> results) {
        Map<Outcome, Long> counts =
                results.stream().collect(Collectors.groupingBy(ResourceResult::outcome, Collectors.counting()));
        return Outcome.worstFirst().stream()
                .filter(counts::containsKey)
                .map(outcome -> counts.get(outcome) + " " + outcome)
                .collect(Collectors.joining(", "));
    }

    Outcome outcome() {
        return explanation.outcome();
    }

    boolean good() {
        return outcome().good();
    }

    /** What somebody can do about it; empty where that is nothing. */
    String hints() {
        return String.join(" ", explanation.hints(Locale.ENGLISH));
    }

    /** Where to read on. */
    String link() {
        return Troubleshooting.address(explanation.reason());
    }

    /** Why, what the provider said, and for which ids. */
    String sentence() {
        String why = explanation.why(Locale.ENGLISH);
        if (good()) {
            return why + ": " + Sentences.shown(removed());
        }
        return results.size() == 1 ? one(results.get(0), why) : several(why);
    }

    /** The ids that were asked for, and all that was removed with them. */
    private List<String> removed() {
        Set<String> ids = new LinkedHashSet<>();
        results.forEach(result -> {
            ids.add(result.id());
            ids.addAll(result.removed());
        });
        return List.copyOf(ids);
    }

    private static String one(ResourceResult result, String why) {
        String state = result.lastState();
        return result.id() + ": " + why + said(result) + failures(List.of(result), Sentences.SHOWN)
                + (state.isEmpty() ? "" : ", last seen in state " + state);
    }

    private String several(String why) {
        List<String> said = results.stream().map(ResultGroup::said).distinct().toList();
        String others =
                said.size() > 1 ? ", and " + (said.size() - 1) + " other message" + (said.size() > 2 ? "s" : "") : "";
        List<String> ids = results.stream()
                .map(one -> one.lastState().isEmpty() ? one.id() : one.id() + " (" + one.lastState() + ")")
                .toList();
        return why + said.get(0) + others + failures(results, FAILURES_SHOWN) + ": " + Sentences.shown(ids);
    }

    /** The provider's message, unless it is one of those in its failure list. */
    private static String said(ResourceResult result) {
        List<Failure> failures = result.failures();
        boolean listed = failures.stream().anyMatch(one -> one.message().equals(result.message()));
        return failures.isEmpty() || !listed && !result.message().isEmpty()
                ? Words.said(result.status(), result.code(), result.message())
                : "";
    }

    private static String failures(List<ResourceResult> results, int shown) {
        List<Failure> failures =
                results.stream().flatMap(result -> result.failures().stream()).toList();
        if (failures.isEmpty()) {
            return "";
        }
        List<String> done =
                results.stream().flatMap(result -> result.removed().stream()).toList();
        String more = failures.size() > shown ? " and " + (failures.size() - shown) + " more" : "";
        return ", done: " + (done.isEmpty() ? "nothing" : Sentences.shown(done)) + ", failed: "
                + failures.stream()
                        .limit(shown)
                        .map(one -> one.id() + Words.said(0, one.code(), one.message()))
                        .collect(Collectors.joining(", "))
                + more;
    }
}
