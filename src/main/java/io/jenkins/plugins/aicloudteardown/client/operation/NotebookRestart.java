package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Restarts a DataForest notebook. Source: document 003 (DataForest API, notebooks "restart").
 *
 * <ul>
 *   <li>"Requests": {@code POST /api/v2/notebooks/restart}, body {@code {"id"}}
 *   <li>"Response examples": {@code {"success", "id"}}
 *   <li>"Errors examples": 403 also for a notebook that does not exist; a missing notebook is a failure
 *   <li>Never repeated: a second restart would interrupt work that the first one let begin
 *   <li>Confirmed by notebooks/getList, which needs the account's id
 * </ul>
 */
public final class NotebookRestart extends Operation {
    public static final String NAME = "notebookRestart";
    private static final String ACCOUNT_ID = "accountId";
    public static final OperationType TYPE = new OperationType(
            NAME, Service.DATAFOREST, IdFormat.BASE62, own -> new NotebookRestart(own.getOrDefault(ACCOUNT_ID, "")));

    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;
    /** Ten thousand notebooks in one account: beyond that the service repeats itself. */
    private static final Pages NOTEBOOKS = DataforestAnswers.list().inPages(PAGE, 100);

    private final String accountId;

    /** @param accountId whose notebooks are listed to confirm; may be empty */
    public NotebookRestart(String accountId) {
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
        return HttpCall.post(endpoint.at("/api/v2/notebooks/restart"), JsonText.of("id", id));
    }

    @Override
    public Reading readWrite(HttpReply reply, String id) {
        Reading reading = DataforestAnswers.read(reply, id);
        // What is gone cannot run again: for this operation that is a failure, never "already gone".
        return reading.kind() == Kind.GONE
                ? Reading.of(Kind.REFUSED, Reason.GONE, reading.code(), reading.message())
                : reading;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public boolean canLook() {
        return !accountId.isEmpty();
    }

    @Override
    public boolean needsChange() {
        return true;
    }

    @Override
    public CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now) {
        return NOTEBOOKS.find(reader, page -> list(endpoint, page), id, NotebookRestart::see);
    }

    private HttpCall list(Endpoint endpoint, int page) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("accountId", accountId);
        body.putObject("paging").put("limit", PAGE).put("offset", page * PAGE);
        return HttpCall.post(endpoint.at("/api/v2/notebooks/getList"), body.toString());
    }

    private static Observation see(JsonNode notebook) {
        String state = JsonText.at(notebook, "state");
        if (state.isEmpty()) {
            return Observation.unseen(Reading.contradiction(""));
        }
        Observation.Kind kind = state.equals("RUNNING") ? Observation.Kind.REACHED : Observation.Kind.PENDING;
        return new Observation(kind, state, JsonText.at(notebook, "startedAt"), null);
    }
}
