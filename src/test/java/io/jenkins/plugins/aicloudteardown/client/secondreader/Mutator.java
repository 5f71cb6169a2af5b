package io.jenkins.plugins.aicloudteardown.client.secondreader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Changes documented answers in the ways in which answers differ from documents. */
final class Mutator {
    private static final List<Integer> STATUSES =
            List.of(200, 200, 200, 201, 202, 204, 206, 299, 301, 304, 400, 401, 403, 404, 405, 409, 410, 429, 500, 502);

    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "null",
            "\"true\"",
            "\"false\"",
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "-1",
            "200",
            "\"\"",
            "\"0\"",
            "\"1\"",
            "\"4\"",
            "\"200\"",
            "\"-\"",
            "\"null\"",
            "\"success\"",
            "\"error\"",
            "\"RUNNING\"",
            "\"FINISHED\"",
            "\"KILLED\"",
            "\"UNDEFINED\"",
            "\"STARTING\"",
            "\"completed\"",
            "[]",
            "{}",
            "[null]",
            "1.0",
            "4.0",
            "0.5",
            "1e999",
            "-0",
            "99999999999999999999",
            "\"1970-01-01T00:00:00Z\"",
            "1772600000000",
            "\"0001-01-01T00:00:00Z\"",
            "\"2099-01-01T00:00:00Z\"",
            "\"2026-03-02T00:00:00Z\"",
            "\"\\u0000\"",
            "\"APIG.3084\"",
            "\"ModelArts.3001\"",
            "\"300\"",
            "\"10106\"");

    private static final List<String> KEYS = List.of(
            "success",
            "Success",
            "id",
            "ID",
            "task_id",
            "taskId",
            "model_id",
            "status",
            "state",
            "finalStatus",
            "finishedAt",
            "total",
            "total_count",
            "contents",
            "tasks",
            "models",
            "code",
            "errorCode",
            "error_code",
            "returnCode",
            "error",
            "message",
            "msg",
            "data",
            "delete_success_list",
            "delete_failed_list",
            "\\u0069d");

    /** What other shapes say beside it: at first a no, then what is none. */
    private static final List<Tree> BESIDE = List.of(
                    "{'success':false}",
                    "{'success':false,'message':'task is in use'}",
                    "{'error':{'errorCode':'900','message':'Unexpected Error','details':'x'}}",
                    "{'error':{'code':401,'message':'m','title':'Unauthorized'}}",
                    "{'error':'Internal Server Error','status':500,'timestamp':'2026-03-04T05:06:07Z'}",
                    "{'error_code':'ModelArts.3009','error_msg':'in use'}",
                    "{'code':'10110','message':'task cannot be deleted'}",
                    "{'code':10110,'msg':'task cannot be deleted'}",
                    "{'errorCode':'300','errorMessage':'Not Found'}",
                    "{'responseError':{'returnCode':'1000','returnMessage':'m'}}",
                    "{'success':null}",
                    "{'success':'true'}",
                    "{'success':true}",
                    "{'error':null}",
                    "{'error':{}}",
                    "{'error_code':'','error_msg':''}",
                    "{'error_code':null}",
                    "{'code':0,'msg':'success'}",
                    "{'code':'200','message':'OK'}",
                    "{'code':'success'}")
            .stream()
            .map(Tree::of)
            .toList();

    private static final List<Header> HEADERS = List.of(
            new Header("Content-Type", "text/html"),
            new Header("Content-Type", "application/json; charset=utf-16"),
            new Header("Content-Type", "application/xml"),
            new Header("Content-Encoding", "gzip"),
            new Header("Content-Encoding", "identity"),
            new Header("Content-Encoding", "identity, br"),
            new Header("Retry-After", "1"),
            new Header("Retry-After", "-1"),
            new Header("Retry-After", "99999999999999999999"),
            new Header("Retry-After", "Wed, 04 Mar 2026 05:06:09 GMT"),
            new Header("Date", "Thu, 01 Jan 1970 00:00:00 GMT"),
            new Header("Location", "/elsewhere"),
            new Header("WWW-Authenticate", "Basic realm=\"x\""),
            new Header("X-Subject-Token", ""),
            new Header("X-Subject-Token", "MIIOther"),
            new Header("X-Subject-Token", "no token"),
            new Header("X-Subject-Token", "caf\u00e9"),
            new Header("X-Success", "false"));

    private final RandomGenerator random;
    private final String id;

    /** @param id what is asked about; it is respelled wherever it stands */
    Mutator(RandomGenerator random, String id) {
        this.random = random;
        this.id = id;
    }

    /** One answer of them, or more, changed in a few ways. */
    List<Draft> mutate(List<Draft> documented) {
        List<Draft> drafts = new ArrayList<>(documented);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int which = random.nextInt(drafts.size());
            drafts.set(which, mutate(drafts.get(which)));
        }
        return drafts;
    }

    private Draft mutate(Draft draft) {
        return switch (random.nextInt(16)) {
            case 0 -> draft.status(pick(STATUSES));
            case 1 -> draft.status(random.nextInt(200, 600));
            case 2 -> draft.and(pick(HEADERS));
            case 3 -> draft.headers(without(draft.headers()));
            case 4 -> draft.and(pick(List.of(Twist.values())));
            case 5 -> draft.body(Tree.scalar(pick(VALUES)));
            case 6, 7, 8 -> draft.body() == null ? draft : draft.body(beside(draft.body()));
            default -> draft.body() == null ? draft : draft.body(mutate(draft.body()));
        };
    }

    private Tree beside(Tree tree) {
        List<Tree.Member> more = pick(BESIDE).members();
        // Mostly beside what the whole answer says, now and then beside what one part of it says.
        List<Integer> path = random.nextInt(4) > 0 ? List.of() : pick(tree.paths());
        return tree.change(path, value -> {
            if (value.kind() != Tree.Kind.OBJECT) {
                return value;
            }
            List<Tree.Member> all = new ArrayList<>(value.members());
            all.addAll(random.nextBoolean() ? 0 : all.size(), more);
            return value.with(all);
        });
    }

    private Tree mutate(Tree tree) {
        List<Integer> path = pick(tree.paths());
        return tree.change(path, value -> value.isScalar() ? scalar(value) : members(value));
    }

    private Tree scalar(Tree value) {
        return switch (random.nextInt(6)) {
            case 0 -> Tree.list(List.of(value));
            case 1 -> Tree.object(List.of(new Tree.Member(pick(KEYS), value)));
            case 2 -> retyped(value);
            case 3 -> respelled(value);
            default -> Tree.scalar(pick(VALUES));
        };
    }

    /** A text as what it stands for, anything else as a text. */
    private static Tree retyped(Tree value) {
        String raw = value.raw();
        boolean text = raw.startsWith("\"");
        boolean standsForMore = text && raw.matches("\"(-?[1-9][0-9]{0,9}|0|true|false|null)\"");
        return text ? Tree.scalar(standsForMore ? raw.substring(1, raw.length() - 1) : "null") : Tree.text(raw);
    }

    private Tree respelled(Tree value) {
        String starred = id.length() < 13 ? id : id.substring(0, 9) + "****" + id.substring(13);
        return Tree.text(pick(List.of(
                id,
                id.toUpperCase(Locale.ROOT),
                id.toLowerCase(Locale.ROOT),
                id.replace("-", ""),
                starred,
                "*".repeat(id.length()),
                " " + id,
                id + "\u0000",
                id.substring(1),
                "x" + value.raw().replaceAll("[\"\\\\]", ""))));
    }

    private Tree members(Tree value) {
        List<Tree.Member> all = new ArrayList<>(value.members());
        boolean object = value.kind() == Tree.Kind.OBJECT;
        if (all.isEmpty()) {
            return value.with(List.of(new Tree.Member(object ? pick(KEYS) : "", scalar(Tree.text(id)))));
        }
        int at = random.nextInt(all.size());
        Tree.Member one = all.get(at);
        switch (random.nextInt(8)) {
            case 0 -> all.remove(at);
            case 1 -> all.add(random.nextInt(all.size() + 1), one);
            case 2 -> all.add(random.nextInt(all.size() + 1), new Tree.Member(one.key(), Tree.scalar(pick(VALUES))));
            case 3 -> all.set(at, new Tree.Member(object ? pick(KEYS) : "", one.value()));
            case 4 -> Collections.swap(all, at, random.nextInt(all.size()));
            case 5 -> swapValues(all, at, random.nextInt(all.size()));
            case 6 -> {
                return Tree.object(List.of(new Tree.Member(pick(KEYS), value)));
            }
            default -> {
                return random.nextBoolean() ? Tree.list(List.of(value)) : one.value();
            }
        }
        return value.with(all);
    }

    private static void swapValues(List<Tree.Member> all, int one, int other) {
        Tree first = all.get(one).value();
        all.set(one, new Tree.Member(all.get(one).key(), all.get(other).value()));
        all.set(other, new Tree.Member(all.get(other).key(), first));
    }

    private List<Header> without(List<Header> headers) {
        return headers.isEmpty() ? headers : Shrinker.without(headers, random.nextInt(headers.size()));
    }

    private <T> T pick(List<T> from) {
        return Documented.pick(random, from);
    }
}
