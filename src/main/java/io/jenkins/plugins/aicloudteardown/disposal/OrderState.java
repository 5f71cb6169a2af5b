package io.jenkins.plugins.aicloudteardown.disposal;

import org.jenkinsci.plugins.resourcedisposer.Disposable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the page of Jenkins' resource disposer says of an order, with a link to ours. */
@Restricted(NoExternalUse.class)
public final class OrderState extends Disposable.State {
    private static final long serialVersionUID = 1L;

    private final String order;

    OrderState(String words, String order) {
        super(words);
        this.order = order;
    }

    public String getOrder() {
        return order;
    }
}
