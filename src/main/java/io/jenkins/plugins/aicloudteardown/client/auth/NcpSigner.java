package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import io.jenkins.plugins.aicloudteardown.client.http.Timing;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** NAVER Cloud Platform API Gateway signature v2 (FACTS part 1). */
public final class NcpSigner implements Signer {
    private final ProviderKey.AccessKey key;
    private final Timing timing;

    public NcpSigner(ProviderKey.AccessKey key, Timing timing) {
        this.key = key;
        this.timing = timing;
    }

    @Override
    public CompletableFuture<Map<String, String>> sign(HttpCall call, Stop stop) {
        // Read once: the signed and the sent time must be the same to the millisecond.
        String timestamp = Long.toString(timing.now().toEpochMilli());
        return CompletableFuture.completedFuture(Map.of(
                "x-ncp-apigw-timestamp", timestamp,
                "x-ncp-iam-access-key", key.id(),
                "x-ncp-apigw-signature-v2", signature(call, timestamp)));
    }

    String signature(HttpCall call, String timestamp) {
        String query = call.uri().getRawQuery();
        String target = call.uri().getRawPath() + (query == null ? "" : "?" + query);
        String text = call.method() + " " + target + "\n" + timestamp + "\n" + key.id();
        return Base64.getEncoder().encodeToString(Digests.hmacSha256(key.secret(), text));
    }
}
