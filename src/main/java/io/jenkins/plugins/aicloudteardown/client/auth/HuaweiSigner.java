package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Huawei Cloud AK/SK signature, SDK-HMAC-SHA256 (FACTS part 5). */
public final class HuaweiSigner implements Signer {
    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ProviderKey.AccessKey key;
    private final String projectId;
    private final Timing timing;

    public HuaweiSigner(ProviderKey.AccessKey key, String projectId, Timing timing) {
        this.key = key;
        this.projectId = projectId;
        this.timing = timing;
    }

    @Override
    public CompletableFuture<Map<String, String>> sign(HttpCall call, Stop stop) {
        Instant now = timing.now();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Sdk-Date", DATE.format(now));
        headers.put("X-Project-Id", projectId);
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(java.util.Locale.ROOT), value));
        signed.put("host", call.host());
        headers.put("Authorization", authorization(call, signed));
        return CompletableFuture.completedFuture(headers);
    }

    /** @param signed the headers that are signed, lower-case names, {@code x-sdk-date} and {@code host} among them */
    String authorization(HttpCall call, SortedMap<String, String> signed) {
        String names = String.join(";", signed.keySet());
        String text = ALGORITHM + "\n" + signed.get("x-sdk-date") + "\n"
                + Digests.sha256Hex(canonical(call, signed, names).getBytes(StandardCharsets.UTF_8));
        String signature = HexFormat.of().formatHex(Digests.hmacSha256(key.secret(), text));
        return ALGORITHM + " Access=" + key.id() + ", SignedHeaders=" + names + ", Signature=" + signature;
    }

    private static String canonical(HttpCall call, SortedMap<String, String> signed, String names) {
        String path = call.uri().getPath();
        String encoded =
                Arrays.stream(path.split("/", -1)).map(HuaweiSigner::encode).collect(Collectors.joining("/"));
        return String.join(
                "\n",
                call.method(),
                // The slash at the end is signed, but not sent.
                encoded.endsWith("/") ? encoded : encoded + "/",
                canonicalQuery(call.uri().getRawQuery()),
                signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                Digests.sha256Hex(call.body()));
    }

    private static String canonicalQuery(String raw) {
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> new String[] {encode(decode(pair[0])), pair.length > 1 ? encode(decode(pair[1])) : ""})
                // The encoded names are what is sorted, and not "name=value", since "=" comes after digits.
                .sorted(Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** RFC 3986, where the JDK's form encoding differs: space, asterisk and tilde. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
