package io.jenkins.plugins.aicloudteardown.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links within the documentation lead somewhere. Others are only read: no test needs a network. */
class LinksTest {

    static List<Page> pages() {
        return Page.all();
    }

    @Test
    void thereAreLinks() {
        assertThat(pages()).hasSizeGreaterThan(15);
        assertThat(pages().stream().flatMap(page -> page.links().stream())).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadSomewhere(Page page) {
        assertThat(page.links()).allSatisfy(link -> assertLeadsSomewhere(page.file(), link));
    }

    private static void assertLeadsSomewhere(Path page, String link) {
        URI uri = URI.create(link);
        if (uri.isAbsolute()) {
            assertThat(uri.getScheme()).as(link).isEqualTo("https");
            assertThat(uri.getHost()).as(link).isNotBlank();
            return;
        }
        Path target = uri.getPath().isEmpty()
                ? page
                : page.resolveSibling(uri.getPath()).normalize();
        assertThat(Files.exists(target)).as(link + " exists").isTrue();
        if (uri.getFragment() != null) {
            assertThat(Page.read(target).anchors()).as(target.toString()).contains(uri.getFragment());
        }
    }

    @Test
    void anchorsAreMadeAsGithubMakesThem() {
        Page page = new Page(Path.of("a.md"), """
                # Why not `curl`?
                ## ROMA Connect, v1 and v2
                ```
                # a comment in a block
                ```
                ## 설치하기
                ## Twice
                ## Twice
                | <a id="here"></a>a row | |
                """);
        assertThat(page.anchors())
                .containsExactlyInAnyOrder(
                        "why-not-curl", "roma-connect-v1-and-v2", "설치하기", "twice", "twice-1", "here");
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        List<String> linked = Page.read(Path.of("README.md")).links();
        assertThat(pages()).filteredOn(page -> page.file().startsWith("docs")).allSatisfy(page -> assertThat(linked)
                .anyMatch(link -> link.startsWith(page.file().toString().replace('\\', '/'))));
    }
}
