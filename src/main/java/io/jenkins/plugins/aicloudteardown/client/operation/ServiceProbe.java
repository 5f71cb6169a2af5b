package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.Optional;

/**
 * One harmless read of a service, to see whether an address and a key work. Sources: DataForest notebooks "getList",
 * NCLUE "Get task list" (FACTS parts 2 and 3), ROMA Connect v2 list of backend APIs, ModelArts list of models (parts 6
 * and 7).
 *
 * @param service which service is asked
 * @param scope   the account's id for DataForest, the instance's for ROMA Connect; empty where it is not known or the
 *                service needs none
 */
public record ServiceProbe(Service service, String scope) implements Caller {
    /** The read of a list whose owner nobody is: a gateway checks the signature before the service looks for it. */
    private static final String NOBODY = "0";

    /** Whether a read of this service needs to be told whose resources are listed. */
    public static boolean needsScope(Service service) {
        return service == Service.DATAFOREST || service == Service.ROMA;
    }

    /** Whether the service's own answer can prove that the key may read. */
    public boolean proves() {
        return !needsScope(service) || !scope.isEmpty();
    }

    /** The read itself; nothing of it changes anything. */
    public HttpCall call(Endpoint endpoint) {
        return switch (service) {
            case DATAFOREST -> HttpCall.post(endpoint.at("/api/v2/notebooks/getList"), firstNotebook());
            case NCLUE -> HttpCall.get(endpoint.at("/api/v1/tasks?index=0&limit=1"));
            case ROMA ->
                HttpCall.get(endpoint.at("/v2/" + endpoint.projectId() + "/apic/instances/" + owner()
                        + "/livedata-apis?offset=0&limit=1"));
            case MODELARTS -> HttpCall.get(endpoint.at("/v1/" + endpoint.projectId() + "/models?offset=0&limit=1"));
        };
    }

    private String firstNotebook() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("accountId", owner());
        body.putObject("paging").put("limit", 1).put("offset", 0);
        return body.toString();
    }

    private String owner() {
        return scope.isEmpty() ? NOBODY : scope;
    }

    /** ACCEPTED only if it is the documented list. */
    public Reading read(HttpReply reply) {
        Optional<JsonNode> body =
                service == Service.DATAFOREST ? DataforestAnswers.succeeded(reply) : Denial.read(reply);
        if (body.filter(answer -> answer.path(list()).isArray()).isPresent()) {
            return Reading.of(Kind.ACCEPTED, Reason.ACCEPTED, "", "");
        }
        return service == Service.DATAFOREST
                ? DataforestAnswers.readError(reply)
                : ProviderErrors.read(reply, service.provider());
    }

    private String list() {
        return switch (service) {
            case DATAFOREST -> "contents";
            case NCLUE -> "tasks";
            case ROMA -> "apis";
            case MODELARTS -> "models";
        };
    }
}
