package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    private static final List<String> FIRST_COLUMNS = List.of("Fault", "What happens on the wire", "Reason");
    private static final Pattern CELL =
            Pattern.compile("([A-Z_]+) (SUCCESS|UNSTABLE|FAILURE) (\\d+)(?:, (\\d+) logins?)?");
    private static final Pattern NOT_POSSIBLE = Pattern.compile("–\\[\\^([a-z0-9-]+)]");
    private static final Pattern FOOTNOTE = Pattern.compile("\\[\\^([a-z0-9-]+)]: \\S.*");

    /** What is expected of one operation; logins is null where the page says nothing of them. */
    public record Cell(Outcome outcome, Verdict verdict, long sends, Long logins) {}

    /** One fault; cells by the operation's name, without those that cannot happen. */
    public record Row(
            String group, String fault, Set<Reason> reasons, Map<String, Cell> cells, Set<String> impossible) {}

    private final List<Row> rows = new ArrayList<>();
    private final Set<String> footnotes = new LinkedHashSet<>();
    private final Set<String> footnotesUsed = new LinkedHashSet<>();

    private FaultMatrix() {}

    public static FaultMatrix read() {
        try {
            return read(Files.readAllLines(PAGE));
        } catch (IOException e) {
            throw new AssertionError(PAGE.toAbsolutePath() + " cannot be read", e);
        }
    }

    static FaultMatrix read(List<String> lines) {
        FaultMatrix matrix = new FaultMatrix();
        String group = "";
        List<String> operations = null;
        for (String line : lines) {
            if (line.startsWith("#")) {
                group = line.replaceFirst("#+ ", "");
            }
            Matcher footnote = FOOTNOTE.matcher(line);
            if (footnote.matches() && !matrix.footnotes.add(footnote.group(1))) {
                throw new AssertionError("twice: " + line);
            }
            if (!line.startsWith("|")) {
                operations = null;
            } else if (operations == null) {
                operations = operations(cells(line));
            } else if (!line.matches("\\|(---\\|)+")) {
                matrix.rows.add(matrix.row(group, operations, cells(line)));
            }
        }
        return matrix;
    }

    private static List<String> cells(String line) {
        if (!line.endsWith("|")) {
            throw new AssertionError("not a whole row: " + line);
        }
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<String> operations(List<String> header) {
        if (header.size() <= FIRST_COLUMNS.size()
                || !header.subList(0, FIRST_COLUMNS.size()).equals(FIRST_COLUMNS)) {
            throw new AssertionError("not a table of the matrix: " + header);
        }
        List<String> operations = header.subList(FIRST_COLUMNS.size(), header.size()).stream()
                .map(name -> name.replace("`", ""))
                .toList();
        Set<String> known = Operations.all().map(Operations.Named::name).collect(Collectors.toSet());
        if (!known.containsAll(operations)) {
            throw new AssertionError("unknown operation in " + header);
        }
        return operations;
    }

    private Row row(String group, List<String> operations, List<String> cells) {
        if (cells.size() != FIRST_COLUMNS.size() + operations.size()) {
            throw new AssertionError("wrong number of columns: " + cells);
        }
        Set<Reason> reasons = Arrays.stream(cells.get(2).replace("`", "").split(", "))
                .map(Reason::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Cell> expected = new LinkedHashMap<>();
        Set<String> impossible = new LinkedHashSet<>();
        for (int i = 0; i < operations.size(); i++) {
            String text = cells.get(FIRST_COLUMNS.size() + i);
            Matcher not = NOT_POSSIBLE.matcher(text);
            if (not.matches()) {
                footnotesUsed.add(not.group(1));
                impossible.add(operations.get(i));
            } else {
                expected.put(operations.get(i), cell(text));
            }
        }
        return new Row(group, cells.get(0), reasons, expected, impossible);
    }

    private static Cell cell(String text) {
        Matcher parts = CELL.matcher(text);
        if (!parts.matches()) {
            throw new AssertionError("not a cell: " + text);
        }
        Long logins = parts.group(4) == null ? null : Long.valueOf(parts.group(4));
        return new Cell(
                Outcome.valueOf(parts.group(1)),
                Verdict.valueOf(parts.group(2)),
                Long.parseLong(parts.group(3)),
                logins);
    }

    public List<Row> rows() {
        return rows;
    }

    Set<String> footnotes() {
        return footnotes;
    }

    Set<String> footnotesUsed() {
        return footnotesUsed;
    }
}
