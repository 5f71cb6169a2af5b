package io.jenkins.plugins.aicloudteardown.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks NAVER Cloud's signature v2 (FACTS, section 1). */
final class NcpCheck {

    /** How far a timestamp may be from the gateway's clock (FACTS, section 1, table of headers). */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    static final String MISSING = "Authentication information are missing.";
    static final String INVALID = "Invalid authentication information.";

    private static final Map<String, String> SECRETS = Map.of(
            SandboxKeys.NCP_ACCESS_KEY, SandboxKeys.NCP_SECRET_KEY,
            SandboxKeys.NCP_POWERLESS_ACCESS_KEY, SandboxKeys.NCP_POWERLESS_SECRET_KEY);

    private final SandboxClock clock;
    private final AtomicLong refused = new AtomicLong();

    NcpCheck(SandboxClock clock) {
        this.clock = clock;
    }

    Finding check(Request request) {
        String key = request.header("x-ncp-iam-access-key");
        String stamp = request.header("x-ncp-apigw-timestamp");
        String given = request.header("x-ncp-apigw-signature-v2");
        if (key == null || stamp == null || given == null) {
            refused.incrementAndGet();
            return new Finding(Finding.Kind.NO_CREDENTIALS, MISSING);
        }
        String secret = SECRETS.get(SandboxKeys.isNcpAccessKey(key) ? SandboxKeys.NCP_ACCESS_KEY : key);
        if (secret == null
                || !timely(stamp)
                || !same(given, signature(request.method(), request.target(), stamp, key, secret))) {
            refused.incrementAndGet();
            return new Finding(Finding.Kind.BAD_SIGNATURE, INVALID);
        }
        return Objects.equals(key, SandboxKeys.NCP_POWERLESS_ACCESS_KEY)
                ? Finding.of(Finding.Kind.NOT_PERMITTED)
                : Finding.ADMITTED;
    }

    long refused() {
        return refused.get();
    }

    void forget() {
        refused.set(0);
    }

    /** The signature of path and query exactly as sent; neither host nor body takes part (FACTS, section 1). */
    static String signature(String method, String target, String stamp, String key, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String text = method + " " + target + "\n" + stamp + "\n" + key;
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean timely(String stamp) {
        try {
            return clock.within(Instant.ofEpochMilli(Long.parseLong(stamp)), TOLERANCE);
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static boolean same(String one, String two) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
    }
}
