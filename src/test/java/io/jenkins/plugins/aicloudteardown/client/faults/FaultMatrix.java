package io.jenkins.plugins.aicloudteardown.client.faults;

import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/fault-matrix.md. Reads strictly: what it does not understand is an error, never left out. */
public final class FaultMatrix {
    private static final Path PAGE = Path.of("docs", "fault-matrix.md");
    private static final Pattern FOOTNOTE = Pattern.compile("\\[\\^([a-z0-9-]+)]: \\S.*");

    /**
     * One of those that the page is about.
     *
     * @param keeps whether it can keep trying when it has ended
     */
    record Step(String name, Service service, boolean keeps) {}

    /** Whether a step that may keep trying leaves something to be tried again. */
    public enum Kept {
        YES("yes"),
        NO("no"),
        /** Nothing failed. */
        NOTHING("–");

        private final String word;

        Kept(String word) {
            this.word = word;
        }

        static Kept of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("neither kept trying nor not: '" + word + "'"));
        }
    }

    /** What is expected of one step; logins is null where the page says nothing of them. */
    public record Cell(Outcome outcome, Verdict verdict, long sends, Long logins) {}

    /**
     * One fault.
     *
     * @param cells      by the step's name, without those that cannot happen
     * @param impossible the footnotes of those, by the step's name
     * @param kept       of the steps that can keep trying, by name
     */
    public record Row(
            String group,
            String fault,
            Set<Reason> reasons,
            Map<String, Cell> cells,
            Map<String, String> impossible,
            Map<String, Kept> kept) {}

    private final List<Step> steps;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private final Set<String> footnotes = new LinkedHashSet<>();
    private String group = "";
    private FaultTable table;

    private FaultMatrix(List<Step> steps) {
        this.steps = steps;
    }

    public static FaultMatrix read() {
        return read(steps());
    }

    /** As the page is for these steps. */
    static FaultMatrix read(List<Step> steps) {
        try {
            return read(Files.readAllLines(PAGE), steps);
        } catch (IOException e) {
            throw new AssertionError(PAGE.toAbsolutePath() + " cannot be read", e);
        }
    }

    static FaultMatrix read(List<String> lines, List<Step> steps) {
        FaultMatrix matrix = new FaultMatrix(steps);
        for (int i = 0; i < lines.size(); i++) {
            try {
                matrix.add(lines.get(i));
            } catch (AssertionError e) {
                throw new AssertionError("line " + (i + 1) + ": " + e.getMessage() + ": " + lines.get(i), e);
            }
        }
        matrix.endOfTable();
        return matrix;
    }

    /** All there are. */
    static List<Step> steps() {
        return Operations.all()
                .map(named -> new Step(
                        named.name(),
                        named.operation().service(),
                        !named.operation().needsChange()))
                .toList();
    }

    private void add(String line) {
        if (line.startsWith("|")) {
            addToTable(line);
            return;
        }
        endOfTable();
        Matcher footnote = FOOTNOTE.matcher(line);
        if (line.contains("|")) {
            throw new AssertionError("not a whole row");
        } else if (line.startsWith("#")) {
            group = line.replaceFirst("#+ ", "");
        } else if (footnote.matches() && !footnotes.add(footnote.group(1))) {
            throw new AssertionError("a second footnote of that name");
        }
    }

    private void addToTable(String line) {
        if (table == null) {
            table = new FaultTable(line, steps);
        } else {
            table.row(group, line).ifPresent(row -> {
                if (!faults.add(row.fault())) {
                    throw new AssertionError("a second row for '" + row.fault() + "'");
                }
                rows.add(row);
            });
        }
    }

    private void endOfTable() {
        if (table != null && !table.hasRows()) {
            throw new AssertionError("a table without rows ends here");
        }
        table = null;
    }

    public List<Row> rows() {
        return rows;
    }

    Set<String> footnotes() {
        return footnotes;
    }

    Set<String> footnotesUsed() {
        return rows.stream().flatMap(row -> row.impossible().values().stream()).collect(Collectors.toSet());
    }
}
