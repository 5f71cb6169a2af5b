package io.jenkins.plugins.aicloudteardown.client.http;

import java.time.Duration;

/** Who waits under one key, and what the key is held to now. Guarded by the limiter's lock. */
final class Lane {
    final String key;
    /** Cancels what will give the next turn; null if nothing will. */
    Runnable alarm;

    private final RoundRobin<Waiter> waiters = new RoundRobin<>();
    private int inFlight;
    /** Who has the turn of a rate and has not begun; null if nobody. */
    private Waiter unbegun;

    private Duration interval = Duration.ZERO;
    private Duration nextTurn = Duration.ZERO;

    Lane(String key) {
        this.key = key;
    }

    void enter(Waiter waiter) {
        waiters.add(waiter.owner, waiter);
        waiter.waitsIn = this;
    }

    void leave(Waiter waiter) {
        waiters.remove(waiter.owner, waiter);
        waiter.waitsIn = null;
    }

    /** Takes out the next waiter, without a turn; null if nobody waits. */
    Waiter turnAway() {
        Waiter next = waiters.poll();
        if (next != null) {
            next.waitsIn = null;
        }
        return next;
    }

    /** Gives the next waiter its turn; null if nobody can have one now. */
    Waiter grant(Duration now) {
        if (waiters.isEmpty() || full() || now.compareTo(nextTurn) < 0) {
            return null;
        }
        Waiter next = turnAway();
        Limit limit = next.next();
        inFlight++;
        interval = limit.interval();
        unbegun = interval.isZero() ? null : next;
        next.held.add(this);
        return next;
    }

    private boolean full() {
        return unbegun != null || inFlight >= waiters.peek().next().inFlight().getAsInt();
    }

    /** How long the next waiter waits for nothing but time; zero if that is not so. */
    Duration pause(Duration now) {
        boolean onlyTime = !waiters.isEmpty() && !full() && now.compareTo(nextTurn) < 0;
        return onlyTime ? nextTurn.minus(now) : Duration.ZERO;
    }

    void begin(Waiter waiter, Duration now) {
        if (unbegun == waiter) {
            unbegun = null;
            nextTurn = now.plus(interval);
        }
    }

    void end(Waiter waiter) {
        inFlight--;
        if (unbegun == waiter) {
            unbegun = null;
        }
    }

    boolean idle(Duration now) {
        return inFlight == 0 && waiters.isEmpty() && now.compareTo(nextTurn) >= 0;
    }
}
