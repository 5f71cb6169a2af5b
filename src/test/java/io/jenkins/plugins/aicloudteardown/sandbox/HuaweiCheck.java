package io.jenkins.plugins.aicloudteardown.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks Huawei's AK/SK signature and IAM tokens (FACTS, section 5). */
final class HuaweiCheck {

    /** How far a signature's date may be from the gateway's clock (FACTS, section 5). */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + " Access=([^,\\s]+), ?SignedHeaders=([^,\\s]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private static final Map<String, String> SECRETS = Map.of(
            SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY,
            SandboxKeys.HUAWEI_POWERLESS_ACCESS_KEY, SandboxKeys.HUAWEI_POWERLESS_SECRET_KEY);

    private final SandboxClock clock;
    private final IssuedTokens tokens;
    private final Lockout lockout;

    HuaweiCheck(SandboxClock clock, IssuedTokens tokens) {
        this.clock = clock;
        this.tokens = tokens;
        this.lockout = new Lockout(clock);
    }

    /**
     * Looks at a token if there is one, else at the signature.
     *
     * @param projectId the project in the URL, or null for a call that belongs to none
     */
    Finding check(Request request, String projectId) {
        String token = request.header("x-auth-token");
        if (token != null) {
            return tokens.check(token, projectId);
        }
        String authorization = request.header("authorization");
        if (authorization == null) {
            return new Finding(Finding.Kind.NO_CREDENTIALS, "neither X-Auth-Token nor Authorization was found");
        }
        Finding finding = signed(request, authorization);
        if (!finding.admitted() || projectId == null) {
            return finding;
        }
        String named = request.header("x-project-id");
        boolean known = IssuedTokens.PROJECTS.containsValue(projectId);
        return known && (named == null || named.equals(projectId)) ? finding : Finding.of(Finding.Kind.OTHER_PROJECT);
    }

    long refused() {
        return lockout.refused();
    }

    void forget() {
        lockout.forget();
    }

    private Finding signed(Request request, String authorization) {
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            lockout.failed("");
            return new Finding(Finding.Kind.BAD_SIGNATURE, "Authorization format is incorrect");
        }
        String key = parts.group(1);
        if (lockout.locked(key)) {
            return new Finding(Finding.Kind.LOCKED, "the access key is locked, try again in 5 minutes");
        }
        List<String> names = List.of(parts.group(2).split(";"));
        String secret = SECRETS.get(key);
        String date = request.header("x-sdk-date");
        String complaint = complaint(request, names, secret, date);
        String canonical = "";
        if (complaint == null) {
            canonical = canonicalRequest(request, names);
            if (!MessageDigest.isEqual(
                    signature(secret, date, canonical).getBytes(StandardCharsets.US_ASCII),
                    parts.group(3).getBytes(StandardCharsets.US_ASCII))) {
                complaint = "verify aksk signature fail";
            }
        }
        if (complaint != null) {
            lockout.failed(key);
            // Huawei's gateway shows the caller what it computed, secrets of the request included (FACTS, section 9).
            return new Finding(
                    Finding.Kind.BAD_SIGNATURE,
                    complaint + ", canonicalRequest: " + canonical.replace('\n', '|') + ", Authorization: "
                            + authorization);
        }
        lockout.succeeded(key);
        return key.equals(SandboxKeys.HUAWEI_POWERLESS_ACCESS_KEY)
                ? Finding.of(Finding.Kind.NOT_PERMITTED)
                : Finding.ADMITTED;
    }

    private String complaint(Request request, List<String> names, String secret, String date) {
        if (secret == null) {
            return "aksk verification failed, the access key does not exist";
        }
        if (date == null || !names.contains("x-sdk-date") || !names.contains("host")) {
            return "X-Sdk-Date and Host must be signed";
        }
        if (names.stream().anyMatch(name -> request.header(name) == null)) {
            return "a signed header is missing";
        }
        try {
            Instant signedAt = LocalDateTime.parse(date, STAMP).toInstant(ZoneOffset.UTC);
            return clock.within(signedAt, TOLERANCE) ? null : "signature expired";
        } catch (DateTimeException e) {
            return "X-Sdk-Date has a wrong format";
        }
    }

    /** The canonical request, steps 1 to 6 (FACTS, section 5). */
    static String canonicalRequest(Request request, List<String> signedHeaders) {
        List<String> names = new ArrayList<>(signedHeaders);
        Collections.sort(names);
        StringBuilder headers = new StringBuilder();
        for (String name : names) {
            headers.append(name)
                    .append(':')
                    .append(request.header(name).strip())
                    .append('\n');
        }
        return String.join(
                "\n",
                request.method(),
                canonicalPath(request.path()),
                canonicalQuery(request.query()),
                headers,
                String.join(";", names),
                hex(sha256(request.body())));
    }

    /** The signature itself: the secret key is the HMAC's key as it is (FACTS, section 5). */
    static String signature(String secret, String date, String canonicalRequest) {
        String text = ALGORITHM + "\n" + date + "\n" + hex(sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8)));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return hex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String canonicalPath(String path) {
        String encoded = Arrays.stream(path.split("/", -1))
                .map(segment -> Percent.encode(Percent.decode(segment)))
                .collect(Collectors.joining("/"));
        return encoded.endsWith("/") ? encoded : encoded + "/";
    }

    private static String canonicalQuery(String query) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> (pair.contains("=") ? pair : pair + "=").split("=", 2))
                .map(pair -> List.of(Percent.encode(Percent.decode(pair[0])), Percent.encode(Percent.decode(pair[1]))))
                // As texts "a=" would come after "a1=", so name and value are compared apart.
                .sorted(Comparator.<List<String>, String>comparing(pair -> pair.get(0))
                        .thenComparing(pair -> pair.get(1)))
                .map(pair -> String.join("=", pair))
                .collect(Collectors.joining("&"));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
