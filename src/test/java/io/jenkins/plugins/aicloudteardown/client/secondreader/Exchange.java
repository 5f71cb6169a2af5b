package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.Optional;

/**
 * One request of a play and what was answered.
 *
 * @param target what the request names: an id, or the first entry of a page
 * @param answer empty where it was lost
 */
record Exchange(Asked asked, String target, Optional<Answer> answer) {
    enum Asked {
        LOGIN,
        WRITE,
        LOOK,
        LIST
    }

    @Override
    public String toString() {
        return asked + " " + target + " -> " + answer.map(Answer::toString).orElse("lost");
    }
}
