package io.jenkins.plugins.aicloudteardown.words;

import java.util.Locale;
import java.util.function.Function;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A parameter of the steps. Whoever writes a Pipeline knows it by its name, and whoever fills in a form by its label.
 *
 * @param name  the name in a Pipeline
 * @param label the label in a form
 */
@Restricted(NoExternalUse.class)
public record Parameter(String name, Localizable label) {
    public static final Parameter CREDENTIALS_ID = new Parameter("credentialsId", Messages._Label_credentialsId());
    public static final Parameter CONNECTION = new Parameter("connection", Messages._Label_connection());
    public static final Parameter REGION = new Parameter("region", Messages._Label_region());
    public static final Parameter PROJECT_ID = new Parameter("projectId", Messages._Label_projectId());

    /**
     * What is wrong with its value.
     *
     * @param problem makes the sentence; it is given the words that name the parameter
     */
    public BadInputException bad(Function<String, Localizable> problem) {
        return new BadInputException(
                problem.apply(inLog()).toString(Locale.ENGLISH),
                problem.apply(label.toString()).toString());
    }

    /** Both names, as the build log shows them. */
    public String inLog() {
        return '"' + name + "\" (" + label.toString(Locale.ENGLISH) + ")";
    }
}
