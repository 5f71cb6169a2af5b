package io.jenkins.plugins.aicloudteardown.client.secondreader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The hunt finds readers that are known to be wrong, each by the very answer that it is wrong about. */
class PlantedReadersTest {
    private static final long ENOUGH = 4000;
    private static final ObjectMapper LENIENT = new ObjectMapper();

    @Test
    void whoeverBelievesTheStatus() {
        assertThat(smallest(Questions.killWrite(), done(answer -> answer.status() == 200)))
                .isEqualTo(new Draft(200, List.of(), null, List.of()).toString());
    }

    @Test
    void whoeverOverlooksAFlagThatSaysNo() {
        Function<Conversation, Claim> echoed = done(answer -> answer.status() == 200
                && lenient(answer).path("task_id").asText().equals(Documented.TASK)
                && !lenient(answer).has("error")
                && !lenient(answer).has("code")
                && !lenient(answer).has("errorCode")
                && !lenient(answer).has("error_code")
                && !lenient(answer).has("responseError"));

        assertThat(found(Questions.taskWrite(), echoed)).anyMatch(one -> one.contains("\"success\":0"));
    }

    @Test
    void whoeverOverlooksAnErrorBesideTheSuccess() {
        Function<Conversation, Claim> flagged = done(answer -> answer.status() == 200
                && lenient(answer).path("success").asBoolean()
                && lenient(answer).path("id").asText().equals(Documented.APP));

        assertThat(found(Questions.killWrite(), flagged))
                .anyMatch(one -> one.contains("\"error\""))
                .anyMatch(one -> one.contains("ode\""));
    }

    @Test
    void whoeverTakesTheLastOfTwoFlags() {
        Function<Conversation, Claim> flagged = done(answer -> !Said.yes(
                                answer.body().length == 0
                                        ? answer
                                        : new Answer(
                                                200,
                                                List.of(),
                                                bytes(lenient(answer).toString())))
                        .isMissingNode()
                && answer.status() == 200
                && lenient(answer).path("success").isBoolean()
                && lenient(answer).path("id").asText().equals(Documented.APP));

        assertThat(found(Questions.killWrite(), flagged))
                .anyMatch(one -> one.split("\"success\"", -1).length == 3 || one.split("\"id\"", -1).length == 3);
    }

    @Test
    void whoeverTakesAListWithoutATotalForWhole() {
        Function<Conversation, Claim> shortList = claim(
                Claim.Kind.LACKS,
                answer -> answer.status() == 200
                        && lenient(answer).path("tasks").isArray()
                        && !answer.toString().contains(Documented.TASK));

        assertThat(smallest(Questions.taskList(), shortList)).isEqualTo("200 {\"tasks\":[]}");
    }

    @Test
    void whoeverComparesIdsAsTheyAreWritten() {
        Function<Conversation, Claim> literal =
                claim(Claim.Kind.LACKS, answer -> SecondReader.TASKS.of(List.of(answer)).stream()
                        .flatMap(List::stream)
                        .noneMatch(task -> Ids.text(task.path("task_id")).isBlank()
                                || task.path("task_id").asText().equals(Documented.TASK)));

        assertThat(found(Questions.taskList(), whole(literal)))
                .anyMatch(one -> one.contains(Documented.TASK.toUpperCase(Locale.ROOT))
                        || one.contains(Documented.TASK.replace("-", "")))
                .anyMatch(one -> one.contains("****"));
    }

    @Test
    void whoeverFailsInAnotherWayThanBySayingNothing() {
        Function<Conversation, Claim> careless = conversation -> {
            int length = lenient(conversation.next()).get("id").asText().length();
            return length >= 0 ? Claim.NOTHING : Claim.of(Claim.Kind.DONE);
        };

        assertThat(found(Questions.killWrite(), careless)).first().asString().contains("threw java.lang.NullPointer");
    }

    @Test
    void whoeverTakesEveryCreatedForAToken() {
        assertThat(smallest(Questions.login(), claim(Claim.Kind.TOKEN, answer -> answer.status() == 201)))
                .isEqualTo("201 ");
    }

    @Test
    void theSameSeedFindsTheSame() {
        Question question = Questions.killWrite().readBy(done(answer -> answer.status() < 300));

        List<Finding> once = new Hunt(question, 7).read(ENOUGH).findings();

        assertThat(once)
                .isNotEmpty()
                .isEqualTo(new Hunt(question, 7).read(ENOUGH).findings());
        assertThat(once.get(0).toString()).contains("dataforestKill: write: DONE", "seed 7, case ");
        assertThat(new Hunt(question, 8).read(ENOUGH).findings()).isNotEqualTo(once);
    }

    private static List<String> found(Question question, Function<Conversation, Claim> reader) {
        return new Hunt(question.readBy(reader), SecondReaderTest.SEED)
                .read(ENOUGH).findings().stream().map(Finding::toString).toList();
    }

    private static String smallest(Question question, Function<Conversation, Claim> reader) {
        List<Finding> findings = new Hunt(question.readBy(reader), SecondReaderTest.SEED)
                .read(ENOUGH)
                .findings();
        assertThat(findings).isNotEmpty();
        return findings.get(0).smallest().get(0).toString();
    }

    private static Function<Conversation, Claim> done(Predicate<Answer> when) {
        return claim(Claim.Kind.DONE, when);
    }

    private static Function<Conversation, Claim> claim(Claim.Kind kind, Predicate<Answer> when) {
        return conversation -> when.test(conversation.next()) ? Claim.of(kind) : Claim.NOTHING;
    }

    /** The reader, but only for a list that is proved to be whole. */
    private static Function<Conversation, Claim> whole(Function<Conversation, Claim> reader) {
        return conversation -> {
            Claim claim = reader.apply(conversation);
            return SecondReader.TASKS.of(conversation.given()).isPresent() ? claim : Claim.NOTHING;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode lenient(Answer answer) {
        try {
            JsonNode body = LENIENT.readTree(new String(answer.body(), StandardCharsets.UTF_8));
            return body == null ? MissingNode.getInstance() : body;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
