package io.jenkins.plugins.aicloudteardown.config;

import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;

/** What a form's script sends while somebody types or presses a button. */
public final class FormRequests {
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

    /** What a person reads. */
    public static String text(Page page) {
        return page instanceof HtmlPage html
                ? html.asNormalizedText()
                : page.getWebResponse().getContentAsString();
    }
}
