package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Takes parts away from what fails, as long as it fails, until every part that is left is needed. */
final class Shrinker {
    private static final List<String> SIMPLE = List.of("null", "true", "0", "1", "\"\"", "\"x\"");

    private Shrinker() {}

    /** The smallest form of answers to one question that still fails. */
    static List<Draft> smallest(List<Draft> failing, Predicate<List<Draft>> fails) {
        return smallest(failing, Shrinker::smaller, fails);
    }

    /** @param smaller of one value all that have a little less, those with the least first */
    static <T> T smallest(T failing, Function<T, List<T>> smaller, Predicate<T> fails) {
        T least = failing;
        boolean found = true;
        while (found) {
            found = false;
            for (T candidate : smaller.apply(least)) {
                if (fails.test(candidate)) {
                    least = candidate;
                    found = true;
                    break;
                }
            }
        }
        return least;
    }

    static List<List<Draft>> smaller(List<Draft> drafts) {
        List<List<Draft>> all = new ArrayList<>();
        // The last answer is given again and again: there must be one.
        for (int i = 0; i < drafts.size() && drafts.size() > 1; i++) {
            all.add(without(drafts, i));
        }
        for (int i = 0; i < drafts.size(); i++) {
            for (Draft draft : smaller(drafts.get(i))) {
                List<Draft> others = new ArrayList<>(drafts);
                others.set(i, draft);
                all.add(others);
            }
        }
        return all;
    }

    private static List<Draft> smaller(Draft draft) {
        List<Draft> all = new ArrayList<>();
        for (int i = 0; i < draft.twists().size(); i++) {
            all.add(draft.twists(without(draft.twists(), i)));
        }
        for (int i = 0; i < draft.headers().size(); i++) {
            all.add(draft.headers(without(draft.headers(), i)));
        }
        if (draft.status() != 200 && draft.status() != Script.LOST) {
            all.add(draft.status(200));
        }
        if (draft.body() != null) {
            all.add(draft.body(null));
            smaller(draft.body()).forEach(tree -> all.add(draft.body(tree)));
        }
        return all;
    }

    /** Half of a long list at a time, then one member, then simpler values. */
    static List<Tree> smaller(Tree tree) {
        List<List<Integer>> paths = tree.paths();
        List<Tree> all = new ArrayList<>();
        for (List<Integer> path : paths) {
            int size = tree.at(path).members().size();
            if (size > 3) {
                all.add(tree.change(path, value -> value.with(value.members().subList(size / 2, size))));
                all.add(tree.change(path, value -> value.with(value.members().subList(0, size / 2))));
            }
        }
        for (List<Integer> path : paths) {
            for (int i = 0; i < tree.at(path).members().size(); i++) {
                int index = i;
                all.add(tree.change(path, value -> value.with(without(value.members(), index))));
            }
        }
        for (List<Integer> path : paths) {
            Tree value = tree.at(path);
            if (!path.isEmpty() && !value.isScalar()) {
                all.add(tree.change(path, old -> Tree.scalar("null")));
            }
            int rank = value.isScalar() ? SIMPLE.indexOf(value.raw()) : 0;
            List<String> simpler = SIMPLE.subList(0, rank < 0 ? SIMPLE.size() : rank);
            simpler.forEach(raw -> all.add(tree.change(path, old -> Tree.scalar(raw))));
        }
        return all;
    }

    static <T> List<T> without(List<T> some, int index) {
        List<T> others = new ArrayList<>(some);
        others.remove(index);
        return others;
    }
}
