package io.jenkins.plugins.aicloudteardown.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the sandbox does with a request: a message, or something that a broken network or server would do. */
public sealed interface Reply {

    /** An ordinary answer. */
    record Message(int status, Map<String, String> headers, byte[] body) implements Reply {

        /** The same answer with a header added or, for a null value, left as it is. */
        public Message with(String name, String value) {
            if (value == null) {
                return this;
            }
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Message(status, Collections.unmodifiableMap(more), body);
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Keeps the client waiting until it hangs up or the sandbox is closed.
     *
     * @param released what to do when {@link ProviderSandbox#releaseHanging()} is called
     */
    record Hang(Supplier<Reply> released) implements Reply {}

    /** Keeps the client waiting for a time; the client may hang up meanwhile. */
    record Delayed(Duration by, Reply then) implements Reply {}

    /** Resets the connection (TCP RST). */
    record Reset() implements Reply {}

    /** Closes the connection in an orderly way, without a byte of an answer. */
    record Closed() implements Reply {}

    /** Announces the whole body, sends only its first bytes and closes. */
    record Truncated(Message whole, int sent) implements Reply {}

    /** Sends a body that goes on until the client hangs up. */
    record Endless(Message head) implements Reply {}

    /** Sends the head at once and the body byte by byte. */
    record Trickle(Message whole, Duration every) implements Reply {}

    /** Sends an interim (1xx) response first. */
    record Interim(int status, Reply then) implements Reply {}

    /** Sends these bytes, HTTP or not, and closes. */
    record Raw(byte[] bytes) implements Reply {
        public Raw(String text) {
            this(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** A JSON answer. */
    static Message json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An HTML page, as proxies and load balancers send. */
    static Message html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer without a body. */
    static Message empty(int status) {
        return new Message(status, Map.of(), new byte[0]);
    }

    /** An answer of any type. */
    static Message of(int status, String contentType, byte[] body) {
        return new Message(status, Map.of("Content-Type", contentType), body);
    }

    /** Hangs; nothing is done to the resource, and a release closes the connection. */
    static Reply hang() {
        return new Hang(Closed::new);
    }
}
