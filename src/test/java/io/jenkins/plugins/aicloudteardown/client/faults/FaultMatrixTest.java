package io.jenkins.plugins.aicloudteardown.client.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jenkins.plugins.aicloudteardown.client.Operations;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Cell;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Kept;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Row;
import io.jenkins.plugins.aicloudteardown.client.faults.FaultMatrix.Step;
import io.jenkins.plugins.aicloudteardown.client.operation.Operation;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.client.outcome.BatchOutcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.ResourceResult;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every cell of docs/fault-matrix.md, as the page says it. */
class FaultMatrixTest {
    private static final FaultMatrix MATRIX = FaultMatrix.read();
    private static final long STEPS = Operations.all().count();
    private static final Map<String, FaultScenario> SCENARIOS = FaultScenarios.all();

    private static final String[] SECRETS = {
        SandboxKeys.NCP_SECRET_KEY,
        SandboxKeys.NCP_ACCESS_KEY,
        SandboxKeys.HUAWEI_SECRET_KEY,
        SandboxKeys.HUAWEI_ACCESS_KEY,
        SandboxKeys.IAM_PASSWORD
    };

    @TestFactory
    Stream<DynamicNode> everyCell() {
        return MATRIX.rows().stream().map(row -> dynamicContainer(row.group() + ": " + row.fault(), cells(row)));
    }

    private static Stream<DynamicNode> cells(Row row) {
        Set<Reason> reasons = new LinkedHashSet<>();
        List<DynamicNode> nodes = new ArrayList<>();
        row.cells().forEach((operation, cell) -> {
            FaultScenario scenario = SCENARIOS.get(row.fault());
            List<String> plays = scenario == null ? List.of("") : scenario.plays();
            for (String trap : plays) {
                nodes.add(dynamicTest(
                        (operation + " " + trap).strip(), () -> check(row, operation, scenario, trap, cell, reasons)));
            }
        });
        nodes.add(dynamicTest("no other reasons", () -> assertThat(reasons).isEqualTo(row.reasons())));
        return nodes.stream();
    }

    private static void check(
            Row row, String name, FaultScenario scenario, String trap, Cell expected, Set<Reason> reasons) {
        assertThat(scenario).as("a scenario for %s", row.fault()).isNotNull();
        try (FaultPlay play = new FaultPlay(operation(name))) {
            scenario.lay(play, trap);
            List<ResourceResult> results = play.run();
            results.forEach(result -> reasons.add(result.reason()));

            Long logins = expected.logins() == null ? null : play.bench.sandbox.count("iam/token");
            Cell seen = new Cell(
                    BatchOutcome.of(results),
                    Verdict.of(BatchOutcome.of(results), results, Verdict.FAILURE, Verdict.UNSTABLE),
                    play.sends.getAsLong(),
                    logins);
            assertThat(seen).as("%s", results).isEqualTo(expected);
            assertThat(kept(play.operation, results)).isEqualTo(row.kept().get(name));
            assertThat(play.bench.sandbox.count("elsewhere")).isZero();
            assertThat(results.toString()).doesNotContain(SECRETS);
        }
    }

    /** Null for a step that cannot keep trying. */
    private static Kept kept(Operation operation, List<ResourceResult> results) {
        if (operation.needsChange()) {
            return null;
        }
        if (results.stream().allMatch(result -> result.outcome().good())) {
            return Kept.NOTHING;
        }
        return results.stream().anyMatch(ResourceResult::isLeft) ? Kept.YES : Kept.NO;
    }

    private static Operation operation(String name) {
        return Operations.all()
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow()
                .operation();
    }

    @Test
    void everyRowHasItsScenarioAndEveryScenarioItsRow() {
        assertThat(MATRIX.rows()).extracting(Row::fault).containsExactlyInAnyOrderElementsOf(SCENARIOS.keySet());
    }

    @Test
    void everyTrapStandsInTheMatrixForEveryOperationThatCanStepOnIt() {
        try (ProviderSandbox sandbox = ProviderSandbox.start()) {
            Operations.all().forEach(named -> {
                assertThat(trapsPlayed(named.name(), scenario -> !scenario.trapsOfIam()))
                        .as(named.name())
                        .isEqualTo(new TreeSet<>(sandbox.traps(named.name())));
                if (named.operation().service().provider() == Provider.HUAWEI) {
                    assertThat(trapsPlayed(named.name(), FaultScenario::trapsOfIam))
                            .as("the login of " + named.name())
                            .isEqualTo(new TreeSet<>(sandbox.traps("iam/token")));
                }
            });
        }
    }

    private static Set<String> trapsPlayed(String operation, Predicate<FaultScenario> which) {
        return MATRIX.rows().stream()
                .filter(row -> row.cells().containsKey(operation))
                .map(row -> SCENARIOS.get(row.fault()))
                .filter(scenario -> scenario != null && which.test(scenario))
                .flatMap(scenario -> scenario.traps().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatCannotHappenHasAFootnoteThatSaysWhy() {
        assertThat(MATRIX.footnotesUsed()).isEqualTo(MATRIX.footnotes());
    }

    @Test
    void everyOperationHasACellOrAFootnoteForWhatCanHappenToAll() {
        assertThat(forAll()).hasSizeGreaterThan(60);
        assertThat(forAll().filter(row -> row.impossible().isEmpty())).hasSizeGreaterThan(50);
    }

    private static Stream<Row> forAll() {
        return MATRIX.rows().stream()
                .filter(row -> row.cells().size() + row.impossible().size() == STEPS);
    }

    @Test
    void aNewStepIsPlayedInEveryRowOfItsServiceWithoutAWordOnThePage() {
        List<Step> steps = new ArrayList<>(FaultMatrix.steps());
        steps.add(new Step("sixth", Service.NCLUE, true));
        Map<String, Cell> played = new LinkedHashMap<>();
        FaultMatrix.read(steps).rows().stream()
                .filter(row -> row.cells().containsKey("sixth"))
                .forEach(row -> played.put(row.fault(), row.cells().get("sixth")));

        assertThat(played)
                .containsKeys(forAll().map(Row::fault).toArray(String[]::new))
                .containsKeys("NAVER 400/100, bad request", "NCLUE 401, code 10100", "No echo")
                .doesNotContainKeys("`APIG.0301`, 401", "DataForest 404, no such element", "Task: busy for a while")
                .containsEntry("Endless", new Cell(Outcome.UNKNOWN, Verdict.FAILURE, 1, null))
                .containsEntry("Not HTTP", new Cell(Outcome.UNKNOWN, Verdict.FAILURE, 3, null));
    }
}
