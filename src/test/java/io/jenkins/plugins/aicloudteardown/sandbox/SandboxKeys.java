package io.jenkins.plugins.aicloudteardown.sandbox;

/**
 * The keys and names that the sandbox knows. None is a secret: the Huawei pair is the one that Huawei publishes in its
 * signing samples and the first NCP pair that of the published test vector (FACTS, sections 1 and 5).
 */
public final class SandboxKeys {

    /** NCP access key of the published vector. */
    public static final String NCP_ACCESS_KEY = "AK_TEST";

    /** Its secret key. */
    public static final String NCP_SECRET_KEY = "SK_TEST";

    /** A valid NCP access key without any permission. */
    public static final String NCP_POWERLESS_ACCESS_KEY = "AK_POWERLESS";

    /** Its secret key. */
    public static final String NCP_POWERLESS_SECRET_KEY = "SK_POWERLESS";

    /** Huawei access key of the published signing sample. */
    public static final String HUAWEI_ACCESS_KEY = "QTWAOYTTINDUT2QVKYUC";

    /** Its secret key. */
    public static final String HUAWEI_SECRET_KEY = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

    /** A valid Huawei access key without any permission. */
    public static final String HUAWEI_POWERLESS_ACCESS_KEY = "POWERLESSKEY00000000";

    /** Its secret key. */
    public static final String HUAWEI_POWERLESS_SECRET_KEY = "powerlessSecret0000000000000000000000000";

    /** IAM account (domain) name. */
    public static final String IAM_DOMAIN = "sandbox-domain";

    /** IAM user name. */
    public static final String IAM_USER = "deployer";

    /** The password of that user, and of every user whose name is a trap. */
    public static final String IAM_PASSWORD = "Sandbox-Passw0rd";

    /** The Huawei project that everything lives in. */
    public static final String PROJECT_ID = "77b6a44cba5143ab91d13ab9a8ff44fd";

    /** The name, a region's, of that project. */
    public static final String PROJECT_NAME = "cn-north-4";

    /** Another project of the same account, with nothing in it that the fixed token may reach. */
    public static final String OTHER_PROJECT_ID = "0f5a2b9d3c6e4b7f8a1d2c3b4a5f6e70";

    /** Its name. */
    public static final String OTHER_PROJECT_NAME = "eu-west-101";

    /** The ROMA Connect instance. */
    public static final String INSTANCE_ID = "e6a5871bfb5b47d19c5874790f639ef8";

    /** An {@code X-Auth-Token} for {@link #PROJECT_ID} that neither expires nor is revoked. */
    public static final String FIXED_TOKEN = "MIIFixedSandboxTokenThatNeverExpires0123456789";

    /** The DataForest account that the notebooks and apps belong to. */
    public static final String ACCOUNT_ID = "sandboxAccount";

    private SandboxKeys() {}

    /** Another access key like {@link #NCP_ACCESS_KEY}, with the same secret key: limits and breakers are by key. */
    public static String ncpAccessKey(int number) {
        return NCP_ACCESS_KEY + "_" + number;
    }

    static boolean isNcpAccessKey(String key) {
        return key.matches(NCP_ACCESS_KEY + "_[0-9]+");
    }
}
