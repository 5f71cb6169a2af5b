package io.jenkins.plugins.aicloudteardown.report;

import hudson.model.Run;
import java.util.concurrent.TimeUnit;

/** For tests that read a report while something may still be on its way into it. */
public final class JournalsInTests {
    private JournalsInTests() {}

    /** Waits until all lines that the build's journal has taken by now are written, which they are in order. */
    public static void awaitWritten(Run<?, ?> run) throws Exception {
        Journals.get().of(run).note(ReportRows.opening("awaited", "none")).get(1, TimeUnit.MINUTES);
    }
}
