package io.jenkins.plugins.aicloudteardown.teardown;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.List;
import java.util.Locale;

/** What the build log, which speaks English, says of what is left to others. */
final class HandoverSentences {
    private HandoverSentences() {}

    /** What others go on with; empty where there is nothing. */
    static String of(Handed handed) {
        return handed.ids().isEmpty()
                ? handed.why()
                : ("Kept trying, also when this build has ended: " + Sentences.shown(handed.ids()) + ". "
                                + handed.why())
                        .strip();
    }

    /** Why it cannot be told later whether something was deployed again. */
    static String noHistory(List<String> ids, Reading why) {
        return "Not kept for later, because the history of deployments cannot be read ("
                + Words.of(why.reason(), why.status()).toString(Locale.ENGLISH)
                + Words.said(why.status(), why.code(), why.message())
                + "), so what is deployed again could not be told from what is to be torn down: " + Sentences.shown(ids)
                + ".";
    }

    /** Who goes on with it would tear down somebody else's. */
    static String deployedAgain(List<String> ids) {
        return "Not kept for later, because it was deployed again after this step had begun: " + Sentences.shown(ids)
                + ".";
    }

    /** The order is not on the disk. */
    static String notTaken(Throwable error) {
        return "Not kept for later, because the order could not be written to the disk of the controller: " + error
                + ".";
    }

    static String noKeyToHandOver() {
        return "Not kept for later, because no connection and credential was found to do it with.";
    }
}
