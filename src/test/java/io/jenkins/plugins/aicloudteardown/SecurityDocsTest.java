package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What docs/security.md promises is held by tests that exist and run. */
class SecurityDocsTest {
    private static final Path PAGE = Path.of("docs", "security.md");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern POLICY = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    private static List<String> threats() throws IOException {
        String page = Files.readString(PAGE);
        String tables = page.substring(page.indexOf("## Threats"), page.indexOf("### What is not kept"));
        return tables.lines()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| Threat "))
                .toList();
    }

    @Test
    void everyThreatNamesATest() throws Exception {
        assertThat(threats())
                .hasSizeGreaterThan(30)
                .allSatisfy(row -> assertThat(NAMED.matcher(row).find()).as(row).isTrue());
    }

    @Test
    void everyTestNamedExistsAndRuns() throws Exception {
        Map<String, String> classes = testClasses();
        List<MatchResult> named =
                NAMED.matcher(Files.readString(PAGE)).results().toList();
        assertThat(named).hasSizeGreaterThan(40).allSatisfy(name -> {
            assertThat(classes).containsKey(name.group(1));
            Class<?> test =
                    Class.forName(classes.get(name.group(1)), false, getClass().getClassLoader());
            assertThat(Arrays.stream(test.getDeclaredMethods())
                            .filter(SecurityDocsTest::runs)
                            .map(Method::getName))
                    .contains(name.group(2));
        });
    }

    private static boolean runs(Method method) {
        boolean test = method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
        return test && !method.isAnnotationPresent(Disabled.class);
    }

    /** By their simple names. Of those that are named alike, none can be named on the page. */
    private static Map<String, String> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.map(file -> TESTS.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.java"))
                    .filter(file -> !file.endsWith("ArchitectureTest.java"))
                    .map(file -> file.substring(0, file.length() - ".java".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .collect(Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), Function.identity()));
        }
    }

    /** They are there to be pasted. */
    @Test
    void everyPolicyIsOne() throws Exception {
        List<String> policies = POLICY.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(policies).hasSize(4).allSatisfy(text -> {
            var policy = net.sf.json.JSONObject.fromObject(text);
            assertThat(policy.getString("Version")).isEqualTo("1.1");
            var statement = policy.getJSONArray("Statement").getJSONObject(0);
            assertThat(statement.getString("Effect")).isIn("Allow", "Deny");
            assertThat(statement.getJSONArray("Action").toString()).matches("\\[(\"[a-z]+:[a-z]+:[a-z]+\",?)+]");
        });
    }

    @Test
    void theWayToItIsSignposted() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains("(docs/security.md)", "(SECURITY.md)");
        assertThat(Files.readString(Path.of("SECURITY.md")))
                .contains("(docs/security.md)", "https://www.jenkins.io/security/#reporting-vulnerabilities");
        assertThat(Files.readString(PAGE)).contains("(../SECURITY.md)");
        assertThat(Files.readString(Path.of("docs", "credentials.md"))).contains("(security.md");
    }
}
