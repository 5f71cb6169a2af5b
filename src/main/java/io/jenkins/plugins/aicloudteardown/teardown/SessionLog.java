package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What one teardown says in the build log while it is under way: nothing once it has ended. */
final class SessionLog {
    /** Of several resources so many tries that failed are told one by one, for each another reason. */
    private static final int TRIES_SHOWN = 5;

    private final TaskListener listener;
    private final String operation;
    private final boolean several;
    /** How many tries failed for a reason that was told before. */
    private final Map<Reason, Integer> untold = new EnumMap<>(Reason.class);

    private boolean closed;

    SessionLog(TaskListener listener, TeardownOrder order) {
        this.listener = listener;
        this.operation = order.operation().name();
        this.several = order.ids().size() > 1;
    }

    synchronized void say(String sentence) {
        if (!closed) {
            print(sentence);
        }
    }

    /** Says that there is another try; of several resources only the first for each reason, and the others by number. */
    synchronized void retrying(Reason why, String sentence) {
        boolean told = several && (untold.containsKey(why) || untold.size() >= TRIES_SHOWN);
        untold.merge(why, told ? 1 : 0, Integer::sum);
        if (!told) {
            say(sentence);
        }
    }

    synchronized void warn(String sentence) {
        if (!closed) {
            listener.getLogger().println("WARNING: " + sentence);
        }
    }

    private void print(String sentence) {
        listener.getLogger().println(Words.line(operation, sentence));
    }

    /** Says how it ended. */
    void end(Ending ending) {
        ending.lines().forEach(listener.getLogger()::println);
    }

    synchronized void close() {
        String more = untold.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .map(reason -> Sentences.english(Words.of(reason.getKey())) + ": " + reason.getValue())
                .collect(Collectors.joining(", "));
        if (!more.isEmpty()) {
            say("Further tries: " + more + ".");
        }
        closed = true;
    }
}
