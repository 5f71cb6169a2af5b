package io.jenkins.plugins.aicloudteardown.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Huawei IAM: project-scoped tokens for a user's password, and the list of projects (FACTS, section 5). */
public final class IamRoutes extends ProviderService {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final HuaweiCheck check;
    private final IssuedTokens tokens;
    private final Lockout lockout;
    private volatile String password = SandboxKeys.IAM_PASSWORD;

    IamRoutes(HuaweiCheck check, IssuedTokens tokens, SandboxClock clock) {
        this.check = check;
        this.tokens = tokens;
        this.lockout = new Lockout(clock);
    }

    /** Makes all issued tokens invalid, as a change of permissions does (FACTS, section 5, row Early death). */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The lifetime of tokens issued from now on. */
    public void tokenLifetime(Duration lifetime) {
        tokens.lifetime(lifetime);
    }

    /** Changes the users' password, which also ends their tokens. */
    public void changePassword(String newPassword) {
        password = newPassword;
        tokens.revokeAll();
    }

    /** Logins refused because of name or password. */
    public long refusedLogins() {
        return lockout.refused();
    }

    void forget() {
        lockout.forget();
    }

    @Override
    List<Route> routes() {
        return List.of(
                Route.write(
                        "iam/token",
                        "POST /v3/auth/tokens",
                        call -> Json.text(user(call).path("name")),
                        this::token),
                Route.read("iam/projects", "GET /v3/projects", call -> null, this::projects));
    }

    private static JsonNode user(Call call) {
        return call.body().at("/auth/identity/password/user");
    }

    @Override
    Finding authenticate(Call call) {
        if (!call.route().operation().equals("iam/token")) {
            return check.check(call.request(), null);
        }
        JsonNode user = user(call);
        String name = Json.text(user.path("name"));
        if (lockout.locked(name)) {
            return Finding.of(Finding.Kind.LOCKED);
        }
        boolean known = name.equals(SandboxKeys.IAM_USER) || Traps.find(this, name) != null;
        if (known
                && Json.text(user.at("/domain/name")).equals(SandboxKeys.IAM_DOMAIN)
                && Json.text(user.path("password")).equals(password)) {
            lockout.succeeded(name);
            return Finding.ADMITTED;
        }
        lockout.failed(name);
        return Finding.of(Finding.Kind.BAD_SIGNATURE);
    }

    private Reply token(Call call) {
        JsonNode methods = call.body().at("/auth/identity/methods");
        String type = call.request().header("content-type");
        if (type == null
                || !type.startsWith("application/json")
                || !"password".equals(methods.path(0).asText())) {
            return badRequest();
        }
        JsonNode scope = call.body().at("/auth/scope/project");
        String id = scope.has("id")
                ? Json.text(scope.path("id"))
                : IssuedTokens.PROJECTS.get(Json.text(scope.path("name")));
        if (!scope.isMissingNode() && !IssuedTokens.PROJECTS.containsValue(id)) {
            return keystone(400, "The project of the scope does not exist.", "Bad Request");
        }
        IssuedTokens.Token token = tokens.issue(id);
        ObjectNode body = Json.object()
                .put("expires_at", MICROS.format(token.expiresAt()))
                .put("issued_at", MICROS.format(token.issuedAt()));
        body.putArray("methods").add("password");
        if (id != null) {
            body.set("project", project(name(id), id));
        }
        body.putObject("user").put("name", user(call).path("name").asText());
        return Json.reply(201, Json.object().set("token", body)).with("X-Subject-Token", token.value());
    }

    private Reply projects(Call call) {
        String wanted = call.query("name", "");
        ArrayNode shown = Json.array();
        IssuedTokens.PROJECTS.forEach((name, id) -> {
            if (wanted.isEmpty() || wanted.equals(name)) {
                shown.add(project(name, id).put("enabled", true));
            }
        });
        return Json.reply(200, Json.object().set("projects", shown));
    }

    private static ObjectNode project(String name, String id) {
        return Json.object().put("id", id).put("name", name);
    }

    private static String name(String id) {
        return IssuedTokens.PROJECTS.entrySet().stream()
                .filter(project -> project.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Keystone's envelope (FACTS, section 5, row Error body). */
    private static Reply.Message keystone(int status, String message, String title) {
        return Json.reply(
                status,
                Json.object()
                        .set(
                                "error",
                                Json.object()
                                        .put("code", status)
                                        .put("message", message)
                                        .put("title", title)));
    }

    @Override
    Reply.Message refuse(Call call, Finding finding) {
        return switch (finding.kind()) {
            case NOT_PERMITTED -> keystone(403, "The user may not do this.", "Forbidden");
            case LOCKED -> keystone(401, "The account is locked.", "Unauthorized");
            default -> keystone(401, "The username or password is wrong.", "Unauthorized");
        };
    }

    @Override
    Reply.Message throttled() {
        return keystone(429, "Too many requests.", "Too Many Requests");
    }

    @Override
    Reply.Message quota() {
        return keystone(403, "The quota is used up.", "Forbidden");
    }

    @Override
    Reply.Message unavailable() {
        return keystone(503, "The service is unavailable.", "Service Unavailable");
    }

    @Override
    Reply.Message gatewayTimeout() {
        return HuaweiGateway.backendTimeout();
    }

    @Override
    Reply.Message retired() {
        return HuaweiGateway.noSuchApi();
    }

    @Override
    Reply.Message serverError() {
        return keystone(500, "The service failed.", "Internal Server Error");
    }

    @Override
    Reply.Message badRequest() {
        return keystone(400, "The request body is invalid.", "Bad Request");
    }

    @Override
    Reply.Message error(int status, String message) {
        return keystone(status, message, "Error");
    }
}
