package io.jenkins.plugins.aicloudteardown.disposal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All orders of this Jenkins, by what they are asked for. Safe for use by many threads. */
final class OrderIndex {
    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Map<String, Set<Order>> byResource = new ConcurrentHashMap<>();
    private final Map<String, Set<Order>> byBuild = new ConcurrentHashMap<>();

    void add(Order order) {
        orders.put(order.id(), order);
        add(byBuild, build(order.owner()), order);
        order.resources().forEach(one -> add(byResource, order.taken().key(one.id()), order));
    }

    private static void add(Map<String, Set<Order>> index, String key, Order order) {
        index.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(order);
    }

    private static void remove(Map<String, Set<Order>> index, String key, Order order) {
        index.computeIfPresent(key, (any, all) -> {
            all.remove(order);
            return all.isEmpty() ? null : all;
        });
    }

    /** The same however the job is named by now. */
    private static String build(Owner owner) {
        return owner.build() + " " + owner.started();
    }

    void remove(Order order) {
        orders.remove(order.id());
        remove(byBuild, build(order.owner()), order);
        order.resources().forEach(one -> remove(byResource, order.taken().key(one.id()), order));
    }

    Order get(String id) {
        return orders.get(id);
    }

    Collection<Order> all() {
        return orders.values();
    }

    /** Those of a build. */
    List<Order> of(Owner owner) {
        return byBuild.getOrDefault(build(owner), Set.of()).stream()
                .filter(order -> order.owner().sameBuild(owner))
                .toList();
    }

    /** Those that have the resource and are not through with it. */
    List<Order> having(String key, String id) {
        return byResource.getOrDefault(key, Set.of()).stream()
                .filter(order -> !order.resource(id).stands().over())
                .toList();
    }
}
