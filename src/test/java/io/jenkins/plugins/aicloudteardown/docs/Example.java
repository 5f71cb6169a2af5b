package io.jenkins.plugins.aicloudteardown.docs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A block of code that a page shows. A comment before it, {@code <!-- example: … -->}, says how it differs from a
 * Pipeline script that ends as a success; its words are separated by commas.
 *
 * @param where the page and the line
 * @param how   the words of the comment
 */
record Example(String where, String language, String how, String code) {
    private static final String STEPS = """
            pipeline {
                agent none
                stages {
                    stage('Example') {
                        steps {
            %s
                        }
                    }
                }
            }
            """;

    private List<String> words() {
        return Arrays.stream(how.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Optional<String> behind(String beginning) {
        return words().stream()
                .filter(word -> word.startsWith(beginning))
                .map(word -> word.substring(beginning.length()))
                .findFirst();
    }

    boolean unknownWords() {
        return !words().stream()
                .allMatch(word -> Stream.of("ends ", "with ", "vars/").anyMatch(word::startsWith)
                        || List.of("each line", "in steps", "Job DSL").contains(word));
    }

    /** {@code ends UNSTABLE}. */
    String result() {
        return behind("ends ").orElse("SUCCESS");
    }

    /** {@code with NAME=value}: the build's parameters, or whatever else is in its environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        words().stream().filter(word -> word.startsWith("with ")).forEach(word -> {
            String[] pair = word.substring("with ".length()).split("=", 2);
            environment.put(pair[0], pair[1]);
        });
        return environment;
    }

    /** {@code Job DSL}: makes a job, which is then built. */
    boolean jobDsl() {
        return words().contains("Job DSL");
    }

    /** {@code vars/NAME.groovy}: a file of a shared library. */
    Optional<String> libraryFile() {
        return behind("vars/").map(name -> "vars/" + name);
    }

    /** {@code each line}: is a script of its own. {@code in steps}: of a Declarative Pipeline. */
    List<String> scripts() {
        if (words().contains("each line")) {
            return code.lines().toList();
        }
        return List.of(words().contains("in steps") ? STEPS.formatted(code) : code);
    }

    @Override
    public String toString() {
        return where;
    }
}
