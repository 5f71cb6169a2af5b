package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.Progress.Phase;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a restart the connection may lead elsewhere. */
class HostChangedTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Progress progress(String id, Phase phase, Outcome outcome, int lost, List<String> removed) {
        ResourceResult soFar = ResourceResult.of(id, outcome, Reason.INTERRUPTED)
                .effort(1, 0)
                .removed(removed)
                .build();
        return new Progress(phase, soFar, lost, false, null, false, null);
    }

    private ResourceResult resume(Operations.Named named, Progress progress, String host) {
        Past past = new Past(Map.of(progress.id(), progress), Map.of(progress.id(), host), Duration.ZERO, true);
        return bench.start(named.operation(), past, List.of(progress.id())).result();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.aicloudteardown.client.Operations#all")
    void whatWasSentElsewhereIsUnknownAndNeitherLookedAtNorSentAgain(Operations.Named named) {
        for (Progress was : List.of(
                progress("ok1", Phase.SENT, Outcome.UNKNOWN, 0, List.of()),
                progress("ok1", Phase.CONFIRMING, Outcome.UNCONFIRMED, 0, List.of()),
                progress("ok1", Phase.NOT_SENT, Outcome.UNKNOWN, 1, List.of()),
                progress("ok1", Phase.NOT_SENT, Outcome.PARTIAL, 0, List.of("ok9")))) {
            ResourceResult result = resume(named, was, "old.example:8443");

            assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(result.reason()).isEqualTo(Reason.HOST_CHANGED);
        }
        assertThat(bench.sandbox.received()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.aicloudteardown.client.Operations#all")
    void whatWasNotSentOrHasEndedIsWhatItWas(Operations.Named named) {
        assertThat(resume(named, progress("ok1", Phase.ENDED, Outcome.DONE, 0, List.of()), "old.example")
                        .outcome())
                .isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.received()).isEmpty();
        assertThat(resume(named, progress("ok1", Phase.NOT_SENT, Outcome.NOT_SENT, 0, List.of()), "old.example")
                        .outcome())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void atTheSameHostItGoesOn() {
        ResourceResult result = resume(
                new Operations.Named(Operations.KILL),
                progress("ok1", Phase.SENT, Outcome.UNKNOWN, 0, List.of()),
                "127.0.0.1:" + bench.sandbox.port());

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    }
}
