package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.security.ACL;
import hudson.security.ACLContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** Has what was handed over believe that time has passed. */
final class LaterClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    private LaterClock() {}

    /** The clock of what is handed over from now on. */
    static LaterClock set() {
        LaterClock clock = new LaterClock();
        Disposals.get().clock(clock);
        return clock;
    }

    /** Lets that much pass, does what comes then as the minutes do, and waits until all of it is over. */
    void pass(Duration time) throws Exception {
        ahead = ahead.plus(time);
        Disposals disposals = Disposals.get();
        disposals.loaded().get(1, TimeUnit.MINUTES);
        disposals.movedJobs().followed().get(1, TimeUnit.MINUTES);
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            disposals.askBuilds();
        }
        disposals.orders().all().forEach(disposals::offer);
        disposals.idle().get(5, TimeUnit.MINUTES);
    }

    void passMinutes(long minutes) throws Exception {
        pass(Duration.ofMinutes(minutes));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
