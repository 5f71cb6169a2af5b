package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.ArrayList;
import java.util.List;

/** Gives prepared answers in their order, the last one again and again, and keeps which were given. */
final class Conversation {
    private final List<Answer> prepared;
    private final List<Answer> given = new ArrayList<>();

    Conversation(List<Answer> prepared) {
        this.prepared = prepared;
    }

    Answer next() {
        Answer answer = prepared.get(Math.min(given.size(), prepared.size() - 1));
        given.add(answer);
        return answer;
    }

    List<Answer> given() {
        return given;
    }
}
