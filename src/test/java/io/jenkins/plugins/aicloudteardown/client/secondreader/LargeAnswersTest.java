package io.jenkins.plugins.aicloudteardown.client.secondreader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.aicloudteardown.client.outcome.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as large as they may be cost memory in proportion, and larger ones are no answers. */
class LargeAnswersTest {
    private static final int LIMIT = 1 << 20;
    /** Of a body of two bytes for each value, every value becomes an object of the heap, once for each time it is read. */
    private static final long MOST = 400L * LIMIT;

    private static Stream<Question> questions() {
        return Questions.all();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whateverFillsAnAnswerCostsBoundedMemory(Question question) {
        bodies(question.id()).forEach((what, body) -> {
            int status = what.contains("error") ? 404 : question.name().equals("login") ? 201 : 200;
            List<Header> headers = List.of(new Header("X-Subject-Token", question.id()));
            Conversation conversation = new Conversation(List.of(new Answer(status, headers, body)));
            long before = allocated();

            Claim claim = question.first().apply(conversation);

            long reads = Math.max(1, conversation.given().size());
            assertThat((allocated() - before) / reads).as(what).isLessThan(MOST);
            assertThat(claim.kind() == Claim.Kind.NOTHING || question.second().may(claim, conversation))
                    .as("%s of %s", claim, what)
                    .isTrue();
        });
    }

    private static Map<String, byte[]> bodies(String id) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("depth", filled("{\"id\":", "[", ""));
        all.put("error in error", filled("", "{\"error\":", ""));
        all.put(
                "empty entries",
                filled("{\"success\":true,\"total\":0,\"total_count\":0,\"contents\":[{}", ",{}", "]}"));
        all.put("numbers", filled("{\"success\":true,\"total\":1,\"tasks\":[0", ",0", "]}"));
        all.put("a long text", filled("{\"success\":true,\"id\":\"" + id, "x", "\"}"));
        all.put("a long number", filled("{\"success\":true,\"total\":1", "0", "}"));
        all.put("a long error code", filled("{\"message\":\"\",\"error_code\":\"", "*", "\"}"));
        all.put("white space", filled("{\"success\":true,\"id\":\"" + id + "\"", " ", "}"));
        return all;
    }

    private static byte[] filled(String begin, String filling, String end) {
        int times = (LIMIT - begin.length() - end.length()) / filling.length();
        return (begin + filling.repeat(times) + end).getBytes(StandardCharsets.UTF_8);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aSuccessMayFillTheLimitAndNotMore() {
        try (Play play = new Play()) {
            assertThat(ending(play, LIMIT)).isEqualTo(Outcome.DONE);
            assertThat(ending(play, LIMIT + 1)).isEqualTo(Outcome.UNKNOWN);
            assertThat(ending(play, 3 * LIMIT)).isEqualTo(Outcome.UNKNOWN);
        }
    }

    private static Outcome ending(Play play, int size) {
        String success = "{\"success\":true,\"id\":\"" + Documented.APP + "\"}";
        Draft draft = Draft.json(200, Tree.scalar(success + " ".repeat(size - success.length())));
        assertThat(play.wrong(
                        new Script(Actor.KILL, false, false, false, Map.of(Exchange.Asked.WRITE, List.of(draft)))))
                .isEmpty();
        return play.outcome();
    }
}
