package io.jenkins.plugins.aicloudteardown.client.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;

/**
 * Tells whether a request may have left this machine. The JDK asks for the body's length when it writes the request's
 * head, which is after the connection (or the proxy's tunnel) stands, but may be before the TLS handshake is over: how
 * that ended is told by the exception.
 */
final class SentMark implements BodyPublisher {
    private final BodyPublisher body;
    private volatile boolean sent;

    SentMark(BodyPublisher body) {
        this.body = body;
    }

    boolean sent() {
        return sent;
    }

    @Override
    public long contentLength() {
        sent = true;
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        sent = true;
        body.subscribe(subscriber);
    }
}
