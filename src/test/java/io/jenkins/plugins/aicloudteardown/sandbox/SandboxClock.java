package io.jenkins.plugins.aicloudteardown.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The provider's clock: the caller's, set ahead by the skew. */
final class SandboxClock extends Clock {

    private final Clock base;
    private volatile Duration skew = Duration.ZERO;

    SandboxClock(Clock base) {
        this.base = base;
    }

    void skew(Duration ahead) {
        skew = ahead;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Providers tell UTC");
    }

    boolean within(Instant stamp, Duration tolerance) {
        return Duration.between(stamp, instant()).abs().compareTo(tolerance) <= 0;
    }
}
