package io.jenkins.plugins.aicloudteardown.report;

import io.jenkins.plugins.aicloudteardown.client.Progress;
import java.util.List;

/**
 * What a row keeps for a restart and no page shows.
 *
 * @param order   the random id of the order that the row belongs to
 * @param phase   null stands for one that this version does not know
 * @param lost    how many answers were lost
 * @param answered whether a write was answered once
 * @param before  what was seen before the write, or null
 * @param changed whether a change was seen since the write
 * @param members all that is to be removed, or null
 * @param spent   how much of the order's time was used, in milliseconds
 * @param claims  the order whose row this one takes the place of, or null
 * @param place   where among the ids of its order it stands, from 0; 0 in rows of earlier versions
 */
record Noted(
        String order,
        Progress.Phase phase,
        int lost,
        boolean answered,
        Progress.Baseline before,
        boolean changed,
        List<String> members,
        long spent,
        String claims,
        int place) {
    static Noted of(String order, Progress progress, long spent, String claims, int place) {
        return new Noted(
                order,
                progress.phase(),
                progress.answersLost(),
                progress.answered(),
                progress.before(),
                progress.changeSeen(),
                progress.members(),
                spent,
                claims,
                place);
    }
}
