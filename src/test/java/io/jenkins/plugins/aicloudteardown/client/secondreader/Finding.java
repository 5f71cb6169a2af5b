package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.List;

/**
 * Answers that the first reader takes for what the second says they cannot be.
 *
 * @param seed     makes these answers again
 * @param what     the claim, or what was thrown
 * @param smallest form of them
 */
record Finding(Question question, long seed, int number, String what, List<Draft> smallest) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(question.name())
                .append(": ")
                .append(what)
                .append("  (seed ")
                .append(seed)
                .append(", case ")
                .append(number)
                .append(')');
        smallest.forEach(draft -> text.append("\n    ").append(draft));
        return text.toString();
    }
}
