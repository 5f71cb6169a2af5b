package io.jenkins.plugins.aicloudteardown.sandbox;

import java.util.List;
import java.util.Map;

/** One service of a provider: its operations, how it knows its callers, and the words in which it refuses. */
abstract class ProviderService {

    abstract List<Route> routes();

    abstract Finding authenticate(Call call);

    /** The refusal of a caller that was not admitted. */
    abstract Reply.Message refuse(Call call, Finding finding);

    /** A refusal that comes before anything else happens to an admitted call, or null. */
    Reply gate(Call call) {
        return null;
    }

    /** Traps that only this service has. */
    Map<String, Trap> traps() {
        return Map.of();
    }

    abstract Reply.Message throttled();

    abstract Reply.Message quota();

    abstract Reply.Message unavailable();

    abstract Reply.Message gatewayTimeout();

    /** The answer for an API that the provider no longer offers. */
    abstract Reply.Message retired();

    abstract Reply.Message serverError();

    abstract Reply.Message badRequest();

    /** An error in the service's own envelope with words of our choice. */
    abstract Reply.Message error(int status, String message);

    /**
     * Whether an id that nobody added exists all the same: those that start with {@code ok} and those of traps do,
     * until they are deleted, so that a test needs no preparation.
     */
    boolean springsUp(String id) {
        return id.startsWith("ok") || Traps.find(this, id) != null;
    }
}
