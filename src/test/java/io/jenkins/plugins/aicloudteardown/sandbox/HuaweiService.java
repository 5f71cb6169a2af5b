package io.jenkins.plugins.aicloudteardown.sandbox;

import java.util.Objects;

/** A service of a Huawei Cloud project behind the platform's gateway, which speaks for one that cannot be reached. */
abstract class HuaweiService extends ProviderService {
    private final HuaweiCheck check;

    HuaweiService(HuaweiCheck check) {
        this.check = check;
    }

    @Override
    Finding authenticate(Call call) {
        return check.check(call.request(), Objects.requireNonNull(call.variable("project")));
    }

    @Override
    Reply.Message throttled() {
        return HuaweiGateway.throttled();
    }

    @Override
    Reply.Message quota() {
        return HuaweiGateway.quotaExceeded();
    }

    @Override
    Reply.Message unavailable() {
        return HuaweiGateway.backendUnavailable();
    }

    @Override
    Reply.Message gatewayTimeout() {
        return HuaweiGateway.backendTimeout();
    }

    @Override
    Reply.Message retired() {
        return HuaweiGateway.noSuchApi();
    }

    /** Document 002, example of status 500; nothing is documented for ModelArts. */
    @Override
    Reply.Message serverError() {
        return HuaweiGateway.error(500, "APIG.9999", "System error");
    }
}
