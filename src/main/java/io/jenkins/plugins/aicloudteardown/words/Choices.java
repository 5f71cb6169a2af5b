package io.jenkins.plugins.aicloudteardown.words;

import hudson.Util;
import hudson.util.ListBoxModel;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The choices of a drop-down. */
@Restricted(NoExternalUse.class)
public final class Choices {
    private Choices() {}

    /** Adds the configured value if it is not offered, so that saving the form does not silently choose another one. */
    public static ListBoxModel keep(ListBoxModel items, String current) {
        String value = Util.fixEmptyAndTrim(current);
        if (value != null && items.stream().noneMatch(option -> option.value.equals(value))) {
            items.add(value);
        }
        return items;
    }
}
