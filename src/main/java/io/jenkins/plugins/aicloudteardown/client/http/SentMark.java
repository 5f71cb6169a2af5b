package io.jenkins.plugins.aicloudteardown.client.http;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * Tells whether a request may have left this machine. The JDK asks for the body's length when it writes the request's
 * head, which is after the connection (or the proxy's tunnel) stands, but may be before the TLS handshake is over: how
 * that ended is told by the exception.
 *
 * <p>A write gives its body out once: with {@code jdk.httpclient.enableAllMethodRetry}, which any other plugin may have
 * set, the JDK itself sends a write again whose connection was lost.
 */
final class SentMark implements BodyPublisher {
    private final BodyPublisher body;
    private final boolean repeatable;
    private boolean measured;
    private boolean given;
    private boolean sealed;

    SentMark(BodyPublisher body, boolean repeatable) {
        this.body = body;
        this.repeatable = repeatable;
    }

    /** Lets nothing leave any more, so that the answer stays true. Returns whether the request may have left. */
    synchronized boolean seal() {
        sealed = true;
        return measured || given;
    }

    @Override
    public long contentLength() {
        synchronized (this) {
            if (refused(measured)) {
                throw new IllegalStateException("this request is not sent again");
            }
            measured = true;
        }
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        boolean refused;
        synchronized (this) {
            refused = refused(given);
            given |= !refused;
        }
        if (refused) {
            subscriber.onSubscribe(new NoSubscription());
            subscriber.onError(new IOException("this request is not sent again"));
        } else {
            body.subscribe(subscriber);
        }
    }

    private boolean refused(boolean before) {
        return sealed || before && !repeatable;
    }

    private static final class NoSubscription implements Subscription {
        @Override
        public void request(long count) {
            // There is nothing to give.
        }

        @Override
        public void cancel() {
            // There is nothing to end.
        }
    }
}
