package io.jenkins.plugins.aicloudteardown.disposal;

import static io.jenkins.plugins.aicloudteardown.disposal.Left.deleteModel;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.row;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.standing;
import static io.jenkins.plugins.aicloudteardown.disposal.Left.writes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import io.jenkins.plugins.aicloudteardown.sandbox.Reply;
import io.jenkins.plugins.aicloudteardown.sandbox.SandboxKeys;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import jenkins.model.JenkinsLocationConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTableRow;
import org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of what is left, and what people do on it; who may is for another test to show. */
@WithJenkins
class LeftPageTest {
    private static final String MODEL = "modelartsDeleteModel";
    private static final String ALL = "manage/ai-cloud-teardown/";
    private static final String ATTACK = "<img src=x onerror=alert(1)>";
    private static final Duration LONG = Duration.ofMinutes(1);

    private static CloudJenkins cloud;
    private static JenkinsRule jenkins;
    private static ProviderSandbox sandbox;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cloud = new CloudJenkins(rule);
        sandbox = cloud.sandbox();
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void begin() {
        LaterClock.set();
        sandbox.forget();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        sandbox.clearOverrides();
        Disposals.get().idle().get();
        Left.dropAll();
    }

    private static WorkflowRun leave(String id) throws Exception {
        String body = new JSONObject()
                .element("error_code", "ModelArts.9999")
                .element("error_msg", "no " + ATTACK)
                .toString();
        sandbox.override(id, request -> request.operation().equals(MODEL) ? Reply.json(500, body) : null);
        return cloud.build(deleteModel(id, "keepTrying: true"), Result.UNSTABLE);
    }

    private static String ofJob(WorkflowRun run) {
        return run.getParent().getUrl() + "ai-cloud-teardown/";
    }

    private static JenkinsRule.WebClient visitor() throws Exception {
        return QuietBrowser.of(jenkins).withBasicCredentials("somebody");
    }

    private static List<HtmlTableRow> rows(HtmlPage page) {
        return page.querySelectorAll("#ai-cloud-teardown-left tbody tr").stream()
                .map(HtmlTableRow.class::cast)
                .toList();
    }

    private static String text(HtmlTableRow row, int column) {
        return row.getCell(column).asNormalizedText();
    }

    // What it shows

    @Test
    void aRowSaysWhatItIsHowItStandsAndWhatWasSaidLast() throws Exception {
        WorkflowRun run = leave("okPage1");

        for (String place : List.of(ALL, ofJob(run))) {
            HtmlPage page = visitor().goTo(place);
            List<HtmlTableRow> rows = rows(page);
            assertThat(rows).hasSize(1);
            assertThat(text(rows.get(0), 0)).contains("kept trying", "Tries: 0", "Next try: ");
            assertThat(text(rows.get(0), 1)).contains("okPage1", "ModelArts", MODEL, "127.0.0.1:");
            assertThat(text(rows.get(0), 2)).contains("HTTP 500", "ModelArts.9999", ATTACK);
            assertThat(text(rows.get(0), 3))
                    .contains(run.getParent().getFullName() + " #1", "Since: ", "Try now", "Drop");
            assertThat(page.querySelectorAll("#ai-cloud-teardown-left img")).isEmpty();
            HtmlPage report =
                    page.getAnchorByText(run.getParent().getFullName() + " #1").click();
            assertThat(report.getUrl().toString()).endsWith(run.getUrl() + "ai-cloud-teardown/");
            assertThat(report.asNormalizedText()).contains("okPage1");
        }
        run.delete();
        assertThat(rows(visitor().goTo(ALL)).get(0).getCell(3).querySelectorAll("a"))
                .as("a link to a build that is gone")
                .isEmpty();
    }

    @Test
    void theApiSaysTheSameAndHoldsNoKey() throws Exception {
        WorkflowRun run = leave("okPage2");

        for (String place : List.of(ALL, ofJob(run))) {
            JSONObject left = visitor().getJSON(place + "api/json").getJSONObject();
            assertThat(left.getInt("total")).isEqualTo(1);
            JSONArray resources = left.getJSONArray("resources");
            assertThat(resources.size()).isEqualTo(1);
            JSONObject one = resources.getJSONObject(0);
            assertThat(one.getString("id")).isEqualTo("okPage2");
            assertThat(one.getString("operation")).isEqualTo(MODEL);
            assertThat(one.getString("state")).isEqualTo("OPEN");
            assertThat(one.getString("lastAnswer")).contains(ATTACK);
            assertThat(one.getString("job")).isEqualTo(run.getParent().getFullName());
            assertThat(one.keySet())
                    .isEqualTo(Set.of(
                            "atWork",
                            "build",
                            "host",
                            "id",
                            "job",
                            "lastAnswer",
                            "nextTry",
                            "operation",
                            "order",
                            "provider",
                            "service",
                            "since",
                            "state",
                            "tries"));
            assertThat(left.toString())
                    .doesNotContain(SandboxKeys.HUAWEI_ACCESS_KEY, SandboxKeys.HUAWEI_SECRET_KEY, "huawei-key");
        }
    }

    @Test
    void aJobShowsWhatItsOwnBuildsHaveLeftAndNothingWhereThereIsNothing() throws Exception {
        WorkflowRun run = leave("okPage3");
        WorkflowRun other = leave("okPage4");
        WorkflowRun none = cloud.build("echo 'nothing'", Result.SUCCESS);

        assertThat(visitor().goTo(run.getParent().getUrl()).getAnchors())
                .extracting(anchor -> anchor.getHrefAttribute())
                .anyMatch(href -> ("/jenkins/" + ofJob(run)).startsWith(href) && href.endsWith("ai-cloud-teardown"));
        assertThat(rows(visitor().goTo(ofJob(run)))).hasSize(1);
        assertThat(visitor().goTo(ofJob(other)).asNormalizedText())
                .contains("okPage4")
                .doesNotContain("okPage3");
        assertThat(none.getParent().getAction(LeftByJob.class)).isNull();
        assertThat(visitor().goTo(ALL).asNormalizedText()).contains("okPage3", "okPage4");
    }

    @Test
    void theDisposersPageHasALineForEachOrderWithALink() throws Exception {
        leave("okPage5");
        leave("okPage6");
        for (String id : List.of("okPage5", "okPage6")) {
            Order order = Left.order(id);
            AsyncResourceDisposer.get()
                    .disposeAndWait(new OrderDisposable(order.id(), OrderWords.title(order)))
                    .get();
        }

        HtmlPage page = visitor().goTo("administrativeMonitor/AsyncResourceDisposer/");

        for (String id : List.of("okPage5", "okPage6")) {
            List<HtmlTableRow> lines = page.querySelectorAll("tr").stream()
                    .map(HtmlTableRow.class::cast)
                    .filter(line -> line.asNormalizedText().contains(id))
                    .toList();
            assertThat(lines).as(id).hasSize(1);
            assertThat(lines.get(0).asNormalizedText()).contains(ATTACK, "next try at");
            assertThat(lines.get(0).querySelectorAll("img")).isEmpty();
            assertThat(lines.get(0).querySelectorAll("a[href='/jenkins/" + ALL + "']"))
                    .hasSize(1);
        }
    }

    @Test
    void manyOrdersArePagesOfTwoHundred() throws Exception {
        Files.createDirectories(WrittenOrders.directory());
        WrittenOrders written = new WrittenOrders("127.0.0.1:1", "huawei-key");
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            orders.add(Order.read(written.write("page-" + i, "model" + i, 1_000_000 + i)));
        }
        orders.forEach(Disposals.get().orders()::add);
        JenkinsRule.WebClient reader = visitor().withJavaScriptEnabled(false);
        try {
            HtmlPage first = reader.goTo(ALL);
            assertThat(rows(first)).hasSize(200);
            assertThat(rows(first).get(0).asNormalizedText()).contains("model0");
            assertThat(first.asNormalizedText()).contains("Page 1 of 3");
            HtmlPage second =
                    first.<HtmlAnchor>getFirstByXPath("//a[@rel='next']").click();
            assertThat(rows(second).get(0).asNormalizedText()).contains("model200");
            for (String beyond : List.of("3", "4", "999999")) {
                HtmlPage last = reader.goTo(ALL + "?page=" + beyond);
                assertThat(rows(last)).as(beyond).hasSize(200);
                assertThat(rows(last).get(199).asNormalizedText()).contains("model599");
            }
            assertThat(reader.getJSON(ALL + "api/json?page=3")
                            .getJSONObject()
                            .getJSONArray("resources")
                            .size())
                    .isEqualTo(200);
        } finally {
            for (Order order : orders) {
                Disposals.get().orders().remove(order);
                order.remove();
            }
        }
    }

    // What people do

    private static void press(String place, String action) throws Exception {
        HtmlPage page = visitor().goTo(place);
        HtmlForm form = page.getForms().stream()
                .filter(one -> one.getActionAttribute().equals(action))
                .findFirst()
                .orElseThrow();
        jenkins.submit(form);
    }

    @Test
    void tryNowTriesAtOnce() throws Exception {
        for (String id : List.of("okPage7", "okPage8")) {
            WorkflowRun run = leave(id);
            long before = writes(sandbox, MODEL, id);
            sandbox.clearOverrides();

            press(id.equals("okPage7") ? ALL : ofJob(run), "tryNow");

            assertThat(sandbox.awaitReceived(MODEL, (int) before + 1, LONG)).isTrue();
            Disposals.get().idle().get();
            assertThat(standing(id)).isNull();
            assertThat(row(run, id).getKept()).isEqualTo("GONE");
            sandbox.forget();
        }
    }

    @Test
    void whoDroppedStandsInTheReportAndInTheLog() throws Exception {
        for (String id : List.of("okPage9", "okPage10")) {
            WorkflowRun run = leave(id);
            sandbox.forget();
            try (LogRecorder log =
                    new LogRecorder().record(Disposals.class, Level.INFO).capture(100)) {

                press(id.equals("okPage9") ? ALL : ofJob(run), "drop");

                assertThat(log.getMessages()).anyMatch(line -> line.startsWith("somebody dropped " + id + " of "));
            }
            assertThat(standing(id)).isNull();
            assertThat(row(run, id).getKept()).isEqualTo("DROPPED");
            assertThat(row(run, id).getKeptBy()).isEqualTo("somebody");
            assertThat(visitor().goTo(run.getUrl() + "ai-cloud-teardown/").asNormalizedText())
                    .contains("somebody");
            assertThat(sandbox.received()).isEmpty();
        }
    }

    @Test
    void whatIsDroppedWhileATryIsUnderWayStaysDroppedAndIsSentNothingMore() throws Exception {
        WorkflowRun run = leave("okPage11");
        sandbox.clearOverrides();
        sandbox.forget();
        sandbox.override("okPage11", request -> request.operation().equals(MODEL) ? Reply.hang() : null);
        Disposals.get().tryNow(Left.order("okPage11"), standing("okPage11")).get();
        assertThat(sandbox.awaitReceived(MODEL, 1, LONG)).isTrue();

        press(ALL, "drop");
        sandbox.clearOverrides();
        sandbox.releaseHanging();
        Disposals.get().idle().get();

        assertThat(standing("okPage11")).isNull();
        assertThat(sandbox.count(MODEL)).isEqualTo(1);
        assertThat(row(run, "okPage11").getKept()).isEqualTo("DROPPED");
        assertThat(row(run, "okPage11").getKeptBy()).isEqualTo("somebody");
    }

    @Test
    void goOnEndsThePause() throws Exception {
        leave("okPage12");
        sandbox.clearOverrides();
        JenkinsLocationConfiguration location = JenkinsLocationConfiguration.get();
        String original = location.getUrl();
        try {
            location.setUrl("https://copy.example.com/");
            HtmlPage paused = visitor().goTo(ALL);
            assertThat(text(rows(paused).get(0), 0)).contains("paused", original);
            assertThat(rows(paused).get(0).asNormalizedText()).doesNotContain("Try now");
            assertThat(visitor().goTo("manage/").querySelectorAll("a[href$='" + ALL + "']"))
                    .isNotEmpty();

            press(ALL, "goOn");

            while (visitor().getJSON(ALL + "api/json").getJSONObject().getBoolean("paused")) {
                Thread.onSpinWait();
            }
            assertThat(Left.order("okPage12").home()).isEqualTo("https://copy.example.com/");
            assertThat(text(rows(visitor().goTo(ALL)).get(0), 0)).startsWith("kept trying");
        } finally {
            location.setUrl(original);
            Disposals.get().goOn("the test").get();
        }
    }
}
