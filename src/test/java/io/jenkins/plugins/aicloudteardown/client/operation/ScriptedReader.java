package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers reads in the order given, the last one again and again. */
final class ScriptedReader implements ReadCall {
    private final Deque<HttpReply> replies;
    private final List<HttpCall> calls = new ArrayList<>();

    ScriptedReader(HttpReply... replies) {
        this.replies = new ArrayDeque<>(List.of(replies));
    }

    @Override
    public CompletableFuture<HttpReply> read(HttpCall call) {
        calls.add(call);
        return CompletableFuture.completedFuture(replies.size() > 1 ? replies.remove() : replies.peek());
    }

    /** Each call as method, URI and body. */
    List<String> calls() {
        return calls.stream()
                .map(call -> call.method() + " " + call.uri()
                        + call.json().map(body -> " " + body).orElse(""))
                .toList();
    }
}
