package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request that a route is to answer, taken apart. */
final class Call {

    private final Request request;
    private final Route route;
    private final Map<String, String> variables;
    private final Map<String, String> query;
    private final JsonNode body;
    private final List<Runnable> afterwards = new ArrayList<>();

    Call(Request request, Route route, Map<String, String> variables) {
        this.request = request;
        this.route = route;
        this.variables = variables;
        this.query = Percent.query(request.query());
        this.body = Json.read(request.text());
    }

    Request request() {
        return request;
    }

    Route route() {
        return route;
    }

    /** A variable part of the path, decoded. */
    String variable(String name) {
        return variables.get(name);
    }

    /** A text in the body's outermost object, or an empty text. */
    String text(String field) {
        return Json.text(body.path(field));
    }

    JsonNode body() {
        return body;
    }

    String query(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    /** A number of the query, or -1 if what stands there is no such number. */
    int number(String name, int otherwise) {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** What the subject of this call is: the id or name that a trap may hide in. */
    String subject() {
        return route.subject().apply(this);
    }

    /** Whether the request names this id, as a part of its path or anywhere in its body. */
    boolean names(String id) {
        return List.of(Percent.decode(request.path()).split("/")).contains(id) || Json.contains(body, id);
    }

    /** Adds what is to happen once the answer is out or the client is gone. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    void finish() {
        afterwards.forEach(Runnable::run);
        afterwards.clear();
    }
}
