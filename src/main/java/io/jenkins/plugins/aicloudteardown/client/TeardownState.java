package io.jenkins.plugins.aicloudteardown.client;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongSupplier;

/** How far a whole teardown has come: what is saved with a Pipeline step and read again after a restart. */
public final class TeardownState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<ResourceState> items = new ArrayList<>();
    private volatile long spentMillis;
    /** Tells how much time was used by now; null until the teardown begins in this process. */
    private transient volatile LongSupplier clock;

    /** @param ids in the order asked for; an id that is named twice is worked on once */
    public TeardownState(Collection<String> ids) {
        new LinkedHashSet<>(ids).forEach(id -> items.add(new ResourceState(id)));
    }

    public List<ResourceState> items() {
        return items;
    }

    /** How much of the step's time had been used when this was saved, in milliseconds. */
    public long spentMillis() {
        return spentMillis;
    }

    /** Has the time used noted whenever this is saved, for whatever reason. */
    void clock(LongSupplier millis) {
        clock = millis;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        LongSupplier running = clock;
        if (running != null) {
            spentMillis = running.getAsLong();
        }
        out.defaultWriteObject();
    }
}
