package io.jenkins.plugins.aicloudteardown.client.http;

/** A turn under all the limits that were asked for. It is held until it is closed. */
public interface Turn extends AutoCloseable {
    /**
     * Says that the bytes are sent now: the interval of a rate runs from here, and until then nobody else gets the next
     * turn under it. Only the first call counts.
     */
    void begins();

    /** Gives everything back, once. A rate whose turn did not begin is free at once. */
    @Override
    void close();
}
