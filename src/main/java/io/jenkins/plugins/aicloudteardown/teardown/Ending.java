package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.client.outcome.BatchOutcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How a teardown ended, whatever entry point asked for it.
 *
 * @param order   what was asked for
 * @param host    at which host
 * @param results one for each id, in the order asked for
 * @param blocked what there is to say of the key, as a sentence; empty if there is nothing
 * @param report  the address of the report with all rows; empty if there is none
 * @param handed  what others go on with
 */
@Restricted(NoExternalUse.class)
public record Ending(
        TeardownOrder order, String host, List<ResourceResult> results, String blocked, String report, Handed handed) {
    public Outcome outcome() {
        return BatchOutcome.of(results);
    }

    /** SUCCESS leaves the build as it is; UNSTABLE marks it; FAILURE ends it. */
    public Result verdict() {
        return order.verdicts().of(results, outcome() == Outcome.DEFERRED ? List.of() : handed.ids());
    }

    /** Whether the build goes on as if all were well, because a parameter says so. */
    public boolean tolerated() {
        return !outcome().good() && verdict() == Result.SUCCESS;
    }

    /**
     * Tells the log and the build how it ended.
     *
     * @return whether the build may go on
     */
    public boolean conclude(TaskListener listener, ResultHandler build) {
        String sentence = sentence();
        Result verdict = verdict();
        before().forEach(listener.getLogger()::println);
        if (verdict == Result.FAILURE) {
            build.failure(sentence);
            return false;
        }
        boolean warn = verdict == Result.UNSTABLE || tolerated();
        listener.getLogger().println(warn ? "WARNING: " + sentence : sentence);
        if (verdict == Result.UNSTABLE) {
            build.unstable(sentence);
        }
        return true;
    }

    /** One line in English: what, which ids, the provider's code and message, what to do next. */
    public String sentence() {
        return Words.line(order.operation().name(), Sentences.ending(this));
    }

    /** What the log says before that sentence. */
    private List<String> before() {
        String name = order.operation().name();
        return Sentences.before(this).stream()
                .map(line -> Words.line(name, line))
                .toList();
    }

    /** All that the log says of it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(before());
        lines.add(sentence());
        return lines;
    }

    /**
     * The step's return value. Its keys are documented API (docs/pipeline.md); it holds nothing but strings, numbers,
     * booleans, lists and maps, so a sandboxed script can read it and the Pipeline can save it.
     */
    public Map<String, Object> asMap() {
        LinkedHashMap<String, Object> map = new LinkedHashMap<>();
        map.put("operation", order.operation().name());
        map.put("outcome", outcome().name());
        map.put("host", host);
        map.put("requested", new ArrayList<>(order.ids()));
        map.put("succeeded", succeeded());
        map.put("alreadyGone", ids(Outcome.ALREADY_GONE));
        map.put("failed", failed());
        map.put("unconfirmed", ids(Outcome.UNCONFIRMED));
        map.put("unknown", ids(Outcome.UNKNOWN));
        map.put("handedOver", new ArrayList<>(handed.ids()));
        map.put("dryRun", outcome() == Outcome.DRY_RUN);
        map.put("tries", results.stream().mapToInt(ResourceResult::tries).sum());
        map.put(
                "durationMillis",
                results.stream().mapToLong(ResourceResult::millis).max().orElse(0));
        return map;
    }

    /** Everything that the provider says is done, also of what ended otherwise as a whole. */
    private ArrayList<String> succeeded() {
        ArrayList<String> ids = new ArrayList<>();
        for (ResourceResult result : results) {
            if (result.outcome() == Outcome.DONE && !result.removed().contains(result.id())) {
                ids.add(result.id());
            }
            result.removed().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
        }
        return ids;
    }

    private ArrayList<String> ids(Outcome outcome) {
        ArrayList<String> ids = new ArrayList<>();
        results.stream().filter(result -> result.outcome() == outcome).forEach(result -> ids.add(result.id()));
        return ids;
    }

    /** All that is not done, with the provider's code and message. */
    private ArrayList<Map<String, Object>> failed() {
        ArrayList<Map<String, Object>> list = new ArrayList<>();
        for (ResourceResult result : results) {
            if (result.outcome().good()) {
                continue;
            }
            boolean named = false;
            for (Failure failure : result.failures()) {
                named |= failure.id().equals(result.id());
                list.add(entry(failure.id(), result, failure.code(), failure.message()));
            }
            if (!named && !result.removed().contains(result.id())) {
                list.add(entry(result.id(), result, result.code(), result.message()));
            }
        }
        return list;
    }

    private static Map<String, Object> entry(String id, ResourceResult result, String code, String message) {
        LinkedHashMap<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("outcome", result.outcome().name());
        entry.put("reason", result.reason().name());
        entry.put("code", code);
        entry.put("message", message);
        entry.put("status", result.status());
        entry.put("lastState", result.lastState());
        return entry;
    }
}
