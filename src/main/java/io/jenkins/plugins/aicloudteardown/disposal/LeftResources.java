package io.jenkins.plugins.aicloudteardown.disposal;

import hudson.model.Failure;
import hudson.util.HttpResponses;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What is left of some orders, and what people do with it. Who may do that is for the page to say. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class LeftResources {
    /** Of rows on a page. */
    private static final int PAGE = 200;

    private final Predicate<Order> which;

    LeftResources(Predicate<Order> which) {
        this.which = which;
    }

    /** The longest there first. */
    private Stream<LeftResource> all() {
        return Disposals.get().orders().all().stream()
                .filter(which)
                .sorted(Comparator.comparingLong((Order order) -> order.taken().taken())
                        .thenComparing(Order::id))
                .flatMap(order -> order.resources().stream()
                        .filter(one -> !one.stands().over())
                        .map(one -> new LeftResource(order, one)));
    }

    @Exported
    public long getTotal() {
        return all().count();
    }

    boolean isEmpty() {
        return Disposals.get().orders().all().stream().noneMatch(order -> which.test(order) && !order.isOver());
    }

    /** Those of the page that the request asks for. */
    @Exported(inline = true)
    public List<LeftResource> getResources() {
        return all().skip((long) (getPage() - 1) * PAGE).limit(PAGE).collect(Collectors.toList());
    }

    /** From 1; what was on a page behind the last one is over by now. */
    @Exported
    public int getPage() {
        var request = Stapler.getCurrentRequest2();
        String asked = request == null ? null : request.getParameter("page");
        int page = asked != null && asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 1;
        return Math.max(1, Math.min(page, getPages()));
    }

    @Exported
    public int getPages() {
        return (int) Math.max(1, (getTotal() + PAGE - 1) / PAGE);
    }

    /** Whether some are of a Jenkins with another URL, and wait for somebody to say that this is it. */
    @Exported
    public boolean isPaused() {
        return Disposals.get().orders().all().stream()
                .anyMatch(order -> which.test(order) && Disposals.isPaused(order));
    }

    HttpResponse tryNow(String order, String id) {
        LeftResource one = find(order, id);
        if (one.isTriable()) {
            Disposals.get().tryNow(one.order(), one.standing());
        }
        return HttpResponses.redirectToDot();
    }

    HttpResponse drop(String order, String id) {
        LeftResource one = find(order, id);
        if (!Disposals.get()
                .drop(one.order(), one.standing(), Jenkins.getAuthentication2().getName())) {
            throw new Failure(Messages.Disposal_NotWritten());
        }
        return HttpResponses.redirectToDot();
    }

    private LeftResource find(String order, String id) {
        return all().filter(one -> one.getOrder().equals(order) && one.getId().equals(id))
                .findFirst()
                .orElseThrow(HttpResponses::notFound);
    }
}
