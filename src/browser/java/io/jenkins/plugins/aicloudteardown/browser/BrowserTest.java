package io.jenkins.plugins.aicloudteardown.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The demo as somebody sees it who clicks through it. Each page is looked at in the light, in the dark and on a phone. */
class BrowserTest {
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final String IDS = "textarea[name='_.id'], textarea[name='_.taskId'], textarea[name='_.ldApiId'], "
            + "textarea[name='_.modelId'], input[name='_.id']";
    private static final String PARTIAL = "job/2-partial/lastBuild/";

    private static Viewer viewer;

    @BeforeAll
    static void start() {
        viewer = new Viewer();
        viewer.look("light");
    }

    @AfterAll
    static void stop() {
        viewer.close();
    }

    /** What of the page is the plugin's. */
    private static final List<String> OURS =
            List.of("[class*='ai-cloud-teardown']", "[id^='ai-cloud-teardown']", "form[action='drop']", "form[action='tryNow']");

    private static void nothingSerious() {
        List<String> there = OURS.stream().filter(css -> !viewer.all(css).isEmpty()).toList();
        assertThat(viewer.complaints()).isEmpty();
        if (there.isEmpty()) {
            return;
        }
        AxeBuilder axe = new AxeBuilder();
        there.forEach(axe::include);
        List<Rule> found = axe.analyze(viewer.browser()).getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .toList();
        assertThat(found)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().stream().map(CheckedNode::getHtml).toList())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', #main-panel, dashboard",
        "job/2-partial/, #main-panel, job",
        "job/2-partial/lastBuild/, #main-panel, build",
        "job/2-partial/lastBuild/ai-cloud-teardown/, #main-panel, report",
        "job/4-unknown/lastBuild/ai-cloud-teardown/, #main-panel, report-unknown",
        "job/2-partial/lastBuild/console, #main-panel, log",
        "job/7-kept-trying/ai-cloud-teardown/, #main-panel, left-of-job",
        "manage/ai-cloud-teardown/, #main-panel, left",
    })
    void aPageIsFitToBeSeen(String page, String ours, String name) {
        for (String look : List.of("light", "dark", "phone")) {
            viewer.look(look);
            viewer.open(page);
            viewer.find(ours);
            viewer.picture(name + "-" + look);
            if (name.startsWith("report") || name.startsWith("left")) {
                assertThat(viewer.overflow()).as(look).isLessThanOrEqualTo(1);
            }
            nothingSerious();
        }
    }

    @Test
    void theReportIsSearchedAndWhatIsLeftIsCopied() {
        viewer.look("light");
        viewer.open(PARTIAL + "ai-cloud-teardown/");
        assertThat(viewer.all("#ai-cloud-teardown tbody tr").size()).isEqualTo(2);

        viewer.find(".ai-cloud-teardown-search input[name=q]").sendKeys("e527d311");
        viewer.find(".ai-cloud-teardown-search button").click();
        viewer.awaitAddress("q=e527d311");
        assertThat(viewer.all("#ai-cloud-teardown tbody tr")).hasSize(1);
        viewer.find("details.ai-cloud-teardown-left summary").click();
        viewer.find("details.ai-cloud-teardown-left .jenkins-copy-button").click();
        viewer.awaitText("body", "Copied");
        viewer.picture("report-search-light");
        assertThat(viewer.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataforestKill", "notebookRestart", "nclueDeleteTask", "romaUndeploy", "modelartsDeleteModel"})
    void theSnippetGeneratorWritesTheStep(String step) {
        for (String look : List.of("light", "phone")) {
            viewer.look(look);
            viewer.open("job/1-clean/pipeline-syntax/");
            // Its script shows one form of many, and hides it again when another one is chosen.
            viewer.awaitOne(".dropdownList-container");
            WebElement choice = viewer.find("select.jenkins-select__input.dropdownList");
            for (WebElement option : choice.findElements(By.tagName("option"))) {
                if (option.getText().startsWith(step + ":")) {
                    option.click();
                }
            }
            viewer.awaitOne(IDS).sendKeys("abc1");
            viewer.awaitOne(".dropdownList-container");
            assertThat(viewer.shown("#main-panel .error")).as("an untouched field shows no error").isEmpty();
            viewer.picture("snippet-" + step + "-" + look);
            if (look.equals("light")) {
                viewer.find("#generatePipelineScript").click();
                viewer.awaitValue("#prototypeText", step + " ");
            }
        }
        assertThat(viewer.complaints()).isEmpty();
    }

    private static void pictures(String name) {
        for (String look : List.of("light", "dark", "phone")) {
            viewer.look(look);
            viewer.picture(name + "-" + look);
        }
    }

    @Test
    void theConnectionsAreTested() {
        viewer.look("light");
        viewer.open("manage/configure");
        viewer.find("input[name='_.modelartsUrl']");
        WebElement button = viewer.browser().findElements(By.cssSelector("button.validate-button")).stream()
                .filter(one -> one.getText().contains("ModelArts"))
                .findFirst()
                .orElseThrow();
        viewer.browser().executeScript("arguments[0].scrollIntoView({block: 'center'})", button);
        button.click();
        viewer.awaitText("#main-panel", "It works");
        pictures("connections");
        assertThat(viewer.complaints()).isEmpty();
    }

    @Test
    void theFreestyleFormIsWhole() {
        viewer.look("light");
        viewer.open("job/6-freestyle/configure");
        viewer.awaitText("#main-panel", "Tear down cloud AI resources");
        viewer.browser().executeScript(
                "arguments[0].scrollIntoView({block: 'start'})", viewer.find("textarea[name='_.modelId']"));
        assertThat(viewer.shown("#main-panel .error")).isEmpty();
        pictures("freestyle");
        assertThat(viewer.complaints()).isEmpty();
    }

    @Test
    void theKindOfCredentialsIsOffered() {
        viewer.look("light");
        viewer.open("manage/credentials/store/system/domain/_/newCredentials");
        WebElement choice = viewer.find("select.dropdownList");
        choice.findElements(By.tagName("option")).stream()
                .filter(option -> option.getText().contains("Huawei Cloud IAM user"))
                .findFirst()
                .orElseThrow()
                .click();
        viewer.find("input[name='_.domain']");
        pictures("credentials");
        assertThat(viewer.complaints()).isEmpty();
    }
}
