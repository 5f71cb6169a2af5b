package io.jenkins.plugins.aicloudteardown.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.client.outcome.Failure;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.sandbox.Received;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model and all its versions. */
class CascadeTest {
    private static final Reply FORBIDDEN =
            Reply.json(403, "{\"error_code\":\"ModelArts.0108\",\"error_msg\":\"The user is not authorized.\"}");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void goesOnUntilAllFortyFiveVersionsAreGone() {
        versions(45);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.removed()).hasSize(45).contains("m1", "m45");
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1 + 25);
        assertThat(bench.sandbox.modelarts().countByName("named")).isZero();
    }

    @Test
    void readsTheWholeSetBeforeItDeletesAnything() {
        versions(45);
        bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(bench.sandbox.received())
                .extracting(Received::operation)
                .startsWith("models/get", "models/list", "modelartsDeleteModel")
                .filteredOn(operation -> !operation.equals("modelartsDeleteModel"))
                .hasSize(2);
        assertThat(bench.diary.events).startsWith("send m1 SENT");
    }

    @Test
    void doesNotChaseVersionsThatAppearLater() {
        versions(45);
        bench.sandbox.interceptOnce(
                "m1",
                (request, act) -> request.operation().equals("modelartsDeleteModel")
                        ? afterwards(act.get(), () -> {
                            for (int i = 46; i <= 100; i++) {
                                bench.sandbox.modelarts().addModel("m" + i, "named", "0.0." + i, "0");
                            }
                        })
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.count("models/list")).isEqualTo(1);
        assertThat(bench.sandbox.modelarts().countByName("named")).isEqualTo(55);
        assertThat(bench.sandbox.received())
                .filteredOn(request -> request.operation().equals("modelartsDeleteModel"))
                .extracting(Received::query)
                .startsWith("cascade=true")
                .hasSize(1 + 25)
                .filteredOn(query -> query.contains("cascade"))
                .hasSize(1);
    }

    private static Reply afterwards(Reply reply, Runnable deed) {
        deed.run();
        return reply;
    }

    @Test
    void leavesOtherNamesAndOtherWorkspacesAlone() {
        versions(3);
        bench.sandbox.modelarts().addModel("longer", "named-too", "0.0.1", "0");
        bench.sandbox.modelarts().addModel("elsewhere", "named", "0.0.1", "w2");
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m2");

        assertThat(result.removed()).containsExactlyInAnyOrder("m1", "m2", "m3");
        assertThat(bench.sandbox.modelarts().exists("longer")).isTrue();
        assertThat(bench.sandbox.modelarts().exists("elsewhere")).isTrue();
    }

    @Test
    void findsTheVersionsOfAnotherWorkspace() {
        for (int i = 1; i <= 25; i++) {
            bench.sandbox.modelarts().addModel("w" + i, "na_med", "0.0." + i, "w2");
        }
        bench.sandbox.modelarts().addModel("fuzzy", "naxmed", "0.0.1", "w2");
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "w1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.removed()).hasSize(25);
        assertThat(bench.sandbox.modelarts().exists("fuzzy")).isTrue();
    }

    @Test
    void saysThatItMayNotListBeforeItDeletesAnything() {
        versions(3);
        bench.sandbox.override("models", request -> request.operation().equals("models/list") ? FORBIDDEN : null);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(result.reason()).isEqualTo(Reason.LISTING_REFUSED);
        assertThat(result.code()).isEqualTo("ModelArts.0108");
        assertThat(result.status()).isEqualTo(403);
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isZero();
    }

    @Test
    void aModelThatIsNotThereIsGoneBeforeAnythingIsDeleted() {
        bench.sandbox.modelarts().remove("m1");
        assertThat(bench.runOne(Operations.DELETE_VERSIONS, "m1").outcome()).isEqualTo(Outcome.FAILED);
        bench.ignoreMissing = true;
        assertThat(bench.runOne(Operations.DELETE_VERSIONS, "m1").outcome()).isEqualTo(Outcome.ALREADY_GONE);
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isZero();
    }

    @Test
    void aVersionInUseMakesItPartialAndTheOthersAreDeleted() {
        versions(45);
        bench.sandbox.modelarts().addInUse("m30", "a-service");
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.removed()).hasSize(44);
        assertThat(result.failures()).extracting(Failure::id).containsExactly("m30");
        assertThat(result.code()).isEqualTo("ModelArts.3009");
        assertThat(bench.sandbox.modelarts().countByName("named")).isEqualTo(1);
    }

    @Test
    void whatIsInUseDoesNotHoldUpTheOthers() {
        versions(3);
        bench.sandbox.override(
                "m1",
                request -> request.operation().equals("modelartsDeleteModel")
                        ? Reply.json(200, "{\"delete_success_list\":[\"m1\"],\"delete_failed_list\":[]}")
                        : null);
        bench.sandbox.override(
                "m2",
                request -> request.operation().equals("modelartsDeleteModel")
                        ? Reply.json(
                                200,
                                "{\"delete_success_list\":[],\"delete_failed_list\":[{\"model_id\":\"m2\","
                                        + "\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}]}")
                        : null);
        bench.sandbox.override(
                "m3",
                request -> request.operation().equals("modelartsDeleteModel")
                        ? Reply.json(
                                200,
                                "{\"delete_success_list\":[],\"delete_failed_list\":[{\"model_id\":\"m3\","
                                        + "\"error_code\":\"ModelArts.3009\",\"error_msg\":\"in use\"}]}")
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.removed()).containsExactly("m1");
        assertThat(result.failures()).isNotEmpty();
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(3);
    }

    @Test
    void whatIsGoneAfterALostAnswerDoesNotHideTheVersionsThatAreLeft() {
        versions(45);
        bench.sandbox.interceptOnce(
                "m1",
                (request, act) -> request.operation().equals("modelartsDeleteModel")
                        ? afterwards(new Reply.Closed(), act::get)
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(bench.sandbox.modelarts().countByName("named")).isZero();
        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.removed()).contains("m1", "m45");
    }

    @Test
    void aModelOfOneVersionThatIsGoneAfterALostAnswerWasSeenBefore() {
        versions(1);
        bench.sandbox.interceptOnce(
                "m1",
                (request, act) -> request.operation().equals("modelartsDeleteModel")
                        ? afterwards(new Reply.Closed(), act::get)
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.reason()).isEqualTo(Reason.GONE);
    }

    @Test
    void aModelThatSomebodyElseDeletesMeanwhileDoesNotHideItsOtherVersions() {
        versions(3);
        bench.ignoreMissing = true;
        bench.sandbox.interceptOnce("m1", (request, act) -> {
            if (!request.operation().equals("modelartsDeleteModel")) {
                return null;
            }
            bench.sandbox.modelarts().remove("m1");
            return act.get();
        });
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.sandbox.modelarts().countByName("named")).isZero();
    }

    @Test
    void whatIsRefusedLaterIsPartial() {
        versions(45);
        bench.sandbox.override(
                "models",
                request -> request.operation().equals("modelartsDeleteModel")
                                && bench.sandbox.count("modelartsDeleteModel") > 1
                        ? FORBIDDEN
                        : null);
        ResourceResult result = bench.runOne(Operations.DELETE_VERSIONS, "m1");

        assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(result.removed()).hasSize(20);
    }

    @Test
    void whatCouldNotBeSentLaterIsPartialAndWhatWasLostLaterIsUnknown() {
        versions(45);
        bench.timeout = Duration.ofMinutes(3);
        bench.sandbox.override(
                "models",
                request -> request.operation().equals("modelartsDeleteModel")
                                && bench.sandbox.count("modelartsDeleteModel") > 1
                        ? Reply.json(429, "{\"error_code\":\"ModelArts.4206\",\"error_msg\":\"Too many requests.\"}")
                        : null);
        ResourceResult throttled = bench.runOne(Operations.DELETE_VERSIONS, "m1");
        assertThat(throttled.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(throttled.reason()).isEqualTo(Reason.CASCADE_INCOMPLETE);

        bench.sandbox.clearOverrides();
        bench.sandbox.forget();
        versions(45);
        bench.sandbox.override(
                "models",
                request -> request.operation().equals("modelartsDeleteModel")
                                && bench.sandbox.count("modelartsDeleteModel") > 1
                        ? new Reply.Reset()
                        : null);
        ResourceResult lost = bench.runOne(Operations.DELETE_VERSIONS, "m1");
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(lost.removed()).hasSize(20);
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1 + 3);
    }

    @Test
    void idsThatAnEarlierCascadeRemovedAreDoneAndNotSent() {
        versions(45);
        bench.sandbox.modelarts().addModel("single", "other", "1", "0");
        List<ResourceResult> results = bench.run(Operations.DELETE_VERSIONS, "m1", "m44", "single", "m45");

        assertThat(results).extracting(ResourceResult::id).containsExactly("m1", "m44", "single", "m45");
        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.DONE));
        assertThat(results)
                .extracting(ResourceResult::reason)
                .containsExactly(
                        Reason.ACCEPTED, Reason.REMOVED_BY_CASCADE, Reason.ACCEPTED, Reason.REMOVED_BY_CASCADE);
        assertThat(results.get(1).tries()).isZero();
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1 + 25 + 1);
        assertThat(bench.sandbox.count("models/get")).isEqualTo(2);
        assertThat(bench.diary.ended).hasSize(4);
    }

    @Test
    void aHundredIdsOfOneModelAreOneCascade() {
        versions(100);
        List<ResourceResult> results = bench.run(
                Operations.DELETE_VERSIONS,
                IntStream.rangeClosed(1, 100).mapToObj(i -> "m" + i).toArray(String[]::new));

        assertThat(results).hasSize(100).allSatisfy(result -> assertThat(result.outcome())
                .isEqualTo(Outcome.DONE));
        assertThat(bench.sandbox.count("modelartsDeleteModel")).isEqualTo(1 + 80);
        assertThat(bench.sandbox.count("models/list")).isEqualTo(1);
    }

    private void versions(int count) {
        for (int i = 1; i <= count; i++) {
            bench.sandbox.modelarts().addModel("m" + i, "named", "0.0." + i, "0");
        }
    }
}
