package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.report.RowWords;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jvnet.localizer.LocaleProvider;

/** What is said of an order in one line. */
final class OrderWords {
    private static final int SHOWN = 5;

    private OrderWords() {}

    /** What it is, the same for as long as it lives. */
    static String title(Order order) {
        List<Standing> all = order.resources();
        String ids = all.stream().limit(SHOWN).map(Standing::id).collect(Collectors.joining(", "));
        return order.taken().step().operation() + " " + ids + (all.size() > SHOWN ? ", …" : "") + " ("
                + order.owner().job() + " #" + order.owner().build() + ")";
    }

    /** How it stands: by that of its resources whose try comes next. */
    static String status(Order order) {
        if (Disposals.isPaused(order)) {
            return Messages.Disposal_Paused(order.home());
        }
        List<Standing> left =
                order.resources().stream().filter(one -> !one.stands().over()).toList();
        return left.isEmpty()
                ? ""
                : status(order, left.get(0)) + (left.size() > 1 ? " (+" + (left.size() - 1) + ")" : "");
    }

    static String status(Order order, Standing one) {
        String words = words(order, one);
        if (!one.stands().tried()) {
            return words;
        }
        return words + "; "
                + (order.atWork()
                        ? Messages.Disposal_AtWork()
                        : Messages.Disposal_Next(Instant.ofEpochMilli(one.next())
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
    }

    /** What was learnt last. */
    static String words(Order order, Standing one) {
        return switch (one.stands()) {
            case OPEN ->
                one.said() != null
                        ? one.said()
                        : new RowWords(one.row(), order.taken().step()).why(LocaleProvider.getLocale())
                                + Words.said(
                                        one.row().getStatus(),
                                        one.row().getCode(),
                                        one.row().getMessage());
            case NO_ACCESS -> one.said();
            case ELSEWHERE -> Messages.Disposal_Elsewhere(one.said());
            default -> Words.kept(one.stands().name()).toString();
        };
    }
}
