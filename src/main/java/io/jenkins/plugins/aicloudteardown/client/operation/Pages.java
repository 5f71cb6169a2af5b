package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.outcome.Reason;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A service's list, read page by page, and the proof that all of it was read: only a complete list shows that something
 * is not in it.
 */
final class Pages {
    /** Somebody else may add or delete while pages are read, which moves entries from one page to another. */
    private static final int READS = 3;
    /** Longer than any id: what it stands for cannot be told from it. */
    private static final int LONGEST_ID = 128;

    private final String entries;
    private final String total;
    private final List<String> ids;
    private final Function<HttpReply, Optional<JsonNode>> succeeded;
    private final Function<HttpReply, Reading> error;
    private final int size;
    private final int most;

    private Pages(
            String entries,
            String total,
            List<String> ids,
            Function<HttpReply, Optional<JsonNode>> succeeded,
            Function<HttpReply, Reading> error,
            int size,
            int most) {
        this.entries = entries;
        this.total = total;
        this.ids = ids;
        this.succeeded = succeeded;
        this.error = error;
        this.size = size;
        this.most = most;
    }

    /**
     * A list that one answer holds.
     *
     * @param entries   the name of the list
     * @param total     the name of the number of all entries
     * @param ids       the names under which an entry may hold its id
     * @param succeeded the body of an answer that may hold the list
     * @param error     what any other answer says
     */
    static Pages whole(
            String entries,
            String total,
            List<String> ids,
            Function<HttpReply, Optional<JsonNode>> succeeded,
            Function<HttpReply, Reading> error) {
        return new Pages(entries, total, ids, succeeded, error, Integer.MAX_VALUE, 1);
    }

    /**
     * The same list in pages.
     *
     * @param size how many entries a full page has
     * @param most how many pages are read: a service that ignores which one it was asked for never ends
     */
    Pages inPages(int size, int most) {
        return new Pages(entries, total, ids, succeeded, error, size, most);
    }

    /**
     * Reads all of it.
     *
     * @param call  makes the request for a page, counted from 0
     * @param state the state of an entry
     */
    CompletableFuture<Listing> all(ReadCall reader, IntFunction<HttpCall> call, Function<JsonNode, String> state) {
        return read(reader, call, () -> new Visitor<>() {
            private final Map<String, String> states = new LinkedHashMap<>();

            @Override
            public Optional<Listing> visit(JsonNode entry) {
                names(entry).forEach(id -> states.put(id, state.apply(entry)));
                return Optional.empty();
            }

            @Override
            public Listing complete() {
                return new Listing(states, null);
            }

            @Override
            public Listing unknown(Reading why) {
                return new Listing(states, why);
            }
        });
    }

    /**
     * Looks for one entry, and reads no further once it is there.
     *
     * @param call makes the request for a page, counted from 0
     * @param see  what the entry shows
     * @return ABSENT only if the list is complete and nothing in it may be that entry
     */
    CompletableFuture<Observation> find(
            ReadCall reader, IntFunction<HttpCall> call, String id, Function<JsonNode, Observation> see) {
        Spelling spelling = new Spelling(id);
        return read(reader, call, () -> new Visitor<>() {
            private boolean doubtful;

            @Override
            public Optional<Observation> visit(JsonNode entry) {
                if (names(entry).contains(id)) {
                    return Optional.of(see.apply(entry));
                }
                doubtful |= names(entry).stream().anyMatch(spelling::mayBe);
                return Optional.empty();
            }

            @Override
            public Observation complete() {
                return doubtful
                        ? Observation.unseen(Reading.contradiction("").at(200))
                        : Observation.of(Observation.Kind.ABSENT, "");
            }

            @Override
            public Observation unknown(Reading why) {
                return Observation.unseen(why);
            }
        });
    }

    /**
     * Collects what belongs to one entry.
     *
     * @param id     of an entry that was just read by itself: a list without it is none
     * @param belong whether another one does
     * @param format what their ids look like
     */
    CompletableFuture<Members> collect(
            ReadCall reader, IntFunction<HttpCall> call, String id, Predicate<JsonNode> belong, IdFormat format) {
        return read(reader, call, () -> new Visitor<>() {
            private final Set<String> found = new LinkedHashSet<>(List.of(id));
            private boolean itself;

            @Override
            public Optional<Members> visit(JsonNode entry) {
                if (!belong.test(entry)) {
                    return Optional.empty();
                }
                String other = names(entry).get(0);
                if (!format.fits(other)) {
                    // It would become part of a path.
                    return Optional.of(
                            Members.unknown(Reading.contradiction(other).at(200)));
                }
                itself |= other.equals(id);
                found.add(other);
                return Optional.empty();
            }

            @Override
            public Members complete() {
                return itself
                        ? Members.seen(List.copyOf(found))
                        : Members.unknown(Reading.contradiction("").at(200));
            }

            @Override
            public Members unknown(Reading why) {
                return Members.unknown(why);
            }
        });
    }

    private List<String> names(JsonNode entry) {
        return ids.stream()
                .map(entry::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** What becomes of the entries. */
    private interface Visitor<T> {
        /** Is shown each entry; a result ends the search. */
        Optional<T> visit(JsonNode entry);

        /** The result if all was shown. */
        T complete();

        /** The result if that cannot be told. */
        T unknown(Reading why);
    }

    private <T> CompletableFuture<T> read(ReadCall reader, IntFunction<HttpCall> call, Supplier<Visitor<T>> visitors) {
        return new Walk<>(reader, call, visitors, 1).page(0);
    }

    /** One way through the pages. */
    private final class Walk<T> {
        private final ReadCall reader;
        private final IntFunction<HttpCall> call;
        private final Supplier<Visitor<T>> visitors;
        private final Visitor<T> visitor;
        private final int reads;
        private final Set<String> seen = new HashSet<>();
        private long announced = -1;

        Walk(ReadCall reader, IntFunction<HttpCall> call, Supplier<Visitor<T>> visitors, int reads) {
            this.reader = reader;
            this.call = call;
            this.visitors = visitors;
            this.visitor = visitors.get();
            this.reads = reads;
        }

        CompletableFuture<T> page(int page) {
            return reader.read(call.apply(page)).thenCompose(reply -> on(reply, page));
        }

        private CompletableFuture<T> on(HttpReply reply, int page) {
            Optional<JsonNode> body =
                    succeeded.apply(reply).filter(answer -> answer.path(entries).isArray());
            if (body.isEmpty()) {
                return done(visitor.unknown(noList(reply).at(reply.status())));
            }
            JsonNode list = body.get().path(entries);
            if (!eachHasAnIdOfItsOwn(list)) {
                return unproved(reply);
            }
            for (JsonNode entry : list) {
                Optional<T> result = visitor.visit(entry);
                if (result.isPresent()) {
                    return done(result.get());
                }
                seen.add(names(entry).get(0));
            }
            long now = number(body.get().path(total));
            if (now < 0) {
                return unproved(reply);
            }
            if (announced >= 0 && now != announced) {
                return reads < READS ? new Walk<>(reader, call, visitors, reads + 1).page(0) : unproved(reply);
            }
            announced = now;
            if (seen.size() == announced) {
                return done(visitor.complete());
            }
            boolean more = seen.size() < announced && list.size() == size && page + 1 < most;
            return more ? page(page + 1) : unproved(reply);
        }

        private CompletableFuture<T> unproved(HttpReply reply) {
            return done(visitor.unknown(Reading.contradiction("").at(reply.status())));
        }

        private CompletableFuture<T> done(T result) {
            return CompletableFuture.completedFuture(result);
        }
    }

    private boolean eachHasAnIdOfItsOwn(JsonNode list) {
        Set<String> page = new HashSet<>();
        for (JsonNode entry : list) {
            List<String> names = names(entry);
            if (names.isEmpty() || names.get(0).length() > LONGEST_ID || !page.add(names.get(0))) {
                return false;
            }
        }
        return true;
    }

    /** A list that is not there is no resource that is not there. */
    private Reading noList(HttpReply reply) {
        Reading reading = error.apply(reply);
        return reading.kind() == Reading.Kind.GONE
                ? reading.as(Reading.Kind.REFUSED, Reason.ENDPOINT_NOT_FOUND)
                : reading;
    }

    private static long number(JsonNode total) {
        return total.isIntegralNumber() && total.canConvertToLong() ? total.longValue() : -1;
    }
}
