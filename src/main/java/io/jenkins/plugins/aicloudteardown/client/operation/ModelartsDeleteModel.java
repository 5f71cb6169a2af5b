package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Deletes a ModelArts model ("AI application"). Source: document 004 ("Deleting an AI application").
 *
 * <ul>
 *   <li>"URI": {@code DELETE /v1/{project_id}/models/{model_id}}, "Table 2": {@code cascade}, at most 20 models a call,
 *       "Excess models are not deleted"
 *   <li>"Table 4": {@code delete_success_list}, {@code delete_failed_list}; HTTP 200 announces "a successful deletion or
 *       a deletion failure"
 *   <li>"Table 5": {@code error_msg}, {@code error_code}, {@code model_id}; older documents say {@code error_message}
 *   <li>Confirmed by the model's own read: ModelArts.3001
 * </ul>
 */
public final class ModelartsDeleteModel extends Operation {
    public static final String NAME = "modelartsDeleteModel";
    private static final String CASCADE = "cascade";
    public static final OperationType TYPE = new OperationType(
            NAME,
            Service.MODELARTS,
            IdFormat.TOKEN,
            own -> new ModelartsDeleteModel(Boolean.parseBoolean(own.get(CASCADE))));

    private static final long serialVersionUID = 1L;
    private static final String GONE = "ModelArts.3001";
    private static final String DONE = "delete_success_list";
    private static final String FAILED = "delete_failed_list";
    private static final int PAGE = 1000;
    private static final Pages MODELS = Pages.whole(
                    "models", "total_count", List.of("model_id"), Denial::read, ModelartsDeleteModel::readError)
            .inPages(PAGE, 20);

    private final boolean cascade;

    public ModelartsDeleteModel(boolean cascade) {
        this.cascade = cascade;
    }

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public Map<String, String> own() {
        return Map.of(CASCADE, Boolean.toString(cascade));
    }

    /** A cascade may remove what another id of the same step names. */
    @Override
    public boolean oneAtATime() {
        return cascade;
    }

    /** A cascade reads the model and the list of its versions first. */
    @Override
    public int requests(boolean ignoreMissing, boolean confirm) {
        return super.requests(ignoreMissing, confirm) + (cascade ? 2 : 0);
    }

    @Override
    public HttpCall write(Endpoint endpoint, String id) {
        return HttpCall.delete(endpoint.at(models(endpoint) + "/" + id + (cascade ? "?cascade=true" : "")));
    }

    @Override
    public HttpCall writeMember(Endpoint endpoint, String id) {
        return HttpCall.delete(endpoint.at(models(endpoint) + "/" + id));
    }

    private static String models(Endpoint endpoint) {
        return "/v1/" + endpoint.projectId() + "/models";
    }

    @Override
    public Reading readWrite(HttpReply reply, String id) {
        return read(reply, id, cascade);
    }

    @Override
    public Reading readMember(HttpReply reply, String id) {
        return read(reply, id, false);
    }

    private static Reading read(HttpReply reply, String id, boolean others) {
        Optional<JsonNode> body = reply.object().filter(any -> reply.status() == 200);
        if (body.isEmpty() || !body.get().has(DONE) && !body.get().has(FAILED)) {
            return readError(reply);
        }
        Reading lists = readLists(body.get(), id, others);
        boolean contradicted = lists.kind() != Kind.REFUSED && Denial.denies(body.get(), FAILED);
        return contradicted ? Denial.reading(reply).naming(lists.done(), lists.failures()) : lists;
    }

    /** @param others whether the answer may name more than this one as done */
    private static Reading readLists(JsonNode body, String id, boolean others) {
        Optional<List<String>> done = strings(body.path(DONE));
        Optional<List<Failure>> failed = failures(body.path(FAILED));
        if (done.isEmpty() || failed.isEmpty()) {
            return Reading.of(Kind.UNREADABLE, Reason.UNREADABLE, "", "");
        }
        Optional<Failure> own =
                failed.get().stream().filter(f -> f.id().equals(id)).findFirst();
        boolean inDone = done.get().contains(id);
        boolean foreignDone = !others && done.get().stream().anyMatch(other -> !other.equals(id));
        if (inDone == own.isPresent() || inDone && foreignDone) {
            return Reading.of(Kind.UNREADABLE, Reason.CONTRADICTION, "", "", done.get(), failed.get());
        }
        if (failed.get().isEmpty()) {
            return Reading.of(Kind.ACCEPTED, Reason.ACCEPTED, "", "", done.get(), List.of());
        }
        Failure first = own.orElse(failed.get().get(0));
        if (!done.get().isEmpty()) {
            return Reading.of(
                    Kind.MIXED, Reason.IN_FAILURE_LIST, first.code(), first.message(), done.get(), failed.get());
        }
        if (first.code().equals(GONE) && failed.get().size() == 1) {
            return Reading.of(Kind.GONE, Reason.GONE, first.code(), first.message());
        }
        return Reading.of(Kind.REFUSED, Reason.IN_FAILURE_LIST, first.code(), first.message(), List.of(), failed.get());
    }

    private static Optional<List<String>> strings(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return Optional.of(List.of());
        }
        List<String> result = new ArrayList<>();
        for (JsonNode entry : list) {
            if (!entry.isTextual()) {
                return Optional.empty();
            }
            result.add(entry.asText());
        }
        return list.isArray() ? Optional.of(result) : Optional.empty();
    }

    private static Optional<List<Failure>> failures(JsonNode list) {
        if (list.isMissingNode() || list.isNull()) {
            return Optional.of(List.of());
        }
        List<Failure> result = new ArrayList<>();
        for (JsonNode entry : list) {
            if (!entry.path("model_id").isTextual()) {
                return Optional.empty();
            }
            result.add(new Failure(
                    entry.path("model_id").asText(),
                    JsonText.at(entry, "error_code"),
                    JsonText.at(entry, "error_msg", JsonText.at(entry, "error_message"))));
        }
        return list.isArray() ? Optional.of(result) : Optional.empty();
    }

    private static Reading readError(HttpReply reply) {
        Optional<ErrorBody> error = ErrorBody.read(reply);
        boolean gone = error.filter(e -> e.code().equals(GONE)).isPresent()
                && ErrorBody.codes(reply).equals(Set.of(GONE));
        if (reply.status() == 404 && gone) {
            return Reading.of(Kind.GONE, Reason.GONE, error.get());
        }
        return ProviderErrors.read(reply, Provider.HUAWEI);
    }

    @Override
    public CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now) {
        return get(reader, endpoint, id).thenApply(reply -> {
            Optional<JsonNode> model = model(reply, id);
            if (model.isPresent()) {
                return Observation.of(Observation.Kind.PENDING, JsonText.at(model.get(), "model_status"));
            }
            Reading why = readError(reply);
            return why.kind() == Kind.GONE
                    ? Observation.of(Observation.Kind.ABSENT, "")
                    : Observation.unseen(reply, why);
        });
    }

    private static CompletableFuture<HttpReply> get(ReadCall reader, Endpoint endpoint, String id) {
        return reader.read(HttpCall.get(endpoint.at(models(endpoint) + "/" + id)));
    }

    private static Optional<JsonNode> model(HttpReply reply, String id) {
        return Denial.read(reply).filter(body -> JsonText.at(body, "model_id").equals(id));
    }

    /**
     * With a cascade: all versions of the model, by equal name in its own workspace. Without {@code exact_match} the
     * list's name filter is fuzzy and misses names with "_"; another workspace lists nothing; and a call deletes at most
     * 20 of them and keeps silent about the rest.
     */
    @Override
    public CompletableFuture<Members> members(ReadCall reader, Endpoint endpoint, String id) {
        if (!cascade) {
            return super.members(reader, endpoint, id);
        }
        return get(reader, endpoint, id).thenCompose(reply -> {
            Optional<JsonNode> model = model(reply, id);
            if (model.isEmpty()) {
                return CompletableFuture.completedFuture(Members.unknown(reply, readError(reply)));
            }
            String name = JsonText.at(model.get(), "model_name");
            String workspace = JsonText.at(model.get(), "workspace_id", "0");
            if (name.isEmpty()) {
                return CompletableFuture.completedFuture(Members.unknown(reply, Reading.contradiction("")));
            }
            String query = "?model_name=" + query(name) + "&exact_match=true&workspace_id=" + query(workspace);
            return MODELS.collect(
                    reader,
                    page -> HttpCall.get(endpoint.at(models(endpoint) + query + "&offset=" + page + "&limit=" + PAGE)),
                    id,
                    other -> JsonText.at(other, "model_name").equals(name),
                    TYPE.idFormat());
        });
    }

    private static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
