package io.jenkins.plugins.aicloudteardown.config;

import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The Huawei Cloud regions with ROMA Connect or ModelArts, and their hosts. Source: the region tables of Huawei's SDKs
 * (FACTS parts 5 to 7); where they give {@code .cn} for ModelArts in ap-southeast-1, the suffix of all other services
 * of that region is used.
 */
final class HuaweiRegions {
    private static final String SUFFIX = "myhuaweicloud.com";
    private static final String EUROPE = "eu-west-101";
    private static final String EUROPEAN_SUFFIX = "myhuaweicloud.eu";
    private static final SortedSet<String> ALL = new TreeSet<>();

    static {
        ALL.addAll(java.util.List.of(
                "af-north-1",
                "af-south-1",
                "ap-southeast-1",
                "ap-southeast-2",
                "ap-southeast-3",
                "ap-southeast-4",
                "cn-east-2",
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
                "ru-northwest-2",
                "sa-brazil-1",
                "tr-west-1"));
    }

    private HuaweiRegions() {}

    static SortedSet<String> all() {
        return java.util.Collections.unmodifiableSortedSet(ALL);
    }

    static Optional<URI> service(Service service, String region) {
        return host(service.name().toLowerCase(Locale.ROOT), region);
    }

    static Optional<URI> iam(String region) {
        return host("iam", region);
    }

    private static Optional<URI> host(String name, String region) {
        if (!ALL.contains(region)) {
            return Optional.empty();
        }
        String suffix = region.equals(EUROPE) ? EUROPEAN_SUFFIX : SUFFIX;
        return Optional.of(URI.create("https://" + name + "." + region + "." + suffix));
    }
}
