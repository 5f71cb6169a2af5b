package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider answers in one play.
 *
 * @param replies to each kind of request in their order; a draft with the status {@link #LOST} is no answer at all
 */
record Script(
        Actor actor, boolean ignoreMissing, boolean confirm, boolean login, Map<Exchange.Asked, List<Draft>> replies) {
    static final int LOST = 0;

    /** All scripts with a little less in them. */
    List<Script> smaller() {
        List<Script> all = new ArrayList<>();
        replies.forEach((asked, drafts) -> {
            for (int i = 0; i < drafts.size(); i++) {
                all.add(with(asked, Shrinker.without(drafts, i)));
            }
        });
        if (login) {
            all.add(new Script(actor, ignoreMissing, confirm, false, replies));
        }
        replies.forEach((asked, drafts) -> {
            if (!drafts.isEmpty()) {
                Shrinker.smaller(drafts).forEach(fewer -> all.add(with(asked, fewer)));
            }
        });
        return all;
    }

    private Script with(Exchange.Asked asked, List<Draft> drafts) {
        Map<Exchange.Asked, List<Draft>> others = new EnumMap<>(replies);
        others.put(asked, drafts);
        return new Script(actor, ignoreMissing, confirm, login, others);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(actor.name());
        text.append(ignoreMissing ? ", ignoreMissing" : "").append(confirm ? ", confirm" : "");
        replies.forEach((asked, drafts) -> drafts.forEach(draft -> text.append("\n    ")
                .append(asked)
                .append(": ")
                .append(draft.status() == LOST ? "lost" : draft.toString())));
        return text.toString();
    }
}
