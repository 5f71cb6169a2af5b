package io.jenkins.plugins.aicloudteardown.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Texts in and out of the small JSON objects that these services speak. */
public final class JsonText {
    private JsonText() {}

    /** {@code {"name": "value"}}, escaped. */
    public static String of(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value).toString();
    }

    /** A member as text, numbers too; empty where it is missing, null, an object or a list. */
    public static String at(JsonNode object, String name) {
        return at(object, name, "");
    }

    /** Like {@link #at(JsonNode, String)}, with another text for what is missing. */
    public static String at(JsonNode object, String name, String otherwise) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : otherwise;
    }
}
