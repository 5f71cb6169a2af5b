package io.jenkins.plugins.aicloudteardown.bench;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Says what is going on, and collects the rows of the table that {@code ./bench} prints at the end. Several processes
 * write the one table, so it is a file ({@code BENCH_ROWS}); what is said goes to {@code BENCH_SAYS}, if that is set.
 */
public final class BenchTable implements AutoCloseable {
    private final PrintStream out;
    private final Path rows;

    public BenchTable() throws IOException {
        String says = BenchSettings.text("BENCH_SAYS", "");
        out = says.isEmpty()
                ? System.out
                : new PrintStream(new FileOutputStream(says, true), true, StandardCharsets.UTF_8);
        String file = BenchSettings.text("BENCH_ROWS", "");
        rows = file.isEmpty() ? null : Path.of(file);
    }

    public void say(String line, Object... arguments) {
        out.println("bench: " + String.format(Locale.ROOT, line, arguments));
    }

    /** Says what this ran on; the last to say so counts. */
    public void machine(String more) throws IOException {
        String machine = String.format(
                Locale.ROOT,
                "%d cores, Java %s, %s %s%s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                more);
        write("#\t" + machine);
        say("machine: %s", machine);
    }

    /** A row of two times and how many times the second the first is. */
    public void times(String what, double ours, double compared) throws IOException {
        row(what, seconds(ours), seconds(compared), ratio(ours, compared));
    }

    public void row(String what, String ours, String compared, String ratio) throws IOException {
        write(String.join("\t", what, ours, compared, ratio));
        say("%s | %s | %s | %s", what, ours, compared, ratio);
    }

    private void write(String line) throws IOException {
        if (rows != null) {
            Files.writeString(
                    rows, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    public static String seconds(double seconds) {
        String format = seconds < 1 ? "%.3f s" : seconds < 10 ? "%.2f s" : "%.1f s";
        return String.format(Locale.ROOT, format, seconds);
    }

    public static String ratio(double ours, double compared) {
        return compared <= 0 ? "-" : String.format(Locale.ROOT, "%.2f", ours / compared);
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public void close() {
        if (out != System.out) {
            out.close();
        }
    }
}
