package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer before it is sent, in the parts that can be changed, and taken away again, one by one.
 *
 * @param body null where there is none
 */
record Draft(int status, List<Header> headers, Tree body, List<Twist> twists) {
    private static final Header JSON = new Header("Content-Type", "application/json");

    /** As a document shows it; single quotes stand for double ones. */
    static Draft json(int status, String body) {
        return json(status, Tree.of(body));
    }

    static Draft json(int status, Tree body) {
        return new Draft(status, List.of(JSON), body, List.of());
    }

    static Draft empty(int status) {
        return new Draft(status, List.of(), null, List.of());
    }

    Draft status(int other) {
        return new Draft(other, headers, body, twists);
    }

    Draft headers(List<Header> others) {
        return new Draft(status, others, body, twists);
    }

    Draft and(Header one) {
        return headers(plus(headers, one));
    }

    Draft body(Tree other) {
        return new Draft(status, headers, other, twists);
    }

    Draft twists(List<Twist> others) {
        return new Draft(status, headers, body, others);
    }

    Draft and(Twist one) {
        return twists(plus(twists, one));
    }

    private static <T> List<T> plus(List<T> some, T one) {
        List<T> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    Answer answer() {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        for (Twist twist : twists) {
            bytes = twist.apply(bytes);
        }
        return new Answer(status, headers, bytes);
    }

    @Override
    public String toString() {
        return twists.isEmpty() ? answer().toString() : answer() + " " + twists;
    }
}
