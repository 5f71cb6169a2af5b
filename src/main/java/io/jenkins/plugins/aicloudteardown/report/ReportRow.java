package io.jenkins.plugins.aicloudteardown.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.jenkins.plugins.aicloudteardown.client.Progress;
import io.jenkins.plugins.aicloudteardown.client.outcome.Asked;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one operation of a build did to one resource: codes and facts, put into words only when somebody looks. Its
 * fields' names are those of the report's file, whose texts may be of a version that did not know what XML cannot hold.
 */
@ExportedBean
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonIgnoreProperties(ignoreUnknown = true)
@Restricted(NoExternalUse.class)
public final class ReportRow implements JournalLine {
    /** Stands in {@link #getKept()} where another one has it. */
    private static final String REPLACED = "REPLACED";

    private final String node;
    private final String stage;
    private final String operation;
    private final String id;
    private String host;
    private final Outcome outcome;
    private final Reason reason;
    private final boolean ended;
    private final String code;
    private final String message;
    private final int status;
    private final int tries;
    private final long durationMillis;
    private final String lastState;
    private final ArrayList<String> removed = new ArrayList<>();
    private final ArrayList<ReportFailure> failures = new ArrayList<>();
    private final Noted noted;
    /** What becomes of it after its step, as a code; null where nothing does. */
    private String kept;
    /** Who decided that, or null. */
    private String keptBy;
    /** What was asked when the answer came that the reason speaks of; null stands for the write itself. */
    private final Asked asked;
    /** How its order began; null in a file that lacks that line. Not a part of its own line. */
    private transient Opening opening;

    private transient int placeBefore;

    /** For Jackson: what a line lacks keeps these. */
    private ReportRow() {
        this(
                "",
                "",
                "",
                "",
                ResourceResult.of("", Outcome.UNKNOWN, Reason.INTERRUPTED).build(),
                null);
    }

    /**
     * What is known of a resource: how it ended, or what holds if nothing more is ever noted of it.
     *
     * @param order of which order
     * @param stage empty where there is none
     * @param host  empty where it was not looked up yet
     * @param place where among the ids of its order it stands, from 0
     */
    public static ReportRow of(Opening order, String stage, String host, Progress progress, String claims, int place) {
        Noted noted = Noted.of(order.opening(), progress, order.spent(), claims, place);
        return new ReportRow(order.node(), stage, order.operation(), host, progress.soFar(), noted);
    }

    /** The same of a row whose place is not known. */
    public static ReportRow of(Opening order, String stage, String host, Progress progress, String claims) {
        return of(order, stage, host, progress, claims, 0);
    }

    private ReportRow(String node, String stage, String operation, String host, ResourceResult result, Noted noted) {
        this.node = node;
        this.stage = stage;
        this.operation = operation;
        this.host = host;
        this.noted = noted;
        ended = noted != null && noted.phase() == Progress.Phase.ENDED;
        id = result.id();
        outcome = result.outcome();
        reason = result.reason();
        code = result.code();
        message = result.message();
        status = result.status();
        tries = result.tries();
        durationMillis = result.millis();
        lastState = result.lastState();
        asked = result.asked() == Asked.WRITE ? null : result.asked();
        removed.addAll(result.removed());
        result.failures().forEach(failure -> failures.add(ReportFailure.of(failure)));
    }

    /** The same with what becomes of it after its step. */
    public ReportRow kept(String state, String by) {
        ReportRow row = as(getOutcome());
        row.kept = state;
        row.keptBy = by;
        return row;
    }

    /** The same with another outcome. */
    public ReportRow as(Outcome other) {
        return as(other, getReason());
    }

    /** The same with another outcome, for another reason. */
    public ReportRow as(Outcome other, Reason why) {
        return new ReportRow(getNode(), stage, operation, host, soFar(other, why), noted);
    }

    /** Whether a later order, or a step, has taken it over: what is left of it is not left here. */
    boolean replaced() {
        boolean open = getOutcome() == Outcome.DEFERRED || !getOutcome().good();
        return open && REPLACED.equals(kept);
    }

    /** What is noted for a restart; null in rows from before there was a journal. */
    Noted noted() {
        return noted;
    }

    /** The key of the row that this one takes the place of, or null. */
    String claimed() {
        return noted == null || noted.claims() == null ? null : noted.claims() + ' ' + id;
    }

    /** The progress that this row was made from. */
    public Progress progress() {
        Progress.Phase phase = noted.phase() == null ? Progress.Phase.SENT : noted.phase();
        return new Progress(
                phase, result(), noted.lost(), noted.answered(), noted.before(), noted.changed(), noted.members());
    }

    private ResourceResult soFar(Outcome as, Reason why) {
        return ResourceResult.of(id, as, why)
                .said(status, code, message)
                .effort(tries, durationMillis)
                .lastState(lastState)
                .asked(asked == null ? Asked.WRITE : asked)
                .removed(removed)
                .failures(failures.stream()
                        .map(one -> new Failure(one.getId(), one.getCode(), one.getMessage()))
                        .toList())
                .build();
    }

    /** An order that ends after a restart, before its connection is looked up again, does not know its host. */
    void calledBefore(String earlier) {
        if (host.isEmpty()) {
            host = earlier;
        }
    }

    /** Takes the place of an earlier row: what is noted of it later may not know where it stood. */
    void standsFor(ReportRow earlier) {
        calledBefore(earlier.getHost());
        placeBefore = earlier.place();
    }

    /** A later row with the same key takes the place of an earlier one. */
    String key() {
        return order() + ' ' + id;
    }

    /** What tells its order from the build's others. */
    String order() {
        return noted == null ? node : noted.order();
    }

    /** Where among the ids of its order it stands. */
    int place() {
        return Math.max(placeBefore, noted == null ? 0 : noted.place());
    }

    /** @param began how its order began, or null where that is not known */
    void opened(Opening began) {
        opening = began;
    }

    /** How it ended, as the client told it. */
    ResourceResult result() {
        return soFar(getOutcome(), getReason());
    }

    /** The opening line of its step, or null where that is not known. */
    Opening opening() {
        return opening;
    }

    /** How its step was called, or null where that is not known. */
    StepCall call() {
        return opening == null ? null : opening.call();
    }

    /** The id of the Pipeline node, or {@code freestyle-N} for the Nth operation of a freestyle build. */
    @Exported
    public String getNode() {
        return node;
    }

    @Exported
    public String getStage() {
        return VisibleText.of(stage);
    }

    @Exported
    public String getOperation() {
        return operation;
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getHost() {
        return host;
    }

    /** What becomes of it after its step, or empty. */
    @Exported
    public String getKept() {
        return kept == null ? "" : kept;
    }

    /** Who decided that, or empty. */
    @Exported
    public String getKeptBy() {
        return keptBy == null ? "" : VisibleText.of(keptBy);
    }

    /** The connection's name, or empty. */
    @Exported
    public String getConnection() {
        return opening == null ? "" : VisibleText.of(opening.connection());
    }

    /** The id of the credential that was meant, or empty where it is not known. */
    @Exported
    public String getCredentialsId() {
        return opening == null ? "" : VisibleText.of(opening.credentialsId());
    }

    /** A code that this version does not know counts as unknown, which is never good. */
    @Exported
    public Outcome getOutcome() {
        return outcome == null ? Outcome.UNKNOWN : outcome;
    }

    @Exported
    public Reason getReason() {
        return reason == null ? Reason.CONTRADICTION : reason;
    }

    /** Whether this is the end; otherwise it is what holds if the build ended here. */
    @Exported
    public boolean isEnded() {
        return ended;
    }

    /** The provider's code, or empty. */
    @Exported
    public String getCode() {
        return VisibleText.of(code);
    }

    /** The provider's message, redacted and cut, or empty. */
    @Exported
    public String getMessage() {
        return VisibleText.of(message);
    }

    /** The last HTTP status, or 0 if there was no response. */
    @Exported
    public int getStatus() {
        return status;
    }

    /** How many times the write left this machine or tried to. */
    @Exported
    public int getTries() {
        return tries;
    }

    /** From the beginning of its step to its end, waits included, in milliseconds; 0 as long as it is under way. */
    @Exported
    public long getDurationMillis() {
        return durationMillis;
    }

    /** The last state that the provider's read API showed, or empty. */
    @Exported
    public String getLastState() {
        return VisibleText.of(lastState);
    }

    /** What the provider says it removed, the id itself included. */
    @Exported
    public List<String> getRemoved() {
        return removed.stream().map(VisibleText::of).toList();
    }

    /** The provider's failure list. */
    @Exported(inline = true)
    public List<ReportFailure> getFailures() {
        return Collections.unmodifiableList(failures);
    }
}
