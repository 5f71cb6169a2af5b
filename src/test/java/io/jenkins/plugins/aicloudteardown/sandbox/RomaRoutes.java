package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** ROMA Connect: backend APIs of an instance (document 002), and the newer calls around them (FACTS, section 6). */
public final class RomaRoutes extends HuaweiService {

    /** Status of a backend API that is to be developed, which is what an undeployed one becomes (FACTS, section 6). */
    public static final int UNDEPLOYED = 1;

    /** Status of a deployed backend API (FACTS, section 6). */
    public static final int DEPLOYED = 4;

    /** Loopback writes would be over before a second one could meet them. */
    private static final Duration SERIAL_WRITE = Duration.ofMillis(50);

    private static final String V1 = "/v1/{project}/apic/instances/{instance}/livedata-apis";
    private static final String V2 = "/v2/{project}/apic/instances/{instance}/livedata-apis";

    private static final Map<String, Trap> TRAPS = Map.of("okBody", Trap.onWrites(on -> {
        on.act().get();
        return Json.reply(200, Json.object().put("ld_api_id", on.id()));
    }));

    private record Key(String instanceId, String id) {}

    private final Map<Key, Integer> apis = new LinkedHashMap<>();
    /** When each backend API was deployed, the first time first. */
    private final Map<Key, List<Instant>> deployments = new HashMap<>();

    private final Set<String> instances = new HashSet<>();
    private final Set<Key> removed = new LinkedHashSet<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean serial;

    RomaRoutes(HuaweiCheck check) {
        super(check);
        addApi(SandboxKeys.INSTANCE_ID, "bd42841c20184da6bbf457c6d8a06e37", DEPLOYED);
    }

    /** Adds or replaces a backend API, and its instance if it is new. */
    public synchronized void addApi(String instanceId, String id, int status) {
        instances.add(instanceId);
        removed.remove(new Key(instanceId, id));
        apis.put(new Key(instanceId, id), status);
    }

    /** Sets the status of a backend API of {@link SandboxKeys#INSTANCE_ID}. */
    public synchronized void setStatus(String id, int status) {
        addApi(SandboxKeys.INSTANCE_ID, id, status);
    }

    /** Makes a backend API unknown in every instance that has it, and in {@link SandboxKeys#INSTANCE_ID}. */
    public synchronized void remove(String id) {
        removed.add(new Key(SandboxKeys.INSTANCE_ID, id));
        apis.keySet().stream().filter(key -> key.id().equals(id)).forEach(removed::add);
        apis.keySet().removeIf(key -> key.id().equals(id));
    }

    /**
     * Whether a write is refused while another on the same instance is under way (FACTS, section 6, on APIG.9999); not
     * unless set. Writes take 50 ms then.
     */
    public void enforceSerial(boolean enforce) {
        serial = enforce;
    }

    /** Whether {@link SandboxKeys#INSTANCE_ID} has that backend API. */
    public boolean exists(String id) {
        return status(id) != 0;
    }

    /** The status of a backend API of {@link SandboxKeys#INSTANCE_ID}, 0 if it is not known. */
    public int status(String id) {
        return status(SandboxKeys.INSTANCE_ID, id);
    }

    /** The status of a backend API, 0 if it is not known. */
    public synchronized int status(String instanceId, String id) {
        Key key = new Key(instanceId, id);
        if (!apis.containsKey(key) && !removed.contains(key) && springsUp(id)) {
            apis.put(key, DEPLOYED);
        }
        return apis.getOrDefault(key, 0);
    }

    @Override
    List<Route> routes() {
        Function<Call, String> inPath = call -> call.variable("id");
        Function<Call, String> inBody = call -> call.text("ld_api_id");
        return List.of(
                Route.write(
                        "romaUndeploy",
                        "POST " + V1 + "/undeploy",
                        inBody,
                        call -> written(call, inBody, UNDEPLOYED, Reply.empty(204))),
                Route.write(
                        "romaUndeploy",
                        "POST " + V2 + "/{id}/undeploy",
                        inPath,
                        call -> written(call, inPath, UNDEPLOYED, Reply.empty(204))),
                Route.write(
                        "livedata-apis/deploy",
                        "POST " + V2 + "/{id}/deploy",
                        inPath,
                        call -> written(call, inPath, DEPLOYED, Json.reply(201, Json.object()))),
                Route.read(
                        "livedata-apis/deployments",
                        "GET " + V2 + "/{id}/deploy",
                        inPath,
                        call -> on(call, inPath, (instance, id) -> history(call, new Key(instance, id)))),
                Route.read(
                        "livedata-apis/get",
                        "GET " + V2 + "/{id}",
                        inPath,
                        call -> on(call, inPath, (instance, id) -> Json.reply(200, shown(instance, id)))),
                Route.read("livedata-apis/list", "GET " + V2, call -> null, this::list));
    }

    @Override
    Map<String, Trap> traps() {
        return TRAPS;
    }

    @Override
    Reply gate(Call call) {
        if (!serial || !call.route().write()) {
            return null;
        }
        String instance = call.variable("instance");
        if (!busy.add(instance)) {
            return serverError();
        }
        call.afterwards(() -> busy.remove(instance));
        return null;
    }

    /** The API was deployed at that time by somebody else. */
    public synchronized void deployedAt(String id, Instant time) {
        setStatus(id, DEPLOYED);
        deployments
                .computeIfAbsent(new Key(SandboxKeys.INSTANCE_ID, id), key -> new ArrayList<>())
                .add(time);
    }

    private Reply.Message history(Call call, Key key) {
        List<Instant> times = deployments.getOrDefault(key, List.of());
        int offset = call.number("offset", 0);
        int limit = call.number("limit", 20);
        ArrayNode shown = Json.array();
        for (int i = times.size() - 1 - offset; i >= 0 && shown.size() < limit; i--) {
            shown.add(Json.object()
                    .put("id", "deployment-" + i)
                    .put("ld_api_id", key.id())
                    .put(
                            "deploy_time",
                            times.get(i).truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        ObjectNode body = Json.object().put("total", times.size()).put("size", shown.size());
        body.set("histories", shown);
        return Json.reply(200, body);
    }

    private Reply written(Call call, Function<Call, String> subject, int status, Reply.Message answer) {
        Reply reply = on(call, subject, (instance, id) -> {
            apis.put(new Key(instance, id), status);
            if (status == DEPLOYED) {
                deployments
                        .computeIfAbsent(new Key(instance, id), key -> new ArrayList<>())
                        .add(Instant.now());
            }
            return answer;
        });
        return serial ? new Reply.Delayed(SERIAL_WRITE, reply) : reply;
    }

    private synchronized Reply on(
            Call call, Function<Call, String> subject, BiFunction<String, String, Reply.Message> answer) {
        String instance = call.variable("instance");
        String id = subject.apply(call);
        if (!known(instance)) {
            return invalid("instance_id");
        }
        if (id.isEmpty()) {
            return invalid("ld_api_id");
        }
        return status(instance, id) == 0 ? notFound(id) : answer.apply(instance, id);
    }

    private synchronized Reply list(Call call) {
        String instance = call.variable("instance");
        int offset = call.number("offset", 0);
        int limit = call.number("limit", 20);
        if (!known(instance)) {
            return invalid("instance_id");
        }
        if (offset < 0 || limit < 1) {
            return invalid(offset < 0 ? "offset" : "limit");
        }
        List<String> ids = apis.keySet().stream()
                .filter(key -> key.instanceId().equals(instance))
                .map(Key::id)
                .toList();
        ArrayNode shown = Json.array();
        ids.stream().skip(offset).limit(limit).forEach(id -> shown.add(shown(instance, id)));
        ObjectNode body = Json.object().put("total", ids.size()).put("size", shown.size());
        body.set("apis", shown);
        return Json.reply(200, body);
    }

    private ObjectNode shown(String instance, String id) {
        return Json.object()
                .put("id", id)
                .put("name", "api_" + id)
                .put("path", "/" + id)
                .put("method", "GET")
                .put("status", apis.get(new Key(instance, id)));
    }

    private boolean known(String instance) {
        return instances.contains(instance) || instance.startsWith("ok");
    }

    /** Document 002, example of status 404. */
    private static Reply.Message notFound(String id) {
        return HuaweiGateway.error(404, "APIG.3084", "The livedata API does not exist, id: " + id);
    }

    /** Document 002, example of status 400. */
    private static Reply.Message invalid(String parameter) {
        return HuaweiGateway.error(
                400,
                "APIG.2011",
                "Invalid parameter value,parameterName:" + parameter + ". Please refer to the support documentation");
    }

    /** Document 002, examples of status 401 and 403; a refused signature comes from the gateway before it. */
    @Override
    Reply.Message refuse(Call call, Finding finding) {
        boolean token = call.request().header("x-auth-token") != null;
        return switch (finding.kind()) {
            case BAD_SIGNATURE, LOCKED -> HuaweiGateway.signatureRefused(finding.text());
            case NOT_PERMITTED -> noPermission();
            case OTHER_PROJECT -> token ? badToken() : noPermission();
            default -> badToken();
        };
    }

    private static Reply.Message noPermission() {
        return HuaweiGateway.error(403, "APIG.1005", "No permissions to request this method");
    }

    private static Reply.Message badToken() {
        return HuaweiGateway.error(401, "APIG.1002", "Incorrect token or token resolution failed");
    }

    @Override
    Reply.Message badRequest() {
        return invalid("instance_id");
    }

    @Override
    Reply.Message error(int status, String message) {
        return HuaweiGateway.error(status, "APIG.2011", message);
    }
}
