package io.jenkins.plugins.aicloudteardown.teardown;

import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jvnet.localizer.Localizable;

/** The sentences of the build log, which speaks English. */
final class Sentences {
    /** A thousand ids in one line help nobody. */
    private static final int SHOWN = 20;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Sentences() {}

    static String asking(TeardownOrder order, String host, String connection) {
        int count = order.ids().size();
        return (order.options().dryRun() ? "Dry run, nothing will be sent to " : "Asking ")
                + host
                + (connection.isEmpty() ? "" : " (connection " + connection + ")")
                + ": "
                + (count == 1 ? "" : count + " ids: ")
                + shown(order.ids());
    }

    static String retrying(String id, Reading why, int tries, Duration pause) {
        String wait = pause.isZero() ? "at once" : "in " + seconds(pause);
        return id + ": " + english(Words.of(why.reason())) + Words.said(why.status(), why.code(), why.message())
                + ", trying again " + wait + (tries > 0 ? " (try " + (tries + 1) + ")" : "");
    }

    /** How it ended, at which host, and for which resources. */
    static String ending(Outcome outcome, String host, List<ResourceResult> results) {
        StringBuilder line =
                new StringBuilder(named(outcome)).append(" at ").append(host).append(": ");
        List<String> parts = new ArrayList<>();
        List<ResourceResult> good =
                results.stream().filter(r -> r.outcome().good()).toList();
        if (!good.isEmpty()) {
            good.stream()
                    .collect(Collectors.groupingBy(
                            ResourceResult::reason, java.util.LinkedHashMap::new, Collectors.toList()))
                    .forEach((reason, list) -> parts.add(english(Words.of(reason)) + ": " + shown(removedOf(list))));
        }
        results.stream().filter(r -> !r.outcome().good()).limit(SHOWN).forEach(r -> parts.add(bad(r)));
        long bad = results.stream().filter(r -> !r.outcome().good()).count();
        if (bad > SHOWN) {
            parts.add("and " + (bad - SHOWN) + " more");
        }
        line.append(String.join("; ", parts)).append('.');
        Set<String> hints = new LinkedHashSet<>();
        results.stream().filter(r -> !r.outcome().good()).forEach(r -> hints.add(english(Words.hint(hinted(r)))));
        hints.stream().filter(hint -> !hint.isEmpty()).limit(3).forEach(hint -> line.append(' ')
                .append(hint));
        return line.toString();
    }

    /** For which credential nothing is sent, and until when. */
    static String blocked(String credentialsId, String host, Instant until) {
        return "Nothing more is sent with the credential \"" + credentialsId + "\" to " + host + " until "
                + TIME.format(until)
                + ", unless it is changed, or an administrator ends that in Manage Jenkins, System, AI Cloud Teardown.";
    }

    /** What others go on with; empty where there is nothing. */
    static String handed(Outcome outcome, Handed handed) {
        if (handed.ids().isEmpty() || outcome == Outcome.DEFERRED) {
            return handed.why();
        }
        return ("Kept trying, also when this build has ended: " + shown(handed.ids()) + ". " + handed.why()).strip();
    }

    /** Why it cannot be told later whether something was deployed again. */
    static String noHistory(List<String> ids, Reading why) {
        return "Not kept for later, because the history of deployments cannot be read ("
                + english(Words.of(why.reason())) + Words.said(why.status(), why.code(), why.message())
                + "), so what is deployed again could not be told from what is to be torn down: " + shown(ids) + ".";
    }

    /** The order is not on the disk. */
    static String notTaken(Throwable error) {
        return "Not kept for later, because the order could not be written to the disk of the controller: " + error
                + ".";
    }

    static String noKeyToHandOver() {
        return "Not kept for later, because no connection and credential was found to do it with.";
    }

    /** For an error that is not a provider's response. */
    static String internalError(Throwable error) {
        return "The step was ended by an error in Jenkins or in this plugin, which Jenkins' log shows: " + error + ".";
    }

    /** For what was sent before a restart of the controller and cannot be looked at after it. */
    static String unknownSinceRestart(List<String> ids) {
        return "What was sent before Jenkins was restarted may have been carried out, so the outcome is unknown for: "
                + shown(ids) + ". Look at it in the provider's console.";
    }

    /** The code, and its words where they say more. */
    private static String named(Outcome outcome) {
        String words = english(Words.of(outcome));
        boolean same = words.equals(outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return same ? outcome.name() : outcome.name() + " (" + words + ")";
    }

    private static List<String> removedOf(List<ResourceResult> list) {
        Set<String> ids = new LinkedHashSet<>();
        list.forEach(result -> {
            ids.add(result.id());
            ids.addAll(result.removed());
        });
        return new ArrayList<>(ids);
    }

    /** What was not sent has not been carried out, whatever was lost before it. */
    private static Reason hinted(ResourceResult result) {
        boolean lost = result.reason().lost();
        return lost && result.outcome() == Outcome.NOT_SENT ? Reason.CONNECT_FAILED : result.reason();
    }

    private static String bad(ResourceResult result) {
        StringBuilder part = new StringBuilder(result.id()).append(": ");
        part.append(english(Words.of(result.reason())));
        List<Failure> failures = result.failures();
        boolean listed = failures.stream().anyMatch(f -> f.message().equals(result.message()));
        if (failures.isEmpty() || !listed && !result.message().isEmpty()) {
            part.append(Words.said(result.status(), result.code(), result.message()));
        }
        if (!failures.isEmpty()) {
            part.append(", done: ").append(result.removed().isEmpty() ? "nothing" : shown(result.removed()));
            part.append(", failed: ")
                    .append(failures.stream()
                            .limit(SHOWN)
                            .map(f -> f.id() + Words.said(0, f.code(), f.message()))
                            .collect(Collectors.joining(", ")));
        }
        if (!result.lastState().isEmpty()) {
            part.append(", last seen in state ").append(result.lastState());
        }
        return part.toString();
    }

    static String shown(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
        return ids.size() > SHOWN ? first + " and " + (ids.size() - SHOWN) + " more" : first;
    }

    private static String seconds(Duration pause) {
        return pause.toSeconds() > 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms";
    }

    private static String english(Localizable words) {
        return words.toString(Locale.ENGLISH);
    }
}
