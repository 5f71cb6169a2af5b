package io.jenkins.plugins.aicloudteardown.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A provider whose error message repeats every header and the body that it was sent, in one way of writing each. */
public enum Echo {
    PLAIN(text -> text),
    /** A JSON text inside of a JSON text, as some libraries write slashes. */
    SLASHES(text -> text.replace("/", "\\/")),
    PERCENT(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)),
    /** Every character, as the strictest of encoders do. */
    PERCENT_ALL(text -> each(text, "%%%02x")),
    ENTITIES(text -> text.replace("&", "&amp;")
            .replace("/", "&#x2F;")
            .replace("+", "&#43;")
            .replace("=", "&#61;")
            .replace("\"", "&quot;")),
    ENTITIES_ALL(text -> each(text, "&#%d;")),
    BASE64(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
    HEX(text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))),
    /** What a gateway shows that cuts long values. */
    PREFIX(text -> text.length() <= Echo.CUT ? text : text.substring(0, Echo.CUT) + "...");

    private static final int CUT = 24;
    /** Headers that hold nothing of a key, and would push what does behind the end of what is shown. */
    private static final List<String> DULL =
            List.of("host", "user-agent", "accept", "content-type", "content-length", "connection", "x-sdk-date");

    private final UnaryOperator<String> writing;

    Echo(UnaryOperator<String> writing) {
        this.writing = writing;
    }

    private static String each(String text, String format) {
        return text.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
    }

    /** This text as it is repeated. */
    public String write(String text) {
        return writing.apply(text);
    }

    /** The answer to a request that was received. */
    public Reply.Message to(Received received) {
        return to(received, 400);
    }

    public Reply.Message to(Received received, int status) {
        Stream<String> headers = received.headers().entrySet().stream()
                .filter(header -> !DULL.contains(header.getKey()))
                .map(header -> header.getKey() + " was " + write(header.getValue()));
        String said =
                "you sent: " + Stream.concat(headers, parts(received.body())).collect(Collectors.joining(" and "));
        return Json.reply(status, inItsEnvelope(received.path(), said));
    }

    /** A password stands in the body of a login, between quotes. */
    private Stream<String> parts(String body) {
        return Stream.of(body.split("[\"{}:,\\[\\]]+"))
                .filter(part -> part.length() > 8)
                .map(this::write);
    }

    private static com.fasterxml.jackson.databind.JsonNode inItsEnvelope(String path, String said) {
        if (path.startsWith("/v3/auth/")) {
            var error = Json.object();
            error.putObject("error")
                    .put("code", 401)
                    .put("title", "Unauthorized")
                    .put("message", said);
            return error;
        }
        if (path.startsWith("/api/v2/")) {
            return Json.object().put("success", false).put("message", said);
        }
        if (path.startsWith("/api/")) {
            var error = Json.object();
            error.putObject("error").put("errorCode", "100").put("message", said);
            return error;
        }
        return Json.object().put("error_code", "X.0001").put("error_msg", said);
    }
}
