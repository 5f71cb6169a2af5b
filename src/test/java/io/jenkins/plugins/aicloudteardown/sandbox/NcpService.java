package io.jenkins.plugins.aicloudteardown.sandbox;

/** A service behind NAVER Cloud's gateway, which knows the callers and speaks for a service that cannot be reached. */
abstract class NcpService extends ProviderService {
    private final NcpCheck check;

    NcpService(NcpCheck check) {
        this.check = check;
    }

    @Override
    Finding authenticate(Call call) {
        return check.check(call.request());
    }

    @Override
    Reply.Message refuse(Call call, Finding finding) {
        return finding.kind() == Finding.Kind.NOT_PERMITTED
                ? notPermitted()
                : NcpGateway.authenticationFailed(finding.text());
    }

    /** The refusal of a caller whose signature is right. */
    abstract Reply.Message notPermitted();

    @Override
    Reply.Message throttled() {
        return NcpGateway.throttled();
    }

    @Override
    Reply.Message quota() {
        return NcpGateway.quotaExceeded();
    }

    @Override
    Reply.Message unavailable() {
        return NcpGateway.endpointError();
    }

    @Override
    Reply.Message gatewayTimeout() {
        return NcpGateway.endpointTimeout();
    }

    @Override
    Reply.Message retired() {
        return NcpGateway.notFound();
    }
}
