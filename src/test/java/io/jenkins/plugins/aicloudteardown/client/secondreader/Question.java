package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Something that is asked of a provider, with both of its readers.
 *
 * @param documented makes answers as the documents show them
 * @param first      the client's reader; it takes as many answers as it wants
 * @param second     whether answers may count as what the first reader takes them for
 */
record Question(
        String name,
        String id,
        Function<RandomGenerator, List<Draft>> documented,
        Function<Conversation, Claim> first,
        Judge second) {
    @FunctionalInterface
    interface Judge {
        boolean may(Claim claim, Conversation read);
    }

    Question readBy(Function<Conversation, Claim> other) {
        return new Question(name, id, documented, other, second);
    }

    @Override
    public String toString() {
        return name;
    }
}
