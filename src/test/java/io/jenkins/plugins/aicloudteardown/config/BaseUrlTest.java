package io.jenkins.plugins.aicloudteardown.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aicloudteardown.client.HostileTexts;
import io.jenkins.plugins.aicloudteardown.client.operation.Endpoint;
import io.jenkins.plugins.aicloudteardown.client.operation.Provider;
import io.jenkins.plugins.aicloudteardown.client.operation.Service;
import io.jenkins.plugins.aicloudteardown.words.BadInputException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The host that an administrator reads in a URL or a region is the one that is called, or there is no call. */
class BaseUrlTest {
    private static final int TEXTS = 30_000;

    /** How a person reads a URL that says no more than a host, and perhaps a port and a path. */
    private static final Pattern READ = Pattern.compile(
            "(?<scheme>[A-Za-z]+)://(?<host>[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+(%[0-9A-Za-z.]+)?])(:(?<port>[0-9]*))?(?<path>/[!-~&&[^?#@\\\\]]*)?");

    private static final String[] LIKE_URLS = {
        "https://df.apigw.ntruss.com",
        "https://gateway.example:8443/naver/cloud",
        "https://203.0.113.7/",
        "https://[2001:db8::1]/x",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:8080/x"
    };

    private static List<String> accepted() {
        List<String> accepted = HostileTexts.of(TEXTS, LIKE_URLS)
                .filter(text -> BaseUrl.parse(text).isPresent())
                .distinct()
                .toList();
        assertThat(accepted).hasSizeGreaterThan(500);
        return accepted;
    }

    @Test
    void whatIsAcceptedIsReadByJavaAsByAPerson() {
        for (String text : accepted()) {
            URI uri = BaseUrl.parse(text).orElseThrow();
            Matcher read = READ.matcher(text.strip());
            assertThat(read.matches()).as(text).isTrue();
            assertThat(uri.getHost()).as(text).isEqualTo(read.group("host"));
            String port = read.group("port");
            assertThat(uri.getPort()).as(text).isEqualTo(port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
            assertThat(uri.getRawUserInfo()).isNull();
            assertThat(uri.getRawQuery()).isNull();
            assertThat(uri.getRawFragment()).isNull();
        }
    }

    @Test
    void whatIsAcceptedWithoutTlsIsThisVeryMachine() {
        Set<String> plain = accepted().stream()
                .map(text -> BaseUrl.parse(text).orElseThrow())
                .filter(uri -> !uri.getScheme().equalsIgnoreCase("https"))
                .map(URI::getHost)
                .collect(Collectors.toSet());
        assertThat(plain).contains("127.0.0.1", "localhost", "[::1]").allMatch(BaseUrlTest::thisMachine);
    }

    private static boolean thisMachine(String host) {
        boolean name = host.equals("localhost") || host.equals("[::1]");
        return name || host.startsWith("127.") && host.split("\\.").length == 4 && host.matches("[0-9.]+");
    }

    @Test
    void whatIsBuiltOnItStaysThere() {
        for (String text : accepted()) {
            URI base = BaseUrl.parse(text).orElseThrow();
            Endpoint endpoint = new Endpoint(base, "project", false, 1);
            URI called = endpoint.at("/v1/project/models/a?cascade=true");
            assertThat(called.getHost()).as(text).isEqualTo(base.getHost());
            assertThat(called.getPort()).as(text).isEqualTo(base.getPort());
            assertThat(called.getScheme()).as(text).isEqualTo(base.getScheme());
            assertThat(called.getRawQuery()).isEqualTo("cascade=true");
            assertThat(called.getRawPath()).endsWith("/v1/project/models/a");
            assertThat(endpoint.host()).startsWith(base.getHost());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1.evil.example",
                "http://127.1",
                "http://2130706433",
                "http://0x7f.0.0.1",
                "http://0177.0.0.1",
                "http://127.0.0.1@evil.example",
                "http://localhost.evil.example",
                "http://localhost.",
                "http://[::ffff:127.0.0.1]",
                "http://[::1%25eth0]",
                "http://loca\u217ehost",
                "http://\uff11\uff12\uff17.0.0.1",
                "https://evil.example\\@df.apigw.ntruss.com",
                "https://df.apigw.ntruss.com@evil.example",
                "https://df.apigw.ntruss.com:443@evil.example/",
                "https://df.apigw.ntruss.com#@evil.example",
                "https://df.apigw.ntruss.com?@evil.example",
                "https://d\u0444.apigw.ntruss.com",
                "https://df\u3002apigw.ntruss.com",
                "https://df.apigw.ntruss.com\uff0fx",
                "https://df.apigw.ntruss.com\r\nHost: evil.example",
                "https:df.apigw.ntruss.com",
                "https:///df.apigw.ntruss.com",
                "//df.apigw.ntruss.com",
                "javascript://df.apigw.ntruss.com",
                "https://%65vil.example",
                "https://df_apigw.ntruss.com"
            })
    void whatReadsOneWayAndIsAnotherIsRefused(String url) {
        assertThat(BaseUrl.parse(url)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aRegionIsOneOfTheListOrNone(Service service) {
        if (service.provider() == Provider.NCP) {
            assertThat(NcpHosts.of(service).getHost()).endsWith(".apigw.ntruss.com");
            return;
        }
        Set<String> known = HuaweiRegions.of(service);
        List<String> texts = HostileTexts.of(TEXTS, "cn-north-4", "eu-west-101", "ap-southeast-1")
                .filter(text -> !text.isEmpty() && !known.contains(text))
                .toList();
        assertThat(texts).hasSizeGreaterThan(TEXTS / 2);
        for (String text : texts) {
            assertThat(HuaweiRegions.service(service, text)).isEmpty();
        }
        for (String text : texts.subList(0, 200)) {
            assertThatThrownBy(() -> Target.of(service, "", text, "project")).isInstanceOf(BadInputException.class);
        }
        for (String region : known) {
            String host = HuaweiRegions.service(service, region).orElseThrow().getHost();
            String iam = HuaweiRegions.iam(region).orElseThrow().getHost();
            assertThat(List.of(host, iam)).allSatisfy(one -> assertThat(one)
                    .matches("[a-z]+\\.[a-z0-9-]+\\.myhuaweicloud\\.(com|eu)")
                    .contains("." + region + "."));
        }
    }
}
