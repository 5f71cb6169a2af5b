package io.jenkins.plugins.aicloudteardown.client.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.HttpReply;
import io.jenkins.plugins.aicloudteardown.client.http.JsonText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A service's list, read page by page, and the proof that all of it was read: only a complete list shows that something
 * is not in it.
 */
final class Pages {
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
     * Looks for one entry, and reads no further once it is there.
     *
     * @param call makes the request for a page, counted from 0
     * @param see  what the entry shows
     * @return ABSENT only if the list is complete
     */
    CompletableFuture<Observation> find(
            ReadCall reader, IntFunction<HttpCall> call, String id, Function<JsonNode, Observation> see) {
        return read(new Search<>(
                reader,
                call,
                (reply, entry) -> has(entry, id) ? Optional.of(see.apply(entry)) : Optional.empty(),
                () -> Observation.of(Observation.Kind.ABSENT, ""),
                Observation::unseen));
    }

    /**
     * Collects what belongs to one entry.
     *
     * @param id     of an entry that was just read by itself; it belongs to itself
     * @param belong whether another one does
     * @param format what their ids look like
     */
    CompletableFuture<Members> collect(
            ReadCall reader, IntFunction<HttpCall> call, String id, Predicate<JsonNode> belong, IdFormat format) {
        Set<String> found = new LinkedHashSet<>(List.of(id));
        return read(new Search<>(
                reader,
                call,
                (reply, entry) -> {
                    if (!belong.test(entry)) {
                        return Optional.empty();
                    }
                    String other = JsonText.at(entry, ids.get(0));
                    if (!format.fits(other)) {
                        // It would become part of a path.
                        return Optional.of(Members.unknown(reply, Reading.contradiction(other)));
                    }
                    found.add(other);
                    return Optional.empty();
                },
                () -> Members.seen(List.copyOf(found)),
                Members::unknown));
    }

    private boolean has(JsonNode entry, String id) {
        return ids.stream().anyMatch(name -> JsonText.at(entry, name).equals(id));
    }

    /**
     * What is read, and what becomes of it.
     *
     * @param visit    is shown each entry; a result of it ends the search
     * @param complete the result if all was read without one
     * @param unknown  the result if that cannot be told
     */
    private record Search<T>(
            ReadCall reader,
            IntFunction<HttpCall> call,
            BiFunction<HttpReply, JsonNode, Optional<T>> visit,
            Supplier<T> complete,
            BiFunction<HttpReply, Reading, T> unknown) {}

    private <T> CompletableFuture<T> read(Search<T> search) {
        return read(search, 0);
    }

    private <T> CompletableFuture<T> read(Search<T> search, int page) {
        return search.reader().read(search.call().apply(page)).thenCompose(reply -> {
            Optional<JsonNode> body =
                    succeeded.apply(reply).filter(answer -> answer.path(entries).isArray());
            if (body.isEmpty()) {
                return done(search.unknown().apply(reply, error.apply(reply)));
            }
            JsonNode list = body.get().path(entries);
            for (JsonNode entry : list) {
                Optional<T> result = search.visit().apply(reply, entry);
                if (result.isPresent()) {
                    return done(result.get());
                }
            }
            if (full(list) && page + 1 < most) {
                return read(search, page + 1);
            }
            return done(
                    complete(body.get(), page)
                            ? search.complete().get()
                            : search.unknown().apply(reply, Reading.contradiction("")));
        });
    }

    private boolean full(JsonNode list) {
        return list.size() == size;
    }

    /**
     * The one proof.
     *
     * @param last the answer with the last page that was read
     * @param page its number
     */
    private boolean complete(JsonNode last, int page) {
        JsonNode list = last.path(entries);
        return !full(list) && last.path(total).asInt() <= page * size + list.size();
    }

    private static <T> CompletableFuture<T> done(T result) {
        return CompletableFuture.completedFuture(result);
    }
}
