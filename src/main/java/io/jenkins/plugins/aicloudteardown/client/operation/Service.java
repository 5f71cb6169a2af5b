package io.jenkins.plugins.aicloudteardown.client.operation;

/** The services that are called, each at a host of its own. */
public enum Service {
    DATAFOREST(Provider.NCP),
    NCLUE(Provider.NCP),
    ROMA(Provider.HUAWEI),
    MODELARTS(Provider.HUAWEI);

    private final Provider provider;

    Service(Provider provider) {
        this.provider = provider;
    }

    public Provider provider() {
        return provider;
    }
}
