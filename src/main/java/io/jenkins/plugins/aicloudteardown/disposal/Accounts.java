package io.jenkins.plugins.aicloudteardown.disposal;

import io.jenkins.plugins.aicloudteardown.client.auth.ProviderKey;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import jenkins.security.HMACConfidentialKey;

/**
 * Tells whether two keys are the same one, without keeping either: "not found" with the key of another account says
 * nothing. Huawei's addresses name the project, which is one account's, so there any key will do.
 */
final class Accounts {
    private static final HMACConfidentialKey MARK = new HMACConfidentialKey(Accounts.class, "key");

    private Accounts() {}

    /** The same text for the same access key; empty where it does not matter. */
    static String mark(Provider provider, ProviderKey key) {
        return provider == Provider.NCP && key instanceof ProviderKey.AccessKey access ? MARK.mac(access.id()) : "";
    }
}
