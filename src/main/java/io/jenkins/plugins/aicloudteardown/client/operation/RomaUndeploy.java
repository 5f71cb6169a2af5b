package io.jenkins.plugins.aicloudteardown.client.operation;

import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.operation.Reading.Kind;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Cancels the deployment of a ROMA Connect backend API. Source: document 002 ("Canceling Deployment of a Backend API").
 *
 * <ul>
 *   <li>"URI": {@code POST /v1/{project_id}/apic/instances/{instance_id}/livedata-apis/undeploy}, body
 *       {@code {"ld_api_id"}}; the v2 form of today's reference has the id in its path and no body (FACTS part 6)
 *   <li>"Status codes": 204 and nothing else is success
 *   <li>"Example responses": 404 APIG.3084, the API does not exist
 *   <li>Confirmed by the v2 read: status 4 is deployed
 *   <li>One write at a time for an instance: concurrent ones are answered with system errors while data syncs
 * </ul>
 */
public final class RomaUndeploy extends Operation {
    public static final String NAME = "romaUndeploy";
    private static final String INSTANCE_ID = "instanceId";
    public static final OperationType TYPE = new OperationType(
            NAME, Service.ROMA, IdFormat.TOKEN, own -> new RomaUndeploy(own.getOrDefault(INSTANCE_ID, "")));

    private static final long serialVersionUID = 1L;
    private static final String GONE = "APIG.3084";
    private static final String DEPLOYED = "4";
    private static final int PAGE = 500;
    private static final Pages DEPLOYMENTS = Pages.whole(
                    "histories", "total", List.of("id"), Denial::read, RomaUndeploy::readError)
            .inPages(PAGE, 20);

    /** To be developed, and in development (FACTS part 6). */
    private static final Set<String> NOT_DEPLOYED = Set.of("1", "3");

    private final String instanceId;

    public RomaUndeploy(String instanceId) {
        this.instanceId = instanceId;
    }

    @Override
    public OperationType type() {
        return TYPE;
    }

    @Override
    public Map<String, String> own() {
        return Map.of(INSTANCE_ID, instanceId);
    }

    @Override
    public String scope() {
        return instanceId;
    }

    @Override
    public HttpCall write(Endpoint endpoint, String id) {
        return endpoint.romaV2()
                ? HttpCall.post(endpoint.at(apis("/v2/", endpoint) + "/" + id + "/undeploy"))
                : HttpCall.post(endpoint.at(apis("/v1/", endpoint) + "/undeploy"), JsonText.of("ld_api_id", id));
    }

    private String apis(String version, Endpoint endpoint) {
        return version + endpoint.projectId() + "/apic/instances/" + instanceId + "/livedata-apis";
    }

    @Override
    public Reading readWrite(HttpReply reply, String id) {
        if (reply.status() != 204) {
            return readError(reply);
        }
        // "No Content" has none; a body that came all the same must not say that nothing was done.
        boolean silent = reply.text().isBlank()
                || reply.object().filter(body -> !Denial.denies(body)).isPresent();
        return silent ? Reading.accepted(id) : Denial.reading(reply);
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
    public boolean looksBeforeRepeating() {
        return true;
    }

    @Override
    public CompletableFuture<Observation> look(ReadCall reader, Endpoint endpoint, String id, Instant now) {
        return reader.read(HttpCall.get(endpoint.at(apis("/v2/", endpoint) + "/" + id)))
                .thenApply(reply -> {
                    Optional<String> status = Denial.read(reply)
                            .filter(answer -> JsonText.at(answer, "id").equals(id))
                            .map(answer -> JsonText.at(answer, "status"));
                    if (status.isPresent() && status.get().equals(DEPLOYED)) {
                        return Observation.of(Observation.Kind.PENDING, status.get());
                    }
                    if (status.isPresent() && NOT_DEPLOYED.contains(status.get())) {
                        return Observation.of(Observation.Kind.REACHED, status.get());
                    }
                    Reading why = readError(reply);
                    if (reply.status() == 200) {
                        why = Denial.reading(reply);
                    }
                    return why.kind() == Kind.GONE
                            ? Observation.of(Observation.Kind.ABSENT, "")
                            : Observation.unseen(reply, why);
                });
    }

    @Override
    public boolean hasDeployments() {
        return true;
    }

    /** The v2 history of deployments: {@code histories[].id} and {@code deploy_time} (FACTS part 6, today's reference). */
    @Override
    public CompletableFuture<Deployments> deployments(ReadCall reader, Endpoint endpoint, String id) {
        String history = apis("/v2/", endpoint) + "/" + id + "/deploy?limit=" + PAGE + "&offset=";
        return DEPLOYMENTS
                .all(
                        reader,
                        page -> HttpCall.get(endpoint.at(history + page * PAGE)),
                        deployment -> JsonText.at(deployment, "deploy_time"))
                .thenApply(Deployments::of);
    }

    @Override
    public boolean serial() {
        return true;
    }

    @Override
    public List<Limit> limits(Endpoint endpoint, String key, boolean write) {
        return write ? List.of(Limit.inFlight("roma " + endpoint.host() + " " + instanceId, 1)) : List.of();
    }
}
