package io.jenkins.plugins.aicloudteardown.config;

import hudson.Util;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jvnet.localizer.Localizable;

/** Jobs name connections, so every connection has a name and no two have the same. */
final class ConnectionNames {
    private ConnectionNames() {}

    /** What is wrong with the names of these connections, if anything. */
    static Optional<Localizable> problem(Collection<? extends Connection> connections) {
        Set<String> seen = new HashSet<>();
        for (Connection connection : connections) {
            if (connection.getName().isEmpty()) {
                return Optional.of(Messages._Connection_NameBlank());
            }
            if (!seen.add(connection.getName())) {
                return Optional.of(Messages._Connection_NameTwice(connection.getName()));
            }
        }
        return Optional.empty();
    }

    /**
     * The same while somebody types.
     *
     * @param saved the name under which this connection is saved, or blank for a new one
     */
    static Optional<Localizable> problem(String name, String saved, Collection<? extends Connection> connections) {
        String text = Util.fixNull(name).strip();
        if (text.isEmpty()) {
            return Optional.of(Messages._Connection_NameBlank());
        }
        boolean another = !text.equals(Util.fixNull(saved).strip())
                && connections.stream().anyMatch(one -> one.getName().equals(text));
        return another ? Optional.of(Messages._Connection_NameTwice(text)) : Optional.empty();
    }
}
