package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** NCLUE: tasks (document 001) and what uses them (FACTS, section 3). */
public final class NclueRoutes extends NcpService {

    private static final String OTHER_TASK = "0aa0bb0c-9999-8888-7777-b201bc64b1c9";

    /** The states of a task or of its user in which the task cannot be deleted (document 001, deletion table). */
    private static final Set<String> AT_WORK = Set.of("pending", "in_progress");

    /**
     * One request a second (FACTS, section 3), less what two requests sent a second apart may lose of their distance on
     * the way.
     */
    private static final long RATE_NANOS = Duration.ofMillis(950).toNanos();

    private static final Map<String, Trap> TRAPS = Map.of(
            "inUse", Trap.onWrites(on -> cannotDelete()),
            // How "cannot delete" is answered is documented nowhere (FACTS, section 3): it may be a 200 with the id.
            "yesAndNo",
                    Trap.onWrites(on -> Json.reply(
                            200,
                            Json.object()
                                    .put("task_id", on.id())
                                    .put("code", "10110")
                                    .put("message", "task cannot be deleted: in_progress"))),
            "foreignId", Trap.onWrites(on -> Json.reply(200, Json.object().put("task_id", OTHER_TASK))),
            "noEcho",
                    Trap.onWrites(on -> {
                        Reply honest = on.act().get();
                        return honest instanceof Reply.Message message && message.status() == 200
                                ? Json.reply(200, Json.object())
                                : honest;
                    }),
            "echoStars",
                    Trap.onWrites(on -> {
                        Reply honest = on.act().get();
                        return honest instanceof Reply.Message message && message.status() == 200
                                ? Json.reply(200, Json.object().put("task_id", starred(on.id())))
                                : honest;
                    }));

    private static final class Task {
        final String id;
        final Instant createdAt;
        List<String> statuses;

        Task(String id, Instant createdAt, List<String> statuses) {
            this.id = id;
            this.createdAt = createdAt;
            this.statuses = statuses;
        }

        String status() {
            return statuses.get(0);
        }

        void next() {
            if (statuses.size() > 1) {
                statuses = statuses.subList(1, statuses.size());
            }
        }
    }

    private record User(String id, String taskId, String status) {}

    private final Clock clock;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final List<User> runs = new ArrayList<>();
    private final List<User> intents = new ArrayList<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private final Map<String, Long> lastRequest = new HashMap<>();
    private boolean enforceRate;
    private boolean registeredBlocks;

    NclueRoutes(NcpCheck check, Clock clock) {
        super(check);
        this.clock = clock;
        addTask("f5aebc0c-1111-2222-3333-b201bc64b1c9", "completed");
    }

    /** Adds or replaces a task. */
    public synchronized void addTask(String id, String status) {
        deleted.remove(id);
        tasks.put(id, new Task(id, clock.instant().minus(Duration.ofDays(1)), List.of(status)));
    }

    /** Makes a task unknown, as if somebody else had deleted it. */
    public synchronized void remove(String id) {
        tasks.remove(id);
        deleted.add(id);
    }

    /** Sets the status of a task. */
    public synchronized void setTaskStatus(String id, String status) {
        setTaskStatuses(id, status);
    }

    /** Sets what the next reads of this task (not of the list) show, one status each; the last one stays. */
    public synchronized void setTaskStatuses(String id, String... statuses) {
        task(id).statuses = List.of(statuses);
    }

    /** Adds a run of a task. */
    public synchronized void addRun(String taskId, String status) {
        runs.add(new User("run-" + (runs.size() + 1), taskId, status));
    }

    /** Adds a shopping intent that uses a task. */
    public synchronized void addIntent(String taskId, String status) {
        intents.add(new User("intent-" + (intents.size() + 1), taskId, status));
    }

    /** Forgets all runs and shopping intents of a task. */
    public synchronized void clearUsers(String taskId) {
        runs.removeIf(user -> user.taskId().equals(taskId));
        intents.removeIf(user -> user.taskId().equals(taskId));
    }

    /**
     * Whether a user that is merely registered blocks too, as newer documents say (FACTS, section 0, row 3); document
     * 001 says that it does not, which holds unless set.
     */
    public synchronized void registeredUsersBlock(boolean block) {
        registeredBlocks = block;
    }

    /** Whether more than one request a second and key is refused; not unless set. */
    public synchronized void enforceRate(boolean enforce) {
        enforceRate = enforce;
        lastRequest.clear();
    }

    /** Whether the task is known. */
    public synchronized boolean exists(String id) {
        return tasks.containsKey(id) || springsUp(id);
    }

    /** A task's status, or null. */
    public synchronized String status(String id) {
        Task task = tasks.get(id);
        return task != null ? task.status() : springsUp(id) ? "completed" : null;
    }

    @Override
    List<Route> routes() {
        Function<Call, String> id = call -> call.variable("task");
        Function<Call, String> none = call -> null;
        return List.of(
                Route.write("nclueDeleteTask", "DELETE /api/v1/tasks/{task}", id, this::delete),
                Route.read("tasks/get", "GET /api/v1/tasks/{task}", id, this::get),
                Route.read("tasks/list", "GET /api/v1/tasks", none, this::list),
                Route.read("task-runs/list", "GET /api/v1/task-runs", none, call -> users(call, "runs", runs)),
                Route.read(
                        "shopping-intents/list",
                        "GET /api/v1/profile/shopping-intents",
                        none,
                        call -> users(call, "profiles", intents)));
    }

    @Override
    Map<String, Trap> traps() {
        return TRAPS;
    }

    @Override
    boolean springsUp(String id) {
        return !deleted.contains(id) && super.springsUp(id);
    }

    @Override
    synchronized Reply gate(Call call) {
        if (!enforceRate) {
            return null;
        }
        // Real time: a test's clock may stand still while real requests go out.
        long now = System.nanoTime();
        String key = call.request().header("x-ncp-iam-access-key");
        Long last = lastRequest.get(key);
        if (last != null && now - last < RATE_NANOS) {
            return throttled();
        }
        lastRequest.put(key, now);
        return null;
    }

    private synchronized Reply delete(Call call) {
        String id = call.variable("task");
        Task task = task(id);
        if (task == null) {
            return notFound();
        }
        boolean blocked = AT_WORK.contains(task.status())
                || runs.stream().anyMatch(user -> blocks(user, id))
                || intents.stream().anyMatch(user -> blocks(user, id));
        if (blocked) {
            return cannotDelete();
        }
        tasks.remove(id);
        deleted.add(id);
        return Json.reply(200, Json.object().put("task_id", id));
    }

    private boolean blocks(User user, String taskId) {
        return user.taskId().equals(taskId)
                && (AT_WORK.contains(user.status())
                        || registeredBlocks && user.status().equals("registered"));
    }

    private synchronized Reply get(Call call) {
        Task task = task(call.variable("task"));
        if (task == null) {
            return notFound();
        }
        ObjectNode body = shown(task);
        task.next();
        return Json.reply(200, body);
    }

    private synchronized Reply list(Call call) {
        return page(call, "tasks", tasks.values().stream().map(this::shown).toList());
    }

    private synchronized Reply users(Call call, String field, List<User> users) {
        return page(
                call,
                field,
                users.stream()
                        .map(user -> Json.object()
                                .put("id", user.id())
                                .put("task_id", user.taskId())
                                .put("status", user.status()))
                        .toList());
    }

    /** Lists start at an item, and show 1 to 100 of them (FACTS, section 3). */
    private Reply page(Call call, String field, List<ObjectNode> all) {
        int index = call.number("index", 0);
        int limit = call.number("limit", 20);
        if (index < 0 || limit < 1 || limit > 100) {
            return badRequest();
        }
        ObjectNode body = Json.object().put("index", index).put("limit", limit).put("total", all.size());
        ArrayNode shown = body.putArray(field);
        all.stream().skip(index).limit(limit).forEach(shown::add);
        return Json.reply(200, body);
    }

    private ObjectNode shown(Task task) {
        boolean failed = task.status().equals("failed");
        return Json.object()
                .put("task_id", task.id)
                .put("task_name", "task-" + task.id)
                .put("status", task.status())
                .put("created_at", task.createdAt.toString())
                .put("fail_message", failed ? "training failed" : null);
    }

    private Task task(String id) {
        if (!tasks.containsKey(id) && springsUp(id)) {
            addTask(id, "completed");
        }
        return tasks.get(id);
    }

    /** Document 001 shows the id with the middle groups of a UUID as stars. */
    private static String starred(String id) {
        int first = id.indexOf('-');
        int last = id.lastIndexOf('-');
        int from = first < last ? first : id.length() / 3;
        int to = first < last ? last : id.length() - id.length() / 3;
        return id.substring(0, from) + id.substring(from, to).replaceAll("[^-]", "*") + id.substring(to);
    }

    /** Document 001 promises an error without its form; this one follows the codes that NCLUE is known to use. */
    private static Reply.Message cannotDelete() {
        return own(409, "10409", "task cannot be deleted while it is running or in use");
    }

    private static Reply.Message notFound() {
        return own(404, "10404", "task not found");
    }

    private static Reply.Message own(int status, String code, String message) {
        return Json.reply(status, Json.object().put("error_code", code).put("message", message));
    }

    @Override
    Reply.Message notPermitted() {
        return NcpGateway.permissionDenied();
    }

    @Override
    Reply.Message serverError() {
        return own(500, "10500", "unexpected error");
    }

    @Override
    Reply.Message badRequest() {
        return own(400, "10400", "invalid request parameters");
    }

    @Override
    Reply.Message error(int status, String message) {
        return own(status, "10" + status, message);
    }
}
