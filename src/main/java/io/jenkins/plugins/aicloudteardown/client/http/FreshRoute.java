package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Routes for writes that must not be repeated. Firewalls forget an idle connection without a word to either end, and
 * what is sent over it is lost: with these routes no connection is used that has been idle for twenty seconds.
 */
public final class FreshRoute implements Supplier<Transport.Route> {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Supplier<Transport.Route> maker;
    private final Timing timing;
    private Transport.Route route;
    private Duration made;

    /** @param maker makes a route with a client of its own, which has no connection yet */
    public FreshRoute(Supplier<Transport.Route> maker, Timing timing) {
        this.maker = maker;
        this.timing = timing;
    }

    /**
     * The route to use now. Its age counts and not its last use, which may have been at another host: each host has
     * connections of its own.
     */
    @Override
    public synchronized Transport.Route get() {
        Duration now = timing.elapsed();
        if (route == null || now.minus(made).compareTo(LONGEST) >= 0) {
            route = maker.get();
            made = now;
        }
        return route;
    }
}
