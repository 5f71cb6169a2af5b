package io.jenkins.plugins.aicloudteardown.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jvnet.hudson.test.JenkinsRule;

/** Looks at reports as people do, without any script. */
record ReportBrowser(JenkinsRule jenkins) {
    JenkinsRule.WebClient client() {
        return jenkins.createWebClient().withJavaScriptEnabled(false);
    }

    HtmlPage page(Run<?, ?> run, String query) throws Exception {
        return client().getPage(run, "ai-cloud-teardown/" + query);
    }

    String table(Run<?, ?> run, String query) throws Exception {
        return page(run, query).getElementById("ai-cloud-teardown").asNormalizedText();
    }

    String build(Run<?, ?> run) throws Exception {
        return client().getPage(run).asNormalizedText();
    }

    /** The line on the job's page, or an empty text if there is none. */
    String job(Run<?, ?> run) throws Exception {
        DomElement line = client().getPage(run.getParent()).getElementById("ai-cloud-teardown-last");
        return line == null ? "" : line.asNormalizedText();
    }

    JsonNode json(Run<?, ?> run, String query) throws Exception {
        return new ObjectMapper()
                .readTree(client().goTo(run.getUrl() + "ai-cloud-teardown/api/json" + query, "application/json")
                        .getWebResponse()
                        .getContentAsStream());
    }

    /** The build's report, when all is written that was noted until now. */
    static TeardownAction report(Run<?, ?> run) throws Exception {
        Journals.get().of(run).note(ReportRows.opening("99", "dataforestKill")).get(30, TimeUnit.SECONDS);
        TeardownAction report = run.getAction(TeardownAction.class);
        assertThat(report).isNotNull();
        return report;
    }

    /** Adds rows that are done, as of a step that tears down very many. */
    static void append(Run<?, ?> run, int rows) throws Exception {
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            written.add(Journals.get().of(run).note(ReportRows.done("3", "id" + i)));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }
}
