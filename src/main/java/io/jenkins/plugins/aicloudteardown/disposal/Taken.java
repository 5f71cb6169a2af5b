package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.report.Opening;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first line of an order's file: all that is needed to carry it out when the build is gone.
 *
 * @param order  the order's random id, that of the step it is from
 * @param taken  when, in milliseconds since 1970
 * @param atEnd  whether it is for the end of the build; otherwise it is what a step could not finish
 * @param own    the operation's own parameters
 * @param owner  the build
 * @param place  where its resources are
 * @param home   the root URL of the Jenkins that took it
 * @param step   how the build's journal names the step
 * @param stage  the name of the stage, or empty
 */
record Taken(
        String order,
        long taken,
        boolean atEnd,
        Map<String, String> own,
        Owner owner,
        Place place,
        String home,
        Opening step,
        String stage)
        implements OrderLine {
    Taken {
        own = own == null ? Map.of() : Map.copyOf(own);
        home = home == null ? "" : home;
        stage = stage == null ? "" : stage;
    }

    /** Whether it has all without which nothing can be done for it. */
    boolean whole() {
        return order != null && owner != null && owner.job() != null && place != null && step != null;
    }

    /** What tells a resource from every other one, however it is to be torn down. */
    String key(String id) {
        return String.join(" ", step.operation(), place.host(), place.projectId(), scope(), id);
    }

    private String scope() {
        return Operations.named(step.operation())
                .map(type -> type.maker().apply(own).scope())
                .orElseGet(() -> new TreeMap<>(own).toString());
    }

    /** Whether the other one leaves nothing of a resource to do that is asked for here: a cascade takes more along. */
    boolean asksNoMoreThan(Taken other) {
        return own.equals(other.own);
    }

    /** What one try at a time is made with. */
    String lane() {
        return String.join(
                " ", place.host(), owner.context().job().replaceFirst("/?[^/]*$", ""), place.credentialsId());
    }
}
