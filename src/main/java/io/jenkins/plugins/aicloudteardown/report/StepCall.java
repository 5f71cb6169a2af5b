package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.words.Explanation;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How a step was called, but for its ids: what it takes to write it down again for those that are left. Persisted with a
 * running Pipeline step, and in the journal.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
@Restricted(NoExternalUse.class)
public final class StepCall implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final boolean several;
    private final Service service;
    private final Explanation.Again again;
    private final LinkedHashMap<String, Object> arguments;

    /** For Jackson. */
    private StepCall() {
        this("", false, null, null, Map.of());
    }

    /**
     * @param id        the name of the parameter that takes the ids
     * @param several   whether it takes more than one
     * @param service   which service carries it out; null stands for one that this version does not know
     * @param again     what it does to run it once more; null stands for what this version does not know
     * @param arguments what it was given besides: texts, numbers and booleans, without what is the default
     */
    public StepCall(String id, boolean several, Service service, Explanation.Again again, Map<String, ?> arguments) {
        this.id = id;
        this.several = several;
        this.service = service;
        this.again = again;
        this.arguments = new LinkedHashMap<>(arguments);
    }

    boolean several() {
        return several;
    }

    /** Whether it does no harm to run it once more. */
    boolean repeatable() {
        return again != null && again != Explanation.Again.HARMFUL;
    }

    /** Why a resource of this step ended as it did, and what to do next; empty where the service is not known. */
    Optional<Explanation> explain(ResourceResult result) {
        return service == null || again == null
                ? Optional.empty()
                : Optional.of(Explanation.of(service, again, result));
    }

    /** The step for these ids, as it stands in a Pipeline. */
    String groovy(String function, List<String> ids) {
        String listed = ids.size() == 1
                ? quoted(ids.get(0))
                : ids.stream().map(StepCall::quoted).collect(Collectors.joining(",\n    ", "[\n    ", "\n]"));
        StringBuilder step =
                new StringBuilder(function).append(' ').append(id).append(": ").append(listed);
        arguments.forEach((name, value) -> step.append(", ")
                .append(name)
                .append(": ")
                .append(value instanceof String text ? quoted(text) : value));
        return step.toString();
    }

    /** A provider's list may name what no id of ours could hold. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return '\'' + escaped + '\'';
    }
}
