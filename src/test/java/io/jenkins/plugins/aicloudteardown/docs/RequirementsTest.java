package io.jenkins.plugins.aicloudteardown.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The versions that pages and commands name are those of the build. */
class RequirementsTest {

    private static String found(String file, String regex) throws Exception {
        Matcher found = Pattern.compile(regex, Pattern.DOTALL).matcher(Files.readString(Path.of(file)));
        assertThat(found.find()).as(file + " has " + regex).isTrue();
        return found.group(1);
    }

    private static String jenkins() throws Exception {
        return found("pom.xml", "<jenkins.version>(.*?)</jenkins.version>")
                .replace("${jenkins.baseline}", found("pom.xml", "<jenkins.baseline>(.*?)</jenkins.baseline>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.ko.md", "README.zh_CN.md", "docs/support.md"})
    void aPageNamesTheOldestJenkins(String page) throws Exception {
        assertThat(found(page, "\\b(2\\.\\d+\\.\\d+)\\b")).isEqualTo(jenkins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.ko.md", "README.zh_CN.md", "CONTRIBUTING.md"})
    void aPageNamesTheMavenThatTheCommandsTake(String page) throws Exception {
        assertThat(found(page, "\\b(3\\.9\\.\\d+)\\b")).isEqualTo(found(".ci/setup.sh", "maven_for_whole=([\\d.]+)"));
    }

    /** Each has a name of its own there, so only how many they are can be compared. */
    @Test
    void theReadmeNamesAsManyPluginsAsItTakes() throws Exception {
        String dependencies = found("pom.xml", "</dependencyManagement>.*?<dependencies>(.*)</dependencies>");
        long taken = Stream.of(dependencies.split("</dependency>"))
                .filter(dependency -> dependency.contains("<dependency>"))
                .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                .count();
        String named = found("README.md", "\\| Plugins \\| (.*?);");
        assertThat(named.split(", | and ")).hasSize((int) taken);
    }
}
