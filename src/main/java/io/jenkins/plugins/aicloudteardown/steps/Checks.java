package io.jenkins.plugins.aicloudteardown.steps;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jvnet.localizer.Localizable;

/** What parameters may be: asked while somebody types and again when a build runs, since stored jobs bypass setters. */
final class Checks {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    /** Stands for an element of a list that is no id; no id may have it. */
    private static final String NO_ID = "?";

    private static final int WEEK = 7 * 24 * 60 * 60;

    private Checks() {}

    /** A check that says what is wrong by throwing. */
    @FunctionalInterface
    interface Check {
        void run() throws BadInputException;
    }

    /** The same check for a form, in the viewer's language. */
    static FormValidation inForm(Check check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (BadInputException e) {
            return FormValidation.error(e.inForm());
        }
    }

    /**
     * The ids in a text, each checked, none twice, in the order given.
     *
     * @param several whether there may be more than one
     * @param text    ids separated by white space or commas, or null
     */
    static List<String> ids(Parameter parameter, IdFormat format, boolean several, String text)
            throws BadInputException {
        List<String> given = Arrays.stream(SEPARATORS.split(Util.fixNull(text)))
                .filter(id -> !id.isEmpty())
                .toList();
        int count = given.size();
        if (count == 0) {
            throw parameter.bad(several ? Messages::_Input_IdMissing : Messages::_Input_OneIdMissing);
        }
        if (count > 1 && !several) {
            throw parameter.bad(name -> Messages._Input_OneIdOnly(name, Integer.toString(count)));
        }
        for (int i = 0; i < count; i++) {
            id(parameter, format, given.get(i), i + 1, count);
        }
        return new ArrayList<>(new LinkedHashSet<>(given));
    }

    private static void id(Parameter parameter, IdFormat format, String id, int place, int count)
            throws BadInputException {
        if (format.fits(id)) {
            return;
        }
        if (count == 1) {
            throw parameter.bad(name -> notOne(format, name, id));
        }
        throw parameter.bad(name -> notOne(format, name, id, Integer.toString(place), Integer.toString(count)));
    }

    private static Localizable notOne(IdFormat format, String name, String id) {
        if (IdFormat.saysNothing(id)) {
            return Messages._Input_Nothing(name, id);
        }
        return format == IdFormat.BASE62 ? Messages._Input_IdBase62(name) : Messages._Input_IdToken(name);
    }

    private static Localizable notOne(IdFormat format, String name, String id, String place, String count) {
        if (IdFormat.saysNothing(id)) {
            return Messages._Input_NothingAt(name, id, place, count);
        }
        return format == IdFormat.BASE62
                ? Messages._Input_IdBase62At(name, place, count)
                : Messages._Input_IdTokenAt(name, place, count);
    }

    /**
     * A Pipeline's list as the text that a form would give. An element that is not one id gets a sign that no id may
     * have, or it would be passed over in silence.
     */
    static String join(Collection<?> ids) {
        return ids.stream()
                .map(id -> String.valueOf(id).strip())
                .map(id -> id.isEmpty() ? NO_ID : SEPARATORS.matcher(id).replaceAll(NO_ID))
                .collect(Collectors.joining(","));
    }

    /** A text that was given: neither empty nor the text of a value that was never set. */
    static String given(Parameter parameter, String value) throws BadInputException {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            throw parameter.bad(Messages::_Input_Empty);
        }
        if (IdFormat.saysNothing(text)) {
            throw parameter.bad(name -> Messages._Input_Nothing(name, text));
        }
        return text;
    }

    /** A required part of a request. */
    static String token(Parameter parameter, String value, Function<String, Localizable> missing)
            throws BadInputException {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            throw parameter.bad(missing);
        }
        if (!IdFormat.TOKEN.fits(given(parameter, text))) {
            throw parameter.bad(Messages::_Input_Token);
        }
        return text;
    }

    /** A part of a request that may be left out; then the empty text. */
    static String optionalToken(Parameter parameter, String value) throws BadInputException {
        return Util.fixEmptyAndTrim(value) == null ? "" : token(parameter, value, Messages::_Input_Token);
    }

    static Verdict result(Parameter parameter, String value) throws BadInputException {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(value)) {
                return verdict;
            }
        }
        throw parameter.bad(Messages::_Input_Result);
    }

    /**
     * The number that a script or a form means; 0, which no parameter allows, for what is no whole number. Otherwise a
     * large number would be cut down to a small one on its way into the step.
     */
    static int number(Object given) {
        String text = String.valueOf(given).strip();
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    /** True or false, also as a text; a "yes" that counts as false would undo a "dryRun". */
    static boolean flag(Parameter parameter, Object given) throws BadInputException {
        String text = String.valueOf(given);
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw parameter.bad(Messages::_Input_Flag);
        }
        return Boolean.parseBoolean(text);
    }

    /** @return seconds, or 0 for the default */
    static int seconds(Parameter parameter, Integer seconds) throws BadInputException {
        if (seconds == null) {
            return 0;
        }
        if (seconds < 1 || seconds > WEEK) {
            throw parameter.bad(Messages::_Input_Seconds);
        }
        return seconds;
    }

    /** @return null for the default */
    static Duration duration(Parameter parameter, Integer seconds) throws BadInputException {
        int checked = seconds(parameter, seconds);
        return checked == 0 ? null : Duration.ofSeconds(checked);
    }
}
