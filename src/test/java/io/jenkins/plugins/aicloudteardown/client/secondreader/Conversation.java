package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.ArrayList;
import java.util.List;

/** Gives prepared answers in their order, the last one again and again, and keeps which were given. */
final class Conversation {
    private final List<Answer> prepared;
    private final List<Answer> given = new ArrayList<>();
    private int list;

    Conversation(List<Answer> prepared) {
        this.prepared = prepared;
    }

    Answer next() {
        Answer answer = prepared.get(Math.min(given.size(), prepared.size() - 1));
        given.add(answer);
        return answer;
    }

    /** The first page of a list, which may be read more than once. */
    Answer nextFirstPage() {
        list = given.size();
        return next();
    }

    List<Answer> given() {
        return given;
    }

    Answer first() {
        return given.get(0);
    }

    Answer last() {
        return given.get(given.size() - 1);
    }

    /** The pages of the list as it was read at last. */
    List<Answer> pages() {
        return given.subList(list, given.size());
    }
}
