package io.jenkins.plugins.aicloudteardown;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import io.jenkins.plugins.aicloudteardown.config.Connection;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Something of ours that a browser can call by its name: found by reflection, so that nothing new is forgotten. */
record WebMethod(Descriptor<?> descriptor, Method method) {
    static final String NAMED = "do[A-Z]\\w*";
    /** No field of ours may hold this. */
    static final String WRONG = "not valid!";

    private static final Pattern PARTS = Pattern.compile("do(Check|Fill)?(\\w+?)(Items)?");

    /** Those of every descriptor of ours that Jenkins knows. */
    static Stream<WebMethod> all() {
        return ExtensionList.lookup(Descriptor.class).stream()
                .map(descriptor -> (Descriptor<?>) descriptor)
                .flatMap(descriptor -> Arrays.stream(descriptor.getClass().getMethods())
                        .filter(method -> method.getName().matches(NAMED) && !method.isBridge())
                        .filter(method -> isOurs(method.getDeclaringClass()))
                        .map(method -> new WebMethod(descriptor, method)));
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(WebMethod.class.getPackageName() + ".");
    }

    boolean isCheck() {
        return method.getName().startsWith("doCheck");
    }

    boolean isFill() {
        return method.getName().startsWith("doFill");
    }

    /** Whether it does something, and not only tells. */
    boolean acts() {
        return !isCheck() && !isFill();
    }

    /** Whether it belongs to the administrator's page, and not to a job's. */
    boolean isGlobal() {
        return Connection.class.isAssignableFrom(descriptor.clazz);
    }

    boolean isOfCredentials() {
        return field().equals("credentialsId");
    }

    /** The field of the form that it is about. */
    String field() {
        Matcher parts = PARTS.matcher(method.getName());
        if (!parts.matches()) {
            throw new IllegalStateException(method.getName());
        }
        return Character.toLowerCase(parts.group(2).charAt(0)) + parts.group(2).substring(1);
    }

    /** What a form sends: all fine, but for the field that it is about. */
    Map<String, String> wrongFields() {
        Map<String, String> fields = new HashMap<>();
        fields.put("region", "cn-north-4");
        fields.put("confirm", "true");
        fields.put(field(), isGlobal() && field().equals("name") ? "" : WRONG);
        if (field().equals("connection")) {
            fields.remove("region");
        }
        return fields;
    }

    /** Behind the address of whoever has descriptors. */
    String path() {
        String name = method.getName().substring(2);
        return "descriptorByName/" + descriptor.getId() + "/" + Character.toLowerCase(name.charAt(0))
                + name.substring(1);
    }

    @Override
    public String toString() {
        return descriptor.clazz.getSimpleName() + "." + method.getName();
    }
}
