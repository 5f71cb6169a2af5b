package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import java.time.Duration;
import java.util.List;

/** The services that are called, each at a host of its own. */
public enum Service {
    DATAFOREST(Provider.NCP),
    /** One request a second (NCLUE overview). */
    NCLUE(Provider.NCP, Duration.ofSeconds(1)),
    ROMA(Provider.HUAWEI),
    MODELARTS(Provider.HUAWEI);

    private final Provider provider;
    private final Duration interval;

    Service(Provider provider) {
        this(provider, Duration.ZERO);
    }

    Service(Provider provider, Duration interval) {
        this.provider = provider;
        this.interval = interval;
    }

    public Provider provider() {
        return provider;
    }

    /** At least this long between two requests of one key; zero where the service allows any. */
    public Duration interval() {
        return interval;
    }

    /** The limits of every request of a key. */
    List<Limit> limits(String key) {
        return interval.isZero() ? List.of() : List.of(Limit.every(this + " " + key, interval));
    }
}
