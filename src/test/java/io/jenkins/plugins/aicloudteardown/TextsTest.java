package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of forms, pages and help is there in three languages. */
class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final List<String> LANGUAGES = List.of("_ko", "_zh_CN");
    /** Names, and what has no words in it. */
    private static final Set<String> ALIKE = Set.of("AI Cloud Teardown", "ID", "{0}: {1}.");

    static List<Path> bundles() throws IOException {
        return english(".properties");
    }

    static List<Path> helpPages() throws IOException {
        return english(".html");
    }

    private static List<Path> english(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file ->
                            LANGUAGES.stream().noneMatch(l -> file.toString().endsWith(l + ending)))
                    .toList();
        }
    }

    @Test
    void thereAreTexts() throws IOException {
        assertThat(bundles()).hasSizeGreaterThan(10);
        assertThat(helpPages()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleHasEveryKeyInEveryLanguage(Path english) throws IOException {
        Properties own = load(english);
        for (String language : LANGUAGES) {
            Path file = in(language, english);
            assertThat(file).exists();
            Properties translated = load(file);
            assertThat(translated.stringPropertyNames()).as(file.toString()).isEqualTo(own.stringPropertyNames());
            for (String key : own.stringPropertyNames()) {
                String text = own.getProperty(key);
                if (!text.isEmpty() && !ALIKE.contains(text)) {
                    assertThat(translated.getProperty(key))
                            .as(file + " " + key)
                            .isNotBlank()
                            .isNotEqualTo(text);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("helpPages")
    void aHelpPageIsThereInEveryLanguage(Path english) throws IOException {
        for (String language : LANGUAGES) {
            Path file = in(language, english);
            assertThat(file).exists();
            assertThat(Files.readString(file)).isNotBlank().isNotEqualTo(Files.readString(english));
        }
    }

    private static Path in(String language, Path english) {
        return Path.of(english.toString().replaceFirst("(\\.[a-z]+)$", language + "$1"));
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
