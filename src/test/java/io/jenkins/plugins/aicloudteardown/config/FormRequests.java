package io.jenkins.plugins.aicloudteardown.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;

/** A form in a browser: what its script sends while somebody types or presses a button, and when it can be saved. */
public final class FormRequests {
    /** Long enough for a busy machine; nothing waits for it to pass. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FormRequests() {}

    /** Posts the fields with a crumb, whatever the answer's status. */
    public static Page post(JenkinsRule.WebClient browser, String url, Map<String, String> fields) throws Exception {
        return send(browser, HttpMethod.POST, url, fields);
    }

    public static Page send(JenkinsRule.WebClient browser, HttpMethod method, String url, Map<String, String> fields)
            throws Exception {
        WebRequest request = new WebRequest(new URL(url), method);
        if (method == HttpMethod.POST) {
            browser.addCrumb(request);
        }
        List<NameValuePair> pairs = new ArrayList<>(request.getRequestParameters());
        fields.forEach((name, value) -> pairs.add(new NameValuePair(name, value)));
        request.setRequestParameters(pairs);
        return browser.withThrowExceptionOnFailingStatusCode(false).getPage(request);
    }

    /** A browser for forms: what these tests prove is no matter of how a page looks. */
    public static JenkinsRule.WebClient browser(JenkinsRule jenkins) {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        browser.getOptions().setCssEnabled(false);
        return browser;
    }

    /** Opens a page and waits for nothing more. The harness waits for the page's timers too, for seconds each time. */
    public static HtmlPage open(JenkinsRule.WebClient browser, String path) throws Exception {
        return browser.getPage(new URL(browser.getContextPath() + path));
    }

    /** Presses the form's button, and waits for nothing but the page that follows. */
    public static HtmlPage submit(HtmlForm form) throws Exception {
        WebClient browser = form.getPage().getWebClient();
        HtmlFormUtil.getSubmitButton(form).click();
        browser.loadDownloadedResponses();
        return (HtmlPage) browser.getCurrentWindow().getEnclosedPage();
    }

    /** Opens a job's form, waits until it is filled, and saves it. */
    public static void save(JenkinsRule jenkins, Item job) throws Exception {
        try (JenkinsRule.WebClient browser = browser(jenkins)) {
            submit(filled(open(browser, job.getUrl() + "configure")));
        }
    }

    /**
     * The form of a page, once Jenkins has filled its drop-downs. A browser fills and submits on one thread. HtmlUnit does
     * not: it runs what follows a response beside the test, which may submit a drop-down that is empty for a moment.
     */
    public static HtmlForm filled(HtmlPage page) {
        await(page, () -> page.querySelectorAll(".select-ajax-pending").isEmpty());
        return page.getFormByName("config");
    }

    /** What a script of the page draws, once it is there. */
    public static <E extends HtmlElement> E drawn(HtmlPage page, String xpath) {
        await(page, () -> page.getFirstByXPath(xpath) != null);
        return page.getFirstByXPath(xpath);
    }

    private static void await(HtmlPage page, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            // Not for all that a page has under way: some of it comes again and again.
            page.getWebClient().waitForBackgroundJavaScript(200);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** What a person reads. */
    public static String text(Page page) {
        return page instanceof HtmlPage html
                ? html.asNormalizedText()
                : page.getWebResponse().getContentAsString();
    }
}
