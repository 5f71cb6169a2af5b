package io.jenkins.plugins.aicloudteardown.client.secondreader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A list that is proved to be complete: an integral total, and as many different entries as the total over all pages.
 *
 * @param entries name of the list
 * @param total   name of the number of all entries
 * @param ids     names under which an entry may hold its id
 * @param yes     the body of a page that says no nowhere, or a missing node
 */
record WholeList(String entries, String total, List<String> ids, Function<Answer, JsonNode> yes) {
    /** All entries, or empty where the pages do not prove that these are all. */
    Optional<List<JsonNode>> of(List<Answer> pages) {
        List<JsonNode> all = new ArrayList<>();
        Set<String> different = new HashSet<>();
        JsonNode lastTotal = null;
        for (Answer page : pages) {
            JsonNode body = yes.apply(page);
            JsonNode list = body.path(entries);
            if (!list.isArray()) {
                return Optional.empty();
            }
            for (JsonNode entry : list) {
                all.add(entry);
                different.add(ids.stream()
                        .map(name -> Ids.text(entry.path(name)))
                        .toList()
                        .toString());
            }
            lastTotal = body.path(total);
        }
        boolean proved = lastTotal != null
                && lastTotal.isNumber()
                && lastTotal.canConvertToLong()
                && lastTotal.doubleValue() == different.size()
                && all.size() == different.size();
        return proved ? Optional.of(all) : Optional.empty();
    }

    boolean lacks(List<Answer> pages, String id) {
        return of(pages)
                .filter(all -> all.stream().noneMatch(entry -> Ids.maybe(entry, ids, id)))
                .isPresent();
    }
}
