package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.client.TeardownOptions;
import io.jenkins.plugins.aicloudteardown.client.operation.DataforestKill;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import io.jenkins.plugins.aicloudteardown.client.outcome.Verdict;
import io.jenkins.plugins.aicloudteardown.config.TargetNames;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.teardown.Origin;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownOrder;
import io.jenkins.plugins.aicloudteardown.teardown.TeardownSession;
import io.jenkins.plugins.aicloudteardown.teardown.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomAttr;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;

/** What a build's report says of what the build did. */
@WithJenkins
class TeardownReportTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static JenkinsRule jenkins;
    private static CloudJenkins cloud;
    private static LocaleProvider before;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        cloud = new CloudJenkins(jenkins);
    }

    /** What Jenkins' own start does, and that of its test harness does not. */
    @BeforeAll
    static void speakTheViewersLanguage() {
        before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                var request = Stapler.getCurrentRequest2();
                return request == null ? Locale.getDefault() : request.getLocale();
            }
        });
    }

    @AfterAll
    static void stop() {
        LocaleProvider.setProvider(before);
        cloud.close();
    }

    @BeforeEach
    void everybodyMayRead() {
        FullControlOnceLoggedInAuthorizationStrategy strategy = new FullControlOnceLoggedInAuthorizationStrategy();
        strategy.setAllowAnonymousRead(true);
        jenkins.jenkins.setAuthorizationStrategy(strategy);
    }

    @AfterEach
    void forget() {
        cloud.sandbox().clearOverrides();
        cloud.sandbox().forget();
    }

    private static String kill(String parameters) {
        return "dataforestKill " + parameters + ", credentialsId: 'ncp-key', connection: 'ncp'";
    }

    private static String deleteModel(String parameters) {
        return "modelartsDeleteModel " + parameters + ", credentialsId: 'huawei-key', connection: 'huawei'";
    }

    private static String deleteGone(String id) {
        return "nclueDeleteTask taskId: '" + id + "', ignoreMissing: true, credentialsId: 'ncp-key', connection: 'ncp'";
    }

    private static TeardownAction report(Run<?, ?> run) {
        TeardownAction report = run.getAction(TeardownAction.class);
        assertThat(report).isNotNull();
        return report;
    }

    private static ReportRow onlyRow(Run<?, ?> run) {
        List<ReportRow> rows = report(run).getRows();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<ReportRow> onDisk(Run<?, ?> run) throws IOException {
        ReportTable table = new ReportTable();
        table.catchUp(new JournalFile(file(run)));
        return table.rows();
    }

    private static Path file(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(TeardownAction.FILE);
    }

    @Test
    @DisplayName("what XML cannot hold breaks no API, in rows of an older version neither")
    void xml() throws Exception {
        cloud.sandbox()
                .override(
                        "ok1",
                        request -> Reply.json(
                                400, "{\"error_code\":\"X.\\uffff\",\"error_msg\":\"cut \\ud83d \\ufffe\"}"));
        WorkflowRun run = cloud.build(deleteModel("modelId: 'ok1'"), Result.FAILURE);
        String old = "{\"node\":\"99\",\"stage\":\"a\\uffff\",\"operation\":\"nclueDeleteTask\",\"id\":\"old1\","
                + "\"host\":\"h\",\"outcome\":\"FAILED\",\"reason\":\"PROVIDER_ERROR\",\"ended\":true,"
                + "\"code\":\"\\ud83d\",\"message\":\"cut \\u0001\\ud83d\",\"lastState\":\"\\ufffe\","
                + "\"removed\":[\"\\ude42x\"],"
                + "\"failures\":[{\"id\":\"\\ud83d\",\"code\":\"\\uffff\",\"message\":\"\\ud83d\"}]}\n";
        Files.writeString(file(run), old, StandardOpenOption.APPEND);

        assertThat(report(run).getRows()).extracting(ReportRow::getMessage).containsExactly("cut", "cut");
        assertThat(JenkinsRule.getLog(run)).doesNotContain("\ud83d", "\ufffe", "\uffff");
        for (String path : List.of(
                run.getUrl() + "ai-cloud-teardown/api/xml?xpath=//rows/id&wrapper=i",
                run.getUrl() + "ai-cloud-teardown/api/xml",
                run.getUrl() + "api/xml?depth=1&xpath=//failed&wrapper=i",
                run.getParent().getUrl() + "api/xml?depth=2&xpath=//build/result&wrapper=i",
                "api/xml?depth=3&xpath=//job/name&wrapper=i")) {
            browser().goTo(path, "application/xml");
        }
    }

    private static WorkflowRun begin(String script) throws Exception {
        return cloud.job(script).scheduleBuild2(0).waitForStart();
    }

    private static JenkinsRule.WebClient browser() {
        return jenkins.createWebClient().withJavaScriptEnabled(false);
    }

    private static HtmlPage page(Run<?, ?> run, String query) throws Exception {
        return browser().getPage(run, "ai-cloud-teardown/" + query);
    }

    private static JsonNode json(Run<?, ?> run, String path) throws Exception {
        return new ObjectMapper()
                .readTree(browser()
                        .goTo(run.getUrl() + path, "application/json")
                        .getWebResponse()
                        .getContentAsStream());
    }

    private static FlowNode node(WorkflowRun run, String function) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .filter(one -> one.getDisplayFunctionName().equals(function))
                        .findFirst()
                        .orElseThrow();
    }

    // Rows

    @ParameterizedTest(name = "{0}: {2}/{3}")
    @CsvSource(delimiter = '|', textBlock = """
            id: 'ok1'                                       | SUCCESS  | DONE         | ACCEPTED
            id: 'ok2', confirm: true                        | SUCCESS  | DONE         | CONFIRMED
            id: 'ok3', dryRun: true                         | SUCCESS  | DRY_RUN      | DRY_RUN
            id: 'successFalse1'                             | FAILURE  | FAILED       | SUCCESS_FALSE
            id: 'throttledAlways1', timeout: 1              | FAILURE  | NOT_SENT     | THROTTLED
            id: 'brokenJson1'                               | FAILURE  | UNKNOWN      | UNREADABLE
            """)
    void aRowForEachOutcome(String parameters, String result, Outcome outcome, Reason reason) throws Exception {
        WorkflowRun run = cloud.build(kill(parameters), Result.fromString(result));
        ReportRow row = onlyRow(run);
        assertThat(row.getOutcome()).isEqualTo(outcome);
        assertThat(row.getReason()).isEqualTo(reason);
        assertThat(row.isEnded()).isTrue();
        assertThat(row.getOperation()).isEqualTo("dataforestKill");
        assertThat(row.getHost()).isEqualTo("127.0.0.1:" + cloud.sandbox().port());
        assertThat(row.getNode()).isEqualTo(node(run, "dataforestKill").getId());
        assertThat(row.getStage()).isEmpty();
        assertThat(row.getTries() > 0).isEqualTo(outcome != Outcome.DRY_RUN);
    }

    @Test
    @DisplayName("already gone, which is a success where that is allowed")
    void alreadyGone() throws Exception {
        ReportRow row = onlyRow(cloud.build(deleteGone("nobody-knows"), Result.SUCCESS));
        assertThat(row.getOutcome()).isEqualTo(Outcome.ALREADY_GONE);
        assertThat(row.getReason()).isEqualTo(Reason.GONE);
    }

    @Test
    @DisplayName("accepted but not confirmed in time")
    void unconfirmed() throws Exception {
        cloud.sandbox().dataforest().takes("ok4", 1000);
        WorkflowRun run = cloud.build(kill("id: 'ok4', confirm: true, timeout: 3"), Result.UNSTABLE);
        assertThat(onlyRow(run).getOutcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(onlyRow(run).getLastState()).isNotEmpty();
        assertThat(page(run, "").asNormalizedText())
                .contains("Last seen in state " + onlyRow(run).getLastState());
    }

    @Test
    @DisplayName("a partly done model: what was removed and what failed")
    void partial() throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'mixed1'"), Result.UNSTABLE);
        ReportRow row = onlyRow(run);
        assertThat(row.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(row.getRemoved()).isNotEmpty();
        assertThat(row.getFailures()).isNotEmpty();
        String text = page(run, "").asNormalizedText();
        assertThat(text)
                .contains("partly done", "Failed:", "ModelArts.3009")
                .contains(row.getFailures().get(0).getId());
        assertThat(browser().getPage(run).asNormalizedText()).contains("partly done: 1", "mixed1", "ModelArts.3009");
    }

    @Test
    @DisplayName("a row has the stage, and the parallel branches within it, that its step stands in")
    void stages() throws Exception {
        WorkflowRun run = cloud.build(
                """
                %s
                stage('Teardown') {
                  %s
                  parallel seoul: { %s }, tokyo: { stage('inner') { %s } }
                }
                """.formatted(kill("id: 'ok10'"), kill("id: 'ok11'"), kill("id: 'ok12'"), kill("id: 'ok13'")),
                Result.SUCCESS);
        assertThat(report(run).getRows())
                .extracting(row -> row.getId() + " " + row.getStage())
                .containsExactlyInAnyOrder("ok10 ", "ok11 Teardown", "ok12 Teardown / seoul", "ok13 inner");
        assertThat(report(run).getRows()).extracting(ReportRow::getNode).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("the same id twice in a build is two rows, one for each step")
    void twice() throws Exception {
        WorkflowRun run =
                cloud.build("for (int i = 0; i < 2; i++) { " + deleteGone("nobody-knows") + " }", Result.SUCCESS);
        assertThat(report(run).getAlreadyGone()).isEqualTo(2);
    }

    // Before the send, and at an abort

    @Test
    @DisplayName("'sent, outcome unknown' is on the disk before the first byte is sent")
    void writtenBeforeTheSend() throws Exception {
        CompletableFuture<List<ReportRow>> seen = new CompletableFuture<>();
        CompletableFuture<String> saved = new CompletableFuture<>();
        CompletableFuture<WorkflowRun> begun = new CompletableFuture<>();
        cloud.sandbox().interceptOnce("ok20", (received, act) -> {
            WorkflowRun run = begun.join();
            try {
                seen.complete(onDisk(run));
                saved.complete(Files.readString(run.getRootDir().toPath().resolve("build.xml")));
            } catch (IOException e) {
                seen.completeExceptionally(e);
            }
            return act.get();
        });
        WorkflowRun run = begin(kill("id: 'ok20'"));
        begun.complete(run);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(seen.get(30, TimeUnit.SECONDS)).singleElement().satisfies(row -> {
            assertThat(row.getId()).isEqualTo("ok20");
            assertThat(row.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(row.getReason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(row.getTries()).isEqualTo(1);
            assertThat(row.isEnded()).isFalse();
        });
        assertThat(saved.get(30, TimeUnit.SECONDS)).contains("TeardownAction");
        assertThat(onlyRow(run).getOutcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    @DisplayName(
            "while a build runs, what is under way is said to be; an abort leaves it unknown, and no row comes late")
    void aborted() throws Exception {
        WorkflowRun run = begin(kill("id: 'ok21 hang21'"));
        assertThat(cloud.sandbox().awaitReceived("dataforestKill", 2, SOON)).isTrue();
        assertThat(report(run).getUnderWay()).isPositive();
        assertThat(report(run).getUnknown()).isZero();
        assertThat(page(run, "").asNormalizedText()).contains("under way", "waiting for the provider's response");
        assertThat(browser().getPage(run).asNormalizedText()).contains("Under way: ");

        CompletableFuture<List<ReportRow>> atTheEnd = new CompletableFuture<>();
        run.getExecutionPromise().get().addListener(node -> {
            if (node instanceof org.jenkinsci.plugins.workflow.graph.FlowEndNode) {
                try {
                    atTheEnd.complete(onDisk(run));
                } catch (IOException e) {
                    atTheEnd.completeExceptionally(e);
                }
            }
        });
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(atTheEnd.get(30, TimeUnit.SECONDS))
                .extracting(row -> row.getId() + " " + row.getOutcome() + " " + row.getReason() + " " + row.isEnded())
                .containsExactlyInAnyOrder("ok21 DONE ACCEPTED true", "hang21 UNKNOWN ABORTED true");

        long length = Files.size(file(run));
        cloud.sandbox().releaseHanging();
        assertThat(cloud.sandbox().awaitInFlight(0, SOON)).isTrue();
        Journals.get().of(run).note(ReportRows.done("marker", "m")).get(30, TimeUnit.SECONDS);
        assertThat(onDisk(run)).hasSize(3);
        assertThat(Files.readAllBytes(file(run))[(int) length]).isEqualTo((byte) '{');
        assertThat(Files.readString(file(run)).substring((int) length))
                .contains("marker")
                .hasLineCount(1);
    }

    @Test
    @DisplayName("an abort before anything could be sent leaves rows that say so")
    void abortedBeforeTheLookup() throws Exception {
        WorkflowRun run = cloud.build("echo 'nothing'", Result.SUCCESS);
        TeardownOrder order = new TeardownOrder(
                new DataforestKill(""),
                List.of("a", "b"),
                new TargetNames("ncp", "", "", "ncp-key"),
                new TeardownOptions(false, false, false, null),
                new Verdicts(Verdict.FAILURE, Verdict.UNSTABLE));
        TeardownSession teardown = new TeardownSession(order, run, TaskListener.NULL, Origin.freestyle(2));
        teardown.abort().get(30, TimeUnit.SECONDS);
        assertThat(onDisk(run))
                .extracting(row -> row.getNode() + " " + row.getId() + " " + row.getOutcome() + " " + row.getReason())
                .containsExactly("freestyle-2 a NOT_SENT ABORTED", "freestyle-2 b NOT_SENT ABORTED");
    }

    @Test
    @DisplayName("if the report cannot be written, nothing is sent; what the provider already did stands")
    void reportCannotBeWritten() throws Exception {
        CompletableFuture<WorkflowRun> begun = new CompletableFuture<>();
        cloud.sandbox().interceptOnce("ok22", (received, act) -> {
            try {
                Files.delete(file(begun.join()));
                Files.createDirectory(file(begun.join()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return act.get();
        });
        WorkflowRun run = begin(
                "echo('first: ' + " + kill("id: 'ok22'").replaceFirst(" ", "(") + ").outcome)\n" + kill("id: 'ok23'"));
        begun.complete(run);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run))
                .contains("first: DONE")
                .contains("WARNING: the teardown report of this build could not be written")
                .contains("WARNING: nothing is sent, because the teardown report of this build could not be written")
                .contains("NOT_SENT");
        assertThat(cloud.sandbox().count("dataforestKill")).isEqualTo(1);
        // Neither page breaks over it.
        assertThat(browser().getPage(run).asNormalizedText()).contains("AI cloud teardown");
        assertThat(page(run, "").asNormalizedText()).contains("AI cloud teardown");
    }

    @Test
    @DisplayName("a build that tears nothing down has no report")
    void noReport() throws Exception {
        WorkflowRun run = cloud.build("echo 'nothing'", Result.SUCCESS);
        assertThat(run.getAction(TeardownAction.class)).isNull();
        assertThat(Files.exists(file(run))).isFalse();
    }

    // Pages

    @Test
    @DisplayName("the build's page counts, and names the first failures with the provider's code and message")
    void summary() throws Exception {
        WorkflowRun run = cloud.build(
                "catchError { " + deleteModel("modelId: 'ok30 inUse500 ok31'") + " }\n" + deleteGone("nobody-knows"),
                Result.UNSTABLE);
        HtmlPage page = browser().getPage(run);
        assertThat(page.asNormalizedText())
                .contains("AI cloud teardown", "done: 2", "already gone: 1", "failed: 1")
                .contains("inUse500", "it is in use", "HTTP 500 ModelArts.3009 \"Failed to delete model");
        assertThat(page.getAnchorByText("failed: 1").getHrefAttribute())
                .isEqualTo(jenkins.contextPath + "/" + run.getUrl() + "ai-cloud-teardown/?outcome=FAILED");
    }

    @Test
    @DisplayName("the page shows all that is known of a resource, what to do next, and filters")
    void table() throws Exception {
        WorkflowRun run =
                cloud.build("stage('Teardown') { " + deleteModel("modelId: 'ok32 inUse500'") + " }", Result.UNSTABLE);
        HtmlPage page = page(run, "");
        assertThat(page.getElementById("ai-cloud-teardown")
                        .asNormalizedText()
                        .split("\n")[0]
                        .split("\t"))
                .containsExactly("Outcome", "Resource", "What happened, and what to do next", "Host");
        assertThat(page.asNormalizedText())
                .contains("2 resources", "All: 2", "Left to do: 1", "done: 1", "failed: 1")
                .contains("modelartsDeleteModel", "ok32", "inUse500", "Stage: Teardown", "Tries: 1", "Duration: ")
                .contains("FAILED", "IN_USE", "HTTP 500 ModelArts.3009", "has been used to deploy a service")
                .contains("Next: ")
                .contains("127.0.0.1:" + cloud.sandbox().port(), "Connection: huawei", "Credential: huawei-key");
        HtmlPage failed = page.getAnchorByHref("?outcome=FAILED").click();
        assertThat(failed.getElementById("ai-cloud-teardown").asNormalizedText())
                .contains("inUse500")
                .doesNotContain("ok32");
        HtmlPage left = failed.getAnchorByHref("?outcome=LEFT").click();
        assertThat(left.getElementById("ai-cloud-teardown").asNormalizedText())
                .contains("inUse500")
                .doesNotContain("ok32");
    }

    @Test
    @DisplayName("where the provider gives a list of failures, its messages stand there and only there")
    void failureList() throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'mixed99'"), Result.UNSTABLE);
        String table = page(run, "").getElementById("ai-cloud-teardown").asNormalizedText();
        assertThat(table).contains("Failed:").containsOnlyOnce("has been used to deploy a service");
    }

    @Test
    @DisplayName("pages of 200 rows, with links to the next and the previous")
    void paging() throws Exception {
        WorkflowRun run = cloud.build("echo 'nothing'", Result.SUCCESS);
        append(run, 401);
        HtmlPage first = page(run, "");
        assertThat(rows(first)).isEqualTo(200);
        assertThat(first.asNormalizedText()).contains("Page 1 of 3").doesNotContain("Previous");
        HtmlPage second = first.getAnchorByHref("?page=2").click();
        assertThat(rows(second)).isEqualTo(200);
        HtmlPage third = second.getAnchorByHref("?page=3").click();
        assertThat(rows(third)).isEqualTo(1);
        assertThat(third.asNormalizedText())
                .contains("Page 3 of 3", "Previous", "id400")
                .doesNotContain("Next");
        HtmlPage filtered = page(run, "?outcome=DONE&page=3");
        assertThat(filtered.getAnchorByHref("?page=2&outcome=DONE")).isNotNull();
        assertThat(rows(page(run, "?page=99"))).isEqualTo(1);
    }

    private static void append(Run<?, ?> run, int rows) throws Exception {
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            written.add(Journals.get().of(run).note(ReportRows.done("3", "id" + i)));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    private static int rows(HtmlPage page) {
        return page.getByXPath("//table[@id='ai-cloud-teardown']/tbody/tr").size();
    }

    @Test
    @DisplayName("/api/json: counts with the build, rows for the asked page")
    void api() throws Exception {
        WorkflowRun run =
                cloud.build("stage('Teardown') { " + deleteModel("modelId: 'ok33 mixed2'") + " }", Result.UNSTABLE);
        JsonNode report = json(run, "ai-cloud-teardown/api/json");
        assertThat(report.get("total").intValue()).isEqualTo(2);
        assertThat(report.get("done").intValue()).isEqualTo(1);
        assertThat(report.get("partial").intValue()).isEqualTo(1);
        for (String none :
                List.of("alreadyGone", "unconfirmed", "failed", "notSent", "unknown", "dryRun", "underWay")) {
            assertThat(report.get(none).intValue()).isZero();
        }
        assertThat(report.get("page").intValue()).isEqualTo(1);
        assertThat(report.get("pages").intValue()).isEqualTo(1);
        JsonNode rows = report.get("rows");
        assertThat(rows).hasSize(2);
        // Both are worked on at the same time: rows stand in the order in which they were begun.
        JsonNode mixed = rows.get(rows.get(0).get("id").textValue().equals("mixed2") ? 0 : 1);
        assertThat(mixed.get("operation").textValue()).isEqualTo("modelartsDeleteModel");
        assertThat(mixed.get("id").textValue()).isEqualTo("mixed2");
        assertThat(mixed.get("host").textValue()).startsWith("127.0.0.1:");
        assertThat(mixed.get("outcome").textValue()).isEqualTo("PARTIAL");
        assertThat(mixed.get("reason").textValue()).isEqualTo("IN_FAILURE_LIST");
        assertThat(mixed.get("ended").booleanValue()).isTrue();
        assertThat(mixed.get("code").textValue()).isEqualTo("ModelArts.3009");
        assertThat(mixed.get("message").textValue()).isNotEmpty();
        assertThat(mixed.get("status").intValue()).isEqualTo(200);
        assertThat(mixed.get("tries").intValue()).isEqualTo(1);
        assertThat(mixed.get("durationMillis").longValue()).isNotNegative();
        assertThat(mixed.get("lastState").textValue()).isNotNull();
        assertThat(mixed.get("stage").textValue()).isEqualTo("Teardown");
        assertThat(mixed.get("node").textValue())
                .isEqualTo(node(run, "modelartsDeleteModel").getId());
        assertThat(mixed.get("removed")).isNotEmpty();
        assertThat(mixed.get("failures").get(0).get("code").textValue()).isEqualTo("ModelArts.3009");

        assertThat(json(run, "ai-cloud-teardown/api/json?outcome=PARTIAL").get("rows"))
                .hasSize(1);
        JsonNode build = json(run, "api/json?tree=actions[done,partial,rows[id]]");
        assertThat(build.toString()).contains("\"partial\":1").contains("\"id\":\"mixed2\"");
        assertThat(json(run, "api/json").toString()).contains("\"partial\":1").doesNotContain("mixed2");
    }

    @Test
    @DisplayName("/api/json pages as the page does")
    void apiPages() throws Exception {
        WorkflowRun run = cloud.build("echo 'nothing'", Result.SUCCESS);
        append(run, 201);
        JsonNode second = json(run, "ai-cloud-teardown/api/json?page=2");
        assertThat(second.get("page").intValue()).isEqualTo(2);
        assertThat(second.get("pages").intValue()).isEqualTo(2);
        assertThat(second.get("rows")).hasSize(1);
        assertThat(second.get("done").intValue()).isEqualTo(201);
    }

    @Test
    @DisplayName("whatever a provider or a Jenkinsfile says is shown as text")
    void escaped() throws Exception {
        cloud.sandbox()
                .override(
                        "ok40",
                        received -> Reply.json(
                                400,
                                new ObjectMapper()
                                        .createObjectNode()
                                        .put("error_code", "ModelArts.0204")
                                        .put("error_msg", EVIL)
                                        .toString()));
        WorkflowRun run =
                cloud.build("stage('" + EVIL + "') { " + deleteModel("modelId: 'ok40'") + " }", Result.FAILURE);
        assertThat(onlyRow(run).getMessage()).isEqualTo(EVIL);
        assertThat(onlyRow(run).getStage()).isEqualTo(EVIL);
        for (HtmlPage page : List.of(page(run, ""), browser().<HtmlPage>getPage(run))) {
            assertThat(page.asNormalizedText()).contains("<script>alert(1)</script>");
            assertThat(page.getWebResponse().getContentAsString())
                    .doesNotContain("<script>alert(1)")
                    .doesNotContain("<img src=x");
        }
        assertThat(page(run, "?outcome=%22%3E%3Cscript%3E").getWebResponse().getContentAsString())
                .doesNotContain("\"><script>");
    }

    @Test
    @DisplayName("no script, style or handler stands in what we write")
    void nothingInline() throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'ok41 mixed41'"), Result.UNSTABLE);
        HtmlPage report = page(run, "");
        DomElement panel = report.getElementById("main-panel");
        HtmlPage build = browser().getPage(run);
        HtmlElement summary = build.getFirstByXPath("//tr[.//a[text()='AI cloud teardown']]/td[2]");
        for (HtmlElement element : panel.getHtmlElementDescendants()) {
            clean(element);
        }
        int seen = 0;
        for (HtmlElement element : summary.getHtmlElementDescendants()) {
            clean(element);
            seen++;
        }
        assertThat(seen).isGreaterThan(5);
    }

    private static void clean(HtmlElement element) {
        assertThat(element.getTagName()).isNotIn("style", "iframe", "object");
        if (element.getTagName().equals("script")) {
            // Jenkins' own, and ours, from files.
            assertThat(element.getAttribute("src")).startsWith(jenkins.contextPath + "/adjuncts/");
            assertThat(element.getTextContent()).isBlank();
        }
        for (DomAttr attribute : element.getAttributesMap().values()) {
            assertThat(attribute.getName()).isNotEqualTo("style").doesNotStartWith("on");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ko    | AI 클라우드 정리 | 일부 완료 | 제공자가 실패 목록과 함께 응답함 | 소요 시간
            zh-CN | AI 云资源清理    | 部分完成  | 云服务商的响应中有失败列表 | 耗时
            en    | AI cloud teardown | partly done | the provider answered with a list of failures | Duration
            """)
    void inTheViewersLanguage(String language, String title, String outcome, String reason, String column)
            throws Exception {
        WorkflowRun run = cloud.build(deleteModel("modelId: 'mixed42" + language + "'"), Result.UNSTABLE);
        JenkinsRule.WebClient browser = browser();
        browser.addRequestHeader("Accept-Language", language);
        HtmlPage page = browser.getPage(run, "ai-cloud-teardown/");
        assertThat(page.asNormalizedText()).contains(title, outcome, reason, column);
        HtmlPage build = browser.getPage(run);
        assertThat(build.asNormalizedText()).contains(title, outcome, reason);
        assertThat(JenkinsRule.getLog(run)).contains("partly done");
    }

    @Test
    @DisplayName("who may read the job may read the report, and nobody else")
    void permissions() throws Exception {
        WorkflowRun run = cloud.build(kill("id: 'ok43'"), Result.SUCCESS);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("nobody", "reader")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        for (String path : List.of("ai-cloud-teardown/", "ai-cloud-teardown/api/json", "")) {
            assertThat(status("reader", run, path)).isEqualTo(200);
            assertThat(status("nobody", run, path)).isEqualTo(404);
            assertThat(status(null, run, path)).isEqualTo(403);
        }
    }

    private static int status(String user, Run<?, ?> run, String path) throws Exception {
        JenkinsRule.WebClient browser = browser().withThrowExceptionOnFailingStatusCode(false);
        // The page that refuses sends a browser on to the login.
        browser.setRefreshHandler((page, url, seconds) -> {});
        if (user != null) {
            browser.login(user);
        }
        return browser.getPage(new java.net.URL(jenkins.getURL(), run.getUrl() + path))
                .getWebResponse()
                .getStatusCode();
    }

    // In Pipeline's own views

    @Test
    @DisplayName("a waiting step tells what it waits for")
    void status() throws Exception {
        WorkflowRun run = begin(kill("id: 'ok50 hang50'"));
        assertThat(cloud.sandbox().awaitReceived("dataforestKill", 2, SOON)).isTrue();
        List<StepExecution> waiting =
                run.getExecution().getCurrentExecutions(true).get();
        assertThat(waiting).singleElement().satisfies(step -> assertThat(step.getStatusBounded(5, TimeUnit.SECONDS))
                .contains("of 2 ended", "waiting for the response for"));
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @Test
    @DisplayName("the steps view shows which ids a step is about, given as text or as list")
    void arguments() throws Exception {
        WorkflowRun run =
                cloud.build(kill("id: 'ok51'") + "\n" + deleteModel("modelId: ['ok52', 'ok53']"), Result.SUCCESS);
        assertThat(ArgumentsAction.getStepArgumentsAsString(node(run, "dataforestKill")))
                .isEqualTo("ok51");
        assertThat(ArgumentsAction.getStepArgumentsAsString(node(run, "modelartsDeleteModel")))
                .contains("ok52", "ok53");
        HtmlPage steps = browser().getPage(run, "flowGraphTable/");
        assertThat(steps.asNormalizedText()).contains("dataforestKill", "ok51", "modelartsDeleteModel", "ok52");
    }

    @Test
    @DisplayName("a warning or an error stands at the very step, within its stage")
    void warningsAndErrors() throws Exception {
        WorkflowRun run = cloud.build(
                """
                stage('fine') { echo 'nothing' }
                stage('partly') { %s }
                stage('bad') { %s }
                """.formatted(deleteModel("modelId: 'mixed54'"), kill("id: 'successFalse54'")), Result.FAILURE);
        WarningAction warning = node(run, "modelartsDeleteModel").getPersistentAction(WarningAction.class);
        assertThat(warning.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(warning.getMessage()).contains("mixed54");
        ErrorAction error = node(run, "dataforestKill").getError();
        assertThat(error.getError()).hasMessageContaining("successFalse54");
        assertThat(report(run).getRows()).extracting(ReportRow::getStage).containsExactly("bad", "partly");
    }
}
