package io.jenkins.plugins.aicloudteardown.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as it stands in the repository. */
record Page(Path file, String text) {
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");
    private static final Pattern TARGET = Pattern.compile("<a id=\"([^\"]+)\"></a>");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^(?:<!-- example: (.*) -->\\n)?```(\\w*)\\n((?s:.*?))^```$");

    /** Those at the top of the repository, and all in docs. */
    static List<Page> all() {
        return Stream.of(Path.of(""), Path.of("docs")).flatMap(Page::in).toList();
    }

    private static Stream<Page> in(Path folder) {
        try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
            Path here = Path.of("").toAbsolutePath();
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .map(here::relativize)
                    .sorted()
                    .toList();
            return pages.stream().map(Page::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks of code in a language that says what they are. */
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (!block.group(2).isEmpty()) {
                int line = 1
                        + (int) text.substring(0, block.start(3))
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                examples.add(new Example(
                        file + ":" + line,
                        block.group(2),
                        block.group(1) == null ? "" : block.group(1),
                        block.group(3)));
            }
        }
        return examples;
    }

    /** Where its links and pictures lead to. */
    List<String> links() {
        return LINK.matcher(prose().replaceAll("`[^`\n]*`", ""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** What GitHub makes of its headings, and those that it has of its own. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        TARGET.matcher(prose()).results().forEach(target -> anchors.add(target.group(1)));
        Matcher heading = HEADING.matcher(prose());
        while (heading.find()) {
            String anchor = heading.group(1)
                    .strip()
                    .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{M}\\p{N} _-]", "")
                    .replace(' ', '-');
            int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
        }
        return anchors;
    }

    private String prose() {
        return text.replaceAll("(?ms)^```.*?^```$", "");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
