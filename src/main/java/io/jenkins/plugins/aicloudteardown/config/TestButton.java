package io.jenkins.plugins.aicloudteardown.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.aicloudteardown.client.Access;
import io.jenkins.plugins.aicloudteardown.client.ProbeResult;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.IdFormat;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.operation.ServiceProbe;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.controller.ControllerClient;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import io.jenkins.plugins.aicloudteardown.words.Messages;
import io.jenkins.plugins.aicloudteardown.words.Words;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The <em>Test connection</em> buttons: asks once and puts the answer into words, in the viewer's language. */
final class TestButton {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** A credential in a remote store may take its time too; somebody is looking at a spinning button. */
    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(10);

    /** Five minutes is what NCP allows; whoever is this far off should know before it is more. */
    private static final Duration NOTEWORTHY = Duration.ofMinutes(1);

    private TestButton() {}

    /**
     * @param connection as it stands in the form, saved or not
     * @param scope      an account's or instance's id, or blank
     */
    static FormValidation of(Connection connection, Service service, String scope) {
        String owner = Util.fixNull(scope).strip();
        if (!owner.isEmpty() && !IdFormat.TOKEN.fits(owner)) {
            return FormValidation.error(Messages.Connection_Id());
        }
        try {
            Target target = Target.through(connection, service, "");
            ServiceProbe probe = new ServiceProbe(service, owner);
            ProbeResult result = ask(target, probe);
            if (result.reason() == Reason.ACCEPTED && probe.proves()) {
                forgetRefusals(connection);
            }
            return say(result, probe, target.endpoint());
        } catch (BadInputException e) {
            return FormValidation.error(e.inForm());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error(Messages.Test_NoAnswer());
        }
    }

    /** Has what was refused at the connection's hosts tried again at once. */
    static FormValidation tryAgain(Connection connection) {
        Set<String> hosts = forgetRefusals(connection);
        return hosts.isEmpty()
                ? FormValidation.error(Messages.Connection_Url())
                : FormValidation.ok(Messages.Test_TryAgain(String.join(", ", hosts)));
    }

    private static Set<String> forgetRefusals(Connection connection) {
        Set<String> hosts = new LinkedHashSet<>();
        for (Service service : Service.values()) {
            connection
                    .baseUrl(service)
                    .map(base -> new Endpoint(base, "", false, 1))
                    .ifPresent(endpoint -> hosts.add(endpoint.host()));
        }
        ControllerClient.get().client().forgetRefusals(hosts, connection.iamUrl());
        return hosts;
    }

    /** Waits for the answer, on the thread of a browser's request. */
    private static ProbeResult ask(Target target, ServiceProbe probe) throws BadInputException, InterruptedException {
        CompletableFuture<Access> lookup = AccessResolver.resolveGlobal(probe.service(), target);
        try {
            long began = System.nanoTime();
            Access access = lookup.get(LOOKUP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return ask(probe, access, LIMIT.minusNanos(System.nanoTime() - began));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInputException problem) {
                throw problem;
            }
            throw new IllegalStateException("the connection could not be tested", e.getCause());
        } catch (TimeoutException e) {
            return ProbeResult.without(Reason.LOOKUP_TIMED_OUT);
        } finally {
            lookup.cancel(true);
        }
    }

    private static ProbeResult ask(ServiceProbe probe, Access access, Duration limit)
            throws InterruptedException, ExecutionException {
        try {
            return ControllerClient.get()
                    .client()
                    .probe(probe, access, limit)
                    .get(limit.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return ProbeResult.without(Reason.DEADLINE_BEFORE_SEND);
        }
    }

    private static FormValidation say(ProbeResult result, ServiceProbe probe, Endpoint endpoint) {
        String host = endpoint.host();
        if (!probe.proves() && fromTheService(result.reason())) {
            return FormValidation.warning(
                    probe.service() == Service.ROMA ? Messages.Test_UnprovenRoma(host) : Messages.Test_Unproven(host));
        }
        if (result.reason() == Reason.ACCEPTED) {
            return result.ahead()
                    .filter(ahead -> ahead.abs().compareTo(NOTEWORTHY) > 0)
                    .map(ahead -> FormValidation.warning(Messages.Test_Works(host) + " " + clock(ahead)))
                    .orElseGet(() -> FormValidation.ok(Messages.Test_Works(host)));
        }
        return FormValidation.error(String.join(
                " ",
                Messages.Test_Failed(host, Words.of(result.reason(), result.status()) + said(result)),
                hint(result)));
    }

    /** What a service says of an account or instance that does not exist, which is not the key's fault. */
    private static boolean fromTheService(Reason reason) {
        return reason == Reason.ACCEPTED || reason == Reason.NO_PERMISSION || reason.family() == Reason.Family.REFUSED;
    }

    /** Of these the hints of a teardown speak of what may have been carried out, or of the step's time. */
    private static boolean noAnswer(Reason reason) {
        return reason == Reason.DEADLINE_BEFORE_SEND
                || reason == Reason.INTERRUPTED
                || reason.family() == Reason.Family.LOST;
    }

    private static String said(ProbeResult result) {
        return result.status() == 0 ? "" : Words.said(result.status(), result.code(), result.message());
    }

    private static String hint(ProbeResult result) {
        Reason reason = result.reason();
        if (reason == Reason.CLOCK_SKEW) {
            return result.ahead().map(TestButton::clock).orElse("") + " " + Words.hint(reason);
        }
        if (noAnswer(reason)) {
            return Messages.Test_NoAnswer();
        }
        // Their hints speak of the step's time, too.
        if (reason == Reason.THROTTLED) {
            return Messages.Test_Throttled();
        }
        if (reason == Reason.LOOKUP_TIMED_OUT) {
            return Messages.Test_Store();
        }
        return reason.family() == Reason.Family.UNREADABLE
                ? Messages.Test_NotTheProvider()
                : Words.hint(reason).toString();
    }

    private static String clock(Duration ahead) {
        String seconds = Long.toString(ahead.abs().toSeconds());
        return ahead.isNegative() ? Messages.Test_ClockBehind(seconds) : Messages.Test_ClockAhead(seconds);
    }
}
