package io.jenkins.plugins.aicloudteardown.client.secondreader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer says as a whole. An answer is one JSON object in UTF-8, uncompressed and with each key once, or it says
 * nothing.
 */
final class Said {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Under these names, however they are written, a code stands in the providers' shapes (FACTS parts 4 to 7). */
    private static final List<String> CODES = List.of("code", "errorcode", "returncode");

    private static final Pattern SUCCESS_CODE = Pattern.compile("(?i)0+|20\\d|ok|success\\w*|succeeded|null|none");

    private Said() {}

    /** The body, or a missing node. */
    static JsonNode body(Answer answer) {
        boolean encoded = answer.all("Content-Encoding").stream()
                .anyMatch(value -> !value.isBlank() && !value.equalsIgnoreCase("identity"));
        if (encoded) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode body = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer.body()))
                    .toString());
            return body != null && body.isObject() ? body : MissingNode.getInstance();
        } catch (JsonProcessingException | CharacterCodingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The body of an answer with HTTP 200 that says no nowhere, or a missing node. */
    static JsonNode yes(Answer answer) {
        JsonNode body = answer.status() == 200 ? body(answer) : MissingNode.getInstance();
        return saysNo(body) ? MissingNode.getInstance() : body;
    }

    /** The same with DataForest's flag, which must be there. */
    static JsonNode flagged(Answer answer) {
        JsonNode body = yes(answer);
        return body.path("success").isBoolean() && body.path("success").booleanValue()
                ? body
                : MissingNode.getInstance();
    }

    /** Whether a flag, a code or an error object in any of the shapes says that something went wrong. */
    static boolean saysNo(JsonNode body) {
        boolean flag = member(body, "success").anyMatch(value -> !value.isNull() && !value.booleanValue());
        return flag
                || coded(body)
                || member(body, "error").anyMatch(Said::isErrorObject)
                || member(body, "responseerror").anyMatch(Said::coded);
    }

    private static boolean coded(JsonNode part) {
        return CODES.stream().flatMap(name -> member(part, name)).anyMatch(Said::isError);
    }

    /** A member by its name, however that is written. */
    private static Stream<JsonNode> member(JsonNode body, String name) {
        return body.properties().stream()
                .filter(member -> member.getKey()
                        .replace("_", "")
                        .toLowerCase(Locale.ROOT)
                        .equals(name))
                .map(Map.Entry::getValue);
    }

    /** Every code that the answer names, in whichever shape. */
    static Set<String> codes(JsonNode body) {
        Stream<JsonNode> parts = Stream.of(
                        Stream.of(body), member(body, "error"), member(body, "responseerror"), member(body, "status"))
                .flatMap(part -> part);
        return parts.flatMap(part -> CODES.stream().flatMap(name -> member(part, name)))
                .filter(Said::isError)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static boolean isError(JsonNode code) {
        boolean told = (code.isTextual() || code.isNumber()) && !code.asText().isBlank();
        return told && !SUCCESS_CODE.matcher(code.asText().strip()).matches();
    }

    private static boolean isErrorObject(JsonNode error) {
        if (!error.isObject()) {
            return error.isBoolean() && error.booleanValue() || isError(error);
        }
        boolean told = CODES.stream()
                .flatMap(name -> member(error, name))
                .anyMatch(code ->
                        code.isValueNode() && !code.isNull() && !code.asText().isBlank());
        JsonNode words = error.path("message");
        return told ? coded(error) : words.isTextual() && !words.asText().isBlank();
    }
}
