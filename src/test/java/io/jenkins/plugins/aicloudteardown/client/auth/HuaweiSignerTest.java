package io.jenkins.plugins.aicloudteardown.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import io.jenkins.plugins.aicloudteardown.client.FakeTime;
import io.jenkins.plugins.aicloudteardown.client.http.HttpCall;
import io.jenkins.plugins.aicloudteardown.client.http.Stop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HuaweiSignerTest {
    private static final String ID = "QTWAOYTTINDUT2QVKYUC";
    private static final String SECRET = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";
    private static final String PROJECT = "77b6a44cba5143ab91d13ab9a8ff44fd";
    private static final String DATE = "20191115T033655Z";
    private static final String QUERY_CHARACTERS = "abzAZ019-._~ !*'();:@&=+$,/?#[]%\"<>\\^`{|}äß一🙂";
    private static final String PATH_CHARACTERS = "abcxyzABCXYZ0189-._~";

    private final FakeTime time = new FakeTime(Instant.parse("2019-11-15T03:36:55Z"));
    private final HuaweiSigner signer = new HuaweiSigner(new ProviderKey.AccessKey(ID, SECRET), PROJECT, time);

    @Test
    void signsTheVectorOfHuaweisDocumentation() {
        HttpCall call = get("https://service.region.example.com/v1/" + PROJECT
                + "/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0");
        Map<String, String> signed =
                Map.of("content-type", "application/json", "host", "service.region.example.com", "x-sdk-date", DATE);

        assertThat(signer.authorization(call, new TreeMap<>(signed)))
                .isEqualTo(expected(
                        "content-type;host;x-sdk-date",
                        "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe"));
    }

    @Test
    void signsTheVectorOfDeletingAModel() {
        HttpCall call = HttpCall.delete(URI.create("https://modelarts.cn-north-4.myhuaweicloud.com/v1/" + PROJECT
                + "/models/10eb0091-887f-4839-9929-cbc884f1e20e?cascade=true"));

        assertThat(sign(call))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "X-Sdk-Date",
                        DATE,
                        "X-Project-Id",
                        PROJECT,
                        "Authorization",
                        expected(
                                "host;x-project-id;x-sdk-date",
                                "c4d79aeb25128acb91a25df3aa790ce4cebc94324ebbfd1cd9a772218f8a49f0")));
    }

    @Test
    void signsTheVectorOfUndeployingAnApi() {
        HttpCall call = HttpCall.post(
                URI.create("https://roma.cn-north-4.myhuaweicloud.com/v1/" + PROJECT
                        + "/apic/instances/e6a5871bfb5b47d19c5874790f639ef8/livedata-apis/undeploy"),
                "{\"ld_api_id\":\"bd42841c20184da6bbf457c6d8a06e37\"}");

        assertThat(sign(call).get("Authorization"))
                .isEqualTo(expected(
                        "host;x-project-id;x-sdk-date",
                        "44484f333fcb330c327561f5425db0ca0d58af81f766f6bb30467f8bb9188627"));
    }

    @Test
    void encodesTheQueryOfTheDocumentedExample() {
        assertThat(HuaweiSigner.encode("一 (&=?!#%.*)")).isEqualTo("%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29");
        assertThat(HuaweiSigner.encode("~-._")).isEqualTo("~-._");
    }

    @Test
    void sortsTheQueryByEncodedNameAndNotByWhatStandsBehindTheName() {
        String sorted = authorization("https://host/v1/x?A%21=1&A%21=2&a=b&a1=c&%F0%9F%99%82=3&~=4");

        assertThat(authorization("https://host/v1/x?a1=c&a=b&~=4&A!=2&%F0%9F%99%82=3&A%21=1"))
                .isEqualTo(sorted);
        assertThat(authorization("https://host/v1/x?a1=b&a=c&~=4&A!=2&%F0%9F%99%82=3&A%21=1"))
                .isNotEqualTo(sorted);
    }

    private String authorization(String uri) {
        return sign(get(uri)).get("Authorization");
    }

    @Test
    void signsEveryTryWithItsOwnTime() {
        HttpCall call = get("https://host/v1/x");
        String first = sign(call).get("Authorization");
        time.advance(Duration.ofSeconds(1));

        assertThat(sign(call)).containsEntry("X-Sdk-Date", "20191115T033656Z");
        assertThat(sign(call).get("Authorization")).isNotEqualTo(first);
    }

    record Sample(String method, String host, String path, Map<String, List<String>> query, String body) {
        @Override
        public String toString() {
            return method + " " + host + path + " " + query + " " + body;
        }
    }

    static Stream<Sample> twoHundredRequests() {
        Random random = new Random(20191115);
        return IntStream.range(0, 200).mapToObj(i -> sample(random));
    }

    private static Sample sample(Random random) {
        String method = List.of("GET", "DELETE", "POST").get(random.nextInt(3));
        String path = IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(i -> "/" + text(random, PATH_CHARACTERS, 1 + random.nextInt(12)))
                .collect(Collectors.joining());
        Map<String, List<String>> query = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            List<String> values = new ArrayList<>();
            for (int j = random.nextInt(2); j >= 0; j--) {
                values.add(text(random, QUERY_CHARACTERS, 1 + random.nextInt(10)));
            }
            // The SDK leaves several values of one name in the order given, which is theirs to sort.
            values.sort(Comparator.comparing(HuaweiSigner::encode));
            // Nor does it encode names before it sends them: they are of what needs no encoding.
            query.put(text(random, PATH_CHARACTERS, 1 + random.nextInt(6)), values);
        }
        String body = method.equals("POST") && random.nextBoolean()
                ? "{\"id\":\"" + text(random, PATH_CHARACTERS + "一🙂", random.nextInt(40)) + "\"}"
                : null;
        String port = random.nextBoolean() ? "" : ":" + (1024 + random.nextInt(60000));
        return new Sample(method, "roma.cn-north-4.myhuaweicloud.com" + port, path, query, body);
    }

    private static String text(Random random, String characters, int length) {
        int[] points = characters.codePoints().toArray();
        return random.ints(length, 0, points.length)
                .mapToObj(i -> Character.toString(points[i]))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("twoHundredRequests")
    void signsAsTheOfficialSdkDoes(Sample sample) {
        String query = sample.query().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> HuaweiSigner.encode(entry.getKey()) + "=" + HuaweiSigner.encode(value)))
                .collect(Collectors.joining("&"));
        URI uri = URI.create("https://" + sample.host() + sample.path() + (query.isEmpty() ? "" : "?" + query));
        HttpCall call = new HttpCall(sample.method(), uri, Optional.ofNullable(sample.body()));

        assertThat(sign(call).get("Authorization")).isEqualTo(official(sample));
    }

    private static String official(Sample sample) {
        HttpRequest.HttpRequestBuilder request = HttpRequest.newBuilder()
                .withEndpoint("https://" + sample.host())
                .withPath(sample.path())
                .withMethod(HttpMethod.valueOf(sample.method()))
                .addHeader("X-Sdk-Date", DATE)
                .addHeader("X-Project-Id", PROJECT);
        sample.query().forEach(request::addQueryParam);
        if (sample.body() != null) {
            request.withBodyAsString(sample.body());
        }
        BasicCredentials credentials = new BasicCredentials().withAk(ID).withSk(SECRET);
        return AKSKSigner.getInstance().sign(request.build(), credentials).get("Authorization");
    }

    private static String expected(String names, String signature) {
        return "SDK-HMAC-SHA256 Access=" + ID + ", SignedHeaders=" + names + ", Signature=" + signature;
    }

    private Map<String, String> sign(HttpCall call) {
        return signer.sign(call, new Stop()).join();
    }

    private static HttpCall get(String uri) {
        return HttpCall.get(URI.create(uri));
    }
}
