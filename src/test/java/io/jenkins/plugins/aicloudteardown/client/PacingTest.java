package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The default time of a step: what its limits need at least, and ten minutes. */
class PacingTest {
    private static final Duration WORK = Duration.ofMinutes(10);
    private static final Duration FIRST_SUCCESS = Duration.ofMinutes(1);

    private static Duration limit(Operation operation, boolean ignoreMissing, boolean confirm, int resources) {
        TeardownOptions options = new TeardownOptions(ignoreMissing, confirm, false, null);
        return options.limit(Pacing.of(operation, options, resources));
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.aicloudteardown.client.Operations#all")
    void oneResourceHasTenMinutesAndTheSecondsOfItsRate(Operations.Named named) {
        boolean rated = named.operation() == Operations.DELETE_TASK;
        assertThat(limit(named.operation(), false, false, 1)).isEqualTo(WORK.plusSeconds(rated ? 1 : 0));
        assertThat(limit(named.operation(), true, true, 1)).isEqualTo(WORK.plusSeconds(rated ? 3 : 0));
    }

    @Test
    void theWaitForABusyResourceIsAdded() {
        assertThat(limit(new NclueDeleteTask(300), false, false, 1)).isEqualTo(WORK.plusSeconds(300 + 2));
    }

    @Test
    void eachRequestOfARatedServiceHasItsSecond() {
        Duration deleted = limit(Operations.DELETE_TASK, false, false, 1000);
        assertThat(deleted).isEqualTo(WORK.plus(FIRST_SUCCESS).plusSeconds(1000));
        assertThat(limit(Operations.DELETE_TASK, false, true, 1000)).isEqualTo(deleted.plusSeconds(1000));
        assertThat(limit(Operations.DELETE_TASK, true, true, 1000)).isEqualTo(deleted.plusSeconds(2000));
    }

    @Test
    void whereOneWaitsForAnotherEachHasItsTime() {
        assertThat(limit(Operations.UNDEPLOY, false, false, 1000))
                .isEqualTo(WORK.plus(FIRST_SUCCESS).plusSeconds(1000));
        assertThat(limit(Operations.DELETE_VERSIONS, false, false, 10))
                .isGreaterThan(limit(Operations.DELETE_MODEL, false, false, 10));
    }

    @Test
    void tenThousandGetMoreThanAHundred() {
        assertThat(limit(Operations.KILL, false, false, 10_000))
                .isGreaterThanOrEqualTo(WORK.plus(FIRST_SUCCESS).plusSeconds(1250));
    }

    @Test
    void whatTheCallerSaysCounts() {
        TeardownOptions options = new TeardownOptions(true, true, false, Duration.ofSeconds(7));
        assertThat(options.limit(Pacing.of(Operations.DELETE_TASK, options, 1000)))
                .isEqualTo(Duration.ofSeconds(7));
    }
}
