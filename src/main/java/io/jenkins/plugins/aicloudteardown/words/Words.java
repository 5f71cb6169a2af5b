package io.jenkins.plugins.aicloudteardown.words;

import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The words for the client's codes, in the reader's language. Reports store the codes and are put into words here. */
@Restricted(NoExternalUse.class)
public final class Words {
    private static final int SERVER_ERROR = 500;
    private static final ResourceBundleHolder BUNDLE = ResourceBundleHolder.get(Messages.class);

    private Words() {}

    /** How it ended, in a few words. */
    public static Localizable of(Outcome outcome) {
        return new Localizable(BUNDLE, "Outcome." + outcome);
    }

    /** Why it ended so, as a part of a sentence. */
    public static Localizable of(Reason reason) {
        return new Localizable(BUNDLE, "Reason." + reason);
    }

    /** The same, with a refusal told from an error that the provider says is its own. */
    public static Localizable of(Reason reason, int status) {
        return serverError(reason, status) ? Messages._Explain_ServerError() : of(reason);
    }

    /** Whether the provider answered with an error that says that it is its own. */
    public static boolean serverError(Reason reason, int status) {
        return reason == Reason.PROVIDER_ERROR && status >= SERVER_ERROR;
    }

    /** What becomes of a resource after its step, in a few words. */
    public static Localizable kept(String code) {
        return new Localizable(BUNDLE, "Kept." + code);
    }

    /** A provider's name, the same in every language. */
    public static String of(Provider provider) {
        return switch (provider) {
            case NCP -> "NAVER Cloud";
            case HUAWEI -> "Huawei Cloud";
        };
    }

    /** A service's name, the same in every language. */
    public static String of(Service service) {
        return switch (service) {
            case DATAFOREST -> "DataForest";
            case NCLUE -> "NCLUE";
            case ROMA -> "ROMA Connect";
            case MODELARTS -> "ModelArts";
        };
    }

    /** The HTTP status and the provider's code, as far as there are any. */
    public static String code(int status, String code) {
        return ((status > 0 ? "HTTP " + status : "") + ' ' + code).strip();
    }

    /**
     * What the provider said, as {@code (HTTP 404 APIG.3084 "message")} with a blank before it, to stand behind the words
     * for it in any language; empty if it said nothing.
     */
    public static String said(int status, String code, String message) {
        String said = (code(status, code) + ' ' + (message.isEmpty() ? "" : '"' + message + '"')).strip();
        return said.isEmpty() ? "" : " (" + said + ")";
    }

    /** What to do next, as a sentence; empty where there is nothing to do. */
    public static Localizable hint(Reason reason) {
        return new Localizable(BUNDLE, "Hint." + reason);
    }

    /** A line of the build log. */
    public static String line(String operation, String sentence) {
        return "[" + operation + "] " + sentence;
    }
}
