package io.jenkins.plugins.aicloudteardown.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aicloudteardown.CloudJenkins;
import io.jenkins.plugins.aicloudteardown.sandbox.ProviderSandbox;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer;
import org.jenkinsci.plugins.resourcedisposer.Disposable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What Jenkins' resource disposer keeps of ours, in a file of its own: the same names in every version. */
class LeftDisposerTest {
    private static final String ORDER = "0123abcd";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private static Path file(JenkinsRule jenkins) {
        return jenkins.jenkins.getRootDir().toPath().resolve(AsyncResourceDisposer.class.getName() + ".xml");
    }

    private static String golden() throws Exception {
        try (InputStream in = LeftDisposerTest.class.getResourceAsStream("disposer.xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Disposable> backlog() {
        return AsyncResourceDisposer.get().getBacklog().stream()
                .map(AsyncResourceDisposer.WorkItem::getDisposable)
                .toList();
    }

    @Test
    void whatWasAlwaysWrittenIsReadTodayAndWrittenAlike() throws Throwable {
        try (ProviderSandbox sandbox = ProviderSandbox.start()) {
            sessions.then(jenkins -> {
                new CloudJenkins(jenkins, sandbox);
                Files.createDirectories(WrittenOrders.directory());
                String host = sandbox.url().replaceFirst("http://", "");
                // Nobody is asked for a key before its credential is back, so it stays.
                new WrittenOrders(host, "withdrawn-key").write(ORDER, "okDisposer1", 1_700_000_000_000L);
                Files.writeString(file(jenkins), golden());
            });
            sessions.then(jenkins -> {
                Disposals.get().loaded().get(1, TimeUnit.MINUTES);
                Disposable read = backlog().get(0);
                assertThat(read).isEqualTo(new OrderDisposable(ORDER, "another title"));
                assertThat(read.getDisplayName()).isEqualTo("modelartsDeleteModel okDisposer1 (of-earlier/job #1)");
                assertThat(backlog()).as("it is not told twice").hasSize(1);

                // It writes only what is new to it.
                AsyncResourceDisposer.get().reset();
                AsyncResourceDisposer.get().dispose(read);

                assertThat(disposable(Files.readString(file(jenkins)))).isEqualTo(disposable(golden()));
            });
        }
    }

    /** Without what is the disposer's own. */
    private static String disposable(String xml) {
        int begin = xml.indexOf("<disposable ");
        return xml.substring(begin, xml.indexOf("</disposable>", begin))
                .replaceAll(" plugin=\"ai-cloud-teardown@[^\"]*\"", "");
    }
}
