package io.jenkins.plugins.aicloudteardown.client.operation;

/** The two clouds; each has its own way to sign and its own error codes. */
public enum Provider {
    /** NAVER Cloud Platform. */
    NCP,
    /** Huawei Cloud. */
    HUAWEI
}
