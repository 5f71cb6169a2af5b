package io.jenkins.plugins.aicloudteardown.client.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.http.Limit;
import io.jenkins.plugins.aicloudteardown.client.http.Replies;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the time of a step is counted by. */
class OperationTest {
    private static final Endpoint ENDPOINT = new Endpoint(URI.create("https://host"), "project", false, 8);

    private static final Operation KILL = new DataforestKill("");
    private static final Operation RESTART = new NotebookRestart("");
    private static final Operation RESTART_AND_LOOK = new NotebookRestart("account");
    private static final Operation DELETE_TASK = new NclueDeleteTask(0);
    private static final Operation DELETE_IDLE_TASK = new NclueDeleteTask(60);
    private static final Operation UNDEPLOY = new RomaUndeploy("instance");
    private static final Operation DELETE_MODEL = new ModelartsDeleteModel(false);
    private static final Operation DELETE_VERSIONS = new ModelartsDeleteModel(true);

    private static final List<Operation> ALL = List.of(
            KILL, RESTART, RESTART_AND_LOOK, DELETE_TASK, DELETE_IDLE_TASK, UNDEPLOY, DELETE_MODEL, DELETE_VERSIONS);

    @Test
    void aWriteAloneIsOneRequestUnlessItMayNotBeRepeatedOrWaitsOrCascades() {
        assertThat(ALL)
                .extracting(operation -> operation.requests(false, false))
                .containsExactly(1, 1, 2, 1, 2, 1, 1, 3);
    }

    @Test
    void confirmingIsOneMoreWhereThereIsSomethingToSee() {
        assertThat(ALL)
                .extracting(operation -> operation.requests(false, true))
                .containsExactly(2, 1, 3, 2, 3, 2, 2, 4);
    }

    @Test
    void aMissingResourceIsOneMoreWhereTheCodeIsNotTheResourcesOwn() {
        assertThat(ALL)
                .extracting(operation -> operation.requests(true, false))
                .containsExactly(2, 1, 2, 2, 3, 1, 1, 3);
    }

    @Test
    void aSecondSourceIsAListThatIsAskedForOnce() {
        for (Operation operation : ALL) {
            ScriptedReader reader = new ScriptedReader(Replies.json(200, "{}"));
            if (operation.hasSecondSource()) {
                assertThat(operation.list(reader, ENDPOINT).join().why()).isNotNull();
                assertThat(reader.calls()).hasSize(1);
            } else {
                assertThatThrownBy(() -> operation.list(reader, ENDPOINT))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    void onlyNclueHasAPace() {
        assertThat(ALL)
                .filteredOn(operation -> !operation.interval().isZero())
                .containsExactly(DELETE_TASK, DELETE_IDLE_TASK)
                .allSatisfy(operation -> assertThat(operation.interval()).isEqualTo(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @EnumSource
    void readsOfAServiceShareOneLimitWhoeverSendsThem(Service service) {
        List<Limit> probe = new ServiceProbe(service, "").limits(ENDPOINT, "key", false);

        assertThat(probe).hasSize(service.interval().isZero() ? 0 : 1).allSatisfy(limit -> assertThat(limit.interval())
                .isEqualTo(service.interval()));
        assertThat(ALL)
                .filteredOn(operation -> operation.service() == service)
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.limits(ENDPOINT, "key", false))
                        .extracting(Limit::key)
                        .isEqualTo(probe.stream().map(Limit::key).toList()));
    }

    @Test
    void writesToOneInstanceAndCascadesGoOutOneAfterTheOther() {
        assertThat(ALL).filteredOn(Operation::serial).containsExactly(UNDEPLOY, DELETE_VERSIONS);
        assertThat(ALL).filteredOn(Operation::oneAtATime).containsExactly(DELETE_VERSIONS);
    }
}
