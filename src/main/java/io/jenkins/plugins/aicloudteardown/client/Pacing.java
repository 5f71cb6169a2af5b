package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import java.time.Duration;

/** What a teardown of several resources needs at least, however quick the provider is. */
final class Pacing {
    /** What a request takes, wherever one has to wait for another. */
    private static final Duration REQUEST = Duration.ofSeconds(1);
    /** Until a key has proved good, one request at a time is sent with it; the first may take as long as one may. */
    private static final Duration FIRST_SUCCESS = Duration.ofSeconds(60);

    private Pacing() {}

    /** The rate of the service; for several also its lanes in which one waits for another, and a key's first success. */
    static Duration of(Operation operation, TeardownOptions options, int resources) {
        Duration pacing = operation.waitForIdle();
        long requests = (long) resources * operation.requests(options.ignoreMissing(), options.confirm());
        Duration rated = operation.interval().multipliedBy(requests);
        if (resources < 2) {
            return pacing.plus(rated);
        }
        int atOnce = operation.serial() ? 1 : Endpoint.DEFAULT_IN_FLIGHT;
        Duration inTurn = REQUEST.multipliedBy(requests).dividedBy(atOnce);
        return pacing.plus(FIRST_SUCCESS).plus(rated.compareTo(inTurn) > 0 ? rated : inTurn);
    }
}
