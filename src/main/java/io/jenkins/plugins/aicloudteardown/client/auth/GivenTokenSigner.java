package io.jenkins.plugins.aicloudteardown.client.auth;

import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A Huawei token that somebody else obtained and that nobody here can renew. */
public final class GivenTokenSigner implements Signer {
    private final ProviderKey.GivenToken key;

    public GivenTokenSigner(ProviderKey.GivenToken key) {
        this.key = key;
    }

    @Override
    public CompletableFuture<Map<String, String>> sign(HttpCall call, Stop stop) {
        return CompletableFuture.completedFuture(Map.of("X-Auth-Token", key.token()));
    }
}
