package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.outcome.VisibleText;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * An operation that was refused before it began, because a parameter, a connection or a credential is not what it must
 * be. Nothing was sent, and no resource has a row.
 */
@ExportedBean
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
@Restricted(NoExternalUse.class)
public final class Refusal implements JournalLine {
    private final String refused;
    private final String why;

    /** For Jackson. */
    private Refusal() {
        this("", "");
    }

    private Refusal(String operation, String why) {
        this.refused = operation;
        this.why = why;
    }

    /**
     * Notes it in the build's journal. Never blocks.
     *
     * @param why the sentence of the build log
     */
    public static void note(Run<?, ?> run, String operation, String why) {
        Journals.get().of(run).note(new Refusal(operation, why));
    }

    /** The function's name. */
    @Exported
    public String getOperation() {
        return VisibleText.of(refused);
    }

    /** The sentence of the build log. */
    @Exported
    public String getWhy() {
        return VisibleText.of(why);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Refusal that && Objects.equals(refused, that.refused) && Objects.equals(why, that.why);
    }

    @Override
    public int hashCode() {
        return Objects.hash(refused, why);
    }
}
