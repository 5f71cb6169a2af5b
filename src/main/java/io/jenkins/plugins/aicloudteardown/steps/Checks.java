package io.jenkins.plugins.aicloudteardown.steps;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jvnet.localizer.Localizable;

/** What parameters may be: asked while somebody types and again when a build runs, since stored jobs bypass setters. */
final class Checks {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
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
            return FormValidation.error(e.problem().toString());
        }
    }

    /** The ids that the two parameters name; each is checked. */
    static List<String> ids(IdFormat format, String oneName, String one, String severalName, String several)
            throws BadInputException {
        boolean hasOne = Util.fixEmptyAndTrim(one) != null;
        boolean hasSeveral = several != null;
        if (hasOne && hasSeveral) {
            throw new BadInputException(Messages._Input_Both(oneName, severalName));
        }
        if (!hasOne && !hasSeveral) {
            throw new BadInputException(
                    severalName.isEmpty()
                            ? Messages._Input_NoneSingle(oneName)
                            : Messages._Input_None(oneName, severalName));
        }
        List<String> ids = hasOne ? List.of(one.strip()) : split(several);
        String name = hasOne ? oneName : severalName;
        if (ids.isEmpty()) {
            throw new BadInputException(Messages._Input_EmptyList(name));
        }
        for (String id : ids) {
            id(format, name, id);
        }
        return ids;
    }

    static void id(IdFormat format, String name, String id) throws BadInputException {
        if (!format.fits(id)) {
            throw new BadInputException(
                    format == IdFormat.BASE62 ? Messages._Input_IdBase62(name) : Messages._Input_IdToken(name));
        }
    }

    private static List<String> split(String several) {
        return new ArrayList<>(Arrays.stream(SEPARATORS.split(several))
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList());
    }

    /**
     * A Pipeline's list as the text that a form would give. The comma at the end keeps an empty list from looking like
     * none; what is not one id, such as a variable that is not set, gets a sign that no id may have, or it would be
     * passed over in silence.
     */
    static String join(Collection<?> ids) {
        return ids.stream()
                .map(id -> id == null ? "" : id.toString().strip())
                .map(id -> id.isEmpty() ? NO_ID : SEPARATORS.matcher(id).replaceAll(NO_ID))
                .collect(Collectors.joining(",", "", ","));
    }

    /** A required part of a path. */
    static String token(String name, String value, Localizable missing) throws BadInputException {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            throw new BadInputException(missing);
        }
        if (!IdFormat.TOKEN.fits(text)) {
            throw new BadInputException(Messages._Input_Token(name));
        }
        return text;
    }

    /** A part of a request that may be left out; then the empty text. */
    static String optionalToken(String name, String value) throws BadInputException {
        return Util.fixEmptyAndTrim(value) == null ? "" : token(name, value, Messages._Input_Token(name));
    }

    static Verdict result(String name, String value) throws BadInputException {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(value)) {
                return verdict;
            }
        }
        throw new BadInputException(Messages._Input_Result(name));
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
    static boolean flag(String name, Object given) throws BadInputException {
        String text = String.valueOf(given);
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new BadInputException(Messages._Input_Flag(name));
        }
        return Boolean.parseBoolean(text);
    }

    /** A text; a number will do as one. */
    static String text(String name, Object given) throws BadInputException {
        if (given != null && !(given instanceof CharSequence) && !(given instanceof Number)) {
            throw new BadInputException(Messages._Input_Text(name));
        }
        return given == null ? null : given.toString();
    }

    /** @return seconds, or 0 for the default */
    static int seconds(String name, Integer seconds) throws BadInputException {
        if (seconds == null) {
            return 0;
        }
        if (seconds < 1 || seconds > WEEK) {
            throw new BadInputException(Messages._Input_Seconds(name));
        }
        return seconds;
    }

    /** @return null for the default */
    static Duration duration(String name, Integer seconds) throws BadInputException {
        int checked = seconds(name, seconds);
        return checked == 0 ? null : Duration.ofSeconds(checked);
    }
}
