package io.jenkins.plugins.aicloudteardown.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The build's teardown page. The rows are in a file of the build's directory; what is persisted with the build are the
 * counts, which are valid for one length of that file and counted anew where it has another.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class TeardownAction implements RunAction2 {
    /** The report's file, in the build's directory. */
    public static final String FILE = "ai-cloud-teardown.jsonl";

    private static final Logger LOGGER = Logger.getLogger(TeardownAction.class.getName());

    private volatile ReportCounts counts = ReportCounts.NONE;
    private transient Run<?, ?> run;
    private transient SoftReference<ReportTable> read;
    /** What this life has written of the file, in bytes. */
    private transient long length;

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
        if (counts == null) {
            counts = ReportCounts.NONE;
        }
    }

    /**
     * The build's report, made and saved with the build if there is none, so that it is found even after a controller
     * that is killed. Blocks; one thread at a time for each build.
     */
    static TeardownAction of(Run<?, ?> run) throws IOException {
        TeardownAction present = run.getAction(TeardownAction.class);
        if (present != null) {
            return present;
        }
        TeardownAction made = new TeardownAction();
        run.addAction(made);
        run.save();
        return made;
    }

    /** Appends lines to the journal; blocks. Where the build is, is asked anew: it may have been moved. */
    synchronized void append(List<JournalLine> lines, boolean force) throws IOException {
        JournalFile file = file();
        ReportTable table = file.length() == 0 ? new ReportTable() : cached();
        JournalFile.Written written = file.append(lines, force, length);
        length = written.to();
        // Without a table at hand, whoever looks next will read and count: a build must not pay for it again and again.
        if (table != null) {
            table.take(lines, written);
            keep(table);
        }
    }

    /**
     * What a build's journal holds by now; blocks. A build that was restored from an earlier point may know nothing of
     * the file that stands beside it.
     */
    static JournalIndex index(Run<?, ?> run) {
        TeardownAction known = run.getAction(TeardownAction.class);
        try {
            return JournalIndex.read(file(run), known == null ? 0 : known.counts.bytes());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The teardown journal of " + run + " cannot be read");
            return JournalIndex.unreadable();
        }
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return counts().any() ? "symbol-cloud" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.TeardownAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "ai-cloud-teardown";
    }

    public Api getApi() {
        return new Api(this);
    }

    // The counts

    @Exported(visibility = 2)
    public int getTotal() {
        return counts().total();
    }

    @Exported(visibility = 2)
    public int getDone() {
        return count(Outcome.DONE);
    }

    @Exported(visibility = 2)
    public int getAlreadyGone() {
        return count(Outcome.ALREADY_GONE);
    }

    @Exported(visibility = 2)
    public int getPartial() {
        return count(Outcome.PARTIAL);
    }

    @Exported(visibility = 2)
    public int getUnconfirmed() {
        return count(Outcome.UNCONFIRMED);
    }

    @Exported(visibility = 2)
    public int getFailed() {
        return count(Outcome.FAILED);
    }

    @Exported(visibility = 2)
    public int getNotSent() {
        return count(Outcome.NOT_SENT);
    }

    @Exported(visibility = 2)
    public int getUnknown() {
        return count(Outcome.UNKNOWN);
    }

    @Exported(visibility = 2)
    public int getDryRun() {
        return count(Outcome.DRY_RUN);
    }

    /** How many were left for the end of the build. */
    @Exported(visibility = 2)
    public int getDeferred() {
        return count(Outcome.DEFERRED);
    }

    /** How many have not ended yet; 0 once the build has. */
    @Exported(visibility = 2)
    public int getUnderWay() {
        return counts().underWay(run.isBuilding());
    }

    private int count(Outcome outcome) {
        return counts().of(outcome, run.isBuilding());
    }

    /** How many have ended otherwise than they were asked for. */
    @Exported(visibility = 2)
    public int getLeft() {
        return counts().left(run.isBuilding());
    }

    /** How many operations were refused before any resource had a row. */
    @Exported(visibility = 2)
    public int getRefused() {
        return counts().refused();
    }

    // The rows

    /** What was refused before any resource had a row, and why. */
    @Exported(inline = true)
    public synchronized List<Refusal> getRefusals() {
        ReportTable table = counts().refused() == 0 ? null : table();
        return table == null ? List.of() : table.refusals();
    }

    /** The rows of the page that the request's {@code page}, {@code outcome} and {@code q} ask for. */
    @Exported(inline = true)
    public List<ReportRow> getRows() {
        return getAsked().rows();
    }

    /** The asked page's number, from 1. */
    @Exported
    public int getPage() {
        return getAsked().getNumber();
    }

    /** How many pages there are for what was asked, at least 1. */
    @Exported
    public int getPages() {
        return getAsked().getPages();
    }

    /** The page that the present request asks for; the first of all rows outside of a request. */
    @NonNull
    public ReportPage getAsked() {
        var request = Stapler.getCurrentRequest2();
        return request == null
                ? page(null, ReportFilter.ALL)
                : page(
                        request.getParameter("page"),
                        ReportFilter.of(request.getParameter("outcome"), request.getParameter("q")));
    }

    private ReportPage page(String number, ReportFilter filter) {
        return ReportPage.of(rows(), run.isBuilding(), number, filter);
    }

    /** All rows that the present request asks for, as the lines of a file. */
    @NonNull
    public Iterable<String> getCsv() {
        return ReportCsv.lines(getAsked().all());
    }

    /** What is shown of the report on the build's own page; reads no row where all is well. */
    @NonNull
    public ReportSummary getSummary() {
        boolean building = run.isBuilding();
        ReportCounts now = counts();
        List<RowView> left = now.left(building) == 0
                ? List.of()
                : page(null, ReportFilter.of(ReportFilter.LEFT, "")).all();
        return new ReportSummary(now, building, left, getRefusals());
    }

    // The file

    private JournalFile file() {
        return file(run);
    }

    private static JournalFile file(Run<?, ?> run) {
        return new JournalFile(run.getRootDir().toPath().resolve(FILE));
    }

    /** Where the file was removed, the last counts stay. */
    private ReportCounts counts() {
        ReportCounts known = counts;
        long length = file().length();
        if (length == 0 || length == known.bytes()) {
            return known;
        }
        synchronized (this) {
            table();
            return counts;
        }
    }

    private synchronized List<ReportRow> rows() {
        ReportTable table = table();
        return table == null ? new ArrayList<>() : table.rows();
    }

    private synchronized ReportTable table() {
        ReportTable cached = cached();
        ReportTable table = cached == null ? new ReportTable() : cached;
        try {
            table.catchUp(file());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The teardown report of " + run + " cannot be read");
            return null;
        }
        keep(table);
        return table;
    }

    private ReportTable cached() {
        return read == null ? null : read.get();
    }

    private void keep(ReportTable table) {
        read = new SoftReference<>(table);
        ReportCounts now = table.counts();
        if (now.bytes() > 0) {
            counts = now;
        }
    }
}
