package io.jenkins.plugins.aicloudteardown.steps;

import hudson.util.EditDistance;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.DescribableModel;

/** A Pipeline's arguments as the parameters of a step take them. */
final class StepArguments {
    private static final String NULL = "null";

    /** A name with more typing errors than one in so many letters is another name. */
    private static final int LETTERS_FOR_AN_ERROR = 4;

    private final TeardownStepDescriptor step;
    private final DescribableModel<?> model;

    StepArguments(TeardownStepDescriptor step) {
        this.step = step;
        this.model = DescribableModel.of(step.clazz);
    }

    /**
     * Puts lists, arrays and numbers into the types of the parameters. A name that is no parameter, a value of another
     * type and a text that was given but is empty are bad input like any other.
     */
    Map<String, Object> usual(Map<String, Object> arguments) {
        Map<String, Object> usual = new HashMap<>();
        try {
            for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                String name = argument.getKey();
                Parameter parameter = step.parameters().get(name);
                if (parameter == null) {
                    throw noParameter(name);
                }
                usual.put(name, usual(parameter, argument.getValue()));
            }
        } catch (BadInputException problem) {
            throw unchecked(RefusedArguments.error(step.getFunctionName(), problem));
        }
        return usual;
    }

    private BadInputException noParameter(String name) {
        Set<String> names = step.parameters().keySet();
        String all = String.join(", ", names);
        return new BadInputException(names.stream()
                .min(Comparator.comparingInt(one -> errors(name, one)))
                .filter(one -> errors(name, one) <= Math.max(1, one.length() / LETTERS_FOR_AN_ERROR))
                .map(meant -> Messages._Input_NoParameterBut(name, step.getFunctionName(), meant, all))
                .orElseGet(() -> Messages._Input_NoParameter(name, step.getFunctionName(), all)));
    }

    private static int errors(String given, String name) {
        return EditDistance.editDistance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    private Object usual(Parameter parameter, Object given) throws BadInputException {
        if (parameter.equals(step.id())) {
            return ids(parameter, given);
        }
        Class<?> type = model.getParameter(parameter.name()).getErasedType();
        if (type == Integer.class) {
            return given == null ? null : Checks.number(given);
        }
        return type == boolean.class ? Checks.flag(parameter, given) : Checks.given(parameter, text(parameter, given));
    }

    private static String ids(Parameter parameter, Object given) throws BadInputException {
        if (given instanceof Collection<?> several) {
            return Checks.join(several);
        }
        return given instanceof Object[] several ? Checks.join(Arrays.asList(several)) : text(parameter, given);
    }

    /** A text; a number will do as one, and JSON has a null of its own. */
    private static String text(Parameter parameter, Object given) throws BadInputException {
        if (given == null) {
            return null;
        }
        String text = given.toString();
        if (given instanceof CharSequence || given instanceof Number || NULL.equals(text)) {
            return text;
        }
        throw parameter.bad(Messages::_Input_Text);
    }

    /** Of all exceptions Jenkins shows this one without a stack trace, but the caller may not declare it. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception problem) throws E {
        throw (E) problem;
    }
}
