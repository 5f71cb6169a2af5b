package io.jenkins.plugins.aicloudteardown.client.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers made by hand. */
public final class Replies {
    private Replies() {}

    /** Single quotes stand for double ones. */
    public static HttpReply json(int status, String body) {
        return of(status, Map.of("Content-Type", "application/json"), body.replace('\'', '"'));
    }

    public static HttpReply html(int status) {
        return of(status, Map.of("Content-Type", "text/html"), "<html><body>" + status + "</body></html>");
    }

    public static HttpReply empty(int status) {
        return of(status, Map.of(), "");
    }

    public static HttpReply of(int status, Map<String, String> headers, String body) {
        return new HttpReply(status, headers(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpHeaders headers(Map<String, String> headers) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return HttpHeaders.of(lists, (name, value) -> true);
    }
}
