package io.jenkins.plugins.aicloudteardown.config;

import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The Huawei Cloud regions with ROMA Connect or ModelArts, and their hosts. Source: the region tables of Huawei's SDKs
 * (FACTS parts 5 to 7); where they give {@code .cn} for ModelArts in ap-southeast-1, the suffix of all other services
 * of that region is used, and Europe is in both lists although they do not name it for either.
 */
final class HuaweiRegions {
    private static final String SUFFIX = "myhuaweicloud.com";
    private static final String EUROPE = "eu-west-101";
    private static final String EUROPEAN_SUFFIX = "myhuaweicloud.eu";

    private static final Map<Service, SortedSet<String>> BY_SERVICE = Map.of(
            Service.ROMA,
            sorted(List.of(
                    "ap-southeast-1",
                    "ap-southeast-3",
                    "cn-east-2",
                    "cn-east-3",
                    "cn-north-1",
                    "cn-north-4",
                    "cn-south-1",
                    EUROPE,
                    "ru-northwest-2")),
            Service.MODELARTS,
            sorted(List.of(
                    "af-north-1",
                    "af-south-1",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ap-southeast-3",
                    "ap-southeast-4",
                    "cn-east-3",
                    "cn-east-4",
                    "cn-north-1",
                    "cn-north-11",
                    "cn-north-12",
                    "cn-north-2",
                    "cn-north-4",
                    "cn-north-9",
                    "cn-south-1",
                    "cn-southwest-2",
                    "cn-southwest-3",
                    EUROPE,
                    "la-north-2",
                    "la-south-2",
                    "me-east-1",
                    "sa-brazil-1",
                    "tr-west-1")));

    private HuaweiRegions() {}

    /** Every region that has one of the services. */
    static SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>();
        BY_SERVICE.values().forEach(all::addAll);
        return all;
    }

    /** The regions of one service; none for a service of the other provider. */
    static SortedSet<String> of(Service service) {
        return BY_SERVICE.getOrDefault(service, Collections.emptySortedSet());
    }

    static Optional<URI> service(Service service, String region) {
        return of(service).contains(region)
                ? Optional.of(host(service.name().toLowerCase(Locale.ROOT), region))
                : Optional.empty();
    }

    static Optional<URI> iam(String region) {
        return all().contains(region) ? Optional.of(host("iam", region)) : Optional.empty();
    }

    private static URI host(String name, String region) {
        String suffix = region.equals(EUROPE) ? EUROPEAN_SUFFIX : SUFFIX;
        return URI.create("https://" + name + "." + region + "." + suffix);
    }

    private static SortedSet<String> sorted(List<String> regions) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(regions));
    }
}
