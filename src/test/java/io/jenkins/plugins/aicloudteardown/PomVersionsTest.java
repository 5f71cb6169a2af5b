package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The client's own build uses the versions that the plugin is built and runs with. */
class PomVersionsTest {
    private final Map<String, String> plugin = properties("pom.xml");
    private final Map<String, String> client = properties("client-pom.xml");

    @Test
    void sharedPropertiesAreEqual() {
        Map<String, String> shared = new LinkedHashMap<>(client);
        shared.keySet().retainAll(plugin.keySet());
        assertThat(shared)
                .containsKeys("assertj.version", "archunit.version", "huaweicloud-sdk.version")
                .allSatisfy((name, version) -> assertThat(plugin).containsEntry(name, version));
    }

    @Test
    void jacksonIsWhatThePluginGetsFromJenkins() {
        assertThat(client).containsEntry("jackson.version", PackageVersion.VERSION.toString());
    }

    @Test
    void junitIsWhatTheParentBrings() {
        assertThat(client)
                .containsEntry("junit.version", Test.class.getPackage().getImplementationVersion());
    }

    /** The official signer is the oracle in both builds, so both leave out what it would bring along. */
    @Test
    void sharedTestDependenciesLeaveOutTheSame() {
        assertThat(exclusions("client-pom.xml"))
                .isEqualTo(exclusions("pom.xml"))
                .isNotEmpty();
    }

    private static Map<String, String> properties(String pom) {
        NodeList list = parse(pom).getElementsByTagName("properties").item(0).getChildNodes();
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < list.getLength(); i++) {
            if (list.item(i).getNodeType() == Node.ELEMENT_NODE) {
                properties.put(
                        list.item(i).getNodeName(),
                        list.item(i).getTextContent().strip());
            }
        }
        return properties;
    }

    private static String exclusions(String pom) {
        NodeList list = parse(pom).getElementsByTagName("dependency");
        for (int i = 0; i < list.getLength(); i++) {
            Element dependency = (Element) list.item(i);
            if (text(dependency, "artifactId").equals("huaweicloud-sdk-core")) {
                return text(dependency, "exclusions");
            }
        }
        throw new AssertionError(pom + " has no huaweicloud-sdk-core");
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name)
                .item(0)
                .getTextContent()
                .replaceAll("\\s+", " ")
                .strip();
    }

    static Document parse(String pom) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(Path.of(pom).toFile());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(pom, e);
        }
    }
}
