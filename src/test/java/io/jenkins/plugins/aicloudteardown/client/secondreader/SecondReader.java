package io.jenkins.plugins.aicloudteardown.client.secondreader;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of answers whether they may count, from the providers' documents alone: it shares nothing with the client. Where
 * the documents leave a doubt it says yes, so its no is final.
 */
final class SecondReader {
    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "KILLED");
    private static final Instant BEFORE_THE_SERVICE = Instant.parse("2015-01-01T00:00:00Z");

    static final WholeList APPS = new WholeList("contents", "total", List.of("id"), Said::flagged);
    static final WholeList NOTEBOOKS = APPS;
    static final WholeList TASKS = new WholeList("tasks", "total", List.of("task_id", "id"), Said::yes);
    static final WholeList MODELS = new WholeList("models", "total_count", List.of("model_id"), Said::yes);

    private SecondReader() {}

    // DataForest

    /** Documents 000 and 003: "success": true and the same id. */
    static boolean dataforestDone(Answer answer, String id) {
        return Ids.text(Said.flagged(answer).path("id")).equals(id);
    }

    /** DataForest overview, "Errors": 404 "no such element" in the service's own form, {message, success}. */
    static boolean dataforestGone(Answer answer) {
        JsonNode body = Said.body(answer);
        return answer.status() == 404
                && body.path("success").isBoolean()
                && !body.path("success").booleanValue()
                && Said.codes(body).isEmpty();
    }

    /** A final state or, without any state, a time at which it may have ended. */
    static boolean appEnded(Answer answer, String id, Instant now) {
        JsonNode app = Said.flagged(answer);
        if (!Ids.text(app.path("id")).equals(id)) {
            return false;
        }
        List<JsonNode> states = List.of(app.path("finalStatus"), app.path("state"));
        if (states.stream().anyMatch(state -> ENDED.contains(state.asText()))) {
            return true;
        }
        boolean told = states.stream()
                .anyMatch(state -> !state.isMissingNode()
                        && !state.isNull()
                        && !(state.isTextual() && state.asText().isBlank()));
        return !told
                && time(Ids.text(app.path("finishedAt")))
                        .filter(end -> end.isAfter(BEFORE_THE_SERVICE))
                        .filter(end -> end.isBefore(now.plus(Duration.ofDays(1))))
                        .isPresent();
    }

    private static Optional<Instant> time(String text) {
        List<Function<String, Instant>> notations = List.of(
                Instant::parse,
                iso -> OffsetDateTime.parse(iso).toInstant(),
                iso -> LocalDateTime.parse(iso.replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                iso -> LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC),
                number -> number.length() > 11
                        ? Instant.ofEpochMilli(Long.parseLong(number))
                        : Instant.ofEpochSecond(Long.parseLong(number)));
        for (Function<String, Instant> notation : notations) {
            try {
                return Optional.of(notation.apply(text.strip()));
            } catch (DateTimeException | NumberFormatException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** FACTS part 2: the list of notebooks shows the state RUNNING. */
    static boolean notebookRuns(List<Answer> pages, String id) {
        return pages.stream()
                .map(Said::flagged)
                .map(body -> body.path("contents"))
                .filter(JsonNode::isArray)
                .anyMatch(list -> has(list, id, "RUNNING"));
    }

    private static boolean has(JsonNode list, String id, String state) {
        for (JsonNode entry : list) {
            if (Ids.text(entry.path("id")).equals(id)
                    && entry.path("state").asText().equals(state)) {
                return true;
            }
        }
        return false;
    }

    // NCLUE

    /** Document 001: the task's id, as its example shows it. */
    static boolean taskDone(Answer answer, String id) {
        String echo = Ids.text(Said.yes(answer).path("task_id"));
        return Ids.shows(echo) && Ids.maybeSame(echo, id);
    }

    /** A 404 with a JSON body that is not the gateway's; no document names the code of an unknown task. */
    static boolean taskGone(Answer answer) {
        JsonNode body = Said.body(answer);
        JsonNode error = body.path("error");
        boolean gateway =
                error.has("errorCode") || error.has("code") || Said.codes(body).contains("300");
        return answer.status() == 404 && body.isObject() && !gateway;
    }

    // ROMA Connect

    /** Document 002, "Status codes": 204 and nothing else is success; if it has a body all the same, that says no no. */
    static boolean apiDone(Answer answer) {
        return answer.status() == 204 && !Said.saysNo(Said.body(answer));
    }

    /** Document 002, "Example responses": 404 APIG.3084, and no other code beside it. */
    static boolean apiGone(Answer answer) {
        return answer.status() == 404 && Said.codes(Said.body(answer)).equals(Set.of("APIG.3084"));
    }

    /** FACTS part 6: of the documented states, 1 and 3 are not deployed. */
    static boolean apiNotDeployed(Answer answer, String id) {
        JsonNode api = Said.yes(answer);
        JsonNode status = api.path("status");
        boolean integer = status.isTextual() || status.isIntegralNumber();
        return Ids.maybeSame(Ids.text(api.path("id")), id)
                && integer
                && Set.of("1", "3").contains(status.asText());
    }

    // ModelArts

    /** Document 004, table 4: in the list of successes, with nothing in the list of failures. */
    static boolean modelDone(Answer answer, String id, boolean cascade) {
        JsonNode body = Said.yes(answer);
        JsonNode done = body.path("delete_success_list");
        JsonNode failed = body.path("delete_failed_list");
        boolean named = false;
        boolean foreign = false;
        for (JsonNode one : done) {
            boolean own = one.isTextual() && Ids.maybeSame(one.asText(), id);
            named |= own;
            foreign |= !own && !cascade;
        }
        boolean noFailure = failed.isMissingNode() || failed.isNull() || failed.isArray() && failed.isEmpty();
        return done.isArray() && named && !foreign && noFailure;
    }

    /** FACTS part 7: 404 ModelArts.3001, or that code in the list of failures. */
    static boolean modelGone(Answer answer, String id) {
        if (answer.status() == 404) {
            return Said.codes(Said.body(answer)).equals(Set.of("ModelArts.3001"));
        }
        JsonNode body = Said.yes(answer);
        JsonNode failed = body.path("delete_failed_list");
        return body.path("delete_success_list").isEmpty()
                && failed.size() == 1
                && Ids.maybeSame(Ids.text(failed.path(0).path("model_id")), id)
                && failed.path(0).path("error_code").asText().equals("ModelArts.3001");
    }

    /**
     * Document 004, "cascade": all versions of the same name, the model itself among them; empty where that is not
     * proved.
     */
    static Set<String> versions(Answer model, List<Answer> pages, String id) {
        JsonNode read = Said.yes(model);
        String name = Ids.text(read.path("model_name"));
        Optional<List<JsonNode>> all = MODELS.of(pages);
        if (name.isEmpty() || all.isEmpty() || !Ids.maybeSame(Ids.text(read.path("model_id")), id)) {
            return Set.of();
        }
        Set<String> named = inOneSpelling(
                all.get().stream()
                        .filter(entry -> Ids.text(entry.path("model_name")).equals(name))
                        .map(entry -> Ids.text(entry.path("model_id"))),
                id);
        return named.contains(id) ? named : Set.of();
    }

    /** These ids, and the one that was asked for as it was asked for. */
    static Set<String> inOneSpelling(Stream<String> ids, String id) {
        return ids.map(one -> Ids.maybeSame(one, id) ? id : one).collect(Collectors.toSet());
    }

    /** Document 004, table 4: whether a write removed this model, whatever became of others. */
    static boolean modelRemoved(Answer answer, String id) {
        for (JsonNode one : Said.yes(answer).path("delete_success_list")) {
            if (Ids.maybeSame(Ids.text(one), id)) {
                return true;
            }
        }
        return false;
    }

    // Huawei IAM

    /** FACTS part 5: 201 and X-Subject-Token, which a header of a request can hold. What follows is judged by itself. */
    static boolean token(Answer answer) {
        return answer.status() == 201
                && answer.all("X-Subject-Token").stream().anyMatch(token -> token.matches("[!-~]+"));
    }
}
