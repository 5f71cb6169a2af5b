package io.jenkins.plugins.aicloudteardown.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.aicloudteardown.QuietBrowser;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
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

    /** Opens a job's form, waits until it is filled, and saves it. */
    public static void save(JenkinsRule jenkins, Item job) throws Exception {
        JenkinsRule.WebClient browser = QuietBrowser.of(jenkins);
        // What is saved does not depend on how it looks.
        browser.getOptions().setCssEnabled(false);
        jenkins.submit(filled(browser.getPage(job, "configure")));
    }

    /**
     * The form of a page, once Jenkins has filled its drop-downs. A browser fills and submits on one thread. HtmlUnit does
     * not: it runs what follows a response beside the test, which may submit a drop-down that is empty for a moment.
     */
    public static HtmlForm filled(HtmlPage page) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!page.querySelectorAll(".select-ajax-pending").isEmpty() && System.nanoTime() < end) {
            // Not for all that a page has under way: some of it comes again and again.
            page.getWebClient().waitForBackgroundJavaScript(200);
        }
        // The mark is taken off before the choices are there.
        page.getWebClient().waitForBackgroundJavaScriptStartingBefore(200, PATIENCE.toMillis());
        assertThat(page.querySelectorAll(".select-ajax-pending")).isEmpty();
        return page.getFormByName("config");
    }

    /** What a person reads. */
    public static String text(Page page) {
        return page instanceof HtmlPage html
                ? html.asNormalizedText()
                : page.getWebResponse().getContentAsString();
    }
}
