package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.List;

/** Whatever has requests to send to a service: all that their sender needs to know of it. */
public interface Caller {
    Service service();

    /**
     * What this service allows besides the connection's own maximum.
     *
     * @param key   names the key without telling it
     * @param write whether a write is asked for
     */
    default List<Limit> limits(Endpoint endpoint, String key, boolean write) {
        return service().limits(key);
    }

    /** What any answer of this service says, as far as it is not the caller's own. */
    default Reading classify(HttpReply reply) {
        return reply.status() < 300
                ? Reading.of(Reading.Kind.ACCEPTED, Reason.ACCEPTED, "", "")
                : ProviderErrors.read(reply, service().provider());
    }
}
