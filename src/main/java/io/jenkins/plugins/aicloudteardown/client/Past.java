package io.jenkins.plugins.aicloudteardown.client;

import java.time.Duration;
import java.util.Map;

/**
 * What an earlier life of the process has noted of a teardown.
 *
 * @param known by id; what was never begun is not in it
 * @param spent how much of the teardown's time was used
 * @param hosts by id: where its writes were sent, as far as that was noted
 * @param whole whether all that was noted could be read: only then does a missing resource mean that nothing was sent
 */
public record Past(Map<String, Progress> known, Map<String, String> hosts, Duration spent, boolean whole) {
    /** Of a teardown that begins now. */
    public static final Past NONE = new Past(Map.of(), Duration.ZERO, true);

    /** Where nothing is known of hosts. */
    public Past(Map<String, Progress> known, Duration spent, boolean whole) {
        this(known, Map.of(), spent, whole);
    }

    /** Whether a resource's writes were sent to another host. */
    boolean sentElsewhere(String id, String host) {
        return !hosts.getOrDefault(id, host).equals(host);
    }

    /** Whether every one of these has a result, so that there is nothing left to do. */
    boolean endedAll(Iterable<String> ids) {
        for (String id : ids) {
            if (!known.containsKey(id) || !known.get(id).ended()) {
                return false;
            }
        }
        return true;
    }
}
