package io.jenkins.plugins.aicloudteardown.client;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** How far a whole teardown has come: what is saved with a Pipeline step and read again after a restart. */
public final class TeardownState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<ItemState> items = new ArrayList<>();
    private volatile long spentMillis;

    /** @param ids in the order asked for; an id that is named twice is worked on once */
    public TeardownState(Collection<String> ids) {
        new LinkedHashSet<>(ids).forEach(id -> items.add(new ItemState(id)));
    }

    public List<ItemState> items() {
        return items;
    }

    /** How much of the step's time had been used when this was last saved, in milliseconds. */
    public long spentMillis() {
        return spentMillis;
    }

    void spend(long millis) {
        spentMillis = millis;
    }
}
