package io.jenkins.plugins.aicloudteardown.client.operation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When a resource was deployed, as far as it matters: the last time.
 *
 * @param newest the time of the last deployment; null if there was none, or if that cannot be told
 * @param then   how many deployments have that very time
 * @param why    where it cannot be told, the answer that was given instead; otherwise null
 */
public record Deployments(Instant newest, int then, Reading why) {
    /** Times are of seconds, and two within one second must not look like one. */
    static Deployments of(Listing history) {
        if (history.why() != null) {
            return unknown(history.why());
        }
        Collection<String> texts = history.states().values();
        List<Instant> times = texts.stream()
                .map(text -> FinishTime.read(text.strip(), ZoneOffset.UTC))
                .flatMap(Optional::stream)
                .toList();
        if (times.size() < texts.size()) {
            return unknown(Reading.contradiction("").at(200));
        }
        Instant newest = times.stream().max(Instant::compareTo).orElse(null);
        return new Deployments(
                newest, (int) times.stream().filter(time -> time.equals(newest)).count(), null);
    }

    /** @param why what the answer says instead */
    public static Deployments unknown(Reading why) {
        return new Deployments(null, 0, why);
    }

    /** The same text as long as nothing is deployed. */
    public String mark() {
        return newest == null ? "none" : newest + " " + then;
    }

    /** Whether something was deployed after that time. */
    public boolean after(Instant time) {
        return newest != null && newest.isAfter(time);
    }
}
