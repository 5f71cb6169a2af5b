package io.jenkins.plugins.aicloudteardown.teardown;

import hudson.model.TaskListener;
import io.jenkins.plugins.aicloudteardown.words.Words;

/** What one teardown says in the build log while it is under way: nothing once it has ended. */
final class SessionLog {
    private final TaskListener listener;
    private final String operation;
    private boolean closed;

    SessionLog(TaskListener listener, String operation) {
        this.listener = listener;
        this.operation = operation;
    }

    void say(String sentence) {
        print(Words.line(operation, sentence));
    }

    void warn(String sentence) {
        print("WARNING: " + sentence);
    }

    private synchronized void print(String line) {
        if (!closed) {
            listener.getLogger().println(line);
        }
    }

    /** Says how it ended. */
    void end(Ending ending) {
        listener.getLogger().println(ending.sentence());
    }

    synchronized void close() {
        closed = true;
    }
}
