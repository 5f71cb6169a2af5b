package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.NextTry;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/** The sentences of the build log, which speaks English. */
final class Sentences {
    /** A thousand ids in one line help nobody. */
    static final int SHOWN = 20;

    /** So many reasons have a line of their own beside the last one. */
    private static final int LINES = 15;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String FAILURE_RESULT =
            new Parameter("failureResult", Messages._Label_failureResult()).inLog();
    private static final String PARTIAL_RESULT =
            new Parameter("partialResult", Messages._Label_partialResult()).inLog();

    private Sentences() {}

    static String asking(TeardownOrder order, String host, String connection) {
        int count = order.ids().size();
        return (order.options().dryRun() ? "Dry run, nothing will be sent to " : "Asking ")
                + host
                + (connection.isEmpty() ? "" : " (connection " + connection + ")")
                + ": "
                + (count == 1 ? "" : count + " IDs: ")
                + shown(order.ids());
    }

    /** @param end when the time of all tries is over */
    static String retrying(String id, Reading why, NextTry next, Instant end) {
        Duration pause = next.pause();
        String wait = pause.isZero() ? "at once" : "in " + seconds(pause);
        String until = "until " + TIME.format(next.until().orElse(end));
        String which = next.most() > 0
                ? " (try " + next.number() + " of " + next.most() + ")"
                : next.number() > 0 ? " (try " + next.number() + ", " + until + ")" : " (" + until + ")";
        return id + ": " + english(Words.of(why.reason())) + Words.said(why.status(), why.code(), why.message())
                + ", trying again " + wait + which;
    }

    // How it ended

    /**
     * What the log says before the last line: where several resources ended for several reasons, one line for each
     * reason but that of the last line, the worst first.
     */
    static List<String> before(Ending ending) {
        List<ResultGroup> groups = groups(ending);
        if (ending.outcome().good() || groups.size() == 1) {
            return List.of();
        }
        List<ResultGroup> others = groups.subList(1, groups.size());
        List<String> lines = new ArrayList<>();
        others.stream()
                .limit(others.size() > LINES ? LINES - 1 : LINES)
                .map(Sentences::line)
                .forEach(lines::add);
        if (others.size() > LINES) {
            List<ResultGroup> rest = others.subList(LINES - 1, others.size());
            List<ResourceResult> results =
                    rest.stream().flatMap(group -> group.results().stream()).toList();
            lines.add(rest.size() + " more reasons: " + ResultGroup.counts(results) + ".");
        }
        return lines;
    }

    private static String line(ResultGroup group) {
        String what = named(group.outcome()) + ": " + group.sentence() + ".";
        return group.good() ? what : joined(what, group.hints(), group.link());
    }

    /**
     * How it ended, at which host, and what to do next: for all resources, or for those that are worst; what follows for
     * the build and the key; the addresses of the report and of what there is to read.
     */
    static String ending(Ending ending) {
        Outcome outcome = ending.outcome();
        String begin = named(outcome) + " at " + ending.host() + ": ";
        List<ResultGroup> groups = groups(ending);
        if (outcome.good()) {
            return begin + groups.stream().map(ResultGroup::sentence).collect(Collectors.joining("; ")) + ".";
        }
        ResultGroup worst = groups.get(0);
        boolean several = groups.size() > 1;
        String counts = several ? ResultGroup.counts(ending.results()) + ". " + worst.outcome() + ": " : "";
        return joined(
                begin + counts + worst.sentence() + ".",
                worst.hints(),
                overruled(ending),
                ending.blocked(),
                HandoverSentences.of(ending.handed()),
                ending.results().size() > 1 && !ending.report().isEmpty() ? "Report: " + ending.report() : "",
                worst.link());
    }

    private static List<ResultGroup> groups(Ending ending) {
        return ResultGroup.of(ending.order().operation(), ending.results());
    }

    private static String joined(String... sentences) {
        return Stream.of(sentences).filter(one -> !one.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Why a parameter does not decide over the build, if so. */
    private static String overruled(Ending ending) {
        return ending.order()
                .verdicts()
                .overruled(ending.results(), ending.handed().ids())
                .map(why -> switch (why) {
                    case ALWAYS_FAILS ->
                        FAILURE_RESULT + " and " + PARTIAL_RESULT
                                + " do not count, because this always fails the build: " + alwaysFailing(ending) + ".";
                    case NOT_CONFIRMED -> PARTIAL_RESULT + " does not count: what is not confirmed is no success.";
                    case ONE_OF_SEVERAL ->
                        "The build is as bad as it would be for those alone that are partly done or not confirmed.";
                })
                .orElse("");
    }

    private static String alwaysFailing(Ending ending) {
        return groups(ending).stream()
                .filter(group -> Verdict.alwaysFails(group.results().get(0)))
                .map(group -> group.explanation().reason() + " of "
                        + shown(group.results().stream().map(ResourceResult::id).toList()))
                .collect(Collectors.joining("; "));
    }

    /** Where all rows of a build are shown; empty where there are none. */
    static String report(Run<?, ?> run) {
        TeardownAction report = run.getAction(TeardownAction.class);
        // A controller that goes down may be gone before its last builds have ended.
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return report == null || jenkins == null
                ? ""
                : Util.fixNull(jenkins.getRootUrl()) + run.getUrl() + report.getUrlName() + "/";
    }

    // The key

    /** With which credential something was refused. */
    static String refused(String credentialsId) {
        return "The credential was \"" + credentialsId + "\".";
    }

    /** For which credential nothing is sent, and until when. */
    static String blocked(String credentialsId, String host, Instant until) {
        return "Nothing more is sent with the credential \"" + credentialsId + "\" to " + host + " until "
                + TIME.format(until)
                + ", unless it is changed, or an administrator clicks Try refused keys again now at a connection to "
                + "that host in Manage Jenkins, System, AI Cloud Teardown.";
    }

    // What ended it from outside

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

    static String shown(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
        return ids.size() > SHOWN ? first + " and " + (ids.size() - SHOWN) + " more" : first;
    }

    private static String seconds(Duration pause) {
        return pause.toSeconds() > 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms";
    }

    static String english(Localizable words) {
        return words.toString(Locale.ENGLISH);
    }
}
