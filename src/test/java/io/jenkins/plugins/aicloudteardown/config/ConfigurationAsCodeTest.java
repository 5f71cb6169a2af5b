package io.jenkins.plugins.aicloudteardown.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.credentials.HuaweiIamUserCredentials;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.SecretSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The YAML of docs/configuration-as-code.md, in and out. */
@WithJenkins
class ConfigurationAsCodeTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path files;

    /** In the place of the environment, which a test cannot set. */
    @TestExtension
    public static final class Environment extends SecretSource {
        private static final Map<String, String> VARIABLES = Map.of(
                "NCP_ACCESS_KEY", "access-key-of-the-environment",
                "NCP_SECRET_KEY", "secret-key-of-the-environment",
                "HUAWEI_IAM_PASSWORD", "password-of-the-environment");

        @Override
        public Optional<String> reveal(String name) {
            return Optional.ofNullable(VARIABLES.get(name));
        }
    }

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        // Starts the one Jenkins of this class.
    }

    @BeforeEach
    void empty() throws Exception {
        Connections.get().setConnections(List.of());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        SystemCredentialsProvider.getInstance().save();
    }

    private static String documented() throws Exception {
        Matcher blocks = YAML.matcher(Files.readString(Path.of("docs/configuration-as-code.md")));
        List<String> found = new ArrayList<>();
        while (blocks.find()) {
            found.add(blocks.group(1));
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void read(String yaml) throws Exception {
        Path file = Files.writeString(files.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String state() {
        return Jenkins.XSTREAM2.toXML(Connections.get().getConnections());
    }

    private static HuaweiIamUserCredentials iamUser() {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(HuaweiIamUserCredentials.class::isInstance)
                .map(HuaweiIamUserCredentials.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("import: connections as documented")
    void connections() throws Exception {
        read(documented());
        List<Connection> all = Connections.get().getConnections();
        assertThat(all)
                .extracting(Connection::getName)
                .containsExactly("ncp-gateway", "huawei-beijing4", "huawei-gateway");
        Connection ncp = all.get(0);
        assertThat(ncp.provider()).isEqualTo(Provider.NCP);
        assertThat(ncp.baseUrl(Service.DATAFOREST)).hasToString("Optional[https://gateway.example.com/dataforest]");
        assertThat(ncp.baseUrl(Service.NCLUE)).hasToString("Optional[https://gateway.example.com/nclue]");
        assertThat(ncp.getCredentialsId()).isEqualTo("ncp-teardown");
        assertThat(ncp.getMaxInFlight()).isEqualTo(8);
        Connection beijing = all.get(1);
        assertThat(beijing.baseUrl(Service.ROMA)).hasToString("Optional[https://roma.cn-north-4.myhuaweicloud.com]");
        assertThat(beijing.iamUrl()).hasToString("Optional[https://iam.cn-north-4.myhuaweicloud.com]");
        assertThat(beijing.defaultProjectId()).isEqualTo("77b6a44cba5143ab91d13ab9a8ff44fd");
        assertThat(beijing.getMaxInFlight()).isEqualTo(4);
        assertThat(beijing.getKeepTryingDays()).isEqualTo(3);
        assertThat(beijing.usesRomaV2()).isFalse();
        Connection gateway = all.get(2);
        assertThat(gateway.baseUrl(Service.MODELARTS)).hasToString("Optional[https://gateway.example.com/modelarts]");
        assertThat(gateway.usesRomaV2()).isTrue();
        assertThat(gateway.getCredentialsId()).isNull();
    }

    @Test
    @DisplayName("import: credentials as documented, secrets from the environment")
    void credentials() throws Exception {
        read(documented());
        HuaweiIamUserCredentials user = iamUser();
        assertThat(user.getId()).isEqualTo("huawei-teardown");
        assertThat(user.getScope()).isEqualTo(CredentialsScope.GLOBAL);
        assertThat(user.getDescription()).isEqualTo("Huawei Cloud, teardown only");
        assertThat(user.getDomain()).isEqualTo("example-account");
        assertThat(user.getUsername()).isEqualTo("jenkins-teardown");
        assertThat(user.getPassword().getPlainText()).isEqualTo("password-of-the-environment");
        StandardUsernamePasswordCredentials pair = SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(StandardUsernamePasswordCredentials.class::isInstance)
                .map(StandardUsernamePasswordCredentials.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(pair.getUsername()).isEqualTo("access-key-of-the-environment");
        assertThat(pair.getPassword().getPlainText()).isEqualTo("secret-key-of-the-environment");
    }

    @Test
    @DisplayName("export: the symbols and no secret")
    void exported() throws Exception {
        read(documented());
        assertThat(export())
                .contains("aiCloudTeardown:", "- ncp:", "- huawei:", "- huaweiIamUser:")
                .contains(
                        "name: \"huawei-beijing4\"",
                        "domain: \"example-account\"",
                        "romaV2: true",
                        "maxInFlight: 4",
                        "keepTryingDays: 3")
                .doesNotContain("FAILED TO EXPORT")
                .doesNotContain("password-of-the-environment")
                .doesNotContain("secret-key-of-the-environment");
    }

    @Test
    @DisplayName("round trip: what is exported is read back as what it was")
    void roundTrip() throws Exception {
        read(documented());
        String before = state();
        String password = iamUser().getPassword().getPlainText();
        String yaml = own(export());
        empty();
        assertThat(Connections.get().getConnections()).isEmpty();
        read(yaml);
        assertThat(state()).isEqualTo(before);
        assertThat(iamUser().getDomain()).isEqualTo("example-account");
        assertThat(iamUser().getPassword().getPlainText()).isEqualTo(password);
    }

    /** The two sections that hold something of ours; the rest of an export is other plugins'. */
    private static String own(String exported) {
        StringBuilder own = new StringBuilder();
        String top = "";
        String second = "";
        for (String line : exported.split("\n")) {
            if (!line.startsWith(" ")) {
                top = line;
                second = "";
            } else if (line.matches("  \\S.*")) {
                second = line;
            }
            boolean ours = top.equals("credentials:")
                    || top.equals("unclassified:") && (second.isEmpty() || second.startsWith("  aiCloudTeardown:"));
            if (ours) {
                own.append(line).append('\n');
            }
        }
        return own.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same, same", "'', other"})
    @DisplayName("names that are blank or given twice stop the import, and what was there stays")
    void names(String names) throws Exception {
        Connections.get().setConnections(List.of(new NcpConnection("there before")));
        String[] two = names.split(", ");
        String yaml = "unclassified:\n  aiCloudTeardown:\n    connections:\n      - ncp:\n          name: " + two[0]
                + "\n      - huawei:\n          name: " + two[1] + "\n";
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("name");
        assertThat(Connections.get().getConnections())
                .extracting(Connection::getName)
                .containsExactly("there before");
    }

    @Test
    @DisplayName("a key that does not exist is refused, not ignored")
    void unknownKey() {
        assertThatThrownBy(() -> read("unclassified:\n  aiCloudTeardown:\n    connections:\n      - ncp:\n"
                        + "          name: x\n          endpoint: https://evil.example\n"))
                .hasStackTraceContaining("endpoint");
    }
}
