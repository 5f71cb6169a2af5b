package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The "no" that stands beside a "yes": a status of 200 and the right id are no success if the same answer says that it
 * failed. All shapes in which these providers and their gateways tell an error count (FACTS parts 2 to 7), whichever
 * service they are documented for, since nobody knows who on the way has answered.
 */
final class Denial {
    /** Names are compared without case, {@code _} and {@code -}. */
    private static final Set<String> ERRORS = Set.of("error", "errors", "responseerror", "fault", "exception");

    private static final Set<String> CODES =
            Set.of("code", "errorcode", "errcode", "returncode", "resultcode", "statuscode");
    private static final Set<String> WORDS = Set.of("errormessage", "errormsg", "errmsg", "errordescription");
    private static final Set<String> HARMLESS_WORDS =
            Set.of("", "success", "succeeded", "ok", "none", "null", "no error");

    private Denial() {}

    /**
     * The JSON object of an answer to a read that has the status 200 and no "no" beside what was asked for. What the
     * resource itself holds may speak of errors.
     */
    static Optional<JsonNode> read(HttpReply reply) {
        return reply.object().filter(body -> reply.status() == 200 && !denies(body, "", false));
    }

    /** Whether the answer to a write says "no" anywhere. */
    static boolean denies(JsonNode body) {
        return denies(body, "", true);
    }

    /**
     * Whether the answer to a write says "no" anywhere but in one of its members.
     *
     * @param but the name of that member, whose content the operation reads itself
     */
    static boolean denies(JsonNode body, String but) {
        return denies(body, but, true);
    }

    /** What such an answer says: nothing follows from it. */
    static Reading reading(HttpReply reply) {
        return ErrorBody.read(reply)
                .map(said -> Reading.of(Reading.Kind.UNREADABLE, Reason.CONTRADICTION, said))
                .orElseGet(() -> Reading.contradiction(""));
    }

    private static boolean denies(JsonNode body, String but, boolean write) {
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (!member.getKey().equals(but) && denies(name(member.getKey()), member.getValue(), write)) {
                return true;
            }
        }
        return false;
    }

    private static boolean denies(String name, JsonNode value, boolean write) {
        if (CODES.contains(name)) {
            return !harmlessCode(value);
        }
        if (name.equals("status") && write) {
            return value.isObject() ? denies(value, "", true) : httpError(value);
        }
        return deniesAnywhere(name, value) || write && value.isContainerNode() && deniesBelow(value);
    }

    /** Names that mean an error wherever they stand. */
    private static boolean deniesAnywhere(String name, JsonNode value) {
        if (name.equals("success")) {
            return !(value.isBoolean() && value.booleanValue());
        }
        return ERRORS.contains(name) && !harmlessError(value) || WORDS.contains(name) && !harmlessWords(value);
    }

    /** Further down a code may be anything's, but an error is still an error. */
    private static boolean deniesBelow(JsonNode container) {
        for (JsonNode element : container) {
            if (container.isArray() && element.isContainerNode() && deniesBelow(element)) {
                return true;
            }
        }
        for (Map.Entry<String, JsonNode> member : container.properties()) {
            String name = name(member.getKey());
            boolean code = CODES.contains(name) && !name.equals("code") && !harmlessCode(member.getValue());
            boolean below = member.getValue().isContainerNode() && deniesBelow(member.getValue());
            if (code || below || deniesAnywhere(name, member.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static String name(String key) {
        return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static boolean harmlessError(JsonNode error) {
        if (error.isArray()) {
            for (JsonNode element : error) {
                if (!harmlessError(element)) {
                    return false;
                }
            }
            return true;
        }
        return error.isObject() ? harmlessObject(error) : harmlessCode(error);
    }

    /** With 0 nothing has failed, whatever the words are; 200 is also a code of NAVER's gateway for a refused key. */
    private static boolean harmlessObject(JsonNode error) {
        boolean coded = false;
        boolean silent = true;
        for (Map.Entry<String, JsonNode> member : error.properties()) {
            if (CODES.contains(name(member.getKey()))) {
                if (!harmlessCode(member.getValue())) {
                    return false;
                }
                coded |= isZero(member.getValue());
            } else {
                silent &= member.getValue().isContainerNode()
                        ? harmlessError(member.getValue())
                        : harmlessWords(member.getValue());
            }
        }
        return coded || silent;
    }

    private static boolean isZero(JsonNode code) {
        return code.isNumber() ? code.doubleValue() == 0 : code.asText().strip().matches("0+");
    }

    private static boolean harmlessCode(JsonNode code) {
        if (code.isContainerNode()) {
            return code.isEmpty();
        }
        if (code.isBoolean()) {
            return !code.booleanValue();
        }
        return isZero(code) || code.asText().strip().matches("2\\d\\d(\\.0)?") || harmlessWords(code);
    }

    private static boolean harmlessWords(JsonNode words) {
        if (words.isContainerNode()) {
            return words.isEmpty();
        }
        return words.isNull() || HARMLESS_WORDS.contains(words.asText().strip().toLowerCase(Locale.ROOT));
    }

    /** Some servers repeat the status of an error in its body. */
    private static boolean httpError(JsonNode status) {
        return status.isValueNode() && status.asText().strip().matches("[45]\\d\\d|(?i:error|fail|failure)");
    }
}
