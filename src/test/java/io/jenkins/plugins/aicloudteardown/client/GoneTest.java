package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.operation.NclueDeleteTask;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Gone" where the code is not the resource's own: the list has the last word. */
class GoneTest {
    private static final Reply NOT_FOUND = Reply.json(404, "{\"code\":\"10106\",\"message\":\"path not found\"}");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"60, 1000", "150, 500"})
    void oneListProvesForManyTasksThatTheyAreGone(int gone, int others) {
        for (int i = 0; i < others; i++) {
            bench.sandbox.nclue().addTask("other" + i, "completed");
        }
        bench.ignoreMissing = true;

        assertThat(bench.run(Operations.DELETE_TASK, ids(gone)))
                .hasSize(gone)
                .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.ALREADY_GONE));
        assertThat(bench.sandbox.count("tasks/list")).isEqualTo(others / 100 + 1);
    }

    @Test
    void threeTasksThatAreGoneTakeFourRequests() {
        bench.ignoreMissing = true;
        bench.timeout = Duration.ofSeconds(4);

        assertThat(bench.run(Operations.DELETE_TASK, ids(3)))
                .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.ALREADY_GONE));
        assertThat(bench.sandbox.received()).hasSize(4);
    }

    @Test
    void oneListIsReadForAppsToo() {
        bench.ignoreMissing = true;

        assertThat(bench.run(new DataforestKill(SandboxKeys.ACCOUNT_ID), "missing1", "missing2", "missing3"))
                .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.ALREADY_GONE));
        assertThat(bench.sandbox.count("aiapps/getList")).isEqualTo(1);
    }

    @Test
    void aListThatCannotBeReadIsNotReadForEachOfThem() {
        bench.ignoreMissing = true;
        bench.sandbox.override(
                "tasks",
                request -> request.operation().equals("tasks/list") ? Reply.json(200, "{\"tasks\":[]}") : null);

        assertThat(bench.run(Operations.DELETE_TASK, ids(20))).allSatisfy(one -> {
            assertThat(one.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(one.reason()).isEqualTo(Reason.CONTRADICTION);
        });
        assertThat(bench.sandbox.count("tasks/list")).isEqualTo(1);
    }

    @Test
    void whatRanOutOfTimeBeforeTheListWasReadWasSent() {
        bench.ignoreMissing = true;
        bench.timeout = Duration.ofMillis(2500);

        assertThat(bench.run(Operations.DELETE_TASK, ids(3))).allSatisfy(one -> {
            assertThat(one.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(one.reason()).isEqualTo(Reason.GONE_UNPROVED);
            assertThat(one.status()).isEqualTo(404);
        });
    }

    @ParameterizedTest
    @CsvSource({"true, DONE, GONE", "false, UNCONFIRMED, CONTRADICTION"})
    void afterALostAnswerTheListDecides(boolean deleted, Outcome outcome, Reason reason) {
        Operation operation = new NclueDeleteTask(60);
        bench.sandbox.nclue().addTask("ok1", "completed");
        bench.sandbox.interceptOnce("ok1", (request, act) -> {
            if (!request.operation().equals(operation.name())) {
                return null;
            }
            if (deleted) {
                act.get();
            }
            return new Reply.Closed();
        });
        bench.sandbox.overrideOnce("ok1", request -> request.operation().equals(operation.name()) ? NOT_FOUND : null);
        ResourceResult result = bench.runOne(operation, "ok1");

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(bench.sandbox.count("tasks/list")).isEqualTo(1);
    }

    @Test
    void aLookThatFindsNothingIsNoEndAsLongAsTheListShowsIt() {
        bench.confirm = true;
        bench.timeout = Duration.ofSeconds(45);
        bench.sandbox.nclue().addTask("ok1", "completed");
        bench.sandbox.override(
                "ok1",
                request -> request.operation().equals(Operations.DELETE_TASK.name())
                        ? Reply.json(200, "{\"task_id\":\"ok1\"}")
                        : NOT_FOUND);
        ResourceResult result = bench.runOne(Operations.DELETE_TASK, "ok1");

        assertThat(result.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(bench.sandbox.count("tasks/list")).isGreaterThan(1);
    }

    @Test
    void manyTasksAreConfirmedByFewLists() {
        bench.confirm = true;
        for (int i = 1; i <= 30; i++) {
            bench.sandbox.nclue().addTask("gone" + i, "completed");
        }

        List<ResourceResult> results = bench.run(Operations.DELETE_TASK, ids(30));
        assertThat(results).allSatisfy(one -> assertThat(one.reason()).isEqualTo(Reason.CONFIRMED));
        assertThat(bench.sandbox.count("tasks/list")).isLessThan(5);
    }

    private static String[] ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "gone" + i).toArray(String[]::new);
    }
}
