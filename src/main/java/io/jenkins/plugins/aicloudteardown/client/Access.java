package io.jenkins.plugins.aicloudteardown.client;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import java.net.URI;

/**
 * Where to call and with which key. Lives as long as one teardown, in memory only.
 *
 * @param iam where an IAM user's token comes from; null for other keys
 */
public record Access(Endpoint endpoint, ProviderKey key, URI iam) {}
