package io.jenkins.plugins.aicloudteardown.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as lines of a file that spreadsheets open: RFC 4180, with the codes and names of the API. */
final class ReportCsv {
    /** By this, spreadsheets know UTF-8. */
    private static final String MARK = "\uFEFF";

    /** What a spreadsheet would take for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private static final List<String> NAMES = List.of(
            "operation",
            "id",
            "outcome",
            "reason",
            "ended",
            "status",
            "code",
            "message",
            "lastState",
            "removed",
            "failures",
            "host",
            "connection",
            "credentialsId",
            "stage",
            "tries",
            "durationMillis");

    private ReportCsv() {}

    static Iterable<String> lines(List<RowView> views) {
        Stream<String> lines =
                Stream.concat(Stream.of(MARK + line(NAMES)), views.stream().map(view -> line(cells(view.getRow()))));
        return lines::iterator;
    }

    private static List<?> cells(ReportRow row) {
        return List.of(
                row.getOperation(),
                row.getId(),
                row.getOutcome(),
                row.getReason(),
                row.isEnded(),
                row.getStatus(),
                row.getCode(),
                row.getMessage(),
                row.getLastState(),
                String.join(" ", row.getRemoved()),
                row.getFailures().stream()
                        .map(one -> (one.getId() + ' ' + one.getCode() + ' ' + one.getMessage()).strip())
                        .collect(Collectors.joining("; ")),
                row.getHost(),
                row.getConnection(),
                row.getCredentialsId(),
                row.getStage(),
                row.getTries(),
                row.getDurationMillis());
    }

    private static String line(List<?> cells) {
        return cells.stream().map(Objects::toString).map(ReportCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Text to every program: what looks like a formula gets an apostrophe before it. */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String plain = formula ? "'" + text : text;
        return plain.matches("(?s).*[\",\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
