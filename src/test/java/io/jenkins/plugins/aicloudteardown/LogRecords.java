package io.jenkins.plugins.aicloudteardown;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is logged while it is open, by the plugin and by the JDK's HTTP client to the last detail. */
final class LogRecords extends Handler {
    /** Logged at the lowest level when it is opened: what does not show it shows nothing of that level. */
    static final String FIRST = "from here on everything is recorded";

    static final List<String> TALKATIVE = List.of(
            "io.jenkins.plugins.aicloudteardown",
            "java.net.http",
            "jdk.httpclient",
            "jdk.httpclient.HttpClient",
            "jdk.internal.net.http",
            "jdk.event.security");

    /** Held, because a logger that nobody holds forgets its level. */
    private final List<Logger> loggers =
            TALKATIVE.stream().map(Logger::getLogger).toList();

    private final List<String> texts = new CopyOnWriteArrayList<>();

    LogRecords() {
        setLevel(Level.ALL);
        loggers.forEach(logger -> logger.setLevel(Level.ALL));
        Logger.getLogger("").addHandler(this);
        loggers.get(0).finest(FIRST);
    }

    /** Everything that a record holds. */
    List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord record) {
        StringWriter text = new StringWriter();
        text.append(record.getLoggerName()).append(' ').append(new SimpleFormatter().formatMessage(record));
        Object[] parameters = record.getParameters();
        if (parameters != null) {
            for (Object parameter : parameters) {
                text.append('\n').append(String.valueOf(parameter));
            }
        }
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        texts.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
        loggers.forEach(logger -> logger.setLevel(null));
    }
}
