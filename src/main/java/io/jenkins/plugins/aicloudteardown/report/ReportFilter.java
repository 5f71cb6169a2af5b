package io.jenkins.plugins.aicloudteardown.report;

import hudson.Util;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Which rows a request asks for: those of one outcome, or all that is left to do, and those with certain words. */
@Restricted(NoExternalUse.class)
public final class ReportFilter {
    /** Stands, where an outcome could, for all that are not good. */
    public static final String LEFT = "LEFT";

    static final ReportFilter ALL = new ReportFilter("", "");

    private final String outcome;
    private final String text;
    private final List<String> words;

    private ReportFilter(String outcome, String text) {
        this.outcome = outcome;
        this.text = text;
        this.words = Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * @param outcome the name of an {@link Outcome} or {@link #LEFT}; all rows for anything else
     * @param text    words that a row must have; all rows for null
     */
    static ReportFilter of(String outcome, String text) {
        return new ReportFilter(known(outcome), Util.fixNull(text).strip());
    }

    private static String known(String asked) {
        String name = Util.fixNull(asked).toUpperCase(Locale.ROOT);
        boolean known = name.equals(LEFT)
                || Arrays.stream(Outcome.values())
                        .anyMatch(outcome -> outcome.name().equals(name));
        return known ? name : "";
    }

    /** The outcome's name, or {@link #LEFT}, or empty for all. */
    public String getOutcome() {
        return outcome;
    }

    /** What is searched for, or empty. */
    public String getText() {
        return text;
    }

    boolean takes(RowView view) {
        boolean asked = outcome.isEmpty() || (outcome.equals(LEFT) ? view.left() : view.counts(outcome));
        return asked && view.has(words);
    }

    /** The same words in rows of another outcome. */
    ReportFilter with(String other) {
        return new ReportFilter(other, text);
    }

    /** For an address, behind what stands there already; empty for all. */
    String query() {
        List<String> parts = new ArrayList<>();
        if (!outcome.isEmpty()) {
            parts.add("outcome=" + outcome);
        }
        if (!text.isEmpty()) {
            parts.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        return String.join("&", parts);
    }
}
