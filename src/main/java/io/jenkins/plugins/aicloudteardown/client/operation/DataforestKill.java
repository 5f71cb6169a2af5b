package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Force-ends a DataForest AI app. Source: document 000 (DataForest API, aiapps "kill").
 *
 * <ul>
 *   <li>"Requests": {@code POST /api/v2/aiapps/kill}, body {@code {"id"}}
 *   <li>"Response bodies": {@code {"id", "message", "success"}}
 *   <li>Confirmed by aiapps/getDetail: a final {@code finalStatus} or, without any state, a plausible
 *       {@code finishedAt}. That this means "ended" is inferred from the names of the fields; no document defines the
 *       states (FACTS part 2).
 * </ul>
 */
public final class DataforestKill extends Operation {
    public static final String NAME = "dataforestKill";
    private static final String ACCOUNT_ID = "accountId";
    public static final OperationType TYPE = new OperationType(
            NAME, Service.DATAFOREST, IdFormat.BASE62, own -> new DataforestKill(own.getOrDefault(ACCOUNT_ID, "")));

    private static final long serialVersionUID = 1L;
    private static final Set<String> FINAL = Set.of("FINISHED", "FAILED", "KILLED");
    /** What is in one of these states has not ended, whatever stands beside it; the names are YARN's, as the final ones. */
    private static final Set<String> LIVE = Set.of("NEW", "NEW_SAVING", "SUBMITTED", "ACCEPTED", "RUNNING");

    private static final Pages APPS = DataforestAnswers.list();

    private final String accountId;

    /** @param accountId whose apps are listed to tell that one is gone; may be empty where the service needs none */
    public DataforestKill(String accountId) {
        this.accountId = accountId;
    }

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public Map<String, String> own() {
        return Map.of(ACCOUNT_ID, accountId);
    }

    @Override
    public HttpCall write(Endpoint endpoint, String id) {
        return HttpCall.post(endpoint.at("/api/v2/aiapps/kill"), JsonText.of("id", id));
    }

    @Override
    public Reading readWrite(HttpReply reply, String id) {
        return DataforestAnswers.read(reply, id);
    }

    @Override
    public CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now) {
        return reader.read(HttpCall.post(endpoint.at("/api/v2/aiapps/getDetail"), JsonText.of("id", id)))
                .thenApply(reply -> see(reply, id, now));
    }

    private static Observation see(HttpReply reply, String id, Instant now) {
        Optional<JsonNode> body = DataforestAnswers.succeeded(reply);
        if (body.isEmpty()) {
            Reading why = DataforestAnswers.read(reply, id);
            return why.kind() == Reading.Kind.GONE
                    ? Observation.of(Observation.Kind.ABSENT, "")
                    : Observation.unseen(reply, why);
        }
        JsonNode app = body.get();
        if (!JsonText.at(app, "id").equals(id)) {
            return Observation.unseen(reply, Reading.contradiction(""));
        }
        String state = JsonText.at(app, "state");
        String finalStatus = JsonText.at(app, "finalStatus");
        boolean untold = state.isEmpty() && finalStatus.isEmpty();
        boolean unreadable =
                app.path("state").isContainerNode() || app.path("finalStatus").isContainerNode();
        boolean ended = untold && !unreadable
                ? FinishTime.plausible(JsonText.at(app, "finishedAt"), now)
                : FINAL.contains(finalStatus) && !LIVE.contains(state);
        return Observation.of(
                ended ? Observation.Kind.REACHED : Observation.Kind.PENDING,
                ended || state.isEmpty() ? finalStatus : state);
    }

    @Override
    public boolean hasSecondSource() {
        return true;
    }

    /** AI apps "getList". */
    @Override
    public CompletableFuture<Listing> list(ReadCall reader, Endpoint endpoint) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ObjectNode search = question.putObject("search");
        if (!accountId.isEmpty()) {
            search.put("accountId", accountId);
        }
        HttpCall everything = HttpCall.post(endpoint.at("/api/v2/aiapps/getList"), question.toString());
        return APPS.all(reader, page -> everything, app -> JsonText.at(app, "state"));
    }
}
