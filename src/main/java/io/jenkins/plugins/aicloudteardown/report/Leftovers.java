package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is left to do of some rows: its ids, and the steps that would do it, to copy. */
@Restricted(NoExternalUse.class)
public final class Leftovers {
    /** The same step would tear down something else: what was deployed since, or what another host has. */
    private static final Set<Reason> NOT_HERE = EnumSet.of(Reason.DEPLOYED_AGAIN, Reason.HOST_CHANGED);

    private final Set<String> ids = new LinkedHashSet<>();
    /** By all that the step says but for the ids. */
    private final Map<String, Call> calls = new LinkedHashMap<>();

    private Leftovers() {}

    /** What one step can do at once. */
    private record Call(String function, StepCall call, Set<String> ids) {
        Collection<String> steps() {
            List<String> all = List.copyOf(ids);
            return call.several()
                    ? List.of(call.groovy(function, all))
                    : all.stream().map(id -> call.groovy(function, List.of(id))).toList();
        }
    }

    static Leftovers of(List<RowView> views) {
        Leftovers leftovers = new Leftovers();
        views.stream().filter(RowView::left).forEach(view -> leftovers.add(view.getRow()));
        return leftovers;
    }

    private void add(ReportRow row) {
        List<String> left = left(row);
        ids.addAll(left);
        StepCall call = row.call();
        // What must not be done twice is for a person to look at.
        boolean again = call != null && !NOT_HERE.contains(row.getReason()) && (call.repeatable() || !mayBeDone(row));
        if (again) {
            calls.computeIfAbsent(
                            call.groovy(row.getOperation(), List.of("")),
                            key -> new Call(row.getOperation(), call, new LinkedHashSet<>()))
                    .ids()
                    .addAll(left);
        }
    }

    private static boolean mayBeDone(ReportRow row) {
        return switch (row.getOutcome()) {
            case UNKNOWN, UNCONFIRMED, PARTIAL -> true;
            case FAILED -> Words.serverError(row.getReason(), row.getStatus());
            default -> false;
        };
    }

    /** The resource itself, unless the provider says that it is removed; and what of its cascade failed. */
    private static List<String> left(ReportRow row) {
        List<String> left = new ArrayList<>();
        row.getFailures().forEach(failure -> left.add(failure.getId()));
        if (!left.contains(row.getId()) && !row.getRemoved().contains(row.getId())) {
            left.add(0, row.getId());
        }
        left.removeIf(String::isEmpty);
        return left;
    }

    public int getCount() {
        return ids.size();
    }

    /** One a line. */
    public String getIds() {
        return String.join("\n", ids);
    }

    /** As they stand in a Pipeline; empty where the journal does not say how the steps were called. */
    public String getSteps() {
        return String.join(
                "\n",
                calls.values().stream().flatMap(call -> call.steps().stream()).toList());
    }
}
