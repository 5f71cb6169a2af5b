package io.jenkins.plugins.aicloudteardown.config;

import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import java.net.URI;

/** NAVER Cloud's hosts in its public zone. Source: documents 000 to 002. */
final class NcpHosts {
    private NcpHosts() {}

    static URI of(Service service) {
        return switch (service) {
            case DATAFOREST -> URI.create("https://df.apigw.ntruss.com");
            case NCLUE -> URI.create("https://nclue.apigw.ntruss.com");
            case ROMA, MODELARTS -> throw new IllegalArgumentException(service + " is no service of NAVER Cloud");
        };
    }
}
