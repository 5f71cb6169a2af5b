package io.jenkins.plugins.aicloudteardown.words;

import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page that has a row for each reason: what causes it, and what to do. */
@Restricted(NoExternalUse.class)
public final class Troubleshooting {
    private static final String PAGE =
            "https://github.com/jenkinsci/ai-cloud-teardown-plugin/blob/main/docs/troubleshooting.md";

    private Troubleshooting() {}

    /** The address of a reason's row. */
    public static String address(Reason reason) {
        return PAGE + "#" + anchor(reason);
    }

    /** The address of what a step says before anything is sent. */
    public static String input() {
        return PAGE + "#before-anything-is-sent";
    }

    static String anchor(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
