package io.jenkins.plugins.aicloudteardown;

import java.io.IOException;
import java.util.List;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.util.WebConnectionWrapper;
import org.jvnet.hudson.test.JenkinsRule;

/** A browser in which a page comes to rest. */
public final class QuietBrowser {
    private QuietBrowser() {}

    /**
     * One in which a job's page does not ask for its builds every few seconds: whoever opens a page or saves a form in the
     * harness waits until nothing more is to come, or for ten seconds.
     */
    public static JenkinsRule.WebClient of(JenkinsRule jenkins) {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        // Sets itself as the browser's connection.
        new WebConnectionWrapper(browser) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                return request.getUrl().getPath().endsWith("/builds-card.js")
                        ? new WebResponse(new WebResponseData(new byte[0], 200, "OK", List.of()), request, 0)
                        : super.getResponse(request);
            }
        };
        return browser;
    }
}
