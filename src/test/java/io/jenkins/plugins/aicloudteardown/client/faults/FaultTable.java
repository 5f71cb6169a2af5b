package io.jenkins.plugins.aicloudteardown.client.faults;

import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Cell;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Kept;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Row;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Step;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One table of the matrix. Its fourth column is of one step, or of every step or every step of a service or provider; only
 * then there is a fifth, with those that differ. The last one says whether it is kept trying, where a step of the table
 * can be.
 */
final class FaultTable {
    private static final List<String> FIRST_COLUMNS = List.of("Fault", "What happens on the wire", "Reason");
    private static final String EVERY_STEP = "Every step";
    private static final String EXCEPTIONS = "Exceptions";
    private static final String KEPT_TRYING = "Kept trying";
    private static final Pattern RULE = Pattern.compile("\\|(---\\|)+");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9_]+)`");
    private static final Pattern EXCEPTION = Pattern.compile("(" + NAME + "(?:, " + NAME + ")*): (\\S.*)");
    private static final Pattern CELL =
            Pattern.compile("([A-Z_]+) (SUCCESS|UNSTABLE|FAILURE) (\\d+)(?:, (\\d+) logins?)?");
    private static final Pattern NOT_POSSIBLE = Pattern.compile("–\\[\\^([a-z0-9-]+)]");

    private final List<Step> known;
    private final List<String> header;
    /** Whose the fourth column is, in the order of all steps. */
    private final List<String> steps;

    private boolean ruled;
    private boolean rows;

    FaultTable(String line, List<Step> known) {
        this.known = known;
        header = cells(line);
        int first = FIRST_COLUMNS.size();
        if (header.size() <= first || !header.subList(0, first).equals(FIRST_COLUMNS)) {
            throw new AssertionError("not the head of a table of the matrix");
        }
        steps = stepsOf(header.get(first));
        List<String> others = new ArrayList<>(ofOneStep() ? List.of() : List.of(EXCEPTIONS));
        if (hasKept()) {
            others.add(KEPT_TRYING);
        }
        if (!header.subList(first + 1, header.size()).equals(others)) {
            throw new AssertionError("not the columns after '" + header.get(first) + "'");
        }
    }

    private boolean ofOneStep() {
        return !header.get(FIRST_COLUMNS.size()).startsWith(EVERY_STEP);
    }

    private boolean hasKept() {
        return steps.stream().anyMatch(this::keeps);
    }

    private boolean keeps(String step) {
        return known.stream().anyMatch(one -> one.name().equals(step) && one.keeps());
    }

    private List<String> stepsOf(String column) {
        if (ofOneStep()) {
            Matcher name = NAME.matcher(column);
            if (!name.matches()) {
                throw new AssertionError("not whose column it is: '" + column + "'");
            }
            return List.of(known(name.group(1)));
        }
        Predicate<Service> which = column.equals(EVERY_STEP)
                ? service -> true
                : service -> column.equals(EVERY_STEP + " of " + name(service))
                        || column.equals(EVERY_STEP + " of " + name(service.provider()));
        List<String> found = known.stream()
                .filter(step -> which.test(step.service()))
                .map(Step::name)
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no step is meant by '" + column + "'");
        }
        return found;
    }

    private static String name(Service service) {
        return switch (service) {
            case DATAFOREST -> "DataForest";
            case NCLUE -> "NCLUE";
            case ROMA -> "ROMA Connect";
            case MODELARTS -> "ModelArts";
        };
    }

    private static String name(Provider provider) {
        return switch (provider) {
            case NCP -> "NAVER Cloud";
            case HUAWEI -> "Huawei Cloud";
        };
    }

    private String known(String step) {
        if (known.stream().noneMatch(one -> one.name().equals(step))) {
            throw new AssertionError("unknown step '" + step + "'");
        }
        return step;
    }

    boolean hasRows() {
        return rows;
    }

    /** The next line: the rule below the head, which is no row, and rows after it. */
    Optional<Row> row(String group, String line) {
        List<String> cells = cells(line);
        if (cells.size() != header.size()) {
            throw new AssertionError(cells.size() + " columns where the head has " + header.size());
        }
        if (!ruled) {
            if (!RULE.matcher(line).matches()) {
                throw new AssertionError("not the rule below a head");
            }
            ruled = true;
            return Optional.empty();
        }
        rows = true;
        return Optional.of(row(group, cells));
    }

    private static List<String> cells(String line) {
        if (!line.endsWith("|")) {
            throw new AssertionError("not a whole row");
        }
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private Row row(String group, List<String> columns) {
        String fault = columns.get(0);
        if (fault.isEmpty()) {
            throw new AssertionError("no fault");
        }
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map<String, String> impossible = new LinkedHashMap<>();
        texts(columns).forEach((step, text) -> {
            Matcher not = NOT_POSSIBLE.matcher(text);
            if (not.matches()) {
                impossible.put(step, not.group(1));
            } else {
                cells.put(step, cell(text));
            }
        });
        return new Row(group, fault, reasons(columns.get(2)), cells, impossible, kept(columns, cells.keySet()));
    }

    /** What is kept of each step that can be and happens: what all have in common, and then those that differ. */
    private Map<String, Kept> kept(List<String> columns, Set<String> possible) {
        Map<String, Kept> kept = new LinkedHashMap<>();
        if (!hasKept()) {
            return kept;
        }
        String[] parts = columns.get(columns.size() - 1).split("; ", 2);
        Map<String, String> exceptions = exceptions(parts.length == 1 ? "" : parts[1]);
        if (exceptions.containsValue(parts[0])) {
            throw new AssertionError("an exception that is none");
        }
        for (String step : steps) {
            if (keeps(step) && possible.contains(step)) {
                kept.put(step, Kept.of(exceptions.getOrDefault(step, parts[0])));
            } else if (exceptions.containsKey(step)) {
                throw new AssertionError("nothing can be kept of '" + step + "'");
            }
        }
        return kept;
    }

    /** What is said of each step. */
    private Map<String, String> texts(List<String> columns) {
        String common = columns.get(FIRST_COLUMNS.size());
        cell(common);
        Map<String, String> exceptions = ofOneStep() ? Map.of() : exceptions(columns.get(FIRST_COLUMNS.size() + 1));
        if (exceptions.containsValue(common)) {
            throw new AssertionError("an exception that is none");
        }
        if (exceptions.size() == steps.size()) {
            throw new AssertionError("nothing but exceptions");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        steps.forEach(step -> texts.put(step, exceptions.getOrDefault(step, common)));
        return texts;
    }

    private Map<String, String> exceptions(String column) {
        Map<String, String> exceptions = new LinkedHashMap<>();
        for (String part : column.isEmpty() ? new String[0] : column.split("; ", -1)) {
            Matcher exception = EXCEPTION.matcher(part);
            if (!exception.matches()) {
                throw new AssertionError("not an exception: '" + part + "'");
            }
            String text = exception.group(exception.groupCount());
            NAME.matcher(exception.group(1))
                    .results()
                    .map(name -> known(name.group(1)))
                    .forEach(step -> {
                        if (!steps.contains(step)) {
                            throw new AssertionError("a step of elsewhere: '" + step + "'");
                        }
                        if (exceptions.put(step, text) != null) {
                            throw new AssertionError("two exceptions for '" + step + "'");
                        }
                    });
        }
        return exceptions;
    }

    private static Set<Reason> reasons(String column) {
        Set<Reason> reasons = new LinkedHashSet<>();
        for (String part : column.split(", ", -1)) {
            Matcher name = NAME.matcher(part);
            if (!name.matches() || !reasons.add(constant(Reason.class, name.group(1)))) {
                throw new AssertionError("not a list of reasons: '" + column + "'");
            }
        }
        return reasons;
    }

    private static Cell cell(String text) {
        Matcher parts = CELL.matcher(text);
        if (!parts.matches()) {
            throw new AssertionError("not a cell: '" + text + "'");
        }
        return new Cell(
                constant(Outcome.class, parts.group(1)),
                constant(Verdict.class, parts.group(2)),
                Long.parseLong(parts.group(3)),
                parts.group(4) == null ? null : Long.valueOf(parts.group(4)));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("unknown " + type.getSimpleName() + " '" + name + "'"));
    }
}
