package io.jenkins.plugins.aicloudteardown.freestyle;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.steps.Expansion;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A build's variables and parameters, as a freestyle configuration may name them. A variable that is not set is bad
 * input: its name in place of its value is no id, and an empty text might name something else.
 */
final class BuildVariables implements Expansion {
    private static final Pattern LEFT = Pattern.compile("\\$(?:\\{([^}]*)\\}?|([A-Za-z_][A-Za-z0-9_]*))");

    private final EnvVars variables;

    private BuildVariables(EnvVars variables) {
        this.variables = variables;
    }

    static BuildVariables of(AbstractBuild<?, ?> build, TaskListener listener)
            throws IOException, InterruptedException {
        EnvVars variables = build.getEnvironment(listener);
        // These are not all in the environment, for instance those that a wrapper adds.
        variables.putAll(build.getBuildVariables());
        return new BuildVariables(variables);
    }

    @Override
    public String expand(Parameter parameter, String value) throws BadInputException {
        List<String> unset = new ArrayList<>();
        String expanded = Util.replaceMacro(value, name -> {
            String found = variables.get(name);
            if (found == null) {
                unset.add(name);
            }
            return found;
        });
        if (unset.isEmpty()) {
            // What a variable's own value names is not expanded again.
            Matcher left = LEFT.matcher(expanded);
            if (left.find()) {
                unset.add(left.group(1) == null ? left.group(2) : left.group(1));
            }
        }
        if (!unset.isEmpty()) {
            throw parameter.bad(name -> Messages._Input_Variable(name, unset.get(0)));
        }
        return expanded;
    }
}
