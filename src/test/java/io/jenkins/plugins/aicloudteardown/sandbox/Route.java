package io.jenkins.plugins.aicloudteardown.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One provider operation: what it is called, what it listens to and how it answers. An operation more costs one of
 * these in its service's list.
 *
 * @param write whether the operation changes something, which some traps ask
 * @param template path with variables in braces
 * @param subject the id that the call is about
 */
record Route(
        String operation,
        boolean write,
        String method,
        String template,
        Function<Call, String> subject,
        Function<Call, Reply> answer) {

    /** @param line method and path template */
    static Route write(String operation, String line, Function<Call, String> subject, Function<Call, Reply> answer) {
        String[] parts = line.split(" ");
        return new Route(operation, true, parts[0], parts[1], subject, answer);
    }

    /** @param line method and path template */
    static Route read(String operation, String line, Function<Call, String> subject, Function<Call, Reply> answer) {
        String[] parts = line.split(" ");
        return new Route(operation, false, parts[0], parts[1], subject, answer);
    }

    /** The variable parts of the path, or null if the request is for another route. */
    Map<String, String> match(Request request) {
        if (!method.equals(request.method())) {
            return null;
        }
        String[] wanted = template.split("/", -1);
        String[] given = request.path().split("/", -1);
        if (wanted.length != given.length) {
            return null;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), Percent.decode(given[i]));
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return variables;
    }
}
