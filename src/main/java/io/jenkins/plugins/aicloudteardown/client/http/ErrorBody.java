package io.jenkins.plugins.aicloudteardown.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error answer in one of the shapes that the two providers use.
 *
 * @param shape   which of them
 * @param code    the provider's code as text, empty where the shape has none
 * @param message the provider's message, empty where it has none
 */
public record ErrorBody(Shape shape, String code, String message) {
    /** Who speaks can be told from the shape: a gateway's "not found" is not the service's. */
    public enum Shape {
        /** {@code {message, success}}: DataForest overview, "Errors". */
        FLAGGED,
        /** {@code {error: {errorCode, message, details}}}: NCP API Gateway, "Error handling". */
        NCP_GATEWAY,
        /** {@code {error: {code, message, title}}}: Huawei IAM (Keystone), and NCP's gateway in its other shape. */
        KEYSTONE,
        /** {@code {error_code, error_msg}}: Huawei services and their gateway. */
        HUAWEI,
        /** {@code {code, msg}} and alike. */
        CODED
    }

    private static final List<String> CODES = List.of("code", "errorCode", "returnCode", "error_code");
    private static final List<String> WORDS =
            List.of("message", "msg", "errorMessage", "returnMessage", "error_msg", "error_message", "error");

    /** Empty where the answer is in none of these shapes. */
    public static Optional<ErrorBody> read(HttpReply reply) {
        return reply.object().flatMap(ErrorBody::read);
    }

    /** Every code that an answer names, in whichever shape: who names another one too does not mean the first. */
    public static Set<String> codes(HttpReply reply) {
        return reply.object().stream()
                .flatMap(body -> Stream.of(body, body.path("error"), body.path("responseError"), body.path("status")))
                .flatMap(part -> CODES.stream().map(name -> JsonText.at(part, name)))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Optional<ErrorBody> read(JsonNode body) {
        JsonNode error = body.path("error");
        if (error.isObject() && error.has("errorCode")) {
            String details = JsonText.at(error, "details");
            String message = JsonText.at(error, "message");
            return of(
                    Shape.NCP_GATEWAY,
                    JsonText.at(error, "errorCode"),
                    details.isEmpty() ? message : message + " " + details);
        }
        if (error.isObject()) {
            return of(Shape.KEYSTONE, JsonText.at(error, "code"), JsonText.at(error, "message"));
        }
        if (body.has("error_code")) {
            return of(
                    Shape.HUAWEI,
                    JsonText.at(body, "error_code"),
                    firstText(body, List.of("error_msg", "error_message", "message", "msg")));
        }
        JsonNode nested = body.path("responseError").isObject() ? body.path("responseError") : body.path("status");
        JsonNode coded = nested.isObject() ? nested : body;
        if (CODES.stream().anyMatch(name -> coded.path(name).isValueNode())) {
            return of(Shape.CODED, firstText(coded, CODES), firstText(coded, WORDS));
        }
        if (body.has("success") && body.has("message")) {
            return of(Shape.FLAGGED, "", JsonText.at(body, "message"));
        }
        return Optional.empty();
    }

    private static Optional<ErrorBody> of(Shape shape, String code, String message) {
        return Optional.of(new ErrorBody(shape, code, message));
    }

    private static String firstText(JsonNode node, List<String> names) {
        return names.stream()
                .map(name -> JsonText.at(node, name))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
