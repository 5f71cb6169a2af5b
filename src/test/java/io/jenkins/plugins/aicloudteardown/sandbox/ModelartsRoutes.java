package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** ModelArts: models, called AI applications by document 004, and the reads around them (FACTS, section 7). */
public final class ModelartsRoutes extends HuaweiService {

    /** A cascade deletes at most so many at a time (document 004, Table 2). */
    public static final int CASCADE_LIMIT = 20;

    private static final String DEFAULT_WORKSPACE = "0";
    private static final String OTHER_MODEL = "e527d311-a947-46da-a6e0-66c49945dfaa";
    private static final String MODEL_IN_MESSAGE = "759645d9-3672-4db1-bb6d-49ed58b84e10";

    private static final Map<String, Trap> TRAPS = Map.of(
            "mixed",
                    Trap.onWrites(on -> edited(on, body -> {
                        ((ArrayNode) body.get("delete_failed_list")).add(inUse(MODEL_IN_MESSAGE, OTHER_MODEL));
                        return body;
                    })),
            "allFailed", Trap.onWrites(on -> lists(List.of(), List.of(inUse(on.id(), on.id())))),
            "inUse500", Trap.onWrites(on -> HuaweiGateway.error(500, "ModelArts.3009", inUseText(on.id()))),
            "bothEmpty", Trap.onWrites(on -> lists(List.of(), List.of())),
            "foreignId", Trap.onWrites(on -> lists(List.of(OTHER_MODEL), List.of())),
            "extraId",
                    Trap.onWrites(on -> edited(on, body -> {
                        ((ArrayNode) body.get("delete_success_list")).add(OTHER_MODEL);
                        return body;
                    })),
            // Somebody else was quicker: the model is gone, and the answer says so inside a 200.
            "gone200",
                    Trap.onWrites(on -> edited(on, body -> {
                        ArrayNode failed = Json.array();
                        failed.add(failure("error_msg", missingText(on.id()), "ModelArts.3001", on.id()));
                        return Json.object()
                                .<ObjectNode>set("delete_success_list", Json.array())
                                .set("delete_failed_list", failed);
                    })),
            "yesAndNo",
                    Trap.onWrites(on -> edited(
                            on, body -> body.put("error_code", "ModelArts.3009").put("error_msg", inUseText(on.id())))),
            "oldField",
                    Trap.onWrites(on -> lists(
                            List.of(),
                            List.of(failure("error_message", inUseText(on.id()), "ModelArts.3009", on.id())))),
            "subscribed",
                    Trap.onWrites(on -> HuaweiGateway.error(
                            400, "ModelArts.3074", "The subscribed model " + on.id() + " cannot be deleted.")));

    private record Model(String id, String name, String version, String workspaceId, String status, long createdAt) {}

    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<String, String> services = new HashMap<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private long lastCreated = 1_700_000_000_000L;

    ModelartsRoutes(HuaweiCheck check) {
        super(check);
        addModel("10eb0091-887f-4839-9929-cbc884f1e20e", "mnist", "0.0.1", DEFAULT_WORKSPACE);
        addModel("7f1d6a52-0c3b-4f5e-9d1a-2b3c4d5e6f70", "mnist", "0.0.2", DEFAULT_WORKSPACE);
        addModel(OTHER_MODEL, "flowers", "1.0.0", DEFAULT_WORKSPACE);
        services.put(OTHER_MODEL, "flowers-service");
    }

    /** Adds or replaces a model. */
    public synchronized void addModel(String id, String name, String version, String workspaceId) {
        deleted.remove(id);
        lastCreated += 1000;
        models.put(id, new Model(id, name, version, workspaceId, "published", lastCreated));
    }

    /** Makes a model, which is added if need be, the base of a deployed service, so that it cannot be deleted. */
    public synchronized void addInUse(String id, String serviceName) {
        if (!models.containsKey(id)) {
            addSimple(id);
        }
        services.put(id, serviceName);
    }

    /** The service that a model is in use by, or null. */
    public synchronized String usedBy(String id) {
        return services.get(id);
    }

    /** Frees a model from its service. */
    public synchronized void release(String id) {
        services.remove(id);
    }

    /** Makes a model unknown. */
    public synchronized void remove(String id) {
        models.remove(id);
        deleted.add(id);
    }

    /** Sets a model's status, such as {@code building} (FACTS, section 7). */
    public synchronized void setStatus(String id, String status) {
        Model old = model(id);
        models.put(id, new Model(old.id(), old.name(), old.version(), old.workspaceId(), status, old.createdAt()));
    }

    /** Whether the model is known. */
    public synchronized boolean exists(String id) {
        return models.containsKey(id) || springsUp(id);
    }

    /** A model's status, or null. */
    public synchronized String status(String id) {
        Model model = models.get(id);
        return model != null ? model.status() : springsUp(id) ? "published" : null;
    }

    /** How many models bear exactly this name, over all workspaces. */
    public synchronized int countByName(String name) {
        return (int) models.values().stream()
                .filter(model -> model.name().equals(name))
                .count();
    }

    @Override
    List<Route> routes() {
        Function<Call, String> id = call -> call.variable("model");
        return List.of(
                Route.write("modelartsDeleteModel", "DELETE /v1/{project}/models/{model}", id, this::delete),
                Route.read("models/get", "GET /v1/{project}/models/{model}", id, this::get),
                Route.read("models/list", "GET /v1/{project}/models", call -> null, this::list));
    }

    @Override
    Map<String, Trap> traps() {
        return TRAPS;
    }

    @Override
    boolean springsUp(String id) {
        return !deleted.contains(id) && super.springsUp(id);
    }

    private synchronized Reply delete(Call call) {
        Model asked = model(call.variable("model"));
        if (asked == null) {
            return missing(call.variable("model"));
        }
        List<Model> wanted = new ArrayList<>(List.of(asked));
        if (Boolean.parseBoolean(call.query("cascade", "false"))) {
            models.values().stream()
                    .filter(model -> !model.id().equals(asked.id()))
                    .filter(model -> model.name().equals(asked.name()))
                    .filter(model -> model.workspaceId().equals(asked.workspaceId()))
                    .forEach(wanted::add);
        }
        Map<Boolean, List<String>> byUse =
                wanted.stream().map(Model::id).collect(Collectors.partitioningBy(services::containsKey));
        // What exceeds the limit stays, and nothing in the answer tells (FACTS, section 7).
        List<String> gone = byUse.get(false).stream().limit(CASCADE_LIMIT).toList();
        gone.forEach(this::remove);
        return lists(gone, byUse.get(true).stream().map(id -> inUse(id, id)).toList());
    }

    private synchronized Reply get(Call call) {
        Model model = model(call.variable("model"));
        return model == null ? missing(call.variable("model")) : Json.reply(200, shown(model));
    }

    private synchronized Reply list(Call call) {
        int page = call.number("offset", 0);
        int limit = call.number("limit", 1000);
        if (page < 0 || limit < 1 || limit > 1000) {
            return badRequest();
        }
        String workspace = call.query("workspace_id", DEFAULT_WORKSPACE);
        String version = call.query("model_version", "");
        String status = call.query("model_status", "");
        List<Model> all = sorted(
                        call,
                        models.values().stream()
                                .filter(model -> model.workspaceId().equals(workspace))
                                .filter(model -> named(
                                        model.name(),
                                        call.query("model_name", ""),
                                        Boolean.parseBoolean(call.query("exact_match", "false"))))
                                .filter(model ->
                                        version.isEmpty() || model.version().equals(version))
                                .filter(model ->
                                        status.isEmpty() || model.status().equals(status)))
                .toList();
        ArrayNode shown = Json.array();
        all.stream().skip((long) page * limit).limit(limit).forEach(model -> shown.add(shown(model)));
        ObjectNode body = Json.object();
        body.set("models", shown);
        return Json.reply(200, body.put("total_count", all.size()).put("count", shown.size()));
    }

    /** Without {@code exact_match} a name is fuzzy, and an underscore in it fits any character (FACTS, section 7). */
    private static boolean named(String name, String wanted, boolean exact) {
        if (exact || wanted.isEmpty()) {
            return wanted.isEmpty() || name.equals(wanted);
        }
        String pattern = Stream.of(wanted.split("_", -1)).map(Pattern::quote).collect(Collectors.joining("."));
        return Pattern.compile(pattern).matcher(name).find();
    }

    private static Stream<Model> sorted(Call call, Stream<Model> models) {
        Comparator<Model> order =
                switch (call.query("sort_by", "create_at")) {
                    case "model_version" -> Comparator.comparing(Model::version);
                    case "model_name" -> Comparator.comparing(Model::name);
                    default -> Comparator.comparing(Model::createdAt);
                };
        return models.sorted(call.query("order", "desc").equals("asc") ? order : order.reversed());
    }

    private static ObjectNode shown(Model model) {
        return Json.object()
                .put("model_id", model.id())
                .put("model_name", model.name())
                .put("model_version", model.version())
                .put("model_status", model.status())
                .put("workspace_id", model.workspaceId())
                .put("project", SandboxKeys.PROJECT_ID)
                .put("create_at", model.createdAt());
    }

    private Model model(String id) {
        if (!models.containsKey(id) && springsUp(id)) {
            addSimple(id);
        }
        return models.get(id);
    }

    private void addSimple(String id) {
        addModel(id, "model-" + id, "0.0.1", DEFAULT_WORKSPACE);
    }

    private static Reply edited(Trap.Sprung on, UnaryOperator<ObjectNode> edit) {
        Reply.Message honest = on.actedBody();
        return honest.status() == 200 ? Json.reply(200, edit.apply((ObjectNode) Json.read(honest.text()))) : honest;
    }

    private static Reply.Message lists(List<String> gone, List<ObjectNode> failed) {
        ObjectNode body = Json.object();
        ArrayNode success = body.putArray("delete_success_list");
        gone.forEach(success::add);
        body.putArray("delete_failed_list").addAll(failed);
        return Json.reply(200, body);
    }

    private static ObjectNode inUse(String idInMessage, String id) {
        return failure("error_msg", inUseText(idInMessage), "ModelArts.3009", id);
    }

    private static ObjectNode failure(String messageField, String message, String code, String id) {
        return Json.object().put(messageField, message).put("error_code", code).put("model_id", id);
    }

    /** Document 004, example of status 200. */
    private static String inUseText(String id) {
        return "Failed to delete model because the model (" + id + ") has been used to deploy a service.";
    }

    private static String missingText(String id) {
        return "The model " + id + " does not exist.";
    }

    private static Reply.Message missing(String id) {
        return HuaweiGateway.error(404, "ModelArts.3001", missingText(id));
    }

    /** FACTS, section 7, table of codes; a refused signature comes from the gateway before it. */
    @Override
    Reply.Message refuse(Call call, Finding finding) {
        return switch (finding.kind()) {
            case BAD_SIGNATURE, LOCKED -> HuaweiGateway.signatureRefused(finding.text());
            case NO_CREDENTIALS -> HuaweiGateway.error(401, "ModelArts.0201", "The request has no token.");
            case EXPIRED_TOKEN -> HuaweiGateway.error(401, "ModelArts.0202", "The token has expired.");
            case OTHER_PROJECT ->
                HuaweiGateway.error(403, "ModelArts.0210", "The project of the credentials is not that of the URL.");
            case NOT_PERMITTED -> HuaweiGateway.error(403, "ModelArts.0108", "The user is not authorized.");
            default -> HuaweiGateway.error(401, "ModelArts.0203", "The token is invalid.");
        };
    }

    @Override
    Reply.Message throttled() {
        return HuaweiGateway.error(429, "ModelArts.4206", "Too many requests.");
    }

    @Override
    Reply.Message badRequest() {
        return error(400, "The project ID or a parameter is invalid.");
    }

    @Override
    Reply.Message error(int status, String message) {
        return HuaweiGateway.error(status, "ModelArts.0204", message);
    }
}
