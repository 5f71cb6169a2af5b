package io.jenkins.plugins.aicloudteardown.steps;

import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/** A Pipeline's arguments as the parameters of a step take them. */
final class StepArguments {
    private StepArguments() {}

    /**
     * Puts lists, arrays and numbers into the types of the parameters. A name that is no parameter, and a value of another
     * type, are bad input like any other.
     *
     * @param several the parameter that takes a list
     */
    static Map<String, Object> usual(
            String function, DescribableModel<?> model, String several, Map<String, Object> arguments) {
        Map<String, DescribableParameter> known = new TreeMap<>();
        model.getParameters().forEach(parameter -> known.put(parameter.getName(), parameter));
        Map<String, Object> usual = new HashMap<>();
        try {
            for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                String name = argument.getKey();
                if (!known.containsKey(name)) {
                    throw new BadInputException(
                            Messages._Input_NoParameter(name, function, String.join(", ", known.keySet())));
                }
                Class<?> type = known.get(name).getErasedType();
                usual.put(name, usual(name, type, name.equals(several), argument.getValue()));
            }
        } catch (BadInputException problem) {
            throw unchecked(problem);
        }
        return usual;
    }

    private static Object usual(String name, Class<?> type, boolean list, Object given) throws BadInputException {
        if (list && given instanceof Collection<?> several) {
            return Checks.join(several);
        }
        if (list && given instanceof Object[] several) {
            return Checks.join(Arrays.asList(several));
        }
        if (type == Integer.class) {
            return given == null ? null : Checks.number(given);
        }
        return type == boolean.class ? Checks.flag(name, given) : Checks.text(name, given);
    }

    /** Of all exceptions Jenkins shows this one without a stack trace, but the caller may not declare it. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(BadInputException problem) throws E {
        throw (E) problem;
    }
}
