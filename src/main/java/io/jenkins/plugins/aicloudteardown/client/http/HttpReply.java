package io.jenkins.plugins.aicloudteardown.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A complete answer.
 *
 * @param status  the HTTP status
 * @param headers all headers
 * @param body    at most {@link BoundedBody#LIMIT} bytes
 */
public record HttpReply(int status, HttpHeaders headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /**
     * The body as a JSON object. Empty where it is anything else: another type, not UTF-8, compressed, cut, or with the
     * same key twice, since two success flags would mean that one of them is ignored.
     */
    public Optional<JsonNode> object() {
        if (headers.allValues("Content-Encoding").stream().anyMatch(e -> !e.equalsIgnoreCase("identity"))) {
            return Optional.empty();
        }
        return utf8().flatMap(text -> {
            try {
                return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        });
    }

    /** The body as text for people, whatever it is; bytes that are not UTF-8 are replaced. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private Optional<String> utf8() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
