package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What {@code .mvn} tells every Maven here is what a release on Jenkins' side needs, and both POMs take it. */
class MavenConfigTest {
    private static final String FORMAT = "-Dchangelist.format=";

    /** Maven 3.9 takes each line for one argument as it stands, an empty line and a blank at its end too. */
    @Test
    void argumentsAreTheseAndNoOthers() throws IOException {
        assertThat(arguments())
                .containsExactly("-Pconsume-incrementals", "-Pmight-produce-incrementals", FORMAT + "%d.v%s");
    }

    @Test
    void extensionNumbersReleasesByCommits() {
        Element extensions = PomVersionsTest.parse(".mvn/extensions.xml").getDocumentElement();
        assertThat(children(extensions)).singleElement().satisfies(extension -> {
            assertThat(text(extension, "groupId")).isEqualTo("io.jenkins.tools.incrementals");
            assertThat(text(extension, "artifactId")).isEqualTo("git-changelist-maven-extension");
            assertThat(text(extension, "version")).as("1.13 or a later release").matches("1\\.(1[3-9]|[2-9][0-9])");
        });
    }

    /** The extension sets the whole property, so nothing may stand beside it in the version. */
    @Test
    void versionIsTheChangelistAlone() throws IOException {
        Element plugin = PomVersionsTest.parse("pom.xml").getDocumentElement();
        assertThat(text(plugin, "version")).isEqualTo("${changelist}");
        assertThat(text(child(plugin, "properties"), "changelist")).isEqualTo("999999-SNAPSHOT");
        assertThat(text(child(plugin, "scm"), "tag")).isEqualTo("${scmTag}");

        String format = arguments().stream()
                .filter(argument -> argument.startsWith(FORMAT))
                .findFirst()
                .orElseThrow()
                .substring(FORMAT.length());
        assertThat(String.format(format, 123, "0a_b_c")).isEqualTo("123.v0a_b_c");
    }

    /** A profile that a POM does not know is a warning in Maven 3 and an error in Maven 4. */
    @Test
    void clientKnowsTheProfilesAndTheyDoNothing() throws IOException {
        Document client = PomVersionsTest.parse("client-pom.xml");
        assertThat(children(child(client.getDocumentElement(), "profiles")))
                .allSatisfy(profile -> assertThat(children(profile))
                        .extracting(Node::getNodeName)
                        .containsExactly("id"))
                .extracting(profile -> "-P" + text(profile, "id"))
                .containsExactlyElementsOf(arguments().stream()
                        .filter(argument -> argument.startsWith("-P"))
                        .toList());
    }

    private static List<String> arguments() throws IOException {
        return Files.readAllLines(Path.of(".mvn/maven.config"));
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getNodeName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(parent.getNodeName() + " has no " + name));
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
