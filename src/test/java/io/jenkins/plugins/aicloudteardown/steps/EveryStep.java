package io.jenkins.plugins.aicloudteardown.steps;

import hudson.Extension;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/**
 * The steps that the plugin has. They are found where Jenkins finds them, in the index of its extensions, so that a new
 * step is tested without being added to a list; and no Jenkins has to run for that. A test may also run in the process of
 * another Jenkins, where it sees only what is public.
 */
public final class EveryStep {
    /** What a step cannot do without, beside what it tears down and the names of credential and connection. */
    private static final Map<String, String> REQUIRED = Map.of("instanceId", SandboxKeys.INSTANCE_ID);

    private static final List<TeardownStepDescriptor> DESCRIPTORS = descriptors();

    private EveryStep() {}

    private static List<TeardownStepDescriptor> descriptors() {
        List<TeardownStepDescriptor> descriptors = new ArrayList<>();
        try {
            for (IndexItem<Extension, Object> extension :
                    Index.load(Extension.class, Object.class, TeardownStepDescriptor.class.getClassLoader())) {
                if (extension.className().startsWith(EveryStep.class.getPackageName())
                        && extension.instance() instanceof TeardownStepDescriptor descriptor) {
                    descriptors.add(descriptor);
                }
            }
        } catch (InstantiationException e) {
            throw new IllegalStateException(e);
        }
        descriptors.sort(Comparator.comparing(TeardownStepDescriptor::getFunctionName));
        return List.copyOf(descriptors);
    }

    public static List<String> functions() {
        return DESCRIPTORS.stream().map(TeardownStepDescriptor::getFunctionName).toList();
    }

    /** Not the object that Jenkins has, but one like it. */
    static TeardownStepDescriptor descriptor(String function) {
        return DESCRIPTORS.stream()
                .filter(descriptor -> descriptor.getFunctionName().equals(function))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(function));
    }

    /** An id that no other step has, of letters and digits. */
    static String id(String prefix, String function) {
        return prefix + functions().indexOf(function);
    }

    static boolean has(String function, String parameter) {
        return DescribableModel.of(descriptor(function).clazz).getParameter(parameter) != null;
    }

    /** The connection of the fixture that leads to the step's provider. */
    static String connection(String function) {
        return descriptor(function) instanceof HuaweiTeardownStepDescriptor ? "huawei" : "ncp";
    }

    /** The credential of the fixture that a step to the sandbox names. */
    public static String credential(String function) {
        return credentials(function).get(0);
    }

    /** The credentials of the fixture that can sign for the step. */
    static List<String> credentials(String function) {
        return connection(function).equals("huawei")
                ? List.of("huawei-key", "huawei-token", "huawei-user")
                : List.of("ncp-key");
    }

    /** The arguments that make a step go to the sandbox. */
    static Map<String, Object> arguments(String function, String ids) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put(descriptor(function).getIdField(), ids);
        REQUIRED.forEach((parameter, value) -> {
            if (has(function, parameter)) {
                arguments.put(parameter, value);
            }
        });
        arguments.put("credentialsId", credential(function));
        arguments.put("connection", connection(function));
        return arguments;
    }

    /** A step that goes to the sandbox with this key, as a Pipeline would make it. */
    public static TeardownStep step(String function, String ids, String credentialsId) throws Exception {
        Map<String, Object> arguments = arguments(function, ids);
        arguments.put("credentialsId", credentialsId);
        return make(function, arguments);
    }

    /** A step in which every parameter has a value that its form offers; a connection leaves no room for a region. */
    public static TeardownStep full(String function) throws Exception {
        TeardownStepDescriptor descriptor = descriptor(function);
        Map<String, Object> arguments = arguments(function, descriptor.isForSeveral() ? "a1 b2,c3" : "a1");
        arguments.put("failureResult", "UNSTABLE");
        arguments.put("partialResult", "SUCCESS");
        for (DescribableParameter parameter :
                DescribableModel.of(descriptor.clazz).getParameters()) {
            if (!parameter.getName().equals("region")) {
                arguments.putIfAbsent(parameter.getName(), value(parameter.getErasedType()));
            }
        }
        return make(function, arguments);
    }

    private static Object value(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        return type == Integer.class ? 30 : "value1";
    }

    private static TeardownStep make(String function, Map<String, Object> arguments) throws Exception {
        return (TeardownStep) DescribableModel.of(descriptor(function).clazz).instantiate(arguments, null);
    }
}
