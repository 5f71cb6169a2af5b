package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.List;
import java.util.Optional;

/** How DataForest answers: {@code success}, {@code id} and {@code message} (documents 000 and 003, "Responses"). */
final class DataforestAnswers {
    private DataforestAnswers() {}

    /** HTTP 200 is not success: the flag must be there and true, and the id the one that was sent. */
    static Reading read(HttpReply reply, String id) {
        return succeeded(reply)
                .filter(body -> !Denial.denies(body))
                .filter(body -> JsonText.at(body, "id").equals(id))
                .map(body -> Reading.accepted(id))
                .orElseGet(() -> readError(reply));
    }

    /** What an answer says that does not hold what was asked for. */
    static Reading readError(HttpReply reply) {
        Optional<JsonNode> body = reply.object();
        if (reply.status() == 200 && body.isPresent()) {
            JsonNode success = body.get().path("success");
            String message = JsonText.at(body.get(), "message");
            boolean refused = success.isBoolean() && !success.booleanValue();
            return refused ? Reading.of(Kind.REFUSED, Reason.SUCCESS_FALSE, "", message) : Denial.reading(reply);
        }
        boolean own = ErrorBody.read(reply)
                .filter(error -> error.shape() == ErrorBody.Shape.FLAGGED)
                .isPresent();
        boolean flag =
                body.map(any -> any.path("success")).filter(JsonNode::isBoolean).isPresent();
        if (reply.status() == 404
                && own
                && flag
                && !body.orElseThrow().path("success").booleanValue()) {
            return Reading.of(Kind.GONE, Reason.GONE, "", JsonText.at(body.orElseThrow(), "message"));
        }
        return ProviderErrors.read(reply, Provider.NCP);
    }

    /** The lists of apps and of notebooks: {@code contents} and {@code total}. */
    static Pages list() {
        return Pages.whole(
                "contents", "total", List.of("id"), DataforestAnswers::succeeded, DataforestAnswers::readError);
    }

    /** An answer with the flag; of a read it may hold what was asked for. */
    static Optional<JsonNode> succeeded(HttpReply reply) {
        return Denial.read(reply).filter(body -> body.path("success").asBoolean(false));
    }
}
