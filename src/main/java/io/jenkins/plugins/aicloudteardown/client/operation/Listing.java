package io.jenkins.plugins.aicloudteardown.client.operation;

import java.util.Map;

/**
 * The entries of a service's list.
 *
 * @param states the provider's word for the state of each entry that was read, by its id
 * @param why    where the list is not known to be whole, the answer that was given instead; otherwise null
 */
public record Listing(Map<String, String> states, Reading why) {
    public Listing {
        states = Map.copyOf(states);
    }

    public static Listing unknown(Reading why) {
        return new Listing(Map.of(), why);
    }

    /** @return ABSENT only if the list is whole and nothing in it may be that resource */
    public Observation find(String id) {
        Spelling spelling = new Spelling(id);
        return states.entrySet().stream()
                .filter(entry -> spelling.mayBe(entry.getKey()))
                .findFirst()
                .map(entry -> Observation.of(Observation.Kind.PENDING, entry.getValue()))
                .orElseGet(() -> why == null ? Observation.of(Observation.Kind.ABSENT, "") : Observation.unseen(why));
    }
}
