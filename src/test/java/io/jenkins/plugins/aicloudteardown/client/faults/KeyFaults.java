package io.jenkins.plugins.aicloudteardown.client.faults;

import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.iamTraps;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.of;
import static io.jenkins.plugins.aicloudteardown.client.faults.FaultScenario.trap;

import io.jenkins.plugins.aicloudteardown.client.Bench;
import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Keys, clocks, tokens and the login. */
final class KeyFaults {
    private KeyFaults() {}

    static Map<String, FaultScenario> all() {
        Map<String, FaultScenario> all = new LinkedHashMap<>();
        keys(all);
        clocks(all);
        tokens(all);
        logins(all);
        iam(all);
        return all;
    }

    private static void keys(Map<String, FaultScenario> all) {
        all.put("Refused once", trap("refusedOnce401"));
        all.put("Wrong secret key", of(KeyFaults::wrongSecret));
        all.put(
                "Unknown access key",
                of(play -> play.bench.key = new ProviderKey.AccessKey("UNKNOWNACCESSKEY", "some-secret-key")));
        all.put("Wrong secret key, tried before", of(play -> {
            wrongSecret(play);
            play.bench.run(play.operation, "ok2");
            play.bench.time.advance(Duration.ofMinutes(1));
            play.bench.sandbox.forget();
        }));
        all.put("Wrong secret key, a thousand ids", of(play -> {
            wrongSecret(play);
            play.ids = numbered(1000);
        }));
        all.put(
                "A key without permissions",
                of(play -> play.bench.key = play.ncp()
                        ? new ProviderKey.AccessKey(
                                SandboxKeys.NCP_POWERLESS_ACCESS_KEY, SandboxKeys.NCP_POWERLESS_SECRET_KEY)
                        : new ProviderKey.AccessKey(
                                SandboxKeys.HUAWEI_POWERLESS_ACCESS_KEY, SandboxKeys.HUAWEI_POWERLESS_SECRET_KEY)));
        all.put("Dry run", of(play -> {
            NetworkFaults.nobodyListens(play);
            play.bench.dryRun = true;
        }));
    }

    private static void wrongSecret(FaultPlay play) {
        play.bench.key = new ProviderKey.AccessKey(
                play.ncp() ? SandboxKeys.NCP_ACCESS_KEY : SandboxKeys.HUAWEI_ACCESS_KEY, "wrong-secret-key");
    }

    private static String[] numbered(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> "ok" + i).toArray(String[]::new);
    }

    private static void clocks(Map<String, FaultScenario> all) {
        all.put("Clock 4 minutes behind", of(play -> play.bench.sandbox.clockSkew(Duration.ofMinutes(4))));
        all.put("Clock 10 minutes behind", of(play -> play.bench.sandbox.clockSkew(Duration.ofMinutes(10))));
        all.put("Clock 20 minutes behind", of(play -> play.bench.sandbox.clockSkew(Duration.ofMinutes(20))));
        all.put("Clock 20 minutes ahead", of(play -> play.bench.sandbox.clockSkew(Duration.ofMinutes(-20))));
    }

    private static void tokens(Map<String, FaultScenario> all) {
        all.put("Bad token", of(play -> play.bench.key = new ProviderKey.GivenToken("MIINobodyKnowsThisToken")));
        all.put(
                "Token revoked in mid-flight",
                iamUser(play -> play.nextWrite(request -> {
                    play.bench.sandbox.revokeTokens();
                    return FaultReplies.tokenInvalid(play);
                })));
        all.put("Token revoked since the last step", afterAStep(play -> play.bench.sandbox.revokeTokens()));
        all.put(
                "Token expired, by the clock of the provider",
                afterAStep(play -> play.bench.sandbox.clockSkew(Duration.ofHours(25))));
        all.put("Token expired", afterAStep(play -> play.bench.time.advance(Duration.ofHours(25))));
        all.put("Every token is refused", iamUser(play -> play.everyWrite(FaultReplies.tokenInvalid(play))));
        all.put("Stale token, `APIG.0307`", iamUser(play -> play.nextWrite(FaultReplies.huawei(401, "APIG.0307"))));
        all.put(
                "Token refused, `APIG.0301`",
                iamUser(play -> play.nextWrite(
                        FaultReplies.huawei(401, "APIG.0301", "Incorrect IAM authentication information: token"))));
    }

    private static FaultScenario iamUser(Consumer<FaultPlay> more) {
        return of(play -> {
            play.bench.key = Bench.iamUser(SandboxKeys.IAM_USER);
            more.accept(play);
        });
    }

    private static FaultScenario afterAStep(Consumer<FaultPlay> more) {
        return iamUser(play -> {
            play.bench.run(play.operation, "ok2");
            play.bench.sandbox.forget();
            more.accept(play);
        });
    }

    private static void logins(Map<String, FaultScenario> all) {
        all.put("Wrong password", of(KeyFaults::wrongPassword));
        all.put("Wrong password, a thousand ids", of(play -> {
            wrongPassword(play);
            play.ids = numbered(1000);
        }));
        all.put(
                "Locked account",
                iamUser(play -> play.bench.sandbox.override(
                        SandboxKeys.IAM_USER,
                        request -> Reply.json(
                                401,
                                "{\"error\":{\"code\":401,\"message\":\"The account is locked.\","
                                        + "\"title\":\"Unauthorized\"}}"))));
        all.put("IAM: connection refused", iamUser(play -> {
            // IAM is the bench's own sandbox, wherever the provider is.
            play.provider(play.keep(ProviderSandbox.start(play.bench.time.clock())));
            play.bench.sandbox.close();
        }));
        all.put(
                "IAM: host name does not resolve",
                iamUser(play -> play.bench.iam = URI.create("http://no-such-host.invalid")));
        all.put("IAM: certificate not trusted", iamUser(play -> {
            ProviderSandbox secure = ProviderSandbox.startTls(
                    play.bench.time.clock(), NetworkFaults.tls().server());
            play.bench.iam = URI.create(play.keep(secure).url());
        }));
        all.put("Dry run with an IAM user", iamUser(play -> {
            NetworkFaults.nobodyListens(play);
            play.bench.dryRun = true;
        }));
    }

    private static void wrongPassword(FaultPlay play) {
        play.bench.key = new ProviderKey.IamUser(SandboxKeys.IAM_DOMAIN, SandboxKeys.IAM_USER, "not-the-password");
    }

    private static void iam(Map<String, FaultScenario> all) {
        all.put(
                "IAM: slow, early hints",
                iamTraps(play -> play.bench.sandbox.slowBy(Duration.ofMillis(50)), "slow", "earlyHints"));
        all.put("IAM: the body cannot be read", iamTraps(play -> {}, "brokenJson", "gzipped", "wrongEncoding"));
        all.put("IAM: answer lost once, or throttled once", iamTraps(play -> {}, "lostOnce", "throttledOnce"));
        all.put("IAM: time-out", iamTraps(KeyFaults::loginHangs, "hang", "hangActed", "trickle"));
        all.put(
                "IAM: the connection breaks",
                iamTraps(play -> {}, "resetBefore", "resetAfter", "lostAnswer", "truncated", "notHttp"));
        all.put("IAM: endless or too large", iamTraps(play -> {}, "endless", "tooLarge"));
        all.put("IAM: no token in the answer", iamTraps(play -> {}, "emptyBody", "htmlPage", "wrongType"));
        all.put("IAM: redirect", iamTraps(play -> {}, "redirect"));
        all.put("IAM: proxy answers 407", iamTraps(play -> {}, "html407"));
        all.put("IAM: not available", iamTraps(play -> {}, "serverError", "html502", "unavailable", "gatewayTimeout"));
        all.put(
                "IAM: not available beyond the end of the step",
                iamTraps(play -> play.bench.sandbox.retryAfter("86400"), "unavailable"));
        all.put(
                "IAM: throttled always, again and again",
                iamTraps(play -> play.bench.sandbox.retryAfter("40"), "throttledAlways"));
        all.put(
                "IAM: throttled, a hundred ids",
                iamTraps(
                        play -> {
                            play.ids = numbered(100);
                            play.bench.sandbox.retryAfter("40");
                        },
                        "throttledAlways"));
        all.put(
                "IAM: throttled beyond the end of the step",
                iamTraps(play -> play.bench.sandbox.retryAfter("86400"), "throttledAlways"));
        all.put(
                "IAM: login refused",
                iamTraps(play -> {}, "badRequest", "secretEcho", "refusedOnce401", "noPermission", "quota"));
        all.put("IAM: no such project", refusedBy(keystone(404, "Could not find project: typo")));
        all.put("IAM: refused for another project", iamUser(play -> {
            play.bench.sandbox.override(
                    SandboxKeys.IAM_USER,
                    request -> request.body().contains("typo") ? keystone(401, "No such project") : null);
            play.bench.project = "typo";
            play.bench.run(play.operation, "ok2");
            play.bench.project = SandboxKeys.PROJECT_ID;
            play.bench.time.advance(Duration.ofMinutes(1));
            play.bench.sandbox.forget();
        }));
        all.put("IAM: 401 with HTML", refusedBy(Reply.html(401, "<html>Sign in</html>")));
        all.put("IAM: retired path", iamTraps(play -> {}, "retired"));
    }

    private static FaultScenario refusedBy(Reply reply) {
        return iamUser(play -> play.bench.sandbox.override(SandboxKeys.IAM_USER, request -> reply));
    }

    private static Reply keystone(int status, String message) {
        return Reply.json(status, "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}");
    }

    private static void loginHangs(FaultPlay play) {
        play.bench.sandbox.trickleEvery(Duration.ofMinutes(1));
        play.hangs = request -> true;
    }
}
