package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** DataForest: AI apps (document 000) and notebooks (document 003), with the reads around them (FACTS, section 2). */
public final class DataforestRoutes extends NcpService {

    private static final String SOMEONE_ELSES = "cMmEw7HCjVQdcHh3JVOptZ";

    /** Ids are UUIDs in base62, at most 22 characters (document 000, Request parameters). */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{1,22}");

    private static final Map<String, Trap> TRAPS = Map.of(
            "successFalse", Trap.onWrites(on -> failure(200, "quota exceeded for resource")),
            "noFlag", Trap.onWrites(on -> edited(on, body -> body.remove("success"))),
            "flagText", Trap.onWrites(on -> edited(on, body -> body.put("success", "true"))),
            "foreignId", Trap.onWrites(on -> Json.reply(200, success().put("id", SOMEONE_ELSES))),
            // The gateway's error (FACTS, section 4) beside the service's success.
            "yesAndNo",
                    Trap.onWrites(on -> edited(
                            on,
                            body -> body.set(
                                    "error",
                                    Json.object().put("errorCode", "900").put("message", "Unexpected Error")))));

    private static final class App {
        final String id;
        final String accountId;
        String state;
        String finalStatus = "UNDEFINED";
        Instant startedAt;
        Instant finishedAt;
        boolean killed;
        int readsToEnd;
        int kills;

        App(String id, String accountId, String state) {
            this.id = id;
            this.accountId = accountId;
            this.state = state;
        }
    }

    private static final class Notebook {
        final String id;
        final String accountId;
        String state;
        Instant startedAt;
        boolean restarting;
        int readsToEnd;
        int restarts;

        Notebook(String id, String accountId, String state, Instant startedAt) {
            this.id = id;
            this.accountId = accountId;
            this.state = state;
            this.startedAt = startedAt;
        }
    }

    private final Clock clock;
    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Map<String, Notebook> notebooks = new LinkedHashMap<>();
    private final Set<String> accounts = new LinkedHashSet<>(Set.of(SandboxKeys.ACCOUNT_ID));
    private final Set<String> removed = new LinkedHashSet<>();
    private final Map<String, Integer> readsById = new LinkedHashMap<>();
    private int readsToKilled;
    private int readsToRestarted = 1;

    DataforestRoutes(NcpCheck check, Clock clock) {
        super(check);
        this.clock = clock;
        addApp("cMmEw7HCjVQdcHh3JVOptL", "RUNNING");
        Instant yesterday = yesterday();
        addNotebook(SandboxKeys.ACCOUNT_ID, "7kHeVWhiRsxdRl0nXz04ri", "RUNNING", yesterday);
        // A list cannot guess which of the ids that exist by themselves a test will use, so it shows the plain ones.
        addNotebook(SandboxKeys.ACCOUNT_ID, "ok", "RUNNING", yesterday);
        for (int i = 1; i <= 9; i++) {
            addNotebook(SandboxKeys.ACCOUNT_ID, "ok" + i, "RUNNING", yesterday);
        }
        Traps.names().forEach(name -> addNotebook(SandboxKeys.ACCOUNT_ID, name, "RUNNING", yesterday));
        TRAPS.keySet().stream()
                .sorted()
                .forEach(name -> addNotebook(SandboxKeys.ACCOUNT_ID, name, "RUNNING", yesterday));
    }

    /** Adds or replaces an AI app of {@link SandboxKeys#ACCOUNT_ID}. */
    public synchronized void addApp(String id, String state) {
        App app = new App(id, SandboxKeys.ACCOUNT_ID, state);
        app.startedAt = yesterday();
        removed.remove(id);
        apps.put(id, app);
    }

    /** Adds or replaces a notebook, and its account if it is new. */
    public synchronized void addNotebook(String accountId, String id, String state, Instant startedAt) {
        accounts.add(accountId);
        removed.remove(id);
        notebooks.put(id, new Notebook(id, accountId, state, startedAt));
    }

    /** Makes an app or notebook unknown. */
    public synchronized void remove(String id) {
        apps.remove(id);
        notebooks.remove(id);
        removed.add(id);
    }

    /** Sets an app's state and final status; a final status other than UNDEFINED ends it now. */
    public synchronized void setAppState(String id, String state, String finalStatus) {
        App app = app(id);
        app.state = state;
        app.finalStatus = finalStatus;
        app.killed = false;
        app.finishedAt = finalStatus.equals("UNDEFINED") ? null : now();
    }

    /** Sets a notebook's state; a restart under way is forgotten. */
    public synchronized void setNotebookState(String id, String state) {
        Notebook notebook = notebook(id);
        notebook.state = state;
        notebook.restarting = false;
    }

    /** How many reads still show a killed app as running; 0 unless set. */
    public synchronized void killTakes(int reads) {
        readsToKilled = reads;
    }

    /** How many reads show a restarted notebook as RESTARTING before it runs again; 1 unless set. */
    public synchronized void restartTakes(int reads) {
        readsToRestarted = reads;
    }

    /** The same for one app or notebook. */
    public synchronized void takes(String id, int reads) {
        readsById.put(id, reads);
    }

    /** How often an app was killed. */
    public synchronized int kills(String id) {
        App app = apps.get(id);
        return app == null ? 0 : app.kills;
    }

    /** How often a notebook was restarted. */
    public synchronized int restarts(String id) {
        Notebook notebook = notebooks.get(id);
        return notebook == null ? 0 : notebook.restarts;
    }

    /** Whether an app or notebook of that id is known. */
    public synchronized boolean exists(String id) {
        return apps.containsKey(id) || notebooks.containsKey(id) || springsUp(id);
    }

    /** An app's final status or, while it has none, its state; a notebook's state; null if neither is known. */
    public synchronized String status(String id) {
        App app = apps.get(id);
        if (app != null) {
            return app.finishedAt == null ? app.state : app.finalStatus;
        }
        Notebook notebook = notebooks.get(id);
        return notebook != null ? notebook.state : springsUp(id) ? "RUNNING" : null;
    }

    @Override
    List<Route> routes() {
        Function<Call, String> id = call -> call.text("id");
        return List.of(
                Route.write("dataforestKill", "POST /api/v2/aiapps/kill", id, call -> on(call, id, this::kill)),
                Route.read("aiapps/getDetail", "POST /api/v2/aiapps/getDetail", id, call -> on(call, id, this::detail)),
                Route.read(
                        "aiapps/getList",
                        "POST /api/v2/aiapps/getList",
                        call -> Json.text(call.body().at("/search/accountId")),
                        this::listApps),
                Route.write(
                        "notebookRestart", "POST /api/v2/notebooks/restart", id, call -> on(call, id, this::restart)),
                Route.read(
                        "notebooks/getList",
                        "POST /api/v2/notebooks/getList",
                        call -> call.text("accountId"),
                        this::listNotebooks));
    }

    @Override
    Map<String, Trap> traps() {
        return TRAPS;
    }

    @Override
    boolean springsUp(String id) {
        return !removed.contains(id) && super.springsUp(id);
    }

    private Reply on(Call call, Function<Call, String> subject, Function<String, Reply> answer) {
        String id = subject.apply(call);
        String type = call.request().header("content-type");
        boolean json = type != null && type.startsWith("application/json");
        return json && ID.matcher(id).matches() ? answer.apply(id) : badRequest();
    }

    private synchronized Reply kill(String id) {
        App app = app(id);
        if (app == null) {
            return unknown(id);
        }
        app.kills++;
        if (app.finishedAt == null && !app.killed) {
            app.killed = true;
            app.readsToEnd = readsById.getOrDefault(id, readsToKilled);
        }
        return Json.reply(200, success().put("message", "success").put("id", id));
    }

    private synchronized Reply detail(String id) {
        App app = app(id);
        if (app == null) {
            return unknown(id);
        }
        ObjectNode body = success().put("message", "success").setAll(shown(app));
        body.putArray("containers")
                .addObject()
                .put("id", "container_01")
                .put("status", app.finishedAt == null ? "RUNNING" : "COMPLETE");
        return Json.reply(200, body);
    }

    private synchronized Reply listApps(Call call) {
        String account = Json.text(call.body().at("/search/accountId"));
        ArrayNode contents = Json.array();
        apps.values().stream().filter(app -> app.accountId.equals(account)).forEach(app -> contents.add(shown(app)));
        return listed(call, account, contents.size(), () -> contents);
    }

    private ObjectNode shown(App app) {
        if (app.killed && app.readsToEnd-- <= 0) {
            app.killed = false;
            app.state = "KILLED";
            app.finalStatus = "KILLED";
            app.finishedAt = now();
        }
        return Json.object()
                .put("id", app.id)
                .put("appId", "application_1658898041497_" + app.id)
                .put("name", "app-" + app.id)
                .put("state", app.state)
                .put("finalStatus", app.finalStatus)
                .put("startedAt", text(app.startedAt))
                .put("finishedAt", text(app.finishedAt))
                .put("disabled", false)
                .put("queueName", "longlived")
                .put("accountName", app.accountId)
                .put("workspaceName", "default");
    }

    private synchronized Reply restart(String id) {
        Notebook notebook = notebook(id);
        if (notebook == null) {
            return unknown(id);
        }
        notebook.restarts++;
        notebook.restarting = true;
        notebook.state = "RESTARTING";
        notebook.readsToEnd = readsById.getOrDefault(id, readsToRestarted);
        return Json.reply(200, success().put("id", id));
    }

    private synchronized Reply listNotebooks(Call call) {
        String account = call.text("accountId");
        List<Notebook> own = notebooks.values().stream()
                .filter(notebook -> notebook.accountId.equals(account))
                .toList();
        int limit = call.body().path("paging").path("limit").asInt(Integer.MAX_VALUE);
        int offset = call.body().path("paging").path("offset").asInt(0);
        if (limit < 1 || offset < 0) {
            return badRequest();
        }
        return listed(call, account, own.size(), () -> {
            ArrayNode contents = Json.array();
            own.stream().skip(offset).limit(limit).forEach(notebook -> contents.add(shown(notebook)));
            return contents;
        });
    }

    private ObjectNode shown(Notebook notebook) {
        if (notebook.restarting && notebook.readsToEnd-- <= 0) {
            notebook.restarting = false;
            notebook.state = "RUNNING";
            // A test's clock may stand still; a start time must change all the same.
            Instant later = notebook.startedAt.plusSeconds(1);
            notebook.startedAt = now().isAfter(later) ? now() : later;
        }
        return Json.object()
                .put("id", notebook.id)
                .put("name", "notebook-" + notebook.id)
                .put("state", notebook.state)
                .put("startedAt", text(notebook.startedAt))
                .put("accountName", notebook.accountId);
    }

    private Reply listed(Call call, String account, int total, Supplier<ArrayNode> contents) {
        if (account.isEmpty()) {
            return badRequest();
        }
        // A trap may stand in the place of an account too, and then has nothing in it.
        if (!accounts.contains(account) && Traps.find(this, call.subject()) == null) {
            return unknown(account);
        }
        ObjectNode body = success().put("message", "success");
        body.set("contents", contents.get());
        return Json.reply(200, body.put("total", total));
    }

    private App app(String id) {
        if (!apps.containsKey(id) && springsUp(id)) {
            addApp(id, "RUNNING");
        }
        return apps.get(id);
    }

    private Notebook notebook(String id) {
        if (!notebooks.containsKey(id) && springsUp(id)) {
            addNotebook(SandboxKeys.ACCOUNT_ID, id, "RUNNING", yesterday());
        }
        return notebooks.get(id);
    }

    /**
     * An id that is not known is answered like one that is not allowed (document 003, Errors examples); the 404 of the
     * same document's table is had with ids that start with {@code missing}.
     */
    private static Reply.Message unknown(String id) {
        return id.startsWith("missing")
                ? failure(404, "no such element")
                : failure(403, "resource ('" + id + "') is not allowed or not exists");
    }

    private static Reply edited(Trap.Sprung on, Consumer<ObjectNode> edit) {
        Reply.Message honest = on.actedBody();
        ObjectNode body = (ObjectNode) Json.read(honest.text());
        edit.accept(body);
        return Json.reply(honest.status(), body);
    }

    private static ObjectNode success() {
        return Json.object().put("success", true);
    }

    private static Reply.Message failure(int status, String message) {
        return Json.reply(status, Json.object().put("message", message).put("success", false));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant yesterday() {
        return now().minus(1, ChronoUnit.DAYS);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    @Override
    Reply.Message notPermitted() {
        return failure(403, "not allowed to access");
    }

    @Override
    Reply.Message serverError() {
        return failure(500, "unexpected error");
    }

    @Override
    Reply.Message badRequest() {
        return failure(400, "invalid request parameters");
    }

    @Override
    Reply.Message error(int status, String message) {
        return failure(status, message);
    }
}
