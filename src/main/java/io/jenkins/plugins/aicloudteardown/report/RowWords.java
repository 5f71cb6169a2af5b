package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.words.Explanation;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.Locale;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What every page says of a row: the words of the log, and of lines of earlier versions what holds for every service. */
@Restricted(NoExternalUse.class)
public final class RowWords {
    private final ReportRow row;
    private final Optional<Explanation> explanation;

    /** @param began how its step began, or null where that is not known */
    public RowWords(ReportRow row, Opening began) {
        this.row = row;
        this.explanation = began == null || began.call() == null
                ? Optional.empty()
                : began.call().explain(row.result());
    }

    /** Why it is as it is, as a part of a sentence. */
    public String why(Locale language) {
        return explanation.map(known -> known.why(language)).orElseGet(() -> Words.of(row.getReason(), row.getStatus())
                .toString(language));
    }

    /** What to do next, as sentences. */
    String next(Locale language) {
        return explanation
                .map(known -> String.join(" ", known.hints(language)))
                .orElseGet(() -> Words.hint(row.getReason()).toString(language));
    }
}
