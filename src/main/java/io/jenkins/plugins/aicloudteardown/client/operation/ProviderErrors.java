package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the providers' error codes mean, in one table. An operation first reads what is its own (success, gone) and leaves
 * the rest to this.
 *
 * <p>Sources: NCP "API Gateway error handling" (FACTS part 4), Huawei ROMA Connect and API gateway (part 6), ModelArts
 * error codes (part 7).
 */
final class ProviderErrors {
    private record Meaning(Kind kind, Reason reason) {}

    private static final Meaning KEY_REFUSED = new Meaning(Kind.KEY_REFUSED, Reason.KEY_REFUSED);
    private static final Meaning TOKEN_STALE = new Meaning(Kind.TOKEN_STALE, Reason.TOKEN_STALE);
    private static final Meaning NO_PERMISSION = new Meaning(Kind.REFUSED, Reason.NO_PERMISSION);
    private static final Meaning NO_ENDPOINT = new Meaning(Kind.REFUSED, Reason.ENDPOINT_NOT_FOUND);
    private static final Meaning THROTTLED = new Meaning(Kind.THROTTLED, Reason.THROTTLED);
    private static final Meaning QUOTA = new Meaning(Kind.REFUSED, Reason.QUOTA);
    private static final Meaning IN_USE = new Meaning(Kind.REFUSED, Reason.IN_USE);
    private static final Meaning LOST = new Meaning(Kind.LOST, Reason.GATEWAY_TIMEOUT);
    private static final Meaning REFUSED = new Meaning(Kind.REFUSED, Reason.PROVIDER_ERROR);

    private static final Map<String, Meaning> NCP_GATEWAY = Map.ofEntries(
            Map.entry("200", KEY_REFUSED),
            Map.entry("210", NO_PERMISSION),
            Map.entry("230", NO_PERMISSION),
            Map.entry("300", NO_ENDPOINT),
            Map.entry("400", QUOTA),
            Map.entry("410", THROTTLED),
            Map.entry("420", THROTTLED),
            // "Endpoint error", "endpoint timeout" and "unexpected" leave open whether the service has acted.
            Map.entry("500", LOST),
            Map.entry("510", LOST),
            Map.entry("900", LOST));

    /** The HTTP status that goes with each code of the gateway, where its form does not tell whose code it is. */
    private static final Map<String, Integer> NCP_GATEWAY_STATUS = Map.of(
            "200", 401, "210", 401, "230", 403, "300", 404, "400", 429, "410", 429, "420", 429, "500", 503, "510", 504,
            "900", 500);

    private static final Map<String, Meaning> NCLUE = Map.of("10100", NO_PERMISSION);

    private static final Map<String, Meaning> HUAWEI = Map.ofEntries(
            Map.entry("APIG.0101", NO_ENDPOINT),
            Map.entry("APIG.0202", LOST),
            Map.entry("APIG.0203", LOST),
            Map.entry("APIG.0301", KEY_REFUSED),
            Map.entry("APIG.0303", KEY_REFUSED),
            Map.entry("APIG.0307", TOKEN_STALE),
            Map.entry("APIG.0308", THROTTLED),
            Map.entry("APIG.1002", TOKEN_STALE),
            Map.entry("APIG.1005", NO_PERMISSION),
            Map.entry("ModelArts.0108", NO_PERMISSION),
            Map.entry("ModelArts.0112", NO_PERMISSION),
            Map.entry("ModelArts.0201", KEY_REFUSED),
            Map.entry("ModelArts.0202", TOKEN_STALE),
            Map.entry("ModelArts.0203", TOKEN_STALE),
            Map.entry("ModelArts.0206", KEY_REFUSED),
            Map.entry("ModelArts.0207", NO_PERMISSION),
            Map.entry("ModelArts.0210", NO_PERMISSION),
            Map.entry("ModelArts.0212", NO_PERMISSION),
            Map.entry("ModelArts.3009", IN_USE),
            Map.entry("ModelArts.4206", THROTTLED));

    private ProviderErrors() {}

    /** Reads an answer that is not one of the operation's own. */
    static Reading read(HttpReply reply, Provider provider) {
        int status = reply.status();
        if (status == 407) {
            return Reading.of(Kind.NOT_DELIVERED, Reason.PROXY_REFUSED, "", reply.text());
        }
        if (status >= 300 && status < 400) {
            return Reading.of(Kind.REFUSED, Reason.REDIRECTED, "", "");
        }
        Optional<ErrorBody> body = ErrorBody.read(reply);
        if (status == 200
                && (body.isPresent() || reply.object().filter(Denial::denies).isPresent())) {
            return Denial.reading(reply);
        }
        if (status < 300 || body.isEmpty()) {
            Meaning meaning = withoutBody(status);
            return Reading.of(
                    meaning.kind(),
                    meaning.reason(),
                    body.map(ErrorBody::code).orElse(""),
                    body.map(ErrorBody::message).orElse(reply.text()));
        }
        Meaning meaning = meaning(status, body.get(), provider);
        return Reading.of(meaning.kind(), meaning.reason(), body.get());
    }

    private static Meaning meaning(int status, ErrorBody body, Provider provider) {
        Meaning named =
                switch (body.shape()) {
                    case NCP_GATEWAY -> NCP_GATEWAY.get(body.code());
                    case KEYSTONE -> provider == Provider.NCP ? NCP_GATEWAY.get(body.code()) : null;
                    case HUAWEI, CODED -> provider == Provider.HUAWEI ? huawei(status, body) : ncp(status, body.code());
                    case FLAGGED -> null;
                };
        return named != null ? named : byStatus(status);
    }

    /** NCP's gateway has several shapes (FACTS part 4), and its codes must not be taken for the service's own. */
    private static Meaning ncp(int status, String code) {
        return Integer.valueOf(status).equals(NCP_GATEWAY_STATUS.get(code)) ? NCP_GATEWAY.get(code) : NCLUE.get(code);
    }

    /** Whether an error says something in JSON that NCP's gateway does not write: then the service itself has spoken. */
    static boolean notOfTheNcpGateway(HttpReply reply) {
        Optional<ErrorBody> error = ErrorBody.read(reply);
        boolean gateway = error.filter(body -> switch (body.shape()) {
                    case NCP_GATEWAY, KEYSTONE -> true;
                    default ->
                        ErrorBody.codes(reply).stream()
                                .map(NCP_GATEWAY_STATUS::get)
                                .anyMatch(Integer.valueOf(reply.status())::equals);
                })
                .isPresent();
        return reply.object().filter(body -> !body.isEmpty() && !spring(body)).isPresent() && !gateway;
    }

    /** One more form in which the gateway says that there is no such path. */
    private static boolean spring(JsonNode body) {
        return body.has("timestamp") && body.has("status") && body.has("error");
    }

    /** The gateway's codes are written APIG, APIGW and APIC. */
    private static Meaning huawei(int status, ErrorBody body) {
        String code = body.code().replaceFirst("^(?:APIGW|APIC)\\.", "APIG.");
        if (code.equals("APIG.0201")) {
            // The same code says "too large" with 4xx: that was turned away.
            return status >= 500 ? LOST : null;
        }
        if (code.equals("APIG.0301") && body.message().toLowerCase(Locale.ROOT).contains("token")) {
            return TOKEN_STALE;
        }
        return HUAWEI.get(code);
    }

    private static Meaning byStatus(int status) {
        return switch (status) {
            case 401 -> KEY_REFUSED;
            case 403 -> NO_PERMISSION;
            case 429 -> THROTTLED;
            case 502, 503, 504 -> LOST;
            default -> REFUSED;
        };
    }

    private static Meaning withoutBody(int status) {
        if (status == 404 || status == 405 || status == 410) {
            return NO_ENDPOINT;
        }
        if (status < 300) {
            return new Meaning(Kind.UNREADABLE, Reason.UNREADABLE);
        }
        if (status == 401 || status == 403) {
            // A firewall or a login page answers so too: it says nothing about the key.
            return new Meaning(Kind.REFUSED, Reason.UNREADABLE_REFUSAL);
        }
        Meaning meaning = byStatus(status);
        return status >= 500 && meaning == REFUSED ? new Meaning(Kind.LOST, Reason.UNREADABLE) : meaning;
    }
}
