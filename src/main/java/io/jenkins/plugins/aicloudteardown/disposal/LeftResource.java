package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.operation.OperationType;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.report.TeardownAction;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.util.Date;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One resource that is left, as a page shows it. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public final class LeftResource {
    private final Order order;
    private final Standing standing;

    LeftResource(Order order, Standing standing) {
        this.order = order;
        this.standing = standing;
    }

    Order order() {
        return order;
    }

    Standing standing() {
        return standing;
    }

    /** The id of its order. */
    @Exported
    public String getOrder() {
        return order.id();
    }

    @Exported
    public String getId() {
        return standing.id();
    }

    @Exported
    public String getOperation() {
        return order.taken().step().operation();
    }

    /** The provider's name; the same in every language. */
    @Exported
    public String getProvider() {
        return service().map(service -> Words.of(service.provider())).orElse("");
    }

    /** The name of the provider's service; the same in every language. */
    @Exported
    public String getService() {
        return service().map(Words::of).orElse("");
    }

    private Optional<Service> service() {
        return Operations.named(getOperation()).map(OperationType::service);
    }

    @Exported
    public String getHost() {
        return order.taken().place().host();
    }

    /** The job's full name. */
    @Exported
    public String getJob() {
        return order.owner().job();
    }

    @Exported
    public int getBuild() {
        return order.owner().build();
    }

    /** Where its build's report is, below Jenkins' root; empty where the build is gone. */
    public String getReport() {
        return order.owner()
                .run()
                .map(run -> run.getAction(TeardownAction.class))
                .map(report -> report.getRun().getUrl() + report.getUrlName() + "/")
                .orElse("");
    }

    /** Since when it is in the list. */
    @Exported
    public Date getSince() {
        return new Date(order.taken().taken());
    }

    /** A code of {@link Disposition}, or PAUSED. */
    @Exported
    public String getState() {
        return Disposals.isPaused(order) ? "PAUSED" : standing.stands().name();
    }

    /** The same in the viewer's language. */
    public String getStateWords() {
        return Disposals.isPaused(order)
                ? OrderWords.status(order)
                : Words.kept(standing.stands().name()).toString();
    }

    /** What was learnt last, in the viewer's language. */
    @Exported
    public String getLastAnswer() {
        return OrderWords.words(order, standing);
    }

    @Exported
    public int getTries() {
        return standing.tries();
    }

    /** When it is tried next; null if it is not, or if a try is under way. */
    @Exported
    public Date getNextTry() {
        return standing.stands().tried() && !order.atWork() && !Disposals.isPaused(order)
                ? new Date(Math.max(standing.next(), order.due()))
                : null;
    }

    @Exported
    public boolean isAtWork() {
        return order.atWork();
    }

    /** Whether it can be tried at once. */
    public boolean isTriable() {
        boolean stopped = standing.stands() == Disposition.GIVEN_UP;
        return (standing.stands().tried() || stopped) && !order.atWork() && !Disposals.isPaused(order);
    }
}
