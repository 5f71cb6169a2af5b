package io.jenkins.plugins.aicloudteardown.client.secondreader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A JSON value that can also hold what a parser would not keep: the same key twice, a number out of all bounds.
 *
 * @param members of an object or a list
 * @param raw     of anything else, as it is written
 */
record Tree(Kind kind, List<Member> members, String raw) {
    enum Kind {
        OBJECT,
        LIST,
        SCALAR
    }

    /** @param key as it is written, without its quotes; empty in a list */
    record Member(String key, Tree value) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static Tree scalar(String raw) {
        return new Tree(Kind.SCALAR, List.of(), raw);
    }

    static Tree text(String value) {
        return scalar(JSON.getNodeFactory().textNode(value).toString());
    }

    static Tree list(List<Tree> entries) {
        return new Tree(
                Kind.LIST, entries.stream().map(one -> new Member("", one)).toList(), "");
    }

    static Tree object(List<Member> members) {
        return new Tree(Kind.OBJECT, members, "");
    }

    /** Single quotes stand for double ones. */
    static Tree of(String json) {
        try {
            return of(JSON.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Tree of(JsonNode node) {
        List<Member> members = new ArrayList<>();
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> members.add(new Member(field.getKey(), of(field.getValue()))));
            return object(members);
        }
        if (node.isArray()) {
            node.forEach(entry -> members.add(new Member("", of(entry))));
            return new Tree(Kind.LIST, members, "");
        }
        return scalar(node.toString());
    }

    boolean isScalar() {
        return kind == Kind.SCALAR;
    }

    Tree with(List<Member> others) {
        return new Tree(kind, others, raw);
    }

    /** The paths of all values, this one's first: the index of a member in each step. */
    List<List<Integer>> paths() {
        List<List<Integer>> all = new ArrayList<>();
        collect(List.of(), all);
        return all;
    }

    private void collect(List<Integer> here, List<List<Integer>> all) {
        all.add(here);
        for (int i = 0; i < members.size(); i++) {
            List<Integer> below = new ArrayList<>(here);
            below.add(i);
            members.get(i).value().collect(below, all);
        }
    }

    Tree at(List<Integer> path) {
        return path.isEmpty() ? this : members.get(path.get(0)).value().at(path.subList(1, path.size()));
    }

    /** The same with one value changed. */
    Tree change(List<Integer> path, UnaryOperator<Tree> change) {
        if (path.isEmpty()) {
            return change.apply(this);
        }
        List<Member> others = new ArrayList<>(members);
        Member old = others.get(path.get(0));
        others.set(path.get(0), new Member(old.key(), old.value().change(path.subList(1, path.size()), change)));
        return with(others);
    }

    /** How many values it has. */
    int size() {
        return 1 + members.stream().mapToInt(member -> member.value().size()).sum();
    }

    void write(StringBuilder out) {
        if (isScalar()) {
            out.append(raw);
            return;
        }
        boolean object = kind == Kind.OBJECT;
        out.append(object ? '{' : '[');
        for (int i = 0; i < members.size(); i++) {
            out.append(i == 0 ? "" : ",");
            if (object) {
                out.append('"').append(members.get(i).key()).append("\":");
            }
            members.get(i).value().write(out);
        }
        out.append(object ? '}' : ']');
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }
}
