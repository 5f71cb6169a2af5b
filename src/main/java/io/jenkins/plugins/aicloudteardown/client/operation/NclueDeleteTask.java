package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Deletes an NCLUE task model. Source: document 001 (NCLUE API, "Delete task").
 *
 * <ul>
 *   <li>"Request": {@code DELETE /tasks/{task_id}} below {@code /api/v1}
 *   <li>"Response body": {@code {"task_id"}}; the document's own example shows it with stars
 *   <li>Not possible while pending or in progress, or while a run or shopping intent uses it. The error's code and body
 *       are documented nowhere (FACTS part 3), so any envelope but the gateway's is taken for the service's own
 * </ul>
 */
public final class NclueDeleteTask extends Operation {
    public static final String NAME = "nclueDeleteTask";
    public static final OperationType TYPE =
            new OperationType(NAME, Service.NCLUE, IdFormat.TOKEN, own -> new NclueDeleteTask(0));

    private static final long serialVersionUID = 1L;
    private static final int PAGE = 100;
    private static final Pages TASKS = Pages.whole(
                    "tasks", "total", List.of("task_id", "id"), Denial::read, NclueDeleteTask::readError)
            .inPages(PAGE, 100);
    /** Document 001, "Deletion availability": Unavailable. */
    private static final Set<String> BUSY = Set.of("pending", "in_progress");

    private final int waitForIdle;

    /** @param waitForIdle for so many seconds at most a task that cannot be deleted yet is waited for; 0 not to wait */
    public NclueDeleteTask(int waitForIdle) {
        this.waitForIdle = waitForIdle;
    }

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public HttpCall write(Endpoint endpoint, String id) {
        return HttpCall.delete(endpoint.at("/api/v1/tasks/" + id));
    }

    @Override
    public Reading readWrite(HttpReply reply, String id) {
        Optional<JsonNode> body = reply.object().filter(any -> reply.status() == 200);
        if (body.isEmpty()) {
            return readError(reply);
        }
        if (Denial.denies(body.get())) {
            return Denial.reading(reply);
        }
        String echo = JsonText.at(body.get(), "task_id");
        return echoes(echo, id) ? Reading.accepted(id) : Reading.contradiction(echo);
    }

    private static Reading readError(HttpReply reply) {
        Reading reading = ProviderErrors.read(reply, Provider.NCP);
        if (reply.status() == 404 && ProviderErrors.notOfTheNcpGateway(reply)) {
            return reading.as(Kind.GONE, Reason.GONE);
        }
        if (reply.status() == 409
                && reading.reason() == Reason.PROVIDER_ERROR
                && ProviderErrors.notOfTheNcpGateway(reply)) {
            return reading.as(Kind.REFUSED, Reason.IN_USE);
        }
        return reading;
    }

    /** A star in the echo stands for one character that the service does not show. */
    static boolean echoes(String echo, String id) {
        if (echo.length() != id.length()) {
            return false;
        }
        boolean shown = false;
        for (int i = 0; i < id.length(); i++) {
            if (echo.charAt(i) == '*') {
                continue;
            }
            if (echo.charAt(i) != id.charAt(i)) {
                return false;
            }
            shown |= id.charAt(i) != '-';
        }
        return shown;
    }

    @Override
    public Duration waitForIdle() {
        return Duration.ofSeconds(waitForIdle);
    }

    @Override
    public boolean busy(Observation seen) {
        return BUSY.contains(seen.state());
    }

    @Override
    public CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now) {
        return reader.read(HttpCall.get(endpoint.at("/api/v1/tasks/" + id))).thenApply(reply -> {
            Optional<JsonNode> body = Denial.read(reply);
            if (body.isPresent()) {
                return body.get().path("status").isTextual()
                        ? Observation.of(
                                Observation.Kind.PENDING,
                                body.get().path("status").asText())
                        : Observation.unseen(reply, Reading.contradiction(""));
            }
            Reading why = readError(reply);
            return why.kind() == Kind.GONE
                    ? Observation.of(Observation.Kind.ABSENT, "")
                    : Observation.unseen(reply, why);
        });
    }

    @Override
    public boolean hasSecondSource() {
        return true;
    }

    /** NCLUE "Get task list". */
    @Override
    public CompletableFuture<Listing> list(ReadCall reader, Endpoint endpoint) {
        return TASKS.all(
                reader,
                page -> HttpCall.get(endpoint.at("/api/v1/tasks?index=" + page * PAGE + "&limit=" + PAGE)),
                task -> JsonText.at(task, "status"));
    }
}
