package io.jenkins.plugins.aicloudteardown.client.secondreader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final Draft LARGE = Draft.json(
                    404, "{'a':1,'b':{'c':['d','e',{'needed':'yes','f':null}]},'g':[1,2,3,4,5,6,7,8,9],'h':'text'}")
            .and(new Header("Retry-After", "1"))
            .and(Twist.SPACE_BEHIND)
            .and(Twist.TWO_LINES);

    @Test
    void leavesWhatIsNeededAndNothingElse() {
        List<Draft> smallest = shrink(List.of(LARGE), drafts -> text(drafts).contains("\"needed\""));

        assertThat(smallest).hasToString("[200 {\"b\":{\"c\":[{\"needed\":null}]}}]");
    }

    @Test
    void keepsTheStatusTheHeaderAndTheTwistThatAreNeeded() {
        List<Draft> smallest = shrink(
                List.of(LARGE),
                drafts -> drafts.get(0).status() == 404
                        && !drafts.get(0).answer().all("Retry-After").isEmpty()
                        && drafts.get(0).twists().contains(Twist.TWO_LINES));

        assertThat(smallest.get(0).body()).isNull();
        assertThat(smallest.get(0).twists()).containsExactly(Twist.TWO_LINES);
        assertThat(smallest.get(0).headers()).hasSize(1);
        assertThat(smallest.get(0).status()).isEqualTo(404);
    }

    @Test
    void leavesOneOfManyAnswers() {
        List<Draft> smallest = shrink(
                List.of(Draft.empty(200), LARGE, Draft.empty(204), Draft.json(200, "{'x':1}")),
                drafts -> text(drafts).contains("\"x\""));

        assertThat(smallest).hasToString("[200 {\"x\":null}]");
    }

    @Test
    void halvesLongListsSoThatItIsSoonOver() {
        Draft thousand = Draft.json(
                200,
                Tree.list(IntStream.range(0, 1000)
                        .mapToObj(i -> Tree.scalar(String.valueOf(i + 5000)))
                        .toList()));
        List<String> asked = new ArrayList<>();

        List<Draft> smallest = shrink(List.of(thousand), drafts -> {
            asked.add("");
            return text(drafts).contains("5777");
        });

        assertThat(smallest).hasToString("[200 [5777]]");
        assertThat(asked).hasSizeLessThan(100);
    }

    @Test
    void keepsAKeyThatStandsThereTwice() {
        Draft twice = Draft.json(
                200,
                Tree.object(List.of(
                        new Tree.Member("a", Tree.scalar("1")),
                        new Tree.Member("b", Tree.scalar("2")),
                        new Tree.Member("a", Tree.scalar("3")))));

        assertThat(shrink(List.of(twice), drafts -> text(drafts).split("\"a\"", -1).length == 3))
                .hasToString("[200 {\"a\":null,\"a\":null}]");
    }

    @Test
    void everyStepStillFails() {
        List<Boolean> verdicts = new ArrayList<>();

        Integer smallest =
                Shrinker.smallest(100, number -> number == 0 ? List.of() : List.of(number / 2, number - 1), number -> {
                    verdicts.add(number >= 13);
                    return number >= 13;
                });

        assertThat(smallest).isEqualTo(13);
        assertThat(verdicts).contains(true, false);
    }

    private static List<Draft> shrink(List<Draft> drafts, Predicate<List<Draft>> fails) {
        assertThat(fails.test(drafts)).isTrue();
        return Shrinker.smallest(drafts, fails);
    }

    private static String text(List<Draft> drafts) {
        return drafts.stream().map(draft -> draft.body() + "").toList().toString();
    }
}
