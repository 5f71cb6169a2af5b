package io.jenkins.plugins.aicloudteardown.client.secondreader;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says of all answers of one play together whether it may end green, as {@link SecondReader} says of each of them. */
final class PlayJudge {
    private final Script script;
    private final List<Exchange> exchanges;
    private final Actor actor;
    private final String id;
    private final Instant now;

    PlayJudge(Script script, List<Exchange> exchanges, Instant now) {
        this.script = script;
        this.exchanges = exchanges;
        this.actor = script.actor();
        this.id = actor.id();
        this.now = now;
    }

    boolean mayBeAlreadyGone() {
        return script.ignoreMissing() && goneTwice();
    }

    boolean mayBeDone() {
        return switch (actor) {
            case RESTART -> script.confirm() ? restarted() : accepted() || lost() && restarted();
            case DELETE_VERSIONS ->
                versions().stream().allMatch(this::removed) && !versions().isEmpty();
            default -> script.confirm() ? seen() : accepted() || lost() && seen();
        };
    }

    private boolean accepted() {
        return any(Exchange.Asked.WRITE, answer -> switch (actor) {
            case KILL, RESTART -> SecondReader.dataforestDone(answer, id);
            case DELETE_TASK, DELETE_IDLE_TASK -> SecondReader.taskDone(answer, id);
            case UNDEPLOY -> SecondReader.apiDone(answer);
            case DELETE_MODEL, DELETE_VERSIONS -> SecondReader.modelDone(answer, id, false);
        });
    }

    /** Whether a write went out whose answer, if there was one, leaves open what became of it. */
    private boolean lost() {
        return exchanges.stream()
                .filter(exchange -> exchange.asked() == Exchange.Asked.WRITE)
                .anyMatch(exchange -> exchange.answer()
                        .filter(answer -> answer.status() < 500 && answer.body().length <= 1 << 20)
                        .isEmpty());
    }

    private boolean seen() {
        return reached() || goneTwice();
    }

    private boolean reached() {
        return any(Exchange.Asked.LOOK, answer -> switch (actor) {
            case KILL -> SecondReader.appEnded(answer, id, now);
            case UNDEPLOY -> SecondReader.apiNotDeployed(answer, id);
            default -> false;
        });
    }

    /** Where the code is not the resource's own, a complete list must lack it too. */
    private boolean goneTwice() {
        Predicate<Answer> gone = answer -> switch (actor) {
            case KILL -> SecondReader.dataforestGone(answer);
            case RESTART -> false;
            case DELETE_TASK, DELETE_IDLE_TASK -> SecondReader.taskGone(answer);
            case UNDEPLOY -> SecondReader.apiGone(answer);
            case DELETE_MODEL, DELETE_VERSIONS -> SecondReader.modelGone(answer, id);
        };
        boolean once = any(Exchange.Asked.WRITE, gone) || any(Exchange.Asked.LOOK, gone);
        return once && (!actor.ncp() || lists().stream().anyMatch(this::lacks));
    }

    private boolean lacks(List<Answer> pages) {
        return (actor == Actor.KILL ? SecondReader.APPS : SecondReader.TASKS).lacks(pages, id);
    }

    // A notebook

    /** The state or the start of a notebook that runs now is another one than before the write. */
    private boolean restarted() {
        int write = lastWrite();
        Optional<JsonNode> before =
                notebooks(exchanges.subList(0, Math.max(0, write))).reduce((first, second) -> second);
        String start = before.map(entry -> Ids.text(entry.path("startedAt"))).orElse("");
        boolean ran = before.filter(PlayJudge::runs).isPresent();
        boolean stopped = false;
        for (JsonNode after :
                notebooks(exchanges.subList(write + 1, exchanges.size())).toList()) {
            String since = Ids.text(after.path("startedAt"));
            boolean newStart = !start.isBlank() && !since.isBlank() && !since.equals(start);
            if (runs(after) && (newStart || stopped && (ran || accepted()))) {
                return true;
            }
            stopped |= !runs(after) && !Ids.text(after.path("state")).isBlank();
        }
        return false;
    }

    private int lastWrite() {
        for (int i = exchanges.size() - 1; i >= 0; i--) {
            if (exchanges.get(i).asked() == Exchange.Asked.WRITE) {
                return i;
            }
        }
        return -1;
    }

    private Stream<JsonNode> notebooks(List<Exchange> some) {
        return some.stream()
                .filter(exchange -> exchange.asked() == Exchange.Asked.LIST)
                .flatMap(exchange -> exchange.answer().stream())
                .map(answer -> Said.flagged(answer).path("contents"))
                .flatMap(list -> {
                    List<JsonNode> own = new ArrayList<>();
                    list.forEach(entry -> {
                        if (Ids.text(entry.path("id")).equals(id)) {
                            own.add(entry);
                        }
                    });
                    return own.stream();
                });
    }

    private static boolean runs(JsonNode notebook) {
        return notebook.path("state").asText().equals("RUNNING");
    }

    // A model and its versions

    /** The set that was proved before the first write; it never grows afterwards. */
    private Set<String> versions() {
        List<Answer> models = answers(Exchange.Asked.LOOK).toList();
        return models.stream()
                .flatMap(model -> lists().stream().map(pages -> SecondReader.versions(model, pages, id)))
                .filter(set -> !set.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private boolean removed(String version) {
        boolean once = any(Exchange.Asked.WRITE, answer -> SecondReader.modelRemoved(answer, version))
                || gone(Exchange.Asked.WRITE, version);
        return script.confirm()
                ? gone(Exchange.Asked.LOOK, version)
                : once || lost() && gone(Exchange.Asked.LOOK, version);
    }

    private boolean gone(Exchange.Asked asked, String version) {
        return exchanges.stream()
                .filter(exchange ->
                        exchange.asked() == asked && exchange.target().equals(version))
                .flatMap(exchange -> exchange.answer().stream())
                .anyMatch(answer -> SecondReader.modelGone(answer, version));
    }

    // All of them

    private boolean any(Exchange.Asked asked, Predicate<Answer> what) {
        return answers(asked).anyMatch(what);
    }

    private Stream<Answer> answers(Exchange.Asked asked) {
        return exchanges.stream()
                .filter(exchange -> exchange.asked() == asked)
                .flatMap(exchange -> exchange.answer().stream());
    }

    /** The pages of each time that the list was read. */
    private List<List<Answer>> lists() {
        List<List<Answer>> all = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            if (exchange.asked() == Exchange.Asked.LIST) {
                if (exchange.target().equals("0") || all.isEmpty()) {
                    all.add(new ArrayList<>());
                }
                List<Answer> pages = all.get(all.size() - 1);
                exchange.answer().ifPresent(pages::add);
            }
        }
        return all;
    }
}
