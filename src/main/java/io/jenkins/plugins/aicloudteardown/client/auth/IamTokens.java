package io.jenkins.plugins.aicloudteardown.client.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aicloudteardown.client.http.Backoff;
import io.jenkins.plugins.aicloudteardown.client.http.ErrorBody;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.Redaction;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import io.jenkins.plugins.aicloudteardown.client.http.Transport;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Project-scoped tokens of Huawei IAM users, in memory only. One request however many wait for it; a token is renewed
 * before it ends; a login that was refused for a project is not tried again for it for {@link KeyBreaker#PAUSE}, since too
 * many lock the user.
 *
 * <p>Source: Huawei IAM API reference, "Obtaining a User Token Through Password Authentication" (FACTS part 5).
 */
public final class IamTokens {
    /** A login has no large body and no work behind it. */
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(60);

    private final Transport transport;
    private final Timing timing;
    /** A token that ends early may be followed by another: permissions are changed, and changed again. */
    private static final int MOST_RENEWALS = 3;

    /** Also the lock of what follows. */
    private final Map<String, Login> logins = new HashMap<>();

    private final Map<String, Renewals> renewals = new HashMap<>();

    public IamTokens(Transport transport, Timing timing) {
        this.transport = transport;
        this.timing = timing;
    }

    /** A signer for one user and one project. */
    public Signer signer(ProviderKey.IamUser user, URI iam, String projectId) {
        return new TokenSigner(user, iam, projectId);
    }

    private CompletableFuture<String> token(ProviderKey.IamUser user, URI iam, String projectId, Stop stop) {
        Login login;
        boolean first;
        synchronized (logins) {
            logins.values().removeIf(Login::old);
            renewals.values().removeIf(Renewals::old);
            String name = name(user, iam, projectId);
            first = !logins.containsKey(name);
            login = logins.computeIfAbsent(name, unused -> new Login(iam));
            login.waiting++;
        }
        if (first) {
            send(login, user, iam, projectId);
        }
        return stop.guard(login.token).whenComplete((token, error) -> leave(login));
    }

    /** The last one who waits takes the request along when it is stopped. */
    private void leave(Login login) {
        synchronized (logins) {
            if (--login.waiting > 0 || login.token.isDone()) {
                return;
            }
            logins.values().remove(login);
        }
        login.stop.stop(Stop.Cause.ABORTED);
    }

    private void send(Login login, ProviderKey.IamUser user, URI iam, String projectId) {
        try {
            HttpCall call = HttpCall.post(URI.create(iam + "/v3/auth/tokens?nocatalog=true"), body(user, projectId));
            Redaction redaction = Redaction.of(user.secrets());
            transport
                    .send(call, Map.of("Content-Type", "application/json;charset=utf8"), LOGIN_LIMIT, login.stop)
                    .whenComplete((reply, error) -> {
                        if (error != null) {
                            fail(login, error);
                        } else {
                            readSafely(login, reply, redaction);
                        }
                    });
        } catch (Throwable e) {
            fail(login, new LoginException(Reason.BAD_REQUEST, 0, "", "", Duration.ZERO));
        }
    }

    /** Leaves nothing behind: the next one who wants a token asks anew. */
    private void fail(Login login, Throwable error) {
        forget(login);
        login.token.completeExceptionally(error);
    }

    private void readSafely(Login login, HttpReply reply, Redaction redaction) {
        try {
            read(login, reply, redaction);
        } catch (Throwable e) {
            fail(login, new LoginException(Reason.UNREADABLE, reply.status(), "", "", Duration.ZERO));
        }
    }

    private void read(Login login, HttpReply reply, Redaction redaction) {
        Optional<String> token = reply.headers()
                .firstValue("X-Subject-Token")
                .filter(value -> reply.status() == 201 && ProviderKey.HeaderText.fits(value));
        Duration now = timing.elapsed();
        if (token.isPresent()) {
            login.until = now.plus(TokenLife.of(reply, timing.now()));
            login.token.complete(token.get());
            return;
        }
        Optional<ErrorBody> error = ErrorBody.read(reply);
        Reason reason = reason(reply.status(), error);
        String code = redaction.clean(error.map(ErrorBody::code).orElse(""));
        String words = redaction.clean(error.map(ErrorBody::message).orElseGet(reply::text));
        boolean refused = reason == Reason.KEY_REFUSED || reason == Reason.PROJECT_REFUSED || reply.status() == 400;
        boolean later = reply.status() == 429 || reply.status() >= 500;
        Duration asked =
                later ? Backoff.retryAfter(reply.headers(), timing.now()).orElse(Duration.ZERO) : Duration.ZERO;
        if (refused) {
            login.until = now.plus(KeyBreaker.PAUSE);
            login.refusal = new Refusal(reason, reply.status(), code, words, login.until);
        } else if (!asked.isZero()) {
            // Whoever else wants a token meanwhile is told the same, and IAM is not asked. Not for a whole day, though:
            // a gateway may promise one and be back in a minute.
            login.until = now.plus(asked.compareTo(KeyBreaker.PAUSE) < 0 ? asked : KeyBreaker.PAUSE);
        } else {
            forget(login);
        }
        login.token.completeExceptionally(new LoginException(
                reason, reply.status(), code, words, asked.isZero() ? Duration.ZERO : now.plus(asked)));
    }

    /** That a project is not there, or not this user's, says nothing about the user's password. */
    private static Reason reason(int status, Optional<ErrorBody> error) {
        if (status >= 300 && status < 400) {
            return Reason.REDIRECTED;
        }
        return switch (status) {
            case 400 -> error.isPresent() ? Reason.PROJECT_REFUSED : Reason.UNREADABLE;
            case 401, 403 -> error.isPresent() ? Reason.KEY_REFUSED : Reason.UNREADABLE_REFUSAL;
            case 404 -> keystone(error) ? Reason.PROJECT_REFUSED : Reason.ENDPOINT_NOT_FOUND;
            case 407 -> Reason.PROXY_REFUSED;
            case 429 -> Reason.THROTTLED;
            default -> status >= 500 ? Reason.GATEWAY_TIMEOUT : Reason.UNREADABLE;
        };
    }

    /** Whether IAM itself speaks, and not a gateway that knows no such path. */
    private static boolean keystone(Optional<ErrorBody> error) {
        return error.filter(body -> body.shape() == ErrorBody.Shape.KEYSTONE).isPresent();
    }

    /** Has every login that was refused there tried again at once. */
    public void forgetRefusals(URI iam) {
        synchronized (logins) {
            logins.values().removeIf(login -> login.refusal != null && login.iam.equals(iam));
            renewals.values().removeIf(some -> some.iam.equals(iam));
        }
    }

    /** How many logins and renewals are remembered. */
    public int size() {
        synchronized (logins) {
            return logins.size() + renewals.size();
        }
    }

    private void forget(Login login) {
        synchronized (logins) {
            logins.values().remove(login);
        }
    }

    private static String body(ProviderKey.IamUser user, String projectId) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode auth = root.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode who = identity.putObject("password").putObject("user");
        who.put("name", user.user());
        who.put("password", user.password());
        who.putObject("domain").put("name", user.domain());
        auth.putObject("scope").putObject("project").put("id", projectId);
        return root.toString();
    }

    private static String name(ProviderKey.IamUser user, URI iam, String projectId) {
        return KeyBreaker.fingerprint(iam.toString(), user.domain(), user.user(), user.password(), projectId);
    }

    /** One login: its token or its refusal, and until when that holds; null while it is under way. */
    private final class Login {
        private final CompletableFuture<String> token = new CompletableFuture<>();
        private final Stop stop = new Stop();
        private final URI iam;
        private volatile Duration until;
        /** Null unless IAM refused it. */
        private volatile Refusal refusal;

        private int waiting;

        private Login(URI iam) {
            this.iam = iam;
        }

        private boolean gave(String used) {
            return token.isDone()
                    && !token.isCompletedExceptionally()
                    && token.join().equals(used);
        }

        private boolean old() {
            Duration end = until;
            return end != null && timing.elapsed().compareTo(end) >= 0;
        }
    }

    /** How often one user's token for one project ended early. */
    private final class Renewals {
        private final URI iam;
        private final Duration until = timing.elapsed().plus(KeyBreaker.PAUSE);
        private int count;

        private Renewals(URI iam) {
            this.iam = iam;
        }

        private boolean old() {
            return timing.elapsed().compareTo(until) >= 0;
        }
    }

    private final class TokenSigner implements Signer {
        private final ProviderKey.IamUser user;
        private final URI iam;
        private final String projectId;

        private TokenSigner(ProviderKey.IamUser user, URI iam, String projectId) {
            this.user = user;
            this.iam = iam;
            this.projectId = projectId;
        }

        @Override
        public CompletableFuture<Map<String, String>> sign(HttpCall call, Stop stop) {
            return token(user, iam, projectId, stop).thenApply(token -> Map.of("X-Auth-Token", token));
        }

        @Override
        public Optional<Refusal> refusal() {
            synchronized (logins) {
                return Optional.ofNullable(logins.get(name(user, iam, projectId)))
                        .filter(login -> !login.old())
                        .map(login -> login.refusal);
            }
        }

        @Override
        public boolean renewable() {
            return true;
        }

        /** Three times in five minutes: if that does not help, more logins will not. */
        @Override
        public boolean renew(Map<String, String> refused) {
            String name = name(user, iam, projectId);
            synchronized (logins) {
                Login login = logins.get(name);
                // Another step may have renewed it already: only the very token that was refused is dropped.
                if (login == null || !login.gave(refused.get("X-Auth-Token"))) {
                    return true;
                }
                renewals.values().removeIf(Renewals::old);
                Renewals some = renewals.computeIfAbsent(name, unused -> new Renewals(iam));
                if (some.count == MOST_RENEWALS) {
                    return false;
                }
                some.count++;
                logins.remove(name);
                return true;
            }
        }

        @Override
        public boolean local() {
            return false;
        }
    }
}
