package io.jenkins.plugins.aicloudteardown.client.http;

/** A turn under all the limits that were asked for. It is held until it is closed. */
public final class Turn implements AutoCloseable {
    private final Runnable begin;
    private final Runnable end;

    Turn(Runnable begin, Runnable end) {
        this.begin = begin;
        this.end = end;
    }

    /**
     * Says that the bytes are sent now: the interval of a rate runs from here, and until then nobody else gets the next
     * turn under it. Only the first call counts.
     */
    public void begins() {
        begin.run();
    }

    /** Gives everything back, once. A rate whose turn did not begin is free at once. */
    @Override
    public void close() {
        end.run();
    }
}
