package io.jenkins.plugins.aicloudteardown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every text of forms, pages and help is there in three languages, and calls each thing by the word that the glossary
 * of CONTRIBUTING.md gives it.
 */
class TextsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path WORDS = RESOURCES.resolve("io/jenkins/plugins/aicloudteardown/words/Messages.properties");
    private static final String ENGLISH = "";
    private static final String KOREAN = "_ko";
    private static final String CHINESE = "_zh_CN";
    private static final List<String> LANGUAGES = List.of(KOREAN, CHINESE);
    /** Names, and what has no words in it. */
    private static final Set<String> ALIKE = Set.of(
            "AI Cloud Teardown", "NAVER Cloud Platform", "Huawei Cloud", "Notebook ID", "Task ID", "ID", "{0}: {1}.");
    /** Its rows have the names of the faults that tests play. */
    private static final Path FAULT_MATRIX = Path.of("docs", "fault-matrix.md");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern QUOTED = Pattern.compile("[\"“](\\w+)[\"”]");
    private static final Pattern UNSPACED =
            Pattern.compile("\\p{IsHan}[A-Za-z0-9{]|[A-Za-z0-9}]\\p{IsHan}|\\h[：，。；（）、“”]|[：，。；（）、“”]\\h");

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

    /** The pages that people read outside of Jenkins. */
    private static List<Path> docs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.equals(FAULT_MATRIX))
                    .toList();
        }
    }

    @Test
    void thereAreTexts() throws IOException {
        assertThat(bundles()).hasSizeGreaterThan(8);
        assertThat(helpPages()).hasSizeGreaterThan(40);
        assertThat(load(WORDS)).hasSizeGreaterThan(150);
        assertThat(docs()).hasSizeGreaterThan(8);
        assertThat(discarded(ENGLISH)).hasSizeGreaterThan(10);
        assertThat(discarded(KOREAN)).hasSizeGreaterThan(10);
        assertThat(discarded(CHINESE)).hasSizeGreaterThan(10);
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

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, KOREAN, CHINESE})
    void noTextHasAWordThatTheGlossaryDiscards(String language) throws IOException {
        Map<String, String> texts = texts(language);
        if (language.equals(ENGLISH)) {
            for (Path page : docs()) {
                texts.put(page.toString(), withoutCode(Files.readString(page)));
            }
        }
        for (String word : discarded(language)) {
            Pattern pattern = wordOf(language, word);
            texts.forEach((where, text) -> assertThat(pattern.matcher(text).find())
                    .as(where + " has \"" + word + '"')
                    .isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, KOREAN, CHINESE})
    void aParameterThatASentenceQuotesHasItsLabelBehindIt(String language) throws IOException {
        Properties words = load(in(language, WORDS));
        int labels = 0;
        for (String key : words.stringPropertyNames()) {
            String text = words.getProperty(key);
            Matcher quoted = QUOTED.matcher(text);
            while (quoted.find()) {
                String label = words.getProperty("Label." + quoted.group(1));
                if (label != null) {
                    labels++;
                    assertThat(text.substring(quoted.end())).as(key).matches(inBrackets(label));
                }
            }
        }
        assertThat(labels).isGreaterThan(5);
    }

    @Test
    void chineseHasASpaceBesideLatinWordsAndNoneBesideItsPunctuation() throws IOException {
        texts(CHINESE).forEach((where, text) -> {
            Matcher found = UNSPACED.matcher(text);
            assertThat(found.find() ? found.group() : "").as(where).isEmpty();
        });
    }

    /** Of forms, pages, sentences and help, by where they stand. */
    private static Map<String, String> texts(String language) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path english : bundles()) {
            Path file = in(language, english);
            Properties words = load(file);
            words.stringPropertyNames().forEach(key -> texts.put(file + " " + key, words.getProperty(key)));
        }
        for (Path english : helpPages()) {
            Path file = in(language, english);
            texts.put(file.toString(), Files.readString(file).replaceAll("<[^>]+>", ""));
        }
        if (!language.equals(ENGLISH)) {
            Path readme = Path.of("README" + language.replaceFirst("_", ".") + ".md");
            texts.put(readme.toString(), withoutCode(Files.readString(readme)).replaceAll("\\h*\\|\\h*", "\n"));
        }
        return texts;
    }

    /** What the glossary says that a text of this language must not say; its script tells the language of a word. */
    private static List<String> discarded(String language) throws IOException {
        String glossary = Files.readString(Path.of("CONTRIBUTING.md"))
                .split("\n## Glossary\n")[1]
                .split("\n## ")[0];
        List<String> words = new ArrayList<>();
        for (String row : glossary.lines().filter(line -> line.startsWith("|")).toList()) {
            String[] cells = row.split("\\|", -1);
            Matcher word = CODE.matcher(cells[4]);
            while (word.find()) {
                if (languageOf(word.group(1)).equals(language)) {
                    words.add(word.group(1));
                }
            }
        }
        return words;
    }

    private static String languageOf(String word) {
        Character.UnicodeScript script = Character.UnicodeScript.of(word.charAt(0));
        return switch (script) {
            case HANGUL -> KOREAN;
            case HAN -> CHINESE;
            default -> ENGLISH;
        };
    }

    /** Wherever lines break; in English whole words only, in small or capital letters. */
    private static Pattern wordOf(String language, String word) {
        String anywhere = Pattern.quote(word).replace(" ", "\\E\\s+\\Q");
        return language.equals(ENGLISH)
                ? Pattern.compile("\\b" + anywhere + "\\b", Pattern.CASE_INSENSITIVE)
                : Pattern.compile(anywhere);
    }

    /** A pattern for what begins with the label in brackets, with or without its unit. */
    private static String inBrackets(String label) {
        String bare = label.replaceFirst("\\s*[(（][^(（]*[)）]$", "");
        return "(?s)\\h?[(（](" + Pattern.quote(label) + "|" + Pattern.quote(bare) + ")[)）].*";
    }

    /** Without blocks of code, whose words are those of what they show. */
    private static String withoutCode(String page) {
        return page.replaceAll("(?ms)^```.*?^```$", "");
    }

    /** Whoever searches the page for a sentence of the log finds it: what its tables quote is what the messages say. */
    @Test
    void troubleshootingQuotesTheLogToTheLetter() throws IOException {
        Properties messages = load(RESOURCES.resolve("io/jenkins/plugins/aicloudteardown/words/Messages.properties"));
        List<String> said = messages.stringPropertyNames().stream()
                .map(key -> messages.getProperty(key).replace("''", "'").replaceAll("\\{\\d}", "…"))
                .toList();
        List<String> quoted = quoted(Path.of("docs/troubleshooting.md"));
        assertThat(quoted).hasSizeGreaterThan(40);
        assertThat(quoted).allSatisfy(quote -> assertThat(said).anyMatch(sentence -> sentence.contains(quote)));
    }

    /** The first cells of the tables that begin with what the log says; a parameter stands for any. */
    private static List<String> quoted(Path page) throws IOException {
        List<String> quotes = new ArrayList<>();
        boolean log = false;
        for (String line : Files.readAllLines(page)) {
            if (!line.startsWith("|")) {
                log = false;
            } else if (line.startsWith("| The log says |")) {
                log = true;
            } else if (log && !line.startsWith("|---")) {
                String quote = line.substring(2, line.indexOf(" | ")).replaceFirst("^<a id=\"[a-z-]+\"></a>", "");
                quotes.add(quote.replaceFirst("^\"\\w+\" \\([^)]*\\)", "…"));
            }
        }
        return quotes;
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
