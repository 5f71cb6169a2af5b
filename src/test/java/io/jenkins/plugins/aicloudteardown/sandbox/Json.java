package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON, read leniently and written plainly. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The value, or a missing node when the text is not JSON. */
    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether a text equal to this one stands anywhere in the value. */
    static boolean contains(JsonNode value, String text) {
        if (value.isTextual()) {
            return value.textValue().equals(text);
        }
        for (JsonNode part : value) {
            if (contains(part, text)) {
                return true;
            }
        }
        return false;
    }

    /** A value as text, or an empty text if there is none. */
    static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    static Reply.Message reply(int status, JsonNode body) {
        return Reply.json(status, body.toString());
    }
}
